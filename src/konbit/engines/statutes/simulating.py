"""If these units federate: what they can form, on which levels, and who speaks for whom there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .checking import Finding, check, valid_on
from .facts import NONE, Facts
from .rules import COLLEGE, Level, Quota, Rule, Seats, Statutes, Units

MOST_LEVELS = 50
"""No federation has more levels above each other."""


@dataclass(frozen=True, slots=True)
class Formed:
    """What units of one level (of one place, where the rule asks it) can form by a rule.

    `units`: keys, or names of what would be formed below. They can form `fewest` to `most` bodies of the
    level; none where both are 0. `lacking`: how many units are missing to the first. `left`: how many find
    no room. `could_join`: other units that are recorded on the level asked for, belonging to no such body
    yet.
    """

    rule: Rule
    level: str
    place: str
    units: tuple[str, ...]
    fewest: int
    most: int
    lacking: int
    left: int
    could_join: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """How many seats a unit, or a place, would have by a rule (None: not known), under which quotas."""

    rule: Rule
    speaks_for: str
    seats: int | None
    quotas: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """What would be formed, level by level; who would speak; what those who join lack today."""

    formed: tuple[Formed, ...]
    voices: tuple[Voice, ...]
    lacking: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Body:
    """A unit that joins, or one that would be formed."""

    name: str
    level: str
    place: int


def simulate(statutes: Statutes, facts: Facts, joining: Collection[str], at: date) -> Simulation:
    """What units could form on a day by the rules that are valid then, from the level on which they stand.

    They are taken to stand apart from all others; of each level as many bodies as possible are formed, and
    tried on the level above. Raises ValueError for a unit that is not recorded, or named twice.
    """
    keys = list(joining)
    for key in keys:
        if key not in facts.units:
            raise ValueError(f"there is no unit {key!r}")
    if len(set(keys)) < len(keys):
        raise ValueError(f"{next(key for key in keys if keys.count(key) > 1)!r} joins twice")
    day = at.toordinal()
    rules = [rule for rule in statutes.rules if valid_on(rule, day)]
    units = facts.roster.units
    bodies = [
        _Body(key, units[facts.units[key]].level, int(facts.unit_place[facts.units[key]])) for key in keys
    ]
    formed: list[Formed] = []
    rising, voices = bodies, []
    levels = {level.key: level for level in statutes.levels}
    for _level in range(MOST_LEVELS):
        voices += [voice for body in rising for voice in _for_unit(rules, body)]
        found = [*_formed(facts, levels, rules, rising, set(keys), day)]
        formed += [one for one, _ in found]
        rising = [body for _, above in found for body in above]
        if not rising:
            break
    voices += [*_for_places(facts, rules, bodies)]
    report = check(statutes, facts, at)
    lacking = tuple(one for one in report.findings(["lacks", "untold"]) if one.unit in keys)
    return Simulation(tuple(formed), tuple(voices), lacking)


def _formed(
    facts: Facts,
    levels: dict[str, Level],
    rules: Sequence[Rule],
    bodies: Sequence[_Body],
    joining: set[str],
    day: int,
) -> Iterator[tuple[Formed, list[_Body]]]:
    for rule in rules:
        if not isinstance(rule.ask, Units) or rule.about not in levels:
            continue
        groups: dict[int, list[_Body]] = {}
        for body in bodies:
            if body.level == rule.ask.of:
                groups.setdefault(_lies(facts, rule.ask.alike, body), []).append(body)
        for place, group in groups.items():
            one = _one(facts, rule, rule.ask, place, group, joining, day)
            name = f"{rule.about} {one.place}".strip()
            yield one, [_Body(f"{name} {number + 1}", rule.about, place) for number in range(one.most)]


def _one(
    facts: Facts, rule: Rule, ask: Units, place: int, group: list[_Body], joining: set[str], day: int
) -> Formed:
    number, least = len(group), max(1, ask.least)
    most = number // least
    fewest = min(1 if ask.most is None else -(-number // max(1, ask.most)), most)
    left = max(0, number - most * ask.most) if ask.most is not None else 0
    return Formed(
        rule=rule,
        level=rule.about,
        place="" if place == NONE else facts.roster.places[place].key,
        units=tuple(body.name for body in group),
        fewest=fewest,
        most=most,
        lacking=max(0, least - number),
        left=left if most else 0,
        could_join=tuple(_others(facts, rule, ask, place, joining, day)) if number < least else (),
    )


def _lies(facts: Facts, tier: str, body: _Body) -> int:
    """The place of a tier in which a body lies; `NONE` where it is not known, or none is asked for."""
    return int(facts.place_in[tier][body.place]) if tier in facts.place_in and body.place != NONE else NONE


def _others(facts: Facts, rule: Rule, ask: Units, place: int, joining: set[str], day: int) -> Iterator[str]:
    holds = facts.member_span.on(day)
    level = facts.levels.get(rule.about, NONE - 1)
    taken = {
        int(unit)
        for unit, of in zip(facts.member[holds], facts.member_of[holds], strict=True)
        if facts.unit_level[of] == level
    }
    there = facts.unit_span.on(day)
    for number, unit in enumerate(facts.roster.units):
        if unit.level == ask.of and there[number] and number not in taken and unit.key not in joining:
            lies = _lies(facts, ask.alike, _Body(unit.key, unit.level, int(facts.unit_place[number])))
            if not ask.alike or lies == place != NONE:
                yield unit.key


def _for_unit(rules: Sequence[Rule], body: _Body) -> Iterator[Voice]:
    for rule in rules:
        if isinstance(rule.ask, Seats) and rule.ask.per == body.level:
            seats = dict(rule.ask.other).get(body.name, rule.ask.number)
            yield Voice(rule, body.name, seats, _quotas(rules, rule))


def _for_places(facts: Facts, rules: Sequence[Rule], bodies: Sequence[_Body]) -> Iterator[Voice]:
    for rule in rules:
        if isinstance(rule.ask, Seats) and rule.ask.per != COLLEGE and rule.ask.per in facts.place_in:
            places = {_lies(facts, rule.ask.per, body) for body in bodies if body.place != NONE} - {NONE}
            for place in sorted(places):
                key = facts.roster.places[place].key
                yield Voice(rule, key, dict(rule.ask.other).get(key, rule.ask.number), _quotas(rules, rule))


def _quotas(rules: Sequence[Rule], seats: Rule) -> tuple[Rule, ...]:
    """The quotas for each of the same."""
    return tuple(
        rule
        for rule in rules
        if isinstance(rule.ask, Quota)
        and isinstance(seats.ask, Seats)
        and (rule.about, rule.college, rule.ask.per) == (seats.about, seats.college, seats.ask.per)
    )
