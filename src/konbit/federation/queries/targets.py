"""Targets as pages show them: how much, by when, how far, and what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.period import earliest, latest
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import Sight
from konbit.directory.queries.wording import date_words
from konbit.directory.reaching import web_address
from konbit.federation.models import Priority, Reading, Target
from konbit.federation.numbers import number_plain, number_words
from konbit.federation.progress_words import Progress, progress_of
from konbit.federation.queries.indicators import IndicatorLink, indicator_link
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class ReadingShown:
    """What was read on a day; `plain`: the same number for programs."""

    id: int
    value: str
    plain: str
    on: str
    when: str
    note: Multilingual
    address: str
    source: SourceShown | None
    certainty: str
    by: str

    @property
    def link(self) -> str:
        """The address where it can be checked, if it is one on the web."""
        return self.address if web_address(self.address) == self.address else ""


@dataclass(frozen=True)
class TargetShown:
    """A target with its numbers in words, and how it stands today."""

    id: int
    indicator: IndicatorLink
    definition: Multilingual
    baseline: str
    baseline_on: str
    goal: str
    low: str
    high: str
    due: str
    is_due: bool
    progress: Progress
    last_on: str
    readings: tuple[ReadingShown, ...]

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:target", args=[self.id])


@dataclass(frozen=True)
class TargetPage:
    """A target with the statement of its priority, and which of its readings (ids) the viewer may correct."""

    target: TargetShown
    priority_uid: str
    statement: Multilingual
    may_edit: bool
    may_take_part: bool
    correctable: frozenset[int]


def targets_of(viewer: Viewer, priorities: Iterable[Priority]) -> dict[int, list[TargetShown]]:
    """The targets of priorities that the viewer may see already, by the priority's id. A target by an
    indicator that is not open to the viewer is not told of."""
    whole = {one.pk: one for one in priorities}
    rows = list(Target.objects.filter(priority__in=whole).select_related("indicator"))
    open_ones = {
        one.pk for one in seen_things(viewer, {row.indicator_id: row.indicator for row in rows}.values())
    }
    readings = readings_of(rows)
    found: defaultdict[int, list[TargetShown]] = defaultdict(list)
    for row in rows:
        if row.indicator_id in open_ones:
            found[row.priority_id].append(_shown(row, whole[row.priority_id], readings[row.pk]))
    return found


def readings_of(targets: Iterable[Target]) -> dict[int, list[Reading]]:
    """What was read of these targets, by their ids, the oldest first."""
    found: defaultdict[int, list[Reading]] = defaultdict(list)
    ids = [one.pk for one in targets]
    for one in Reading.objects.filter(target__in=ids).select_related("source").order_by("on", "pk"):
        found[one.target_id].append(one)
    return found


def target_page(viewer: Viewer, row: Target, sight: Sight) -> TargetPage | None:
    """The page of a target that the viewer may see; None where she may not know what it counts."""
    shown = targets_of(viewer, [row.priority])[row.priority_id]
    found = next((one for one in shown if one.id == row.pk), None)
    if found is None:
        return None
    edits = sight.may("edit")
    own = {one.id for one in found.readings if edits or (one.by and one.by == viewer.actor)}
    return TargetPage(
        target=found,
        priority_uid=row.priority.uid,
        statement=row.priority.statement,
        may_edit=edits,
        may_take_part=sight.may("take part"),
        correctable=frozenset(own),
    )


def day_for(priority: Priority) -> date:
    """The day on which a priority's targets are looked at: today, or the last one on which it held."""
    today = date.today()
    if priority.valid_until and latest(priority.valid_until) < today:
        return latest(priority.valid_until)
    return today


def _shown(row: Target, priority: Priority, readings: list[Reading]) -> TargetShown:
    return TargetShown(
        id=row.pk,
        indicator=indicator_link(row.indicator),
        definition=row.indicator.definition,
        baseline=number_words(row.baseline),
        baseline_on=date_words(row.baseline_on),
        goal=number_words(row.goal),
        low=number_words(row.low),
        high=number_words(row.high),
        due=date_words(row.due),
        is_due=bool(row.due) and latest(row.due) < date.today(),
        progress=progress_of(row, readings, day_for(priority)),
        last_on=date_words(max((one.on for one in readings), key=earliest, default="")),
        readings=tuple(_reading(one) for one in readings),
    )


def _reading(one: Reading) -> ReadingShown:
    return ReadingShown(
        id=one.pk,
        value=number_words(one.value),
        plain=number_plain(one.value),
        on=one.on,
        when=date_words(one.on),
        note=one.note,
        address=one.address,
        source=source_shown(one.source, one.address),
        certainty=one.certainty,
        by=one.by,
    )
