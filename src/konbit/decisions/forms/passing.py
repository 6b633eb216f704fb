"""Forms of questions that came down, and of proxies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import WordedForm
from konbit.assembly.queries.choices import Choices
from konbit.decisions.actions.passing import GROUPS, PEOPLE, TakeUpDraft
from konbit.decisions.forms.votes import Moment
from konbit.decisions.models import Vote


class TakeUpForm(WordedForm):
    """How a body decides a question. `methods`: those by which it can."""

    folded = ("language",)

    method = forms.ChoiceField(label=_("How do you decide it?"))
    voters = forms.ChoiceField(
        label=_("Who decides?"), widget=forms.RadioSelect, initial=PEOPLE,
        choices=[
            (PEOPLE, _("our people")),
            (GROUPS, _("the groups that belong to us: the question goes down to them")),
        ],
    )  # fmt: skip
    closes_at = Moment(label=_("Until when?"), required=False)
    passes_up = forms.ChoiceField(
        label=_("How does your answer go up?"), widget=forms.RadioSelect, choices=Vote.Passing,
        initial=Vote.Passing.BLOCK,
    )  # fmt: skip
    field_order = ("method", "voters", "closes_at", "passes_up")

    def __init__(self, data: Any = None, *, methods: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["method"].choices = methods  # type: ignore[attr-defined]

    def draft(self) -> TakeUpDraft:
        """What was chosen."""
        said = self.cleaned_data
        return TakeUpDraft(
            said["language"], said["method"], said["voters"], said["passes_up"], said["closes_at"]
        )


class ProxyForm(forms.Form):
    """To whom one gives one's vote. `choices`: who may carry it."""

    holder = forms.TypedChoiceField(label=_("Who votes for you?"), coerce=int)

    def __init__(self, data: Any = None, *, choices: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["holder"].choices = choices  # type: ignore[attr-defined]
