"""Forms of clearing rounds: beginning one, answering it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.worded import Sent
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.actions.clearing import RoundDraft
from konbit.exchange.models import Currency


class RoundForm(Folding):
    """How a round goes."""

    key = Sent()
    answer_by = forms.DateField(
        label=_("Until when do members answer?"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    oldest_first = forms.BooleanField(label=_("What is due longest goes first"), required=False, initial=True)
    credit = forms.BooleanField(
        label=_("The circle’s credit may help"), required=False,
        help_text=_("Within everybody’s limits. More debts meet, and balances change a little."),
    )  # fmt: skip

    def draft(self) -> RoundDraft:
        """What was written."""
        said = self.cleaned_data
        return RoundDraft(said["answer_by"], said["credit"], said["oldest_first"])


class AnswerForm(Folding):
    """Whether one's promises may be set off."""

    answer = forms.ChoiceField(
        label=_("May your promises be set off in this round?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes")), ("no", _("No, leave mine as they are"))], initial="yes",
    )  # fmt: skip
    minimum = forms.CharField(
        label=_("Nothing smaller than"), max_length=40, required=False,
        help_text=_("Of what you owe. Empty: everything."),
    )  # fmt: skip
    folded = ("minimum",)

    def __init__(self, data: Any = None, *, currency: Currency, **said: Any) -> None:
        super().__init__(data, **said)
        self.currency = currency

    def clean_minimum(self) -> int:
        """Smallest parts of the round's unit."""
        words = self.cleaned_data["minimum"].strip()
        try:
            return amounts.read(words, self.currency) if words else 0
        except Problem as problem:
            raise forms.ValidationError(f"{problem.what} {problem.remedy}") from problem
