"""The address is the state: read without ever failing, written in one way only."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from konbit.directory.asked import KM, Asked


def read(query: str) -> Asked:
    return Asked.read(QueryDict(query))


def test_what_was_asked_comes_back_from_its_address() -> None:
    said = (
        "q=bread+rye&kind=network&activity=a%23B&country=FR&near=Lyon&km=50&bbox=45,4,46,5&page=3&view=list"
    )
    asked = read(said)
    assert asked.q == "bread rye"
    assert asked.chosen == {"kind": ("network",), "activity": ("a#B",), "country": ("FR",)}
    assert (asked.near, asked.km, asked.bounds, asked.page, asked.view) == (
        "Lyon", 50, (45.0, 4.0, 46.0, 5.0), 3, "list",
    )  # fmt: skip
    assert not asked.notices
    assert read(asked.address().lstrip("?")) == asked


def test_one_question_has_one_address() -> None:
    one = read("country=FR&q=bread&country=BE&kind=network")
    other = read("kind=network&country=BE&country=FR&q=bread&page=1&km=25")
    assert one.address("/groups/") == other.address("/groups/")
    assert read("").address() == "?"


def test_adding_and_taking_away_a_filter_starts_again_on_the_first_page() -> None:
    asked = read("q=bread&page=4").choosing("country", "FR")
    assert asked.address() == "?q=bread&country=FR"
    assert asked.choosing("country", "FR") == asked
    assert asked.dropping("country", "FR").address() == "?q=bread"
    assert read("near=Lyon&km=50&q=bread").anywhere().address() == "?q=bread"


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=-1", "page=many", "page=99999999999999", "km=far", "km=0", "lat=95&lon=3",
        "lat=here&lon=there", "bbox=1,2,3", "bbox=5,0,1,0", "bbox=nan,0,1,1", "bbox=inf,0,1,1", "colour=red",
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_left_out_with_a_notice(query: str) -> None:
    asked = read(query)
    assert asked.notices
    assert asked.point is None
    assert asked.bounds is None
    assert asked.page >= 1
    assert asked.km >= 1


def test_a_map_scrolled_round_the_world_is_the_same_place() -> None:
    assert read("bbox=-20,170,0,190").bounds == (-20, 170, 0, -170)
    assert read("bbox=-90,-200,90,200").bounds == (-90, -180, 90, 180)
    assert read("lat=1&lon=185").point == (1, -175)


def test_parameters_of_the_page_itself_are_no_surprise() -> None:
    assert not Asked.read(QueryDict("zoom=4"), also=frozenset({"zoom"})).notices


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["q", "kind", "region", "near", "lat", "lon", "km", "bbox", "page", "x"]),
            st.text(),
        ),
        max_size=12,
    )
)
def test_no_address_fails_and_reading_what_was_written_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    asked = Asked.read(query)
    assert asked.km >= 1
    assert read(asked.address().lstrip("?")) == asked
    assert Asked().km == KM
