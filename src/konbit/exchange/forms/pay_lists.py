"""The form of a list of payments: a field for each member, or a list that is pasted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from konbit.assembly.forms.worded import Sent, Text
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.queries.pay_lists import ListLine, ListRow
from konbit.exchange.queries.pay_page import PayPage

MOST_FIELDS = 60
"""Of a larger circle only the pasted list is shown: nobody looks for a name among hundreds of fields."""


class PayListForm(Folding):
    """From whom, what for, and to whom how much."""

    key = Sent()
    payer = forms.ChoiceField(label=pgettext_lazy("who pays", "From"))
    words = forms.CharField(
        label=gettext_lazy("What for"), max_length=300, required=False,
        help_text=gettext_lazy("Such as: work on the terraces, in May."),
    )  # fmt: skip
    pasted = Text(
        8, label=gettext_lazy("Paste a list"), max_length=100_000,
        help_text=gettext_lazy("A line each, as from a spreadsheet: name or number, amount, and what for if "
                               "it differs."),
    )  # fmt: skip
    folded: tuple[str, ...] = ("pasted",)

    def __init__(self, data: Any = None, *, page: PayPage, rows: Sequence[ListRow], **said: Any) -> None:
        super().__init__(data, **said)
        self.page, self.rows = page, rows if len(rows) <= MOST_FIELDS else ()
        self.fields["payer"].choices = page.payers  # type: ignore[attr-defined]
        for row in self.rows:
            self.fields[f"to_{row.account}"] = forms.CharField(
                label=row.name, required=False, max_length=40, widget=forms.TextInput(attrs={"size": 8})
            )
        self.order_fields(["payer", "words", *(f"to_{row.account}" for row in self.rows), "pasted"])

    def clean(self) -> dict[str, Any]:
        """Amounts are read in the circle's unit; one way or the other, something is to be paid."""
        said = super().clean() or self.cleaned_data
        for row in self.rows:
            name = f"to_{row.account}"
            words = (said.get(name) or "").strip()
            try:
                said[name] = amounts.read(words, self.page.currency) if words else 0
            except Problem as problem:
                self.add_error(name, f"{problem.what} {problem.remedy}")
        if not self.errors and not self.lines and not said.get("pasted", "").strip():
            raise forms.ValidationError(_("Nobody is paid yet: write an amount beside a name."))
        return said

    @property
    def lines(self) -> list[ListLine]:
        """What stands in the fields beside the names."""
        said = self.cleaned_data
        paid = [(row, said.get(f"to_{row.account}") or 0) for row in self.rows]
        return [
            ListLine(row.account, row.name, amount, amounts.shown(amount, self.page.currency), said["words"])
            for row, amount in paid
            if amount
        ]
