"""What was found of statutes on a day, as pages show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from konbit.directory.queries.wording import date_words, period_words
from konbit.engines.statutes import (
    Fault,
    Finding,
    People,
    Quota,
    Report,
    Rule,
    Seats,
    Statutes,
    Units,
    invited,
)
from konbit.federation.rule_words import asked, in_full
from konbit.federation.words import MOST_NAMES, fault_words, figures, lack, missing, names_of

MOST = 300
"""More findings of one kind are not shown; they are counted."""


@dataclass(frozen=True)
class Linked:
    """Something by its name, and where it can be looked at, if anywhere."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class RuleSaid:
    """A rule in words. `period`: empty where none is told."""

    key: str
    about: str
    asked: str
    period: str
    source: str


@dataclass(frozen=True)
class FindingShown:
    """One thing that a rule asks of a body. `could`: who could be invited, the first of them; `more`: how
    many there are besides. `beyond`: how many there are too many. `record`: where what is missing can be
    recorded."""

    rule: RuleSaid
    unit: Linked
    slot: str
    asked: str
    figures: str
    lack: str = ""
    beyond: int = 0
    missing: str = ""
    could: tuple[Linked, ...] = ()
    more: int = 0
    record: Linked | None = None


@dataclass(frozen=True)
class Alike:
    """A rule, and the bodies of which the same is told."""

    rule: RuleSaid
    bodies: tuple[FindingShown, ...]

    @property
    def missing(self) -> str:
        """What would have to be recorded, where it cannot be told."""
        return self.bodies[0].missing


@dataclass(frozen=True)
class FaultShown:
    """What is wrong with rules or with what is recorded, and where to mend it."""

    words: str
    mend: tuple[Linked, ...] = ()


@dataclass(frozen=True)
class CheckShown:
    """What was found on a day; `left_out`: findings that are only counted."""

    day: str
    lacks: tuple[FindingShown, ...]
    untold: tuple[Alike, ...]
    faults: tuple[FaultShown, ...]
    holds: tuple[Alike, ...]
    left_out: int

    @property
    def is_empty(self) -> bool:
        """Whether no rule asked anything of anybody."""
        return not (self.lacks or self.untold or self.holds)

    @property
    def held(self) -> int:
        """How much holds."""
        return sum(len(one.bodies) for one in self.holds)

    @property
    def open(self) -> int:
        """How much cannot be told."""
        return sum(len(one.bodies) for one in self.untold)


def nowhere(_one: object) -> tuple[Linked, ...]:
    """Nothing here can be opened."""
    return ()


@dataclass(frozen=True)
class Places:
    """Where things can be looked at: bodies by key, what a finding needs, what a fault names."""

    urls: Mapping[str, str] = field(default_factory=dict)
    record: Callable[[Finding], tuple[Linked, ...]] = nowhere
    mend: Callable[[Fault], tuple[Linked, ...]] = nowhere


NO_PLACES = Places()


def rule_said(rule: Rule, names: Mapping[str, str]) -> RuleSaid:
    """A rule in words."""
    return RuleSaid(
        key=rule.key,
        about=names.get(rule.about, rule.about),
        asked=in_full(rule, names),
        period=period_words(rule.since, rule.until),
        source=names.get(rule.source, ""),
    )


def rules_by_level(statutes: Statutes, names: Mapping[str, str]) -> list[tuple[str, list[RuleSaid]]]:
    """All rules in words under what they are about, in the order of the levels."""
    order = [level.key for level in statutes.levels]
    about: dict[str, list[RuleSaid]] = {}
    for rule in sorted(statutes.rules, key=lambda one: _place(order, one.about)):
        about.setdefault(rule.about, []).append(rule_said(rule, names))
    return [(names.get(key, key), rules) for key, rules in about.items()]


def _place(order: list[str], about: str) -> int:
    return order.index(about) if about in order else len(order)


def shown(report: Report, places: Places = NO_PLACES, names: Mapping[str, str] | None = None) -> CheckShown:
    """A report as pages show it; `names` by key, where they are not those of the report."""
    names = names or names_of(report.statutes, report.facts.roster)
    rules = {rule.key: rule_said(rule, names) for rule in report.statutes.rules}

    def say(state: str) -> tuple[FindingShown, ...]:
        first = islice(report.findings([state]), MOST)
        return tuple(_one(report, one, rules, names, places) for one in first)

    def alike(state: str) -> tuple[Alike, ...]:
        found: dict[tuple[str, str], list[FindingShown]] = {}
        for one in say(state):
            found.setdefault((one.rule.key, one.missing), []).append(one)
        return tuple(Alike(rules[key], tuple(bodies)) for (key, _missing), bodies in found.items())

    said = {key: f"{one.about}: {one.asked}" for key, one in rules.items()}
    return CheckShown(
        day=date_words(report.at.isoformat()),
        lacks=say("lacks"),
        untold=alike("untold"),
        faults=tuple(
            FaultShown(fault_words(one, names, report.facts.roster, said), places.mend(one))
            for one in report.faults[:MOST]
        ),
        holds=alike("holds"),
        left_out=sum(max(0, found - MOST) for found in report.counts().values()),
    )


def _one(
    report: Report,
    one: Finding,
    rules: Mapping[str, RuleSaid],
    names: Mapping[str, str],
    places: Places,
) -> FindingShown:
    who = invited(report, one)
    could = [
        *(Linked(names.get(key, key), places.urls.get(key, "")) for key in who.units),
        *(Linked(name) for name in who.people),
    ]
    record = places.record(one) if one.state == "untold" else ()
    return FindingShown(
        rule=rules[one.rule.key],
        unit=Linked(names.get(one.unit, one.unit), places.urls.get(one.unit, "")),
        slot=names.get(one.slot, one.slot),
        asked=asked(one.rule, one.slot, names),
        figures=figures(one),
        lack=lack(one, names) if one.state == "lacks" else "",
        beyond=_beyond(one),
        missing=missing(one) if one.state == "untold" else "",
        could=tuple(could[:MOST_NAMES]),
        more=max(0, len(could) - MOST_NAMES),
        record=record[0] if record else None,
    )


def _beyond(one: Finding) -> int:
    """How many there are too many of what is counted as such; of changes and days nobody says so."""
    counted = isinstance(one.rule.ask, Units | People | Seats | Quota)
    return max(0, one.counted - one.most) if counted and one.most is not None else 0
