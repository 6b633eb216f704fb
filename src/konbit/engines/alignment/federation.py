"""What is recorded of a federation as it holds today: bodies, who belongs to whom, priorities, handshakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["contributes", "same", "conflicts"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Body:
    """A group, a network, an assembly; `region` is "" where it lies in none that is known."""

    key: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Belonging:
    """A body belongs to another one; it may belong to several."""

    member: str
    of: str


@dataclass(frozen=True, slots=True)
class Priority:
    """What a body wants first. `live`: something follows from it, such as an activity or a reading."""

    key: str
    body: str
    themes: tuple[str, ...] = ()
    live: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two bodies agreed how their priorities (by key) meet.

    `lower` contributes to `upper`, or says the same, or conflicts with it; of the latter two it does not
    matter which is which.
    """

    lower: str
    upper: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Ranking:
    """A body's themes, the foremost first. Who gives no order has none; a theme said again counts once."""

    body: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Federation:
    """Everything that is recorded. The order of rows says nothing, and a row said twice is one."""

    bodies: tuple[Body, ...] = ()
    belongings: tuple[Belonging, ...] = ()
    priorities: tuple[Priority, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    rankings: tuple[Ranking, ...] = ()
