"""What a row of a roster is for a rule, read plainly and one by one: for whoever recounts a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from .days import FIRST, LAST, bounds, stepped
from .facts import Dated, span_of
from .roster import Mandate, Membership, Roster
from .rules import COLLEGE, Again, Confirmation, Quota, Rotation, Rule, Seats, Share, Statutes, Term, Units

NOWHERE = "?"
"""Where a row lies that does not tell it; no key is written so."""

Verdict = Literal["counts", "unsure", "other"]


class Judged(NamedTuple):
    """What a row is for a rule, and for which slot ("" where the rule asks nothing per slot)."""

    verdict: Verdict
    slot: str


class Book:
    """A roster on a day, by plain lists."""

    def __init__(self, statutes: Statutes, roster: Roster, at: int) -> None:
        self.statutes, self.roster, self.at = statutes, roster, at
        self.units = {unit.key: unit for unit in roster.units}
        self.places = {place.key: place for place in roster.places}
        self.tiers = {place.tier for place in roster.places}
        self.members: dict[str, list[int]] = {}
        for row, membership in enumerate(roster.memberships):
            self.members.setdefault(membership.of, []).append(row)
        self.mandates: dict[str, list[int]] = {}
        for row, mandate in enumerate(roster.mandates):
            self.mandates.setdefault(mandate.organ, []).append(row)

    def on(self, one: Dated) -> bool:
        """Whether something may hold on the day."""
        first, _, _, last = span_of(one)
        return first <= self.at <= last

    def lies(self, place: str, tier: str) -> str:
        """The place of a tier in which one lies."""
        while place and self.places[place].tier != tier:
            place = self.places[place].within
        return place or NOWHERE

    def bodies(self, rule: Rule) -> list[str]:
        """The bodies on the day that a rule is about."""
        return [
            unit.key for unit in self.roster.units if rule.about in (unit.level, unit.key) and self.on(unit)
        ]

    def rows(self, rule: Rule, body: str) -> Iterator[tuple[int, Judged]]:
        """The rows at which a rule looks in a body, each with what it is."""
        if isinstance(rule.ask, Units):
            for row in self.members.get(body, []):
                if (judged := self._member(rule.ask, body, self.roster.memberships[row])) is not None:
                    yield row, judged
            return
        for row in self.mandates.get(body, []):
            mandate = self.roster.mandates[row]
            if self.on(mandate) and rule.college in ("", mandate.college) and self._sits(rule, mandate):
                yield row, Judged(self._verdict(rule, row), self._slot(rule, mandate))

    def slots(self, rule: Rule, body: str) -> list[str]:
        """For what a rule asks something of a body."""
        per = per_in(rule)
        if not per:
            return [""]
        if per == COLLEGE:
            abouts = {rule.about, self.units[rule.about].level if rule.about in self.units else rule.about}
            return [college.key for college in self.statutes.colleges if college.about in abouts]
        if per in self.tiers:
            return [place.key for place in self.roster.places if place.tier == per and self.on(place)]
        members = (self.roster.memberships[row] for row in self.members.get(body, []))
        return list(
            dict.fromkeys(
                one.unit
                for one in members
                if self.on(one) and self.on(self.units[one.unit]) and self.units[one.unit].level == per
            )
        )

    def _member(self, ask: Units, body: str, membership: Membership) -> Judged | None:
        unit = self.units[membership.unit]
        if unit.level != ask.of or not self.on(membership) or not self.on(unit):
            return None
        if ask.alike:
            here, lies = self.lies(self.units[body].place, ask.alike), self.lies(unit.place, ask.alike)
            if NOWHERE in (here, lies):
                return Judged("unsure", "")
            return Judged("counts" if here == lies else "other", "")
        return Judged("counts", "")

    def _sits(self, rule: Rule, mandate: Mandate) -> bool:
        if isinstance(rule.ask, Confirmation):
            return True
        return not self._expired(mandate) and (isinstance(rule.ask, Term | Rotation) or bool(mandate.person))

    def _confirmed(self, mandate: Mandate) -> bool:
        return bool(mandate.confirmed) and bounds(mandate.confirmed)[0] <= self.at

    def _expired(self, mandate: Mandate) -> bool:
        due = bounds(mandate.confirm_by)[1] if mandate.confirm_by else LAST
        return bool(mandate.condition) and not self._confirmed(mandate) and due < self.at

    def _verdict(self, rule: Rule, row: int) -> Verdict:
        mandate, ask = self.roster.mandates[row], rule.ask
        match ask:
            case Quota() | Share():
                said = dict(mandate.traits).get(ask.dimension, "")
                return "counts" if said == ask.value else "other" if said else "unsure"
            case Term():
                if not mandate.since:
                    return "unsure"
                _, begun, ending, _ = span_of(mandate)
                end = self.at if not mandate.until else ending
                return "counts" if int(stepped(np.array([begun]), ask.number, ask.span)[0]) < end else "other"
            case Again():
                long = self._in_a_row(row) > ask.most
                return "counts" if long else "other" if mandate.since else "unsure"
            case Rotation():
                return self._returned(row)
            case Confirmation():
                if self._expired(mandate):
                    return "counts"
                waits = mandate.condition and not self._confirmed(mandate) and not mandate.confirm_by
                return "unsure" if waits else "other"
        return "counts"

    def _line(self, row: int, same_person: bool) -> list[int]:
        """The mandates of the same college up to this one, in the order in which they began."""
        mandate = self.roster.mandates[row]
        same = [
            one
            for one in self.mandates[mandate.organ]
            if self.roster.mandates[one].college == mandate.college
            and (not same_person or self.roster.mandates[one].person == mandate.person)
        ]
        same.sort(key=lambda one: (span_of(self.roster.mandates[one])[0], one))
        return same[: same.index(row) + 1]

    def _in_a_row(self, row: int) -> int:
        line = [span_of(self.roster.mandates[one]) for one in self._line(row, same_person=True)]
        count = 1
        for before, after in zip(reversed(line[:-1]), reversed(line), strict=False):
            if after[0] == FIRST or after[0] > before[3] + 1:
                break
            count += 1
        return count

    def _returned(self, row: int) -> Verdict:
        mandate = self.roster.mandates[row]
        line = self._line(row, same_person=False)
        before = self.roster.mandates[line[-2]] if len(line) > 1 else None
        if not mandate.unit or not mandate.since or (before and not before.unit):
            return "unsure"
        return "counts" if before and before.unit == mandate.unit else "other"

    def _slot(self, rule: Rule, mandate: Mandate) -> str:
        per = per_in(rule)
        if not per:
            return ""
        if per == COLLEGE:
            return mandate.college or NOWHERE
        if per in self.tiers:
            own = mandate.place or (self.units[mandate.unit].place if mandate.unit else "")
            return self.lies(own, per)
        return mandate.unit or NOWHERE


def per_in(rule: Rule) -> str:
    """What a rule asks something for each of."""
    return rule.ask.per if isinstance(rule.ask, Seats | Quota | Share) else ""
