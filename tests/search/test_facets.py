"""Facets narrow down and count: any value within one, all of several."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from konbit.base.registry import Room, register
from konbit.search.queries import Answer
from tests.search.conftest import Shop

Ask = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _shelf(shop: Shop) -> None:
    shop.put(1, "One", facets={"bread": ["rye", "oat"], "town": ["Lyon"]})
    shop.put(2, "Two", facets={"bread": ["rye"], "town": ["Oslo"]})
    shop.put(3, "Three", facets={"bread": ["corn"], "town": ["Lyon"]})
    shop.put(4, "Four")


def ids(answer: Answer) -> set[int]:
    return {hit.id for hit in answer.hits}


def test_any_value_within_a_facet_and_all_facets_together(ask: Ask) -> None:
    assert ids(ask(facets={"bread": ("rye",)})) == {1, 2}
    assert ids(ask(facets={"bread": ("rye", "corn")})) == {1, 2, 3}
    assert ids(ask(facets={"bread": ("rye", "corn"), "town": ("Lyon",)})) == {1, 3}
    assert ids(ask(facets={"bread": ("spelt",)})) == set()
    assert ids(ask(facets={"bread": ()})) == {1, 2, 3, 4}


def test_counts_come_most_frequent_first(ask: Ask) -> None:
    counted = ask(count_facets=("bread", "town")).facets
    assert counted["bread"][0] == ("rye", 2)
    assert dict(counted["bread"]) == {"rye": 2, "oat": 1, "corn": 1}
    assert counted["town"] == [("Lyon", 2), ("Oslo", 1)]


def test_a_facet_in_which_something_is_chosen_still_counts_its_other_values(ask: Ask) -> None:
    answer = ask(facets={"town": ("Oslo",)}, count_facets=("town", "bread"))
    assert answer.total == 1
    assert dict(answer.facets["town"]) == {"Lyon": 2, "Oslo": 1}
    assert dict(answer.facets["bread"]) == {"rye": 1}


def test_facets_count_what_the_words_found(ask: Ask) -> None:
    assert ask("three", count_facets=("town",)).facets == {"town": [("Lyon", 1)]}


def test_values_are_taken_as_they_are_written(shop: Shop, ask: Ask) -> None:
    value = 'Île-de-France / "75" #1 & more'
    shop.put(5, "Five", facets={"town": [value]})
    assert ids(ask(facets={"town": (value,)})) == {5}
    assert (value, 1) in ask(count_facets=("town",)).facets["town"]


def test_kinds_of_several_rooms_are_told_apart(ask: Ask) -> None:
    library = Shop("library", facets=("town",))
    register(Room("books", "Books", documents={"library": library.documents}))
    library.put(1, "One Library", facets={"town": ["Lyon"]})
    assert {(hit.kind, hit.id) for hit in ask("one").hits} == {("bakery", 1), ("library", 1)}
    assert [(hit.kind, hit.id) for hit in ask("one", kinds=("library",)).hits] == [("library", 1)]
    assert ask(count_facets=("town",)).facets["town"][0] == ("Lyon", 3)
