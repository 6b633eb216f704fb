"""Whether a certificate is right: every line recounted from the rows that it names, and no row left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .certifying import Certificate, Proven, Used
from .checking import Finding, valid_on
from .days import bounds, earlier
from .lines import MANY
from .plainly import NOWHERE, Book
from .roster import Meeting, Roster, Vote
from .rules import (
    Majority,
    People,
    Quorum,
    Quota,
    Rhythm,
    Rule,
    Seats,
    Share,
    Statutes,
    Units,
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a certificate.

    lines: a line that should not be there, is there twice, or is missing. rows: it does not name the rows
    that count, or names others. figures: they do not follow from those rows. bounds: they are not those of
    the rule. state: it does not follow from figures and bounds. `about`: rule, unit and slot.
    """

    code: Literal["lines", "rows", "figures", "bounds", "state"]
    about: tuple[str, str, str]


def verify(given: Certificate, statutes: Statutes, roster: Roster) -> tuple[Flaw, ...]:
    """What is wrong with a certificate made of these; nothing, if it is right. It shares no array with
    `check`.

    Raises ValueError for a date that is none.
    """
    book = Book(statutes, roster, date.fromisoformat(given.at).toordinal())
    return (*_of_lines(given, book), *(flaw for line in given.lines for flaw in _of_line(line, book)))


def _of_lines(given: Certificate, book: Book) -> Iterator[Flaw]:
    wanted = {
        (rule.key, body, slot)
        for rule in book.statutes.rules
        if valid_on(rule, book.at)
        for body in book.bodies(rule)
        if _as_many_sit(rule, body, book)
        for slot in book.slots(rule, body)
    }
    said = [_about(line.finding) for line in given.lines]
    for about in sorted(wanted.symmetric_difference(said)):
        yield Flaw("lines", about)
    if len(set(said)) < len(said):
        yield Flaw("lines", next(about for about in said if said.count(about) > 1))


def _as_many_sit(rule: Rule, body: str, book: Book) -> bool:
    if not isinstance(rule.ask, Quota) or rule.ask.where is None:
        return True
    return sum(1 for _ in book.rows(rule, body)) == rule.ask.where


def _about(finding: Finding) -> tuple[str, str, str]:
    return finding.rule.key, finding.unit, finding.slot


def _of_line(line: Proven, book: Book) -> Iterator[Flaw]:
    finding, about = line.finding, _about(line.finding)
    used, figures = _recounted(finding, book)
    if line.used != used:
        yield Flaw("rows", about)
    if figures[:2] != (finding.counted, finding.untold):
        yield Flaw("figures", about)
    if figures[2:] != (finding.least, finding.most, finding.whole):
        yield Flaw("bounds", about)
    if _state(finding) != finding.state:
        yield Flaw("state", about)


def _state(finding: Finding) -> str:
    """Whatever was not told may count or not; a number of seats that is not known cannot be compared."""
    if finding.least is None:
        return "untold"
    most = MANY if finding.most is None else finding.most
    may_be = range(finding.counted, finding.counted + finding.untold + 1)
    if may_be[-1] < finding.least or may_be[0] > most:
        return "lacks"
    return "holds" if finding.least <= may_be[0] and may_be[-1] <= most else "untold"


Figures = tuple[int, int, int | None, int | None, int]
"""Counted, untold, least, most, whole."""


def _recounted(finding: Finding, book: Book) -> tuple[Used, Figures]:
    ask = finding.rule.ask
    if isinstance(ask, Rhythm | Quorum | Majority):
        return _held(ask, finding.unit, book)
    roster, slot = book.roster, finding.slot
    unit = book.units[finding.unit]
    if isinstance(ask, People) and not finding.rule.college and unit.people is not None:
        row = next(row for row, one in enumerate(roster.units) if one is unit)
        return Used("units", (row,)), (unit.people, 0, ask.least, ask.most, 0)
    rows = sorted(book.rows(finding.rule, finding.unit))
    counts = tuple(row for row, one in rows if one == ("counts", slot))
    unsure = tuple(
        row
        for row, one in rows
        if one == ("unsure", slot) or (one.slot == NOWHERE and one.verdict != "other")
    )
    others = tuple(row for row, one in rows if one == ("other", slot))
    here = len([row for row, one in rows if one.slot == slot])
    recorded = book.members if isinstance(ask, Units) else book.mandates
    untold = len(unsure) if recorded.get(finding.unit) else MANY
    used = Used(
        "memberships" if isinstance(ask, Units) else "mandates",
        counts,
        unsure,
        others if isinstance(ask, Share) else (),
    )
    return used, (len(counts), untold, *_bounds(finding, here), here if isinstance(ask, Share) else 0)


def _bounds(finding: Finding, here: int) -> tuple[int | None, int | None]:
    match finding.rule.ask:
        case Units() | People() | Quota() as ask:
            return ask.least, ask.most
        case Seats() as ask:
            seats = dict(ask.other).get(finding.slot, ask.number)
            return seats, seats
        case Share() as ask:
            return ask.part.least(here), None
    return 0, 0


def _held(ask: Rhythm | Quorum | Majority, body: str, book: Book) -> tuple[Used, Figures]:
    table: list[Meeting | Vote] = [
        *(book.roster.votes if isinstance(ask, Majority) else book.roster.meetings)
    ]
    rows = [
        row
        for row, one in enumerate(table)
        if one.organ == body
        and bounds(one.on)[0] <= book.at
        and (not isinstance(ask, Majority) or (isinstance(one, Vote) and one.matter == ask.matter))
    ]
    least = earlier(book.at, ask.number, ask.span) if isinstance(ask, Rhythm) else 1
    name: Literal["votes", "meetings"] = "votes" if isinstance(ask, Majority) else "meetings"
    if not rows:
        return Used(name), (0, MANY, least, None, 0)
    row = max(rows, key=lambda row: (bounds(table[row].on)[0], row))
    held, used = table[row], Used(name, (row,))
    if isinstance(ask, Rhythm):
        return used, (min(book.at, bounds(held.on)[1]), 0, least, None, 0)
    counted, whole = (held.present, held.entitled)
    if isinstance(held, Vote) and isinstance(ask, Majority):
        cast = held.in_favour + held.against
        counted, whole = held.in_favour, {"cast": cast, "present": held.present}.get(ask.of, held.entitled)
    if held.counting not in (ask.counting, None) or counted is None or whole is None:
        return used, (0, MANY, 1, None, 0)
    return used, (counted, 0, ask.part.least(whole), None, whole)
