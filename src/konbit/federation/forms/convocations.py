"""Forms of calling a body together, and of how many came."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.assembly.forms.meetings import MeetingForm, OtherDates
from konbit.assembly.forms.worded import Sent, Text
from konbit.directory.forms.fields import Lines
from konbit.directory.forms.sections import Folding
from konbit.federation.queries.convocations import counted_choices


class CallForm(MeetingForm):
    """When and where a body meets, what for, and what those read who are called."""

    folded: tuple[str, ...] = ("until", "ends", "purpose", "series", "audience", "approve_days", "language")
    field_order = ("title", "since", "starts", "zone", "place", "points", "words")

    points = Lines(
        label=_("The agenda, one point a line"),
        help_text=_("Say what for, and how long: “decide: The budget, 20 min”."),
        max_length=20_000,
    )
    words = Text(3, label=_("A few words to those who are called"))
    instead: OtherDates | None = None  # type: ignore[assignment]
    key = Sent()

    def __init__(self, data: Any = None, **said: Any) -> None:
        super().__init__(data, **said)
        self.fields["since"].required = True
        self.fields["since"].help_text = _("Whoever sits on that day is called. A whole day: 2027-04-26.")

    def clean(self) -> dict[str, Any]:
        """Without other dates: a convocation names one."""
        return {**(super().clean() or self.cleaned_data), "instead": []}


class CameForm(Folding):
    """How many came of how many."""

    counted_in = forms.ChoiceField(label=_("Counted in"), choices=counted_choices)
    present = forms.IntegerField(label=_("How many were there"), min_value=0, max_value=10_000_000)
    entitled = forms.IntegerField(label=_("Of how many"), min_value=0, max_value=10_000_000)
