"""Statutes evaluated the slow, obvious way: for each rule, body and slot, every row is looked at."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from konbit.engines import statutes as s

Line = tuple[str, str, str, str, int | None, int | None]
"""Rule, unit, slot, state, counted (None where nothing was recorded), least."""


def first(text: str) -> date:
    return date.fromisoformat((text + "-01-01")[:10]) if text else date.min


def last(text: str) -> date:
    if not text:
        return date.max
    if len(text) == 4:
        return date(int(text), 12, 31)
    if len(text) == 7:
        year, month = map(int, text.split("-"))
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(text)


def on(one: object, day: date) -> bool:
    return first(one.since) <= day <= last(one.until)  # type: ignore[attr-defined]


def moved(day: date, number: int, span: str) -> date:
    if span in ("day", "week"):
        return day + timedelta(days=number * (7 if span == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if span == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class World:
    """Statutes and a roster on a day."""

    def __init__(self, statutes: s.Statutes, roster: s.Roster, day: date) -> None:
        self.statutes, self.roster, self.day = statutes, roster, day

    def unit(self, key: str) -> s.Unit:
        return next(one for one in self.roster.units if one.key == key)

    def within(self, key: str, tier: str) -> str:
        for place in self.roster.places:
            if place.key == key:
                return key if place.tier == tier else self.within(place.within, tier)
        return ""

    def lines(self) -> set[Line]:
        return {
            line
            for rule in self.statutes.rules
            if on(rule, self.day)
            for unit in self.roster.units
            if on(unit, self.day) and rule.about in (unit.key, unit.level)
            for line in self.of(rule, unit)
        }

    def of(self, rule: s.Rule, unit: s.Unit) -> list[Line]:
        ask = rule.ask
        if isinstance(ask, s.Rhythm | s.Quorum | s.Majority):
            return [self.held(rule, unit)]
        if isinstance(ask, s.Units):
            return [self.formed(rule, unit, ask)]
        mandates = [
            one
            for one in self.roster.mandates
            if one.organ == unit.key and rule.college in ("", one.college) and on(one, self.day)
        ]
        if not isinstance(ask, s.Confirmation):
            mandates = [one for one in mandates if not self.expired(one)]
            if not isinstance(ask, s.Term | s.Rotation):
                mandates = [one for one in mandates if one.person]
        if isinstance(ask, s.Quota) and ask.where not in (None, len(mandates)):
            return []
        silent = not any(one.organ == unit.key for one in self.roster.mandates)
        if isinstance(ask, s.People) and not rule.college and unit.people is not None:
            return [line(rule, unit, "", unit.people, 0, ask.least, ask.most)]
        found = []
        per = getattr(ask, "per", "")
        for slot in self.slots(rule, unit, per):
            yes = maybe = there = 0
            for one in mandates:
                verdict, where = self.verdict(ask, one), self.where(one, per)
                there += where == slot
                if where == "" and per:
                    maybe += verdict in ("yes", "maybe")
                elif where == slot:
                    yes, maybe = yes + (verdict == "yes"), maybe + (verdict == "maybe")
            least, most = bounds(ask, slot, there)
            found.append(line(rule, unit, slot, None if silent else yes, maybe, least, most))
        return found

    def formed(self, rule: s.Rule, unit: s.Unit, ask: s.Units) -> Line:
        yes = maybe = 0
        for one in self.roster.memberships:
            member = self.unit(one.unit)
            if (
                one.of != unit.key
                or member.level != ask.of
                or not on(one, self.day)
                or not on(member, self.day)
            ):
                continue
            here, there = self.within(unit.place, ask.alike), self.within(member.place, ask.alike)
            if ask.alike and not (here and there):
                maybe += 1
            elif not ask.alike or here == there:
                yes += 1
        silent = not any(one.of == unit.key for one in self.roster.memberships)
        return line(rule, unit, "", None if silent else yes, maybe, ask.least, ask.most)

    def held(self, rule: s.Rule, unit: s.Unit) -> Line:
        ask = rule.ask
        rows: list[s.Meeting | s.Vote] = [
            *(one for one in self.roster.votes if isinstance(ask, s.Majority) and one.matter == ask.matter),
            *(one for one in self.roster.meetings if not isinstance(ask, s.Majority)),
        ]
        rows = [one for one in rows if one.organ == unit.key and first(one.on) <= self.day]
        if isinstance(ask, s.Rhythm):
            least = moved(self.day, -ask.number, ask.span).toordinal()
            if not rows:
                return line(rule, unit, "", None, 0, least, None)
            latest = rows[0]
            for one in rows:
                latest = one if first(one.on) >= first(latest.on) else latest
            return line(rule, unit, "", min(last(latest.on), self.day).toordinal(), 0, least, None)
        assert isinstance(ask, s.Quorum | s.Majority)
        latest_of = None
        for one in rows:
            latest_of = one if latest_of is None or first(one.on) >= first(latest_of.on) else latest_of
        if latest_of is None or latest_of.counting not in (None, ask.counting):
            return line(rule, unit, "", None, 0, 1, None)
        counted, whole = latest_of.present if isinstance(latest_of, s.Meeting) else 0, latest_of.entitled
        if isinstance(latest_of, s.Vote) and isinstance(ask, s.Majority):
            counted = latest_of.in_favour
            if ask.of != "entitled":
                whole = latest_of.present if ask.of == "present" else counted + latest_of.against
        if counted is None or whole is None:
            return line(rule, unit, "", None, 0, 1, None)
        return line(rule, unit, "", counted, 0, part(ask.part, whole), None)

    def slots(self, rule: s.Rule, unit: s.Unit, per: str) -> list[str]:
        if not per:
            return [""]
        if per == s.COLLEGE:
            return [one.key for one in self.statutes.colleges if one.about in (rule.about, unit.level)
                    if one.about == rule.about or unit.key == rule.about]  # fmt: skip
        if any(one.tier == per for one in self.roster.places):
            return [one.key for one in self.roster.places if one.tier == per and on(one, self.day)]
        return [
            one.unit
            for one in self.roster.memberships
            if one.of == unit.key and on(one, self.day)
            if on(self.unit(one.unit), self.day) and self.unit(one.unit).level == per
        ]

    def where(self, one: s.Mandate, per: str) -> str:
        if not per:
            return ""
        if per == s.COLLEGE:
            return one.college
        if any(place.tier == per for place in self.roster.places):
            return self.within(one.place or (self.unit(one.unit).place if one.unit else ""), per)
        return one.unit

    def expired(self, one: s.Mandate) -> bool:
        confirmed = one.confirmed and first(one.confirmed) <= self.day
        return bool(one.condition and not confirmed and last(one.confirm_by) < self.day)

    def verdict(self, ask: s.Ask, one: s.Mandate) -> str:
        if isinstance(ask, s.Quota | s.Share):
            said = [value for dimension, value in one.traits if dimension == ask.dimension]
            return "maybe" if not said else "yes" if said == [ask.value] else "no"
        if isinstance(ask, s.Term):
            if not one.since:
                return "maybe"
            end = first(one.until) if one.until else self.day
            return "yes" if moved(last(one.since), ask.number, ask.span) < end else "no"
        if isinstance(ask, s.Again | s.Rotation):
            return self.followed(ask, one)
        if isinstance(ask, s.Confirmation):
            if self.expired(one):
                return "yes"
            confirmed = one.confirmed and first(one.confirmed) <= self.day
            return "maybe" if one.condition and not confirmed and not one.confirm_by else "no"
        return "yes"

    def followed(self, ask: s.Again | s.Rotation, one: s.Mandate) -> str:
        line = sorted(
            (
                other
                for other in self.roster.mandates
                if (other.organ, other.college) == (one.organ, one.college)
                if isinstance(ask, s.Rotation) or other.person == one.person
            ),
            key=lambda other: first(other.since),
        )
        at = next(number for number, other in enumerate(line) if other is one)
        if isinstance(ask, s.Rotation):
            before = line[at - 1] if at else None
            if not one.unit or not one.since or (before and not before.unit):
                return "maybe"
            return "yes" if before and before.unit == one.unit else "no"
        count = 1
        while at and line[at].since and (
            not line[at - 1].until or first(line[at].since) <= last(line[at - 1].until) + timedelta(days=1)
        ):  # fmt: skip
            at, count = at - 1, count + 1
        return "yes" if count > ask.most else "no" if one.since else "maybe"


def bounds(ask: s.Ask, slot: str, there: int) -> tuple[int | None, int | None]:
    if isinstance(ask, s.Seats):
        number = dict(ask.other).get(slot, ask.number)
        return number, number
    if isinstance(ask, s.Share):
        return part(ask.part, there), None
    if isinstance(ask, s.People | s.Quota):
        return ask.least, ask.most
    return 0, 0


def part(asked: s.Part, whole: int) -> int:
    """By trying."""
    number = 0
    while number * asked.whole < asked.number * whole or (
        asked.more and number * asked.whole == asked.number * whole
    ):
        number += 1
    return number


def line(
    rule: s.Rule,
    unit: s.Unit,
    slot: str,
    counted: int | None,
    maybe: int,
    least: int | None,
    most: int | None,
) -> Line:
    if least is None:
        state = "untold"
    elif counted is None:
        state = "holds" if least == 0 and most is None else "untold"
    else:
        outcomes = {
            number >= least and (most is None or number <= most)
            for number in range(counted, counted + maybe + 1)
        }
        state = "untold" if len(outcomes) > 1 else "holds" if True in outcomes else "lacks"
    return rule.key, unit.key, slot, state, counted, least
