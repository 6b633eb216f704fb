"""The times between which rules change, and on which day of each they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.queries.wording import date_words
from konbit.directory.written_dates import read_date
from konbit.engines.statutes import Roster, Rule, bounds


@dataclass(frozen=True)
class Era:
    """A time in which the same rules hold, in words; `at`: the day on which it is looked at, ISO 8601."""

    words: str
    at: str
    is_shown: bool


def eras(rules: Sequence[Rule], at: date, last: date) -> tuple[Era, ...]:
    """The times of these rules; each is looked at on its last day, or on `last` where that is earlier. None
    where no rule ever changes."""
    changes = _changes(rules)
    if not changes:
        return ()
    days = sorted(changes)
    found = []
    for begins, ends in zip([None, *days], [*days, None], strict=True):
        words = _words(changes.get(begins or -1, ""), changes.get(ends or -1, ""))
        final = last.toordinal() if ends is None else min(ends - 1, last.toordinal())
        looked = date.fromordinal(max(begins or 1, final))
        here = (begins or 0) <= at.toordinal() and (ends is None or at.toordinal() < ends)
        found.append(Era(words, looked.isoformat(), here))
    return tuple(found)


def _changes(rules: Sequence[Rule]) -> dict[int, str]:
    """The days on which a rule begins, or on which one no longer holds, as partial dates."""
    found: dict[int, str] = {}
    for rule in rules:
        if rule.since:
            found[bounds(rule.since)[0]] = rule.since
        if rule.until:
            after = bounds(rule.until)[1] + 1
            found.setdefault(after, date.fromordinal(after).isoformat()[: len(rule.until)])
    return found


def _words(begins: str, ends: str) -> str:
    if not begins:
        return _("before %(date)s") % {"date": date_words(ends)}
    if not ends:
        return _("since %(date)s") % {"date": date_words(begins)}
    return _("from %(date)s, before %(end)s") % {"date": date_words(begins), "end": date_words(ends)}


def last_recorded(rules: Sequence[Rule], roster: Roster) -> date | None:
    """The last day of which something is recorded; None where nothing is."""
    said = [
        *(text for one in rules for text in (one.since, one.until)),
        *(text for one in roster.units for text in (one.since, one.until)),
        *(text for one in roster.memberships for text in (one.since, one.until)),
        *(text for one in roster.mandates for text in (one.since, one.until)),
        *(one.on for one in roster.meetings),
        *(one.on for one in roster.votes),
    ]
    days = [bounds(text)[1] for text in said if text]
    return date.fromordinal(max(days)) if days else None


def day_asked(text: str, otherwise: date) -> tuple[date, str]:
    """The day that somebody wrote (the last that it may mean), and what is wrong with it, if anything."""
    if not text.strip():
        return otherwise, ""
    try:
        return date.fromordinal(bounds(read_date(text.strip()) or text.strip())[1]), ""
    except (ValueError, Problem):
        return otherwise, _(
            "“%(value)s” is not a date. Write a year, a month or a day: 1984, 1984-09 or 1984-09-28."
        ) % {"value": text[:40]}
