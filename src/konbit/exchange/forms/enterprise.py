"""Forms of a common enterprise: what was given, a surplus, paying out, using the reserve."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.by_resolution import ByResolutionForm
from konbit.assembly.forms.worded import Sent
from konbit.assembly.queries.choices import Choices
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.models import Currency
from konbit.exchange.queries.enterprise import GivenPage


class GivenForm(Folding):
    """What everybody gave on a day: one field each."""

    key = Sent()
    on = forms.DateField(
        label=gettext_lazy("On which day"), widget=forms.DateInput(attrs={"type": "date"}),
        initial=date.today,
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What it was"), max_length=300, required=False,
        help_text=gettext_lazy("Weeding, milling, two hens, a cart …"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, page: GivenPage, **said: Any) -> None:
        super().__init__(data, **said)
        self.page = page
        for row in page.rows:
            self.fields[f"given_{row.member}"] = forms.CharField(
                label=f"{row.number}. {row.name}", required=False, max_length=40,
                widget=forms.TextInput(attrs={"size": 8}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Amounts are read in the circle's unit; empty: nothing."""
        said = super().clean() or self.cleaned_data
        for row in self.page.rows:
            name = f"given_{row.member}"
            words = (said.get(name) or "").strip()
            try:
                said[name] = amounts.read(words, self.page.currency) if words else 0
            except Problem as problem:
                self.add_error(name, f"{problem.what} {problem.remedy}")
        return said

    @property
    def given(self) -> dict[int, int]:
        """What was given by whom (ids), in smallest parts."""
        rows = self.page.rows
        said = {row.member: self.cleaned_data.get(f"given_{row.member}") or 0 for row in rows}
        return {member: amount for member, amount in said.items() if amount}


class SurplusForm(ByResolutionForm):
    """How much is shared, by which resolution. `units`: in what it may be counted."""

    worded: tuple[str, ...] = ()
    amount = forms.CharField(
        label=gettext_lazy("How much is there to share?"), max_length=40,
        help_text=gettext_lazy("What was earned, without what was spent. 0 only counts what was given."),
    )  # fmt: skip
    currency = forms.ChoiceField(label=gettext_lazy("In which money"))
    key = Sent()
    field_order = ("amount", "currency")

    def __init__(self, data: Any = None, *, units: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        del self.fields["reason"]
        self.fields["currency"].choices = units  # type: ignore[attr-defined]
        offered = [word for _title, choices in units for word, _name in choices]
        if len(offered) == 1:
            self.fields["currency"].initial = offered[0]
            self.fields["currency"].widget = forms.HiddenInput()


class ReserveForm(ByResolutionForm):
    """What the reserve is used for, by which resolution."""

    worded: tuple[str, ...] = ()
    amount = forms.CharField(label=gettext_lazy("How much"), max_length=40)
    what = forms.CharField(label=gettext_lazy("What for"), max_length=300)
    key = Sent()
    field_order = ("amount", "what")

    def __init__(self, data: Any = None, *, currency: Currency | None, **said: Any) -> None:
        super().__init__(data, **said)
        del self.fields["reason"]
        self.currency = currency

    def clean_amount(self) -> int:
        """Smallest parts of the money in which the surplus is counted."""
        return _read(self.cleaned_data["amount"], self.currency)


class PayOutForm(Folding):
    """Whose share was handed over."""

    key = Sent()
    account = forms.ChoiceField(label=gettext_lazy("Whose share was handed over?"))
    amount = forms.CharField(label=gettext_lazy("How much"), max_length=40)

    def __init__(self, data: Any = None, *, shares: Choices, currency: Currency | None, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["account"].choices = shares  # type: ignore[attr-defined]
        self.currency = currency

    def clean_amount(self) -> int:
        """Smallest parts of the money in which the surplus is counted."""
        return _read(self.cleaned_data["amount"], self.currency)


def _read(words: str, currency: Currency | None) -> int:
    if currency is None:
        raise forms.ValidationError(_("No surplus was shared yet."))
    try:
        return amounts.read(words, currency)
    except Problem as problem:
        raise forms.ValidationError(f"{problem.what} {problem.remedy}") from problem
