"""Figures of alignment the slow, obvious way: for each question every row is looked at."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from konbit.engines import alignment as a

DEEP = 400
"""So far down two orders are compared: 0.9 to this power is nothing."""


class World:
    """A federation, asked row by row."""

    def __init__(self, federation: a.Federation) -> None:
        self.rows = federation
        self.bodies = sorted({one.key for one in federation.bodies})
        self.priorities = sorted({one.key for one in federation.priorities})
        self.orders = {one.body: list(dict.fromkeys(one.themes)) for one in federation.rankings if one.themes}
        self.leads: dict[str, set[str]] = {}

    def region(self, body: str) -> str:
        return next(one.region for one in self.rows.bodies if one.key == body)

    def holder(self, priority: str) -> str:
        return next(one.body for one in self.rows.priorities if one.key == priority)

    def live(self, priority: str) -> bool:
        return next(one.live for one in self.rows.priorities if one.key == priority)

    def themes(self, priority: str) -> set[str]:
        return set(next(one.themes for one in self.rows.priorities if one.key == priority))

    def own(self, body: str) -> list[str]:
        return [one for one in self.priorities if self.holder(one) == body]

    def members(self, body: str) -> list[str]:
        return sorted({one.member for one in self.rows.belongings if one.of == body})

    def above(self, body: str) -> set[str]:
        direct = {one.of for one in self.rows.belongings if one.member == body}
        return direct.union(*(self.above(one) for one in direct))

    def beneath(self, body: str) -> list[str]:
        return [one for one in self.bodies if body in self.above(one)]

    def leads_to(self, priority: str) -> set[str]:
        """Every priority that one can walk up to from this one, by contributing or saying the same."""
        if priority not in self.leads:
            reached = {priority}
            grown = True
            while grown:
                grown = False
                for one in self.rows.alignments:
                    steps = [(one.lower, one.upper)] if one.kind == "contributes" else []
                    steps += [(one.lower, one.upper), (one.upper, one.lower)] if one.kind == "same" else []
                    for start, end in steps:
                        if start in reached and end not in reached:
                            reached.add(end)
                            grown = True
            self.leads[priority] = reached
        return self.leads[priority]

    def aligned(self, one: str, other: str) -> list[str]:
        return [row.kind for row in self.rows.alignments if {row.lower, row.upper} == {one, other}]

    def count(self, priority: str, bodies: list[str]) -> a.Count:
        carry = live = 0
        for body in bodies:
            own = [one for one in self.own(body) if priority in self.leads_to(one)]
            carry += bool(own)
            live += any(self.live(one) for one in own)
        return a.Count(len(bodies), carry, live)

    def coverage(self, priority: str) -> a.Coverage:
        members = self.members(self.holder(priority))
        regions = sorted({self.region(one) for one in members})
        return a.Coverage(
            priority,
            self.count(priority, members),
            self.count(priority, self.beneath(self.holder(priority))),
            tuple((r, self.count(priority, [m for m in members if self.region(m) == r])) for r in regions),
        )

    def shared(self, priority: str) -> a.Shared:
        members = self.members(self.holder(priority))
        same, contributing, candidates = [], [], []
        for member in members:
            kinds = [kind for one in self.own(member) for kind in self.aligned(one, priority)]
            if "same" in kinds:
                same.append(member)
            elif any(
                row.upper == priority and row.kind == "contributes" and self.holder(row.lower) == member
                for row in self.rows.alignments
            ):
                contributing.append(member)
            if not any(priority in self.leads_to(one) for one in self.own(member)):
                candidates += [
                    (member, one)
                    for one in self.own(member)
                    if self.themes(one) & self.themes(priority) and not self.aligned(one, priority)
                ]
        return a.Shared(priority, len(members), tuple(same), tuple(contributing), tuple(candidates))

    def rising(self, body: str, least: int | Fraction, regions: int) -> tuple[a.RisingTheme, ...]:
        members, found = self.members(body), []
        mine = {theme for one in self.own(body) for theme in self.themes(one)}
        for theme in sorted({theme for one in self.priorities for theme in self.themes(one)} - mine):
            held = [one for m in members for one in self.own(m) if theme in self.themes(one)]
            who = sorted({self.holder(one) for one in held})
            where = sorted({self.region(one) for one in who} - {""})
            share = isinstance(least, Fraction)
            enough = len(who) >= 2 and len(who) >= least * len(members) if share else len(who) >= least
            if enough or len(where) >= regions:
                found.append(
                    a.RisingTheme(theme, len(members), tuple(who), tuple(where), tuple(sorted(held)))
                )
        return tuple(found)

    def orphan(self, priority: str) -> bool:
        above = self.above(self.holder(priority))
        theirs = [one for one in self.priorities if self.holder(one) in above]
        reached = self.leads_to(priority)
        return bool(above) and not any(one in reached or self.aligned(priority, one) for one in theirs)

    def paper(self, priority: str) -> bool:
        beneath = self.beneath(self.holder(priority))
        return not self.live(priority) and not self.count(priority, beneath).carry

    def conflicts(self, body: str) -> tuple[tuple[str, str], ...]:
        def both(of: str, one: str, other: str) -> bool:
            inside = {of, *self.beneath(of)}
            return self.holder(one) in inside and self.holder(other) in inside

        found = set()
        for row in self.rows.alignments:
            if row.kind == "conflicts":
                one, other = sorted((row.lower, row.upper))
                if both(body, one, other) and not any(both(b, one, other) for b in self.beneath(body)):
                    found.add((one, other))
        return tuple(sorted(found))

    def overlap(self, one: str, other: str, p: float = 0.9) -> float:
        """The sum over all depths, each agreement as it is or as it would go on."""
        shorter, longer = sorted((self.orders[one], self.orders[other]), key=len)
        s, total = len(shorter), 0.0

        def common(depth: int) -> int:
            return len(set(shorter[:depth]) & set(longer[:depth]))

        for depth in range(1, DEEP):
            looked = min(depth, len(longer))
            unseen = max(0, looked - s) * common(s) / s
            total += (1 - p) * p ** (depth - 1) * (common(looked) + unseen) / looked
        return total

    def overlaps(self, values: list[float]) -> a.Overlaps:
        ordered = sorted(values)

        def quantile(share: float) -> float:
            place = share * (len(ordered) - 1)
            low = floor(place)
            high = min(low + 1, len(ordered) - 1)
            return ordered[low] * (1 - place + low) + ordered[high] * (place - low)

        return a.Overlaps(len(ordered), quantile(0.5), quantile(0.1))

    def agreement(self, body: str) -> a.Agreement:
        found = [
            (one, self.overlap(one, body))
            for one in self.members(body)
            if one in self.orders and body in self.orders
        ]
        regions = sorted({self.region(one) for one, _ in found})
        return a.Agreement(
            self.overlaps([value for _, value in found]) if found else None,
            tuple((r, self.overlaps([v for m, v in found if self.region(m) == r])) for r in regions),
            tuple(found),
        )

    def met(self, body: str, least: int | Fraction = Fraction(1, 3), regions: int = 2) -> a.Met:
        """All figures of a body."""
        own = self.own(body)
        return a.Met(
            body,
            tuple(self.members(body)),
            tuple(self.beneath(body)),
            tuple(map(self.coverage, own)),
            tuple(map(self.shared, own)),
            self.rising(body, least, regions),
            tuple(
                one for one in self.priorities if self.holder(one) in self.members(body) and self.orphan(one)
            ),
            tuple(one for one in own if self.paper(one)),
            self.conflicts(body),
            self.agreement(body),
        )
