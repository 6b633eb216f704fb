"""Two rows of one file that mean the same group."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.directory.draft import Draft, PlaceDraft
from konbit.directory.duplicates import DuplicateWatch


def test_the_second_row_of_an_identifier_is_rejected_naming_the_first():
    watch = DuplicateWatch()
    assert not watch.settle(Draft(2, "7", "A")).rejected
    assert not watch.settle(Draft(3, "8", "B")).rejected
    again = watch.settle(Draft(4, "7", "C"))
    assert again.rejected
    assert "Row 2" in again.troubles[-1].message


def test_two_groups_of_one_name_in_one_town_are_told_apart_by_address():
    def row(number, street):
        return Draft(number, "~x", "Credit Union", key_derived=True, places=(PlaceDraft(street=street),))

    watch = DuplicateWatch()
    first, second, third = (
        watch.settle(row(number, street)) for number, street in ((2, "a"), (3, "b"), (4, "b"))
    )
    assert first.key == "~x"
    assert second.key.startswith("~x-")
    assert not second.rejected
    assert third.rejected
    assert "Row 2" in third.troubles[-1].message


def test_a_second_row_with_the_address_of_the_first_is_rejected():
    watch = DuplicateWatch()
    place = (PlaceDraft(street="a"),)
    watch.settle(Draft(2, "~x", "A", key_derived=True, places=place))
    assert watch.settle(Draft(3, "~x", "A", key_derived=True, places=place)).rejected


def test_a_name_and_town_repeated_without_an_address_is_rejected():
    watch = DuplicateWatch()
    watch.settle(Draft(2, "~x", "A", key_derived=True))
    assert watch.settle(Draft(3, "~x", "A", key_derived=True)).rejected


@settings(deadline=None)
@given(st.lists(st.text(max_size=3), max_size=3000))
def test_the_watch_agrees_with_a_plain_dictionary(keys):
    watch = DuplicateWatch()
    first: dict[str, int] = {}
    for row, key in enumerate(keys, 2):
        assert watch.first_row(key, row) == first.setdefault(key, row)


def test_the_watch_grows():
    watch = DuplicateWatch()
    assert all(watch.first_row(f"R{row}", row) == row for row in range(1, 20_000))
    assert watch.first_row("R777", 99_999) == 777
