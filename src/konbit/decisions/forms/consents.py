"""Forms of consents and advice: saying something, answering, changing the proposal, settling an objection."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.assembly.queries.choices import Choices
from konbit.decisions.actions.hearing import LONGEST, ChangeDraft, HeardDraft
from konbit.decisions.actions.objections import Turn
from konbit.decisions.models import Heard


class SayForm(WordedForm):
    """Something that somebody says. `says`: what can be said now."""

    folded = ("language",)

    what = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    text = Text(4, label=_("What you say"), max_length=LONGEST, required=True)
    key = Sent()
    field_order = ("what", "text")

    def __init__(self, data: Any = None, *, says: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["what"].choices = says  # type: ignore[attr-defined]
        if says:
            self.fields["what"].initial = says[0][0]
        if len(says) == 1:
            self.fields["what"].widget = forms.HiddenInput()

    def draft(self) -> HeardDraft:
        """What was said."""
        said = self.cleaned_data
        return HeardDraft(said["language"], said["what"], said["text"])


class AnswerForm(WordedForm):
    """What is answered."""

    worded = ("answer",)
    folded = ("language",)

    answer = Text(4, label=_("Answer"), max_length=LONGEST)
    field_order = ("answer",)


class ChangeForm(WordedForm):
    """How the proposal reads from now on."""

    worded = ("text",)
    folded = ("language",)

    text = Text(10, label=_("The proposal, as it reads from now on"), max_length=4 * LONGEST, required=True)
    said = Text(2, label=_("What you changed, and why"), max_length=LONGEST, required=True)
    key = Sent()
    field_order = ("text", "said")

    def draft(self) -> ChangeDraft:
        """What was changed."""
        said = self.cleaned_data
        return ChangeDraft(said["language"], said["text"], said["said"])


class TurnForm(WordedForm):
    """What becomes of an objection. `states`: what may be said of it."""

    worded = ("answer",)
    folded = ("language",)

    state = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    answer = Text(
        3, label=_("How, or why"), max_length=LONGEST,
        help_text=_("How the proposal meets it now; or why the body finds that it is none."),
    )  # fmt: skip
    field_order = ("state", "answer")

    def __init__(self, data: Any = None, *, states: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["state"].choices = states  # type: ignore[attr-defined]

    def turn(self) -> Turn:
        """What was said of it."""
        said = self.cleaned_data
        return Turn(said["state"], said["language"], said["answer"])


def states_for(edits: bool) -> Choices:
    """What those who keep a vote may say of an objection, or whoever raised it."""
    own = {Heard.State.MET, Heard.State.WITHDRAWN, Heard.State.STANDS}
    return [(one.value, one.label) for one in Heard.State if edits or one in own]
