"""Who could be invited where a rule lacks somebody, in the order in which they are recorded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .checking import Finding, Report
from .facts import NONE, Facts, Ints, Marks
from .rules import COLLEGE, People, Quota, Rotation, Seats, Share, Units
from .sorting import per_of, place_in


@dataclass(frozen=True, slots=True)
class Invited:
    """Units that could join or send somebody, and people who sit elsewhere and could sit here; keys."""

    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def invited(report: Report, finding: Finding) -> Invited:
    """Who could be invited so that a rule that lacks somebody holds; nobody where it lacks nobody.

    Units: those of the level asked for that belong to no body of this kind yet, in the same place where the
    rule asks it; or those from the place, or those members, for which nobody sits. For a rotation: the
    members that do not hold it now, whoever waited longest first. People: those who sit in another body,
    and declared there what is asked, in the place that is asked.
    """
    ask = finding.rule.ask
    body = report.facts.units[finding.unit]
    if isinstance(ask, Rotation):
        return (
            Invited(_named(report.facts, _next_hosts(report, finding, body)))
            if finding.counted
            else Invited()
        )
    if finding.state == "holds" or finding.least is None or finding.counted >= finding.least:
        return Invited()
    if isinstance(ask, Units):
        return Invited(_named(report.facts, _unjoined(report, ask, body)))
    if not isinstance(ask, People | Seats | Quota | Share):
        return Invited()
    return Invited(
        _named(report.facts, _unheard(report, finding, body)),
        _people(report, finding, body) if isinstance(ask, Quota | Share) else (),
    )


def _named(facts: Facts, units: Ints) -> tuple[str, ...]:
    return tuple(facts.roster.units[unit].key for unit in units.tolist())


def _those(units: Ints, kept: Marks) -> Ints:
    some: Ints = units[kept]
    return some


def _unjoined(report: Report, ask: Units, body: int) -> Ints:
    """Units of a level that belong to no body of the same level as this one."""
    facts, standing = report.facts, report.standing
    rows = np.flatnonzero(standing.joined)
    alike = facts.unit_level[facts.member_of[rows]] == facts.unit_level[body]
    taken = np.zeros(len(facts.units), bool)
    taken[facts.member[rows[alike]]] = True
    units = standing.bodies.get(ask.of, np.zeros(0, np.int64))
    free: Marks = ~taken[units] & (units != body)
    if ask.alike:
        here = place_in(facts, ask.alike, facts.unit_place[[body]])
        free &= (place_in(facts, ask.alike, facts.unit_place[units]) == here) & (here != NONE)
    return _those(units, free)


def _unheard(report: Report, finding: Finding, body: int) -> Ints:
    """Units for which nobody sits: the one that is asked for, those of the place, or the members."""
    facts, standing, per = report.facts, report.standing, per_of(finding.rule)
    _, rows = standing.sitting.of(np.array([body]))
    heard = np.zeros(len(facts.units) + 1, bool)
    heard[facts.speaks_for[rows]] = True
    if per in facts.place_in:
        organs = {level.key for level in report.statutes.levels if level.organ}
        numbers = [number for key, number in facts.levels.items() if key in organs]
        units = np.flatnonzero(standing.there & ~np.isin(facts.unit_level, numbers))
        units = _those(units, place_in(facts, per, facts.unit_place[units]) == facts.places[finding.slot])
    elif per and per != COLLEGE:
        return np.array([facts.units[finding.slot]])
    else:
        _, members = standing.members.of(np.array([body]))
        units = facts.member[members]
    return _those(units, ~heard[units] & (units != body))


def _people(report: Report, finding: Finding, body: int) -> tuple[str, ...]:
    """Those who sit in other bodies and say what is asked."""
    facts, standing, ask = report.facts, report.standing, finding.rule.ask
    if not isinstance(ask, Quota | Share) or ask.dimension not in facts.traits:
        return ()
    column, numbers = facts.traits[ask.dimension]
    rows = standing.sitting.order
    here = set(facts.person[rows[facts.organ[rows] == body]].tolist())
    fits: Marks = column[rows] == numbers.get(ask.value, NONE - 1)
    if ask.per in facts.place_in:
        fits &= place_in(facts, ask.per, facts.mandate_place[rows]) == facts.places[finding.slot]
    elif ask.per and ask.per != COLLEGE:
        fits &= facts.speaks_for[rows] == facts.units[finding.slot]
    found = [row for row in rows[fits].tolist() if int(facts.person[row]) not in here]
    return tuple(dict.fromkeys(facts.roster.mandates[row].person for row in sorted(found)))


def _next_hosts(report: Report, finding: Finding, body: int) -> Ints:
    facts, standing = report.facts, report.standing
    _, members = standing.members.of(np.array([body]))
    rows = np.flatnonzero((facts.organ == body) & (facts.mandate_span.first <= standing.at))
    if finding.rule.college:
        rows = rows[facts.college[rows] == facts.colleges.get(finding.rule.college, NONE - 1)]
    last: dict[int, int] = {}
    for row in rows.tolist():
        unit, began = int(facts.speaks_for[row]), int(facts.mandate_span.first[row])
        last[unit] = max(began, last.get(unit, began))
    _, holders = standing.holding.of(np.array([body]))
    now = set(facts.speaks_for[np.intersect1d(holders, rows)].tolist())
    waiting = [unit for unit in dict.fromkeys(facts.member[members].tolist()) if unit not in now]
    return np.array(sorted(waiting, key=lambda unit: last.get(unit, -1)), np.int64)
