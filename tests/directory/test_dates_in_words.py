"""Dates as people type them into forms: in words, in four languages, whole."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from konbit.directory.forms.fields import PartialDate


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("26 April 2027", "2027-04-26"),
        ("April 26, 2027", "2027-04-26"),
        ("26 avril 2027", "2027-04-26"),
        ("26 de abril de 2027", "2027-04-26"),
        ("mai 2025", "2025-05"),
        ("26/04/2027", "2027-04-26"),
        ("2027-04", "2027-04"),
        ("26 April 2027 in the evening", "2027-04-26"),
        ("since spring 1984", "1984"),
        ("1984", "1984"),
        ("", ""),
    ],
)
def test_no_part_of_a_date_in_words_is_lost(typed: str, kept: str) -> None:
    assert PartialDate().clean(typed) == kept


@pytest.mark.parametrize("typed", ["3–4 May 2027", "in the rains"])
def test_what_is_not_one_date_is_refused_rather_than_shortened(typed: str) -> None:
    with pytest.raises(ValidationError, match="not a date"):
        PartialDate().clean(typed)
