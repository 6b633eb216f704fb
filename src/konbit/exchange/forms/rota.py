"""Forms of working each other's fields: a day, and who came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.forms.worded import Sent, Text, WordedForm
from konbit.assembly.queries.choices import Choices
from konbit.base.errors import Problem
from konbit.directory.forms.sections import Folding
from konbit.exchange import amounts
from konbit.exchange.actions.field_days import DayDraft
from konbit.exchange.queries.rota import CamePage, CameRow


class DayForm(WordedForm):
    """On whose field, when, what is to be done, where to meet."""

    worded = ("text",)
    folded: tuple[str, ...] = ("language",)

    key = Sent()
    host = forms.TypedChoiceField(label=gettext_lazy("On whose field?"), coerce=int)
    on = forms.DateField(
        label=gettext_lazy("On which day"), widget=forms.DateInput(attrs={"type": "date"}),
        initial=lambda: date.today() + timedelta(days=7),
    )  # fmt: skip
    text = Text(
        2, label=gettext_lazy("What is to be done?"), max_length=1000,
        help_text=gettext_lazy("And what to bring: machetes, baskets, a drum …"),
    )  # fmt: skip
    where = forms.CharField(label=gettext_lazy("Where do we meet?"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, hosts: Choices, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["host"].choices = hosts  # type: ignore[attr-defined]
        if len(hosts) == 1:
            self.fields["host"].initial = hosts[0][0]
            self.fields["host"].widget = forms.HiddenInput()

    def draft(self) -> DayDraft:
        """What was written."""
        said = self.cleaned_data
        return DayDraft(said["language"], said["host"], said["on"], said["text"], said["where"])


class CameForm(Folding):
    """Who came: a tick for everybody, and how long where the circle wants to know."""

    def __init__(self, data: Any = None, *, page: CamePage, **said: Any) -> None:
        super().__init__(data, **said)
        self.page = page
        for row in page.rows:
            self.fields[f"came_{row.member}"] = forms.BooleanField(
                label=row.name, required=False, initial=row.came
            )
            if page.hours:
                self.fields[f"long_{row.member}"] = forms.CharField(
                    label=_("%(name)s: how long") % {"name": row.name}, required=False, max_length=20,
                    initial=amounts.written(row.minutes, page.currency) if row.minutes else "",
                    widget=forms.TextInput(attrs={"size": 8, "placeholder": "6:30"}),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Times are read as hours and minutes; who worked came."""
        said = super().clean() or self.cleaned_data
        for row in self.page.rows:
            name = f"long_{row.member}"
            if words := (said.get(name) or "").strip():
                try:
                    said[name] = amounts.read(words, self.page.currency)
                except Problem as problem:
                    self.add_error(name, f"{problem.what} {problem.remedy}")
                else:
                    said[f"came_{row.member}"] = True
        return said

    @property
    def came(self) -> dict[int, int | None]:
        """Who came (ids), and for how many minutes; None where nobody wrote it down."""
        said = self.cleaned_data
        rows: list[CameRow] = [one for one in self.page.rows if said.get(f"came_{one.member}")]
        return {one.member: said.get(f"long_{one.member}") or None for one in rows}
