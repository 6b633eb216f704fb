"""Money is read as people write it and shown as they read it; what is no amount is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.utils.translation import override

from konbit.base import money
from konbit.base.errors import Problem


@pytest.mark.parametrize(
    ("words", "currency", "units"),
    [
        ("12500", "EUR", 1_250_000),
        ("12,500.50", "EUR", 1_250_050),
        ("12.500,50", "EUR", 1_250_050),
        ("1 234,5", "EUR", 123_450),
        ("1\u202f234", "EUR", 123_400),
        ("1'234.05", "CHF", 123_405),
        ("1.234", "EUR", 123_400),
        ("1.234.567", "EUR", 123_456_700),
        ("0.5", "EUR", 50),
        ("EUR 7", "EUR", 700),
        ("٣", "EUR", 300),
        ("5000", "JPY", 5000),
        ("5000.00", "JPY", 5000),
        ("1.234", "TND", 1234),
    ],
)
def test_an_amount_is_read_however_it_is_written(words: str, currency: str, units: int) -> None:
    assert money.read(words, currency) == units


@pytest.mark.parametrize("words", ["", "-5", "many", "1..2", "12.345,6789", "0.125", "9" * 20, "1e3"])
def test_what_is_no_amount_is_refused(words: str) -> None:
    with pytest.raises(Problem):
        money.read(words, "EUR")


def test_an_amount_is_shown_in_the_language_of_the_reader() -> None:
    for language, words in (("en", "€12,500.50"), ("fr", "12\u202f500,50\xa0€"), ("pt-br", "€\xa012.500,50")):
        with override(language):
            assert money.shown(1_250_050, "EUR") == words
    assert money.shown(1_250_000, "EUR") == "€12,500"
    assert money.shown(Fraction(5000, 9), "EUR") == "€5.56"
    assert money.shown(392, "JPY") == "¥392"


def test_what_is_written_into_a_field_is_read_back() -> None:
    for units, currency in ((1_250_050, "EUR"), (7, "EUR"), (392, "JPY"), (1234, "TND")):
        assert money.read(money.written(units, currency), currency) == units


def test_a_currency_that_there_is_not_is_refused() -> None:
    assert money.checked_currency(" htg ") == "HTG"
    for words in ("", "XQZ", "Euro"):
        with pytest.raises(Problem):
            money.checked_currency(words)
