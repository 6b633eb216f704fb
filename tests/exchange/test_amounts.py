"""Amounts are whole numbers of the smallest part, written as people write them."""

from __future__ import annotations

import pytest

from konbit.base.errors import Problem
from konbit.exchange import amounts
from konbit.exchange.models import Currency

EURO = Currency(code="EUR", sort="money", digits=2)
HOURS = Currency(code="HOUR", sort="time")
KOB = Currency(code="KOB", sort="own", title={"en": "kòb"})
GRAIN = Currency(code="GRAIN", sort="own", title={"en": "grains"}, digits=2)


@pytest.mark.parametrize(
    ("words", "unit", "amount"),
    [
        ("12.50", EURO, 1250), ("1 234,50", EURO, 123450), ("1:30", HOURS, 90), ("1 h 30", HOURS, 90),
        ("1h30min", HOURS, 90), ("45 min", HOURS, 45), ("2 h", HOURS, 120), ("1,5", HOURS, 90),
        ("0.25", HOURS, 15), ("12", KOB, 12), ("1'200", KOB, 1200), ("0.05", GRAIN, 5),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(words: str, unit: Currency, amount: int) -> None:
    assert amounts.read(words, unit) == amount


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("1e9", EURO), ("-5", EURO), ("", EURO), ("0.001", EURO), ("1e9", HOURS), ("-1:30", HOURS),
        ("0.01", HOURS), ("1:75", HOURS), ("h", HOURS), ("1.5", KOB), ("1e3", KOB), ("٣ kòb", KOB),
        ("10000000000000", GRAIN), ("99999999999999999", KOB),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_told_with_an_example(words: str, unit: Currency) -> None:
    with pytest.raises(Problem):
        amounts.read(words, unit)


@pytest.mark.parametrize("digits", ["57528.0", "1e9", "", " 5", "+5", "05", 5, 5.0, None, "٣", "9" * 20])
def test_the_api_takes_whole_numbers_as_text_only(digits: object) -> None:
    with pytest.raises(Problem) as told:
        amounts.from_digits(digits)
    assert told.value.status == 422


def test_amounts_are_shown_in_the_readers_language() -> None:
    assert amounts.shown(1250, EURO) == "€12.50"
    assert amounts.shown(90, HOURS) == "1 h 30 min"
    assert amounts.shown(-90, HOURS) == "−1 h 30 min"
    assert amounts.shown(60, HOURS) == "1 hour"
    assert amounts.shown(-3, KOB) == "-3 kòb"
    assert amounts.shown(1250, GRAIN) == "12.5 grains"


@pytest.mark.parametrize(("amount", "unit"), [(1250, EURO), (90, HOURS), (5, HOURS), (7, KOB), (1205, GRAIN)])
def test_what_stands_in_a_field_is_read_again(amount: int, unit: Currency) -> None:
    assert amounts.read(amounts.written(amount, unit), unit) == amount
