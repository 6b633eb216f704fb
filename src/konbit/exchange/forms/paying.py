"""Forms of payments: to whom, how much, what for; read once more before it is booked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konbit.assembly.forms.worded import Sent
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.queries.pay_page import PayPage


class PayForm(Folding):
    """A payment. `when`: at once, once the other side says yes, or asked from them."""

    key = Sent()
    payer = forms.ChoiceField(label=pgettext_lazy("who pays", "From"))
    payee = forms.ChoiceField(label=pgettext_lazy("who is paid", "To"))
    amount = forms.CharField(label=_("How much"), max_length=40)
    words = forms.CharField(label=_("What for"), max_length=300, required=False)
    due_on = forms.DateField(
        label=_("On which day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: now."),
    )  # fmt: skip
    folded: tuple[str, ...] = ("due_on",)

    def __init__(self, data: Any = None, *, page: PayPage, **said: Any) -> None:
        super().__init__(data, **said)
        self.currency = page.currency
        self.fields["payer"].choices = page.payers  # type: ignore[attr-defined]
        self.fields["payee"].choices = [("", "—"), *page.payees]  # type: ignore[attr-defined]

    def clean_amount(self) -> int:
        """Smallest parts of the circle's unit."""
        try:
            return amounts.read(self.cleaned_data["amount"], self.currency)
        except Problem as problem:
            raise forms.ValidationError(f"{problem.what} {problem.remedy}") from problem

    def clean(self) -> dict[str, Any]:
        """Nobody pays herself."""
        said = super().clean() or self.cleaned_data
        if said.get("payer") and said.get("payer") == said.get("payee"):
            self.add_error("payee", str(_("Payer and payee are the same account.")))
        return said


class AskForm(PayForm):
    """The same the other way: somebody is asked to pay."""

    def __init__(self, data: Any = None, *, page: PayPage, **said: Any) -> None:
        super().__init__(data, page=page, **said)
        self.fields["payer"].choices = [("", "—"), *page.payees]  # type: ignore[attr-defined]
        self.fields["payee"].choices = page.payers  # type: ignore[attr-defined]
        self.fields["payer"].label = _("Who is to pay?")
        self.fields["payee"].label = _("To which account")
        self.order_fields(["payee", "payer"])
