"""What a reader may not see never leaves the index: not as a hit, not in a number, not in a suggestion."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from konbit.search.actions import apply_changes
from konbit.search.queries import Answer, suggest
from tests.search.conftest import EVERYONE, Shop


@pytest.fixture
def secret_shop(shop: Shop) -> Shop:
    """One bakery for everyone, one that only its own people know."""
    shop.put(1, "Open Bakery", facets={"town": ["Lyon"]}, lat=45.7, lon=4.8)
    shop.put(
        2, "Hidden Bakehouse", visible=("group:2", "operator"), facets={"town": ["Oslo"]}, lat=59.9, lon=10.7
    )
    return shop


@pytest.mark.usefixtures("secret_shop")
def test_hits_totals_facets_and_cells_are_those_of_the_reader(ask: Callable[..., Answer]) -> None:
    everything = {"count_facets": ("town",), "cells": 4}
    seen = ask("bak", **everything)
    assert (seen.total, seen.facets, len(seen.cells)) == (1, {"town": [("Lyon", 1)]}, 1)
    own = ask("bak", EVERYONE | {"group:2"}, **everything)
    assert (own.total, len(own.facets["town"]), len(own.cells)) == (2, 2, 2)
    assert ask("bak", frozenset({"group:3", "public"})).total == 1


@pytest.mark.usefixtures("secret_shop")
def test_suggestions_are_words_that_the_reader_may_see() -> None:
    apply_changes()
    assert suggest("bak", EVERYONE) == ["bakery"]
    assert set(suggest("bak", EVERYONE | {"operator"})) == {"bakery", "bakehouse"}
    assert suggest("hid", EVERYONE) == []


@pytest.mark.usefixtures("secret_shop")
def test_whoever_holds_no_token_sees_nothing(ask: Callable[..., Answer]) -> None:
    assert ask("bak", frozenset()).total == 0


def test_hiding_a_thing_takes_effect_with_the_next_change(shop: Shop, ask: Callable[..., Answer]) -> None:
    shop.put(1, "Bakery")
    assert ask().total == 1
    shop.put(1, "Bakery", visible=("group:1",))
    assert ask().total == 0
