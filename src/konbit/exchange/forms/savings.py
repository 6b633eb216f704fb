"""Forms of saving and lending: a loan, giving out, giving savings back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent, Text
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.actions.loans import LoanDraft
from konbit.exchange.models import Currency
from konbit.exchange.queries.savings import LoanAsked


class LoanForm(Folding):
    """A loan that is asked for."""

    key = Sent()
    member = forms.TypedChoiceField(label=_("Who asks for it?"), coerce=int)
    amount = forms.CharField(label=_("How much"), max_length=40)
    instalments = forms.IntegerField(label=_("In how many months it comes back"), min_value=1, initial=1)
    moratorium = forms.IntegerField(
        label=_("Months in which nothing is paid back first"), min_value=0, initial=0, required=False
    )
    purpose = forms.CharField(label=_("What for"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, asked: LoanAsked, **said: Any) -> None:
        super().__init__(data, **said)
        self.currency = asked.currency
        self.fields["member"].choices = asked.members  # type: ignore[attr-defined]
        self.fields["instalments"].max_value = asked.most_instalments  # type: ignore[attr-defined]
        if asked.most:
            self.fields["amount"].help_text = _("At most %(most)s.") % {"most": asked.most}

    def clean_amount(self) -> int:
        """Smallest parts of the circle's unit."""
        return _read(self.cleaned_data["amount"], self.currency)

    def draft(self) -> LoanDraft:
        """What was written."""
        said = self.cleaned_data
        return LoanDraft(
            said["member"], said["amount"], said["instalments"], said["moratorium"] or 0, said["purpose"]
        )


class RefuseForm(Folding):
    """Why a loan is not given."""

    why = Text(2, label=_("Why not?"), max_length=300, required=True)


class ResolutionForm(ByResolutionForm):
    """By which resolution a loan is granted or let go."""

    worded: tuple[str, ...] = ()

    def __init__(self, data: Any = None, **said: Any) -> None:
        super().__init__(data, **said)
        del self.fields["reason"]


class GiveOutForm(ResolutionForm):
    """What is given away, out of which fund, by which resolution."""

    word = forms.ChoiceField(
        label=_("Out of which fund?"), choices=(("social", _("Social fund")), ("loans", _("Loan fund")))
    )
    amount = forms.CharField(label=_("How much"), max_length=40)
    what = forms.CharField(label=_("For whom and what"), max_length=300)
    key = Sent()
    field_order = ("word", "amount", "what")

    def __init__(self, data: Any = None, *, currency: Currency, **said: Any) -> None:
        super().__init__(data, **said)
        self.currency = currency

    def clean_amount(self) -> int:
        """Smallest parts of the circle's unit."""
        return _read(self.cleaned_data["amount"], self.currency)


class BackForm(Folding):
    """Whose savings are given back."""

    key = Sent()
    member = forms.TypedChoiceField(label=_("Whose savings?"), coerce=int)

    def __init__(self, data: Any = None, *, members: Any, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["member"].choices = members  # type: ignore[attr-defined]


def _read(words: str, currency: Currency) -> int:
    try:
        return amounts.read(words, currency)
    except Problem as problem:
        raise forms.ValidationError(f"{problem.what} {problem.remedy}") from problem
