"""Whether bodies satisfy their rules on a day, as recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from .contradictions import contradictions
from .counting import counted_lines
from .days import bounds
from .facts import NONE, Facts, Ints
from .faults import Fault, faults_of
from .holding import held_lines
from .lines import MANY, MISSING, STATES, Lines, joined
from .rules import COLLEGE, Ask, Majority, People, Quorum, Quota, Rhythm, Rule, Seats, Share, Statutes, Units
from .sorting import per_of
from .standing import Standing


@dataclass(frozen=True, slots=True)
class Finding:
    """A line in words of the statutes: see `Lines`. `unit` and `slot` are keys; `most` None: no limit.

    `state` is one of "holds", "lacks", "untold". `least` None: not known. For a rhythm, `counted` and
    `least` are days. `line`: its number in the report.
    """

    line: int
    rule: Rule
    unit: str
    slot: str
    state: str
    counted: int
    untold: int
    least: int | None
    most: int | None
    whole: int
    missing: str


@dataclass(frozen=True, eq=False)
class Report:
    """What was found on a day: lines, and what is wrong with rules and facts themselves."""

    statutes: Statutes
    facts: Facts
    at: date
    lines: Lines
    faults: tuple[Fault, ...]

    @cached_property
    def states(self) -> Ints:
        """The state of each line, a number of `STATES`."""
        return self.lines.state

    @cached_property
    def standing(self) -> Standing:
        """The facts on the day."""
        return Standing(self.facts, self.at.toordinal())

    def counts(self) -> dict[str, int]:
        """How many lines have each state."""
        found = np.bincount(self.states, minlength=len(STATES))
        return {state: int(found[number]) for number, state in enumerate(STATES)}

    def findings(self, states: Collection[str] = STATES) -> Iterator[Finding]:
        """The lines with one of these states, in the order of the rules."""
        wanted = [STATES.index(state) for state in states]
        for line in np.flatnonzero(np.isin(self.states, wanted)).tolist():
            yield self.finding(line)

    def finding(self, line: int) -> Finding:
        """One line, by number."""
        row = {name: int(getattr(self.lines, name)[line]) for name in Lines.__dataclass_fields__}
        rule = self.statutes.rules[row["rule"]]
        return Finding(
            line=line,
            rule=rule,
            unit=self.facts.roster.units[row["body"]].key,
            slot=self._slot(rule, row["slot"]),
            state=STATES[int(self.states[line])],
            counted=row["counted"],
            untold=row["untold"],
            least=None if row["least"] < 0 else row["least"],
            most=None if row["most"] < 0 or row["most"] >= MANY else row["most"],
            whole=row["whole"],
            missing=MISSING[row["missing"]],
        )

    def _slot(self, rule: Rule, slot: int) -> str:
        per = per_of(rule)
        if slot == NONE:
            return ""
        if per == COLLEGE:
            return self.statutes.colleges[slot].key
        roster = self.facts.roster
        return roster.places[slot].key if per in self.facts.place_in else roster.units[slot].key


def check(statutes: Statutes, facts: Facts, at: date) -> Report:
    """What holds, what lacks and what cannot be told on a day, of every rule that may be valid then.

    Facts and rules count on every day that their dates may mean; an open end goes on. What is surely wrong
    with the facts themselves is named whatever the day. Raises ValueError for a rule's date that is none.
    """
    day = at.toordinal()
    standing = Standing(facts, day)
    valid = [number for number, rule in enumerate(statutes.rules) if valid_on(rule, day)]
    groups: dict[tuple[object, ...], list[int]] = {}
    for number in valid:
        groups.setdefault(_shape(statutes.rules[number]), []).append(number)
    parts = [
        (
            held_lines
            if isinstance(statutes.rules[group[0]].ask, Rhythm | Quorum | Majority)
            else counted_lines
        )(standing, statutes, group)
        for group in groups.values()
    ]
    rules = [statutes.rules[number] for number in valid]
    faults = (*contradictions(statutes, facts, rules), *faults_of(standing))
    return Report(statutes, facts, at, joined(parts), faults)


def valid_on(rule: Rule, day: int) -> bool:
    """Whether a rule may be valid on a day. Raises ValueError for a date that is none."""
    begins = bounds(rule.since)[0] if rule.since else day
    ends = bounds(rule.until)[1] if rule.until else day
    return begins <= day <= ends


def _shape(rule: Rule) -> tuple[object, ...]:
    """What rules that are counted together have in common: all but numbers and whom they are about."""
    ask: Ask = rule.ask
    match ask:
        case Units() | People():
            ask = replace(ask, least=0, most=None)
        case Quota():
            ask = replace(ask, least=0, most=None, where=None)
        case Seats():
            ask = replace(ask, number=0, other=())
        case Share():
            return Share, ask.dimension, ask.value, ask.per, rule.college
        case Rhythm() | Quorum() | Majority():
            return (Rhythm,)
    return ask, rule.college
