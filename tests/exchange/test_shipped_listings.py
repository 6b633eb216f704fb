"""The shipped offers and needs: complete in four languages, each thing once, wrong files refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from konbit.base.errors import Problem
from konbit.directory.actions.shipped import load_example as load_directory
from konbit.directory.actions.shipped import load_vocabularies
from konbit.exchange.actions.shipped_listings import load_listings
from konbit.exchange.models import Listing, Price
from konbit.exchange.queries.listings import listing_page
from konbit.exchange.queries.matching import may_meet
from konbit.exchange.shipped.listings_reading import listings
from konbit.federation.actions.shipped_priorities import load_priorities
from konbit.people.audience import ANYONE

ENTRY = """
[[listings]]
code = "a"
group = "example-mill"
source = "konbit-invented"
what = "offer"
sort = "goods"
radius = 5
title = {en = "A", fr = "A", es = "A", pt-br = "A"}
text = {en = "A", fr = "A", es = "A", pt-br = "A"}
"""


def read(tmp_path: Path, text: str) -> None:
    """Read a file with this text."""
    path = tmp_path / "listings.toml"
    path.write_text(text, encoding="utf-8")
    listings(path)


def test_a_right_file_is_read(tmp_path: Path) -> None:
    read(tmp_path, ENTRY)


@pytest.mark.parametrize(
    "wrong",
    [
        ENTRY * 2,
        ENTRY.replace('"offer"', '"gift"'),
        ENTRY.replace('"goods"', '"rocket"'),
        ENTRY.replace("radius = 5", "radius = -5"),
        ENTRY.replace(', es = "A"', ""),
        ENTRY + "colour = 'red'\n",
        "[[listings]",
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(Problem):
        read(tmp_path, wrong)


@pytest.mark.django_db
def test_invented_groups_offer_and_need_and_some_of_it_meets() -> None:
    load_vocabularies()
    load_directory()
    load_priorities()
    made = load_listings()
    assert made == len(listings())
    assert load_listings() == 0
    assert Listing.objects.count() == made
    assert Price.objects.count() == sum(len(one.prices) for one in listings())
    assert not Listing.objects.exclude(group__slug__startswith="example-").exists()
    seed = next(one for one in Listing.objects.filter(what="need") if "drought" in one.title["en"])
    assert "our own terraces" in may_meet(ANYONE, listing_page(ANYONE, seed.uid).line)[0].line.title["en"]
