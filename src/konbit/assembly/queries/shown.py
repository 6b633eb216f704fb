"""A meeting as its pages show it: plain values, nothing in them that this reader may not see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from konbit.assembly.queries.approval import Approval
from konbit.assembly.queries.resolution_cards import ResolutionCard
from konbit.base.text import Multilingual
from konbit.directory.queries.visible import GroupLink
from konbit.search.documents import Shown


@dataclass(frozen=True)
class Seat:
    """Somebody who is here, or awaited. `name` is empty for readers who may not know it; `spoken_for`:
    whether somebody who is here carries the voice of the group."""

    id: int
    name: str
    of: str
    group: GroupLink | None
    state: str
    way: str
    proxy_for: str
    spoken_for: bool = False

    @property
    def who(self) -> str:
        """The person for the group, or one of them alone."""
        return " – ".join(part for part in (self.name, self.of) if part)

    @property
    def mark(self) -> str:
        """What is said of the seat, as `actions.awaiting.MARKS` names it."""
        return self.way if self.state == "present" else self.state


@dataclass(frozen=True)
class Attending:
    """Who is here, excused, missing: a group is missing that was awaited and for which nobody came."""

    seats: tuple[Seat, ...]

    def of(self, state: str) -> list[Seat]:
        """The seats of this state."""
        return [seat for seat in self.seats if seat.state == state]

    @property
    def present(self) -> list[Seat]:
        """Who is here."""
        return self.of("present")

    @property
    def by_phone(self) -> int:
        """How many of them are not in the room."""
        return sum(seat.way == "phone" for seat in self.present)

    @property
    def excused(self) -> list[Seat]:
        """Who sent word."""
        return self.of("excused")

    @property
    def missing(self) -> list[Seat]:
        """Who was awaited and is not here, nor anybody for the same group, nor anybody with its voice."""
        here = {seat.group.id for seat in self.present if seat.group}
        awaited = [seat for seat in self.of("awaited") if not seat.spoken_for]
        return [seat for seat in awaited if seat.group is None or seat.group.id not in here]

    @property
    def voices(self) -> int:
        """People here, and those whose voices they carry."""
        return len(self.present) + sum(bool(seat.proxy_for) for seat in self.present)


@dataclass(frozen=True)
class ShownGoal:
    """A goal, where it came from and where it went (address and title of the meeting, or None)."""

    id: int
    number: int
    text: Multilingual
    state: str
    state_label: str
    note: str
    came_from: tuple[str, Multilingual] | None
    went_to: tuple[str, Multilingual] | None


@dataclass(frozen=True)
class ShownLine:
    """A line of the minutes; `by`: who wrote it, empty for those who may not know."""

    id: int
    item_id: int | None
    text: str
    language: str
    by: str
    at: datetime
    is_own: bool


@dataclass(frozen=True)
class ShownItem:
    """A point of the agenda with what was said and decided there and what came of it."""

    id: int
    order: int
    kind: str
    kind_label: str
    title: Multilingual
    minutes: int | None
    presenter: str
    lines: tuple[ShownLine, ...]
    decisions: tuple[ResolutionCard, ...]
    outcomes: tuple[Shown, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there yet."""
        return not (self.lines or self.decisions or self.outcomes)


@dataclass(frozen=True)
class ShownReading:
    """What somebody says of the minutes."""

    id: int
    by: str
    agrees: bool
    note: str
    is_settled: bool
    is_own: bool


@dataclass(frozen=True)
class MeetingCard:
    """A meeting in a list."""

    id: int
    uid: str
    url: str
    title: Multilingual
    when: str
    place: str
    state: str
    state_label: str
    group: GroupLink
    series: Multilingual
    is_over: bool


@dataclass(frozen=True)
class MeetingPage:
    """A meeting whole. `beside`: what was said without a point of the agenda, as a point without id.
    `before`, `after`: its neighbours in the series. `sees_people`: whether the reader may know names."""

    card: MeetingCard
    purpose: Multilingual
    language: str
    instead: tuple[str, ...]
    series: Multilingual
    before: MeetingCard | None
    after: MeetingCard | None
    attending: Attending
    goals: tuple[ShownGoal, ...]
    items: tuple[ShownItem, ...]
    beside: ShownItem
    readings: tuple[ShownReading, ...]
    approval: Approval
    approve_days: int
    certainty: str
    published: str
    source: str
    address: str
    seen_by: str
    sees_people: bool
    may: frozenset[str]

    @property
    def everything(self) -> tuple[ShownItem, ...]:
        """The points of the agenda, and what was said beside them."""
        return (*self.items, self.beside)

    @property
    def decisions(self) -> tuple[ResolutionCard, ...]:
        """All that was agreed."""
        return tuple(one for item in self.everything for one in item.decisions)

    @property
    def outcomes(self) -> tuple[Shown, ...]:
        """All that it left behind."""
        return tuple(one for item in self.everything for one in item.outcomes)

    @property
    def open_goals(self) -> list[ShownGoal]:
        """Goals about which nothing is said yet."""
        return [goal for goal in self.goals if goal.state == "open"]


def minutes_planned(items: Iterable[ShownItem]) -> int:
    """How many minutes the agenda takes, as far as it says."""
    return sum(item.minutes or 0 for item in items)
