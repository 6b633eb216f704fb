"""The certificate of a count: who voted alike, and who paid how much in which round, in exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .counting import By, Outcome


@dataclass(frozen=True, slots=True)
class Group:
    """Voters who voted alike: their college, how many they are, and what they gave to which project."""

    college: int
    voters: int
    ballot: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Paid:
    """A project that shares bought, and what each voter of each paying group gave."""

    project: int
    each: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything that a recount needs beside election and rules.

    `raised`: by how many steps shares were raised. `winners` in the order bought, and `by` what. `paid`: what
    shares bought, round by round; payments are exact, in smallest units.
    """

    raised: int
    winners: tuple[int, ...]
    by: tuple[By, ...]
    groups: tuple[Group, ...]
    paid: tuple[Paid, ...]


def certificate(outcome: Outcome) -> Certificate:
    """The certificate of an outcome."""
    merged = outcome.merged
    ballots: list[list[tuple[int, int]]] = [[] for _ in merged.weight]
    for project, side in enumerate(merged.sides):
        for group, voice in zip(side.group.tolist(), side.voice.tolist(), strict=True):
            ballots[group].append((project, voice))
    groups = zip(merged.college.tolist(), merged.weight.tolist(), ballots, strict=True)
    return Certificate(
        raised=outcome.raised,
        winners=outcome.winners,
        by=outcome.by,
        groups=tuple(Group(college, voters, tuple(ballot)) for college, voters, ballot in groups),
        paid=tuple(
            Paid(one.project, tuple((payer.group, payer.paid) for payer in payers))
            for one, payers in zip(outcome.rounds, outcome.payers(), strict=True)
        ),
    )
