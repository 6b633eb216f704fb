"""Forms of being paid: a QR with everything filled in, a card at one's own phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from konbit.assembly.forms.worded import Sent
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.queries.pay_page import PayPage


class BePaidForm(Folding):
    """To which account, how much, what for."""

    payee = forms.ChoiceField(label=gettext_lazy("To which account"))
    amount = forms.CharField(
        label=gettext_lazy("How much"), max_length=40, required=False,
        help_text=gettext_lazy("Empty: who pays writes it."),
    )  # fmt: skip
    words = forms.CharField(label=gettext_lazy("What for"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, page: PayPage, **said: Any) -> None:
        super().__init__(data, **said)
        payable = {uid for uid, _name in page.payees}
        own = [(uid, name) for uid, name in page.payers if uid in payable]
        self.fields["payee"].choices = own  # type: ignore[attr-defined]
        if len(own) == 1:
            self.fields["payee"].initial = own[0][0]
            self.fields["payee"].widget = forms.HiddenInput()


class ByCardForm(Folding):
    """To whom, how much, what for: what the payer reads before she types her PIN."""

    key = Sent()
    payee = forms.ChoiceField(label=pgettext_lazy("who is paid", "To"))
    amount = forms.CharField(label=gettext_lazy("How much"), max_length=40)
    words = forms.CharField(label=gettext_lazy("What for"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, page: PayPage, **said: Any) -> None:
        super().__init__(data, **said)
        self.currency = page.currency
        self.fields["payee"].choices = page.payees  # type: ignore[attr-defined]

    def clean_amount(self) -> int:
        """Smallest parts of the circle's unit."""
        try:
            return amounts.read(self.cleaned_data["amount"], self.currency)
        except Problem as problem:
            raise forms.ValidationError(f"{problem.what} {problem.remedy}") from problem


class CardForm(Folding):
    """What the payer types: the code of her card, and her PIN."""

    code = forms.CharField(
        label=gettext_lazy("Code of your card"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    pin = forms.CharField(
        label=gettext_lazy("Your PIN"), max_length=6,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
