"""Text in any language, side by side."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from konbit.base.errors import Problem
from konbit.base.text import MultilingualField, Said, pick, short_enough, validate_multilingual


def test_the_language_that_is_wanted_comes_first() -> None:
    text = {"en": "Bakery", "ht": "Boulanjri", "pt": "Padaria", "pt-br": "Padaria daqui"}
    assert pick(text, "ht") == Said("Boulanjri", "ht", True)
    assert pick(text, "pt-br") == Said("Padaria daqui", "pt-br", True)


def test_a_relative_of_the_language_is_as_good() -> None:
    assert pick({"pt": "Padaria", "en": "Bakery"}, "pt-br") == Said("Padaria", "pt", True)
    assert pick({"en": "Bakery", "pt-br": "Padaria"}, "pt") == Said("Padaria", "pt-br", True)


def test_otherwise_a_fallback_and_then_any_marked_as_not_the_one_wanted() -> None:
    assert pick({"fr": "Boulangerie", "en": "Bakery"}, "es") == Said("Bakery", "en", False)
    assert pick({"fr": "Boulangerie", "en": "Bakery"}, "es", ("fr",)) == Said("Boulangerie", "fr", False)
    assert pick({"ht": "Boulanjri"}, "es") == Said("Boulanjri", "ht", False)


@pytest.mark.parametrize("nothing", [None, {}, {"en": ""}, {"en": "", "fr": ""}])
def test_nothing_is_missing_where_nothing_was_said(nothing: dict[str, str] | None) -> None:
    assert pick(nothing, "fr") == Said("", "fr", True)


def test_an_empty_translation_does_not_hide_the_others() -> None:
    assert pick({"fr": "", "en": "Bakery"}, "fr") == Said("Bakery", "en", False)


@pytest.mark.parametrize(
    "right", [{}, {"en": "Bakery"}, {"pt-br": "Padaria"}, {"zh-hant-tw": "麵包店"}, {"que": "T'anta"}]
)
def test_language_codes_and_words_are_taken(right: dict[str, str]) -> None:
    validate_multilingual(right)


@pytest.mark.parametrize(
    "wrong",
    [
        "Bakery",
        ["Bakery"],
        None,
        {"English": "Bakery"},
        {"EN": "Bakery"},
        {"en": 1},
        {"": "Bakery"},
        {1: "Bakery"},
        {"en\n": "x"},
    ],
)
def test_anything_else_is_refused_with_an_example(wrong: object) -> None:
    with pytest.raises(ValidationError, match="Bakery"):
        validate_multilingual(wrong)


def test_an_empty_column_is_an_empty_mapping_of_its_own() -> None:
    field = MultilingualField()
    assert field.get_default() == {}
    assert field.get_default() is not field.get_default()


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_nothing_said_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="Nothing"):
        short_enough(text, 10)


def test_too_much_is_refused_and_never_cut() -> None:
    assert short_enough("  ten signs.  ", 10) == "ten signs."
    with pytest.raises(Problem, match="11"):
        short_enough("eleven sign", 10)
