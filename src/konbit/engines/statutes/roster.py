"""What is recorded: places, bodies, who belongs to what, who sits where, what was held. Dates are partial."""

from __future__ import annotations

from dataclasses import dataclass

from .rules import Counting


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a tier ("continent", "region", "area"); `within`: the key of the larger one."""

    key: str
    title: str
    tier: str
    within: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body: a group or an organ, founded and closed at some time.

    `people`: how many are said to belong to it; None: those recorded by name are counted.
    """

    key: str
    title: str
    level: str
    place: str = ""
    since: str = ""
    until: str = ""
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A unit belongs to another one."""

    unit: str
    of: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Mandate:
    """Somebody sits in a body, perhaps in a college and on a seat of its own, perhaps for a unit.

    `person` is "" where a unit holds it itself, such as the hosting of a secretariat. `place` is "" where it
    is that of the unit. `traits`: what she declared for this mandate, by dimension. `condition`: upon what it
    is provisional; `confirm_by`: the day on which it expires unless it was `confirmed`.
    """

    person: str
    organ: str
    college: str = ""
    seat: str = ""
    unit: str = ""
    place: str = ""
    traits: tuple[tuple[str, str], ...] = ()
    since: str = ""
    until: str = ""
    condition: str = ""
    confirm_by: str = ""
    confirmed: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A body met; how many of those entitled were there, and in what they are counted, if it was recorded."""

    organ: str
    on: str
    present: int | None = None
    entitled: int | None = None
    counting: Counting | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A body voted on a matter. `present` and `entitled` are None where they were not recorded."""

    organ: str
    on: str
    counting: Counting
    in_favour: int
    against: int
    present: int | None = None
    entitled: int | None = None
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything that is recorded, in the order in which it was."""

    places: tuple[Place, ...] = ()
    units: tuple[Unit, ...] = ()
    memberships: tuple[Membership, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    votes: tuple[Vote, ...] = ()
