"""The form of a meeting: one line for every member, many fields, sent as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.worded import Sent
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.models import Currency
from konbit.exchange.queries.meetings import Row


class MeetingForm(Folding):
    """What everybody brought. A field of a member is called by the word of its column and her id.

    `columns`: words of amounts besides what is due, which is ticked where all of it was brought.
    """

    key = Sent()
    on = forms.DateField(
        label=gettext_lazy("On which day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}), help_text=gettext_lazy("Empty: today."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, rows: Sequence[Row], currency: Currency, columns: Iterable[str] = (),
        **said: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **said)
        self.rows, self.currency, self.columns = rows, currency, tuple(columns)
        for row in rows:
            if row.due:
                self.fields[f"all_{row.member}"] = forms.BooleanField(
                    label=_("%(name)s paid in all of it") % {"name": row.name}, required=False
                )
                self._amount("part", row, _("%(name)s: only so much") % {"name": row.name})
            for word in self.columns:
                label = f"{row.name}: {row.labels.get(word, word)}"
                if word == "shares":
                    self.fields[f"shares_{row.member}"] = forms.IntegerField(
                        label=label, required=False, min_value=0, max_value=row.most_shares
                    )
                else:
                    self._amount(word, row, label)

    def clean_on(self) -> date | None:
        """Not a day to come."""
        on: date | None = self.cleaned_data["on"]
        if on is not None and on > date.today():
            raise forms.ValidationError(_("This day is still to come."))
        return on

    def clean(self) -> dict[str, Any]:
        """Amounts are read in the circle's unit; empty: nothing."""
        said = super().clean() or self.cleaned_data
        for name in [one for one in self.fields if one.split("_")[0] in ("part", "social", "gift")]:
            words = (said.get(name) or "").strip()
            try:
                said[name] = amounts.read(words, self.currency) if words else 0
            except Problem as problem:
                self.add_error(name, f"{problem.what} {problem.remedy}")
        return said

    def brought(self, word: str = "") -> dict[int, int]:
        """What was brought by member (id): of a column, or of what was due."""
        said = self.cleaned_data
        if word:
            return {row.member: said.get(f"{word}_{row.member}") or 0 for row in self.rows}
        return {
            row.member: said.get(f"part_{row.member}") or (row.due if said.get(f"all_{row.member}") else 0)
            for row in self.rows
        }

    def refuse(self, lines: Mapping[int, str]) -> None:
        """Say beside each member what is wrong with her line."""
        for member, words in lines.items():
            name = next((one for one in self.fields if one.endswith(f"_{member}")), None)
            self.add_error(name, words)

    @property
    def lines(self) -> list[tuple[Row, list[forms.BoundField]]]:
        """Every member with her fields."""
        return [
            (row, [self[one] for one in self.fields if one.endswith(f"_{row.member}")]) for row in self.rows
        ]

    def _amount(self, word: str, row: Row, label: str) -> None:
        self.fields[f"{word}_{row.member}"] = forms.CharField(
            label=label, required=False, max_length=40, widget=forms.TextInput(attrs={"size": 8})
        )
