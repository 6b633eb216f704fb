"""What is known of how groups grew, as far as dates are known. A date of which only the year or the month is
known is a span: it may lie anywhere in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """The first and the last day that a date may mean (ordinals of days)."""

    first: int
    last: int

    @property
    def middle(self) -> float:
        """The middle of it."""
        return (self.first + self.last) / 2


@dataclass(frozen=True)
class Lane:
    """A group: `id` for its address, `label` to read; when it began and ended, as far as known."""

    id: int
    label: str
    born: Span | None = None
    ended: Span | None = None


@dataclass(frozen=True)
class Offshoot:
    """`child` grew out of `parent`."""

    child: int
    parent: int
    on: Span | None = None


@dataclass(frozen=True)
class Belonging:
    """`member` came into `network`, and left it."""

    member: int
    network: int
    joined: Span | None = None
    left: Span | None = None


@dataclass(frozen=True)
class Mark:
    """Something that happened to a group, by the number under which it is told."""

    lane: int
    number: int
    on: Span


@dataclass(frozen=True)
class Stay:
    """Somebody bore responsibility in a group for a time. `goes_on`: whether one without an end is known to
    go on; else nobody knows until when it went."""

    person: str
    lane: int
    since: Span | None = None
    until: Span | None = None
    goes_on: bool = True


@dataclass(frozen=True)
class Told:
    """All that is known, in any order."""

    lanes: Sequence[Lane] = ()
    offshoots: Sequence[Offshoot] = ()
    belongings: Sequence[Belonging] = ()
    marks: Sequence[Mark] = ()
    stays: Sequence[Stay] = ()
