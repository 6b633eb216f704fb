"""The certificate of a report: each line with the rows of the roster that it used."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .checking import Finding, Report
from .counting import rows_of
from .facts import NONE
from .faults import Table
from .holding import held_row
from .rules import Majority, People, Quorum, Rhythm, Share, Units
from .sorting import per_of


@dataclass(frozen=True, slots=True)
class Used:
    """Rows (from 0) of a table of the roster: those that count, those that may, and others of the whole."""

    table: Table
    counts: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proven:
    """A finding, and what it rests on."""

    finding: Finding
    used: Used


@dataclass(frozen=True, slots=True)
class Certificate:
    """All findings of a day (ISO 8601) with the facts that they used."""

    at: str
    lines: tuple[Proven, ...]


def certificate(report: Report) -> Certificate:
    """The certificate of every line of a report."""
    return Certificate(
        report.at.isoformat(), tuple(Proven(one, facts_used(report, one)) for one in report.findings())
    )


def facts_used(report: Report, finding: Finding) -> Used:
    """The rows that one finding rests on; `others` only where it is about a part of a whole."""
    facts, standing, rule = report.facts, report.standing, finding.rule
    body = facts.units[finding.unit]
    if isinstance(rule.ask, Rhythm | Quorum | Majority):
        row = held_row(standing, rule.ask, body)
        return Used("votes" if isinstance(rule.ask, Majority) else "meetings", () if row == NONE else (row,))
    if isinstance(rule.ask, People) and not rule.college and facts.unit_people[body] != NONE:
        return Used("units", (body,))
    rows = rows_of(standing, report.statutes, rule, np.array([body]))
    slot = int(report.lines.slot[finding.line]) if per_of(rule) else 0
    here, nowhere = rows.slot == slot, rows.slot == NONE
    counts = here & rows.counts
    unsure = (here & rows.unsure & ~rows.counts) | (nowhere & (rows.counts | rows.unsure))
    others = here & ~rows.counts & ~rows.unsure
    table: Table = "memberships" if isinstance(rule.ask, Units) else "mandates"
    return Used(
        table,
        tuple(sorted(rows.rows[counts].tolist())),
        tuple(sorted(rows.rows[unsure].tolist())),
        tuple(sorted(rows.rows[others].tolist())) if isinstance(rule.ask, Share) else (),
    )
