"""Dates as people know them ("1984", "1989-09", "28 January 2004") and the periods that they bound.

A partial date is ISO 8601 text of 4, 7 or 10 characters; it stands for every day it could be. Text
keeps what was said, sorts in time order, and needs no column for its precision.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


def earliest(partial: str) -> date:
    """The first day that a partial date may mean. Raises ValueError for other text."""
    match = PARTIAL_DATE.match(partial)
    if not match:
        raise ValueError(f"{partial!r} is not a year, a month or a day written 1984, 1984-09 or 1984-09-28")
    year, month, day = match.groups()
    return date(int(year), int(month or 1), int(day or 1))


def latest(partial: str) -> date:
    """The last day that a partial date may mean. Raises ValueError for other text."""
    first = earliest(partial)
    if len(partial) == 4:
        return date(first.year, 12, 31)
    if len(partial) == 7:
        return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first


@dataclass(frozen=True)
class Period:
    """A span of time; an empty bound is unknown or open."""

    start: str = ""
    until: str = ""

    def covers(self, day: date) -> bool:
        """Whether the period may hold on that day (both bounds read generously)."""
        return not ((self.start and earliest(self.start) > day) or (self.until and latest(self.until) < day))

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day on which it may hold."""
        return (
            earliest(self.start) if self.start else date.min,
            latest(self.until) if self.until else date.max,
        )

    def shared_with(self, other: Period) -> Period | None:
        """The time in which both may hold; None where there is no such day."""
        (begins, ends), (starts, stops) = self.bounds, other.bounds
        first, last = max(begins, starts), min(ends, stops)
        if first > last:
            return None
        return Period(
            "" if first == date.min else first.isoformat(), "" if last == date.max else last.isoformat()
        )

    def lies_in(self, other: Period) -> bool:
        """Whether every day on which it may hold is one of the other's."""
        return other.bounds[0] <= self.bounds[0] and self.bounds[1] <= other.bounds[1]


def validate_partial_date(value: str) -> None:
    """Django validator: a partial date or nothing."""
    if value:
        try:
            earliest(value)
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date. Write a year, a month or a day: 1984, 1984-09 or 1984-09-28."),
                params={"value": value},
            ) from error


class PartialDateField(models.CharField):  # type: ignore[type-arg]
    """A partial date as text; empty when unknown."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.validators.append(validate_partial_date)


class Dated(models.Model):
    """Something that held, or holds, for a period."""

    valid_from = PartialDateField()
    valid_until = PartialDateField()

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(self.valid_from, self.valid_until)


def holding_on(day: date) -> Q:
    """The condition that a `Dated` row may hold on a day; as generous as `Period.covers`.

    Text compares right because a partial date is a prefix of every day that it may mean: a start is too
    late when it sorts after the day, and an end too early when the day sorts after it and does not begin
    with it.
    """
    iso = day.isoformat()
    starts = Q(valid_from="") | Q(valid_from__lte=iso)
    ends = Q(valid_until="") | Q(valid_until__gte=iso) | Q(valid_until__in=[iso[:4], iso[:7]])
    return starts & ends
