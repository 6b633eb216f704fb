"""What statutes ask: rules with a period and a source, each about a level or about one body.

A body is a group or an organ, and stands on a level ("local-assembly", "board"). What a rule asks is one of
the classes in `Ask`. Where a rule asks something *per* something, `per` is "" (the body as a whole),
"college", a tier of places ("continent"), or a level: then for each member of the body that stands on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from .days import Span

Whole = TypeVar("Whole", int, NDArray[np.int64])

COLLEGE = "college"
"""The `per` of what is asked for each college."""

Counting = Literal["heads", "organisations", "weights"]
COUNTINGS: tuple[Counting, ...] = ("heads", "organisations", "weights")
"""In what is counted who is there and who votes; numbers of different kinds are never compared."""

Base = Literal["cast", "present", "entitled"]
BASES: tuple[Base, ...] = ("cast", "present", "entitled")
"""Of what a majority is a part: votes for and against, those present, those who may vote."""


@dataclass(frozen=True, slots=True)
class Part:
    """At least, or more than, `number` of `whole`: 80 of 100, 2 of 3."""

    number: int
    whole: int
    more: bool = False

    def least(self, whole: Whole) -> Whole:
        """The least whole number (or numbers) that is such a part of `whole`."""
        return self.number * whole // self.whole + 1 if self.more else -(-self.number * whole // self.whole)


@dataclass(frozen=True, slots=True)
class Units:
    """At least `least` and at most `most` (None: any number) members of a level form the body.

    `alike`: a tier of places; only members that lie in the same place of it as the body count.
    """

    of: str
    least: int = 0
    most: int | None = None
    alike: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """At least and at most so many people are in the body, or in the college of the rule."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Seats:
    """So many seats for each place, college or member; None: not known. `other`: where it is another."""

    per: str
    number: int | None
    other: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Quota:
    """At least and at most so many who say `value` of `dimension`; `where`: only where so many people sit."""

    dimension: str
    value: str
    least: int = 0
    most: int | None = None
    per: str = ""
    where: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of those who sit says `value` of `dimension`."""

    dimension: str
    value: str
    part: Part
    per: str = ""


@dataclass(frozen=True, slots=True)
class Quorum:
    """A part of those entitled was present when the body last met."""

    counting: Counting
    part: Part


@dataclass(frozen=True, slots=True)
class Majority:
    """A part voted in favour when the matter ("": any other) was last put to the vote."""

    counting: Counting
    part: Part
    of: Base
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The body meets at least once in so many days, weeks, months or years."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """No mandate lasts longer than so many days, weeks, months or years."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Again:
    """Nobody has more than `most` mandates of the same college one after the other."""

    most: int


@dataclass(frozen=True, slots=True)
class Rotation:
    """A mandate passes on: nobody speaks for the member for which the one before her spoke."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Mandates on condition are confirmed before their day; those that are not expire."""


Ask = (
    Units
    | People
    | Seats
    | Quota
    | Share
    | Quorum
    | Majority
    | Rhythm
    | Term
    | Again
    | Rotation
    | Confirmation
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked of every body of a level, or of one body: `about` is the key of either.

    `college`: only who sits in it. `since`, `until`: partial dates or "". `source`: the key of one, or "".
    """

    key: str
    about: str
    ask: Ask
    college: str = ""
    since: str = ""
    until: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is said: a work and how sure it is."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Level:
    """Where bodies stand. An organ is a level of bodies in which people sit, and which join nothing."""

    key: str
    title: str
    organ: bool = False


@dataclass(frozen=True, slots=True)
class College:
    """A part of those who sit; `about`: the level, or the body, that has it."""

    key: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Statutes:
    """Rules, and the words in which they are said."""

    title: str
    sources: tuple[Source, ...] = ()
    levels: tuple[Level, ...] = ()
    colleges: tuple[College, ...] = ()
    rules: tuple[Rule, ...] = ()
