"""What stands on one day: who is there, who belongs to what, who sits where, what was held last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .days import FIRST, LAST
from .facts import NONE, Facts, Ints, Marks


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of a table by the body that owns them."""

    order: Ints
    start: Ints
    count: Ints

    def of(self, bodies: Ints) -> tuple[Ints, Ints]:
        """The rows of these bodies: for each row the place of its body in `bodies`, and its number."""
        counts = self.count[bodies]
        owner = np.repeat(np.arange(len(bodies)), counts)
        before = np.repeat(np.cumsum(counts) - counts, counts)
        return owner, self.order[np.repeat(self.start[bodies], counts) + np.arange(len(owner)) - before]


def rows_by(owners: Ints, chosen: Marks, bodies: int) -> Rows:
    """The chosen rows of a table, by their owner."""
    rows = np.flatnonzero(chosen & (owners != NONE))
    order = rows[np.argsort(owners[rows], kind="stable")]
    count = np.bincount(owners[order], minlength=bodies)
    return Rows(order, np.cumsum(count) - count, count)


class Standing:
    """Facts on a day. What has no end still goes on; what has no beginning has begun."""

    def __init__(self, facts: Facts, at: int) -> None:
        self.facts, self.at = facts, at
        self.there = facts.unit_span.on(at)

    @cached_property
    def bodies(self) -> Mapping[str, Ints]:
        """The units that are there, by the key of their level."""
        facts = self.facts
        levels = rows_by(facts.unit_level, self.there, len(facts.levels))
        return {
            key: levels.order[levels.start[number] : levels.start[number] + levels.count[number]]
            for key, number in facts.levels.items()
        }

    @cached_property
    def joined(self) -> Marks:
        """Which memberships hold, of units that are there."""
        return self.facts.member_span.on(self.at) & self.there[self.facts.member]

    @cached_property
    def members(self) -> Rows:
        """The memberships that hold, by the body to which they belong."""
        return rows_by(self.facts.member_of, self.joined, len(self.there))

    @cached_property
    def given(self) -> Rows:
        """The mandates that were given for a time in which the day lies, expired or not, by their body."""
        return rows_by(self.facts.organ, self.facts.mandate_span.on(self.at), len(self.there))

    @cached_property
    def expired(self) -> Marks:
        """Which mandates were given on a condition that was not confirmed in time."""
        facts = self.facts
        return facts.conditional & (facts.confirmed > self.at) & (facts.confirm_by < self.at)

    @cached_property
    def holding(self) -> Rows:
        """The mandates in force, of people and of units, by their body."""
        valid = self.facts.mandate_span.on(self.at) & ~self.expired
        return rows_by(self.facts.organ, valid, len(self.there))

    @cached_property
    def sitting(self) -> Rows:
        """The mandates of people in force, by their body."""
        valid = self.facts.mandate_span.on(self.at) & ~self.expired & (self.facts.person != NONE)
        return rows_by(self.facts.organ, valid, len(self.there))

    @cached_property
    def has_members(self) -> Marks:
        """For which bodies a membership was ever recorded."""
        return np.bincount(self.facts.member_of, minlength=len(self.there)) > 0

    @cached_property
    def has_people(self) -> Marks:
        """For which bodies a mandate was ever recorded."""
        return np.bincount(self.facts.organ, minlength=len(self.there)) > 0

    @cached_property
    def last_meeting(self) -> Ints:
        """The row of each body's last meeting up to the day, `NONE` where none was recorded."""
        return _latest(self.facts.meeting_of, self.facts.meeting_first, self.at, len(self.there))

    @cached_property
    def last_votes(self) -> Mapping[str, Ints]:
        """For each matter, the row of each body's last vote on it up to the day."""
        votes = self.facts.roster.votes
        found = {}
        for matter in {vote.matter for vote in votes}:
            on_it = np.fromiter((vote.matter == matter for vote in votes), bool, len(votes))
            days = np.where(on_it, self.facts.vote_first, LAST)
            found[matter] = _latest(self.facts.vote_of, days, self.at, len(self.there))
        return found

    @cached_property
    def in_a_row(self) -> Ints:
        """The how manieth mandate of the same person in the same college each is without a break."""
        facts = self.facts
        span = facts.mandate_span
        order = np.lexsort((span.first, facts.person, facts.college, facts.organ))
        goes_on = same_as_before(order, facts.organ, facts.college, facts.person)
        goes_on[1:] &= (span.first[order][1:] > FIRST) & (span.first[order][1:] <= span.last[order][:-1] + 1)
        place = np.arange(len(order))
        begins = np.maximum.accumulate(np.where(goes_on, 0, place)) if len(order) else place
        found = np.empty(len(order), np.int64)
        found[order] = place - begins + 1
        return found

    @cached_property
    def before(self) -> Ints:
        """The row of the mandate of the same college that began before each, `NONE` for the first."""
        facts = self.facts
        order = np.lexsort((facts.mandate_span.first, facts.college, facts.organ))
        follows = same_as_before(order, facts.organ, facts.college)
        found = np.full(len(order), NONE, np.int64)
        found[order] = np.where(follows, np.concatenate([[NONE], order])[: len(order)], NONE)
        return found


def same_as_before(order: Ints, *columns: Ints) -> Marks:
    """Whether each row, in an order, has the same values as the one before it."""
    same = np.ones(len(order), bool)
    same[:1] = False
    for column in columns:
        same[1:] &= column[order][1:] == column[order][:-1]
    return same


def _latest(owners: Ints, days: Ints, at: int, bodies: int) -> Ints:
    found = np.full(bodies, NONE, np.int64)
    rows = np.flatnonzero(days <= at)
    rows = rows[np.argsort(days[rows], kind="stable")]
    found[owners[rows]] = rows
    return found
