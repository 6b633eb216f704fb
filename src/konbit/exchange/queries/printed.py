"""Statements and clearing notices for paper: as many lines as a page can hold, the oldest first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from konbit.base.text import Multilingual
from konbit.exchange import amounts
from konbit.exchange.models import Account
from konbit.exchange.queries.pay_page import ShownLine, StatementPage, statement_page
from konbit.exchange.queries.statements import MOST, StatementLine, lines_of, statement
from konbit.people.audience import Viewer

MOST_LINES = 2000
"""So many lines stand in one PDF, about fifty pages; of a longer period the newest."""


@dataclass(frozen=True)
class PrintedStatement:
    """What was booked on an account from a first to a last day (None: from its beginning, until now), the
    oldest first. `many`: how many lines that period has, of which `lines` may hold the newest only; `before`
    and `after`: the balance ahead of the first of these lines, and behind the last."""

    page: StatementPage
    title: Multilingual
    lines: tuple[ShownLine, ...]
    many: int
    first: date | None
    last: date | None
    before: str
    after: str


def printed_statement(
    viewer: Viewer, uid: str, first: date | None = None, last: date | None = None
) -> PrintedStatement:
    """A statement for paper; its lines are found by halving, however long the history. What is typed in later
    stands on the day on which it was booked, so that every line follows from the one before.

    Raises `NotFound` for who may not see it.
    """
    account = statement(viewer, uid, many=1).account
    begin, end = _span(account, first, last)
    begin_shown = max(begin, end - MOST_LINES)
    lines: list[ShownLine] = []
    page = statement_page(viewer, uid, end, min(MOST, max(1, end - begin_shown)))
    while True:
        lines += [one for one in page.lines if begin_shown <= one.number < end]
        if page.before is None or page.before <= begin_shown:
            break
        page = statement_page(viewer, uid, page.before, MOST)
    return PrintedStatement(
        page, page.title, tuple(reversed(lines)), end - begin, first, last,
        amounts.shown(_balance(account.pk, begin_shown - 1), account.currency),
        amounts.shown(_balance(account.pk, end - 1), account.currency),
    )  # fmt: skip


def _span(account: Account, first: date | None, last: date | None) -> tuple[int, int]:
    """The number of the first line of a period, and the one behind its last."""
    numbers = range(1, account.version + 1)

    def booked(number: int) -> datetime:
        line = _line(account.pk, number)
        return line.at if line else datetime.max.replace(tzinfo=timezone.get_current_timezone())

    begin = 1 + bisect_left(numbers, _moment(first, time.min), key=booked) if first else 1
    end = 1 + bisect_right(numbers, _moment(last, time.max), key=booked) if last else account.version + 1
    return begin, max(begin, end)


def _line(account_id: int, number: int) -> StatementLine | None:
    found = lines_of(account_id, number + 1, 1)
    return found[0] if found else None


def _balance(account_id: int, number: int) -> int:
    """What there was behind a line, 0 ahead of the first."""
    line = _line(account_id, number) if number > 0 else None
    return line.balance if line else 0


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
