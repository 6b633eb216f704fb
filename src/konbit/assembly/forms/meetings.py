"""Planning a meeting, and a point of its agenda."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from konbit.assembly.actions.agenda import LONGEST_GOAL
from konbit.assembly.actions.planning import LONGEST_TEXT, LONGEST_TITLE, MOST_POINTS, Agenda, Plan
from konbit.assembly.agenda_lines import Point
from konbit.assembly.models import Item
from konbit.assembly.moments import When
from konbit.base.text import pick
from konbit.directory.forms.fields import Language, Lines, PartialDate, reader
from konbit.directory.forms.sections import Folding
from konbit.directory.written_dates import read_span
from konbit.people.audience import Audience

_IN = re.compile(r"^(?:[\s,;·:–-]+|(?:in|at|à|en|em)\s+)+")


class OtherDates(Lines):
    """Other dates and places, one a line; what is no date stays as the name of a place."""

    def prepare_value(self, value: Any) -> Any:
        """The lines as text."""
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return "\n".join(_other_line(one) for one in value)
        return super().prepare_value(value)

    def clean(self, value: Any) -> list[dict[str, str]]:  # type: ignore[override]
        """Each as `{"from", "until", "place"}`."""
        return [_other(line) for line in super().clean(value)]


def _other_line(one: dict[str, str]) -> str:
    days = " – ".join(day for day in (one.get("from", ""), one.get("until", "")) if day)
    return ", ".join(part for part in (days, one.get("place", "")) if part)


def _other(line: str) -> dict[str, str]:
    found = read_span(line)
    if found is None:
        return {"from": "", "until": "", "place": line.strip()}
    first, last, end = found
    return {"from": first or last, "until": last if first else "", "place": _IN.sub("", line[end:]).strip()}


class _Hour(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"required": False, **said})


class MeetingForm(Folding):
    """What is said of a meeting."""

    folded: tuple[str, ...] = (
        "until",
        "ends",
        "purpose",
        "instead",
        "series",
        "audience",
        "approve_days",
        "language",
    )
    answered = frozenset({"audience", "approve_days", "language"})  # before anybody writes

    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=LONGEST_TITLE)
    since = PartialDate(label=gettext_lazy("On which day?"))
    starts = _Hour(label=gettext_lazy("At what time?"))
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("A continent and a town: America/Montreal, Africa/Dakar."),
        max_length=60,
        required=False,
    )
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=300, required=False)
    until = PartialDate(label=gettext_lazy("Its last day, if it takes several"))
    ends = _Hour(label=gettext_lazy("When does it end?"))
    purpose = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    instead = OtherDates(
        label=gettext_lazy("Or then: other dates and places"),
        help_text=gettext_lazy("One a line: 2027-04-26 – 2027-04-27, Paris. You choose one later."),
    )
    series = forms.CharField(
        label=gettext_lazy("Part of which series of meetings?"),
        help_text=gettext_lazy("The same name as before, or a new one."),
        max_length=LONGEST_TITLE,
        required=False,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it, its minutes and its decisions?"), choices=Audience.choices
    )
    approve_days = forms.IntegerField(
        label=gettext_lazy("Days in which somebody may object to the minutes"),
        min_value=0,
        max_value=365,
        initial=14,
        required=False,
    )
    language = Language(label=gettext_lazy("In which language do you write?"))

    @property
    def says_more(self) -> bool:
        """Whether somebody wrote into a folded field, or something is wrong with one."""
        return any(
            bound.errors or (bound.name not in self.answered and bound.value() not in (None, "", []))
            for bound in self.more
        )

    def plan(self) -> Plan:
        """The plan that the form says; it must be valid."""
        said = self.cleaned_data
        days = said["approve_days"]
        return Plan(
            title=said["title"],
            language=said["language"] or reader(),
            purpose=said["purpose"],
            when=When(said["since"], said["until"], said["starts"], said["ends"], said["zone"].strip()),
            place=said["place"],
            instead=tuple(said["instead"]),
            series=said["series"],
            audience=said["audience"],
            approve_days=14 if days is None else days,
        )


class PlanForm(MeetingForm):
    """A new meeting with its goals and agenda. `open_goals`: what earlier meetings left, id and words."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    goals = Lines(
        label=gettext_lazy("Its goals, one a line"),
        help_text=gettext_lazy("They get their numbers by themselves."),
        max_length=MOST_POINTS * LONGEST_GOAL,
    )
    points = Lines(
        label=gettext_lazy("The agenda, one point a line"),
        help_text=gettext_lazy("Say what for, and how long: “decide: The budget, 20 min”."),
        max_length=MOST_POINTS * LONGEST_GOAL,
    )
    carried = forms.MultipleChoiceField(
        label=gettext_lazy("Goals that are still open: carry them over"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    everybody = forms.BooleanField(
        label=gettext_lazy("All groups of the network are awaited"), required=False
    )
    field_order = ("title", "since", "starts", "zone", "place", "goals", "carried", "points", "everybody")

    def __init__(
        self, data: Any = None, *, open_goals: Sequence[tuple[int, str]], is_network: bool, **said: Any
    ) -> None:
        super().__init__(data, **said)
        self.fields["carried"].choices = [(str(pk), words) for pk, words in open_goals]  # type: ignore[attr-defined]
        if not open_goals:
            del self.fields["carried"]
        if not is_network:
            del self.fields["everybody"]

    def agenda(self) -> Agenda:
        """The goals and points that the form says; it must be valid."""
        said = self.cleaned_data
        return Agenda(
            goals=said["goals"],
            points=said["points"],
            carried=[int(pk) for pk in said.get("carried", [])],
            everybody=said.get("everybody", False),
        )


class PointForm(forms.Form):
    """A point of the agenda."""

    title = forms.CharField(label=gettext_lazy("What is it about?"), max_length=LONGEST_GOAL)
    kind = forms.ChoiceField(label=gettext_lazy("What for?"), choices=Item.Kind.choices, initial="discuss")
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=0, max_value=999, required=False)
    presenter = forms.CharField(label=gettext_lazy("Who presents it?"), max_length=120, required=False)
    order = forms.IntegerField(
        label=gettext_lazy("Its place on the agenda"), min_value=0, max_value=999, required=False
    )

    def point(self) -> Point:
        """The point that the form says; it must be valid."""
        said = self.cleaned_data
        return Point(said["kind"], said["title"], said["minutes"])


class GoalForm(forms.Form):
    """A goal in one language."""

    text = forms.CharField(
        label=gettext_lazy("What do you want to reach?"),
        max_length=LONGEST_GOAL,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def words_in(text: dict[str, str], language: str) -> str:
    """Text in the language of a form, or the nearest there is, to be mended there."""
    return pick(text, language).text
