"""Dates as people know them, and the periods that they bound."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as some

from konbit.base.period import (
    Dated,
    PartialDateField,
    Period,
    earliest,
    holding_on,
    latest,
    validate_partial_date,
)

DAY = date(2004, 1, 28)


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("1984", date(1984, 1, 1), date(1984, 12, 31)),
        ("1989-09", date(1989, 9, 1), date(1989, 9, 30)),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2004-01-28", DAY, DAY),
    ],
)
def test_a_partial_date_stands_for_every_day_it_could_be(partial: str, first: date, last: date) -> None:
    assert earliest(partial) == first
    assert latest(partial) == last


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "84",
        "1984-9",
        "1984/09",
        "1984-13",
        "1984-00",
        "2003-02-29",
        "1984-09-28T00:00",
        " 1984",
        "1984\n",
        "ca 1984",
        "٢٠٠٤",
    ],
)
def test_other_text_is_no_date(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        earliest(wrong)


def test_the_form_says_how_to_write_a_date() -> None:
    validate_partial_date("")
    validate_partial_date("1984")
    with pytest.raises(ValidationError, match=r"last summer.*1984-09-28"):
        validate_partial_date("last summer")


@pytest.mark.parametrize(
    ("start", "until", "holds"),
    [
        ("", "", True),
        ("2004", "", True),
        ("2004-01", "2004-01", True),
        ("2004-01-28", "2004-01-28", True),
        ("2004-01-29", "", False),
        ("2004-02", "", False),
        ("2005", "", False),
        ("", "2004", True),
        ("", "2004-01-27", False),
        ("", "2003", False),
        ("1984", "1999", False),
    ],
)
def test_a_period_is_read_generously(start: str, until: str, holds: bool) -> None:
    assert Period(start, until).covers(DAY) is holds


some_days = some.dates(date(1850, 1, 1), date(2100, 12, 31))
some_bounds = some.one_of(some.just(""), some_days.flatmap(lambda day: some.sampled_from(
    [day.isoformat()[:4], day.isoformat()[:7], day.isoformat()]
)))  # fmt: skip


@given(some_days)
def test_what_a_day_is_said_to_be_always_holds_that_day(day: date) -> None:
    for partial in (day.isoformat()[:4], day.isoformat()[:7], day.isoformat()):
        assert earliest(partial) <= day <= latest(partial)
        assert Period(partial, partial).covers(day)


@pytest.fixture(scope="module")
def held(django_db_setup: None, django_db_blocker) -> type[Dated]:  # type: ignore[no-untyped-def]
    """A table of periods, for the length of this module."""

    class Held(Dated):
        class Meta:
            app_label = "base"

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Held)
    yield Held  # type: ignore[misc]
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Held)


@pytest.mark.django_db
def test_the_database_reads_periods_exactly_as_generously(held: type[Dated]) -> None:
    bounds = [
        *("", "2003", "2004", "2005", "2003-12", "2004-01", "2004-02", "2004-01-27", "2004-01-28"),
        *("2004-01-29", "2003-01-28", "2005-01-28"),
    ]
    for start in bounds:
        for until in bounds:
            held.objects.create(valid_from=start, valid_until=until)
    found = {(row.valid_from, row.valid_until) for row in held.objects.filter(holding_on(DAY))}
    assert found == {
        (start, until) for start in bounds for until in bounds if Period(start, until).covers(DAY)
    }


@given(some_days, some_bounds, some_bounds)
def test_text_compares_as_the_condition_supposes(day: date, start: str, until: str) -> None:
    iso = day.isoformat()
    starts = start == "" or start <= iso
    ends = until == "" or until >= iso or until in (iso[:4], iso[:7])
    assert (starts and ends) == Period(start, until).covers(day)


def test_the_column_holds_at_most_a_day() -> None:
    assert PartialDateField().max_length == 10
    assert isinstance(PartialDateField(), models.CharField)
    assert PartialDateField().deconstruct()[3].get("max_length") == 10


def test_the_time_that_two_periods_share() -> None:
    assert Period("1990", "2000-06").shared_with(Period("1995")) == Period("1995-01-01", "2000-06-30")
    assert Period("", "1999").shared_with(Period("2000")) is None
    assert Period().shared_with(Period()) == Period()
    assert Period("1999", "1999").lies_in(Period("1999-01-01", ""))
    assert not Period().lies_in(Period("1999"))
