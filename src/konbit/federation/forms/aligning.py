"""Forms of the handshake of two bodies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Text, WordedForm
from konbit.assembly.queries.choices import Choices
from konbit.federation.actions.aligning import AlignmentDraft
from konbit.federation.queries.meeting import WAY_LABELS


class AlignForm(WordedForm):
    """How a priority meets one of another body."""

    worded = ("note",)
    folded = ("language",)

    other = forms.ChoiceField(label=_("With which priority of another body?"))
    way = forms.ChoiceField(
        label=_("How do the two meet?"), choices=list(WAY_LABELS.items()), initial="contributes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = Text(2, label=_("Why do you see it so?"), help_text=_("The others read this before they answer."))

    def __init__(self, data: Any = None, *, others: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["other"].choices = [("", "—"), *others]  # type: ignore[attr-defined]

    def draft(self, one: str) -> AlignmentDraft:
        """What was written."""
        said = self.cleaned_data
        return AlignmentDraft(one, said["other"], said["way"], said["language"], said["note"])


class AnswerForm(WordedForm):
    """Yes or no to what another body proposed."""

    worded = ("reason",)
    folded = ("language",)

    answer = forms.ChoiceField(
        label=_("Do you see it so?"), choices=[("yes", _("Yes, we agree")), ("no", _("No, we do not"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = Text(2, label=_("Why"), help_text=_("Needed for a no; the others read it."))
    field_order = ("answer", "reason")


class EndAlignmentForm(WordedForm):
    """A handshake ends."""

    worded = ("reason",)
    folded = ("language",)

    reason = Text(2, label=_("Why"), help_text=_("The others read it."))
