"""Groups of a network that wait for somebody who knows where they are."""

from __future__ import annotations

import pytest

from konbit.directory.gazetteer import Town
from konbit.directory.queries.placing import candidate, waiting_places
from konbit.people.audience import ANYONE
from tests.builders import a_group, a_place
from tests.directory.lists import a_network
from tests.directory.test_insights import join

pytestmark = pytest.mark.django_db


def test_unknown_towns_wait_like_unsure_ones_but_not_those_that_were_left_off_the_map() -> None:
    network = a_network()
    join(
        network,
        a_group("Unsure", places=[{"locality": "Beaulieu", "confidence": 30}]),
        a_group("Unknown", places=[{"locality": "Xyzópolis"}]),
        a_group("Left", places=[{"locality": "Xyzópolis", "precision": "none"}]),
        a_group("Placed", places=[a_place(45.75, 4.85, "Lyon"), {"locality": "Xyzópolis"}]),
        a_group("Townless", places=[{"country": "FR"}]),
        a_group("Twice", places=[{"locality": "Xyz"}, {"locality": "Zyx", "role": "service"}]),
    )
    waiting, total = waiting_places(ANYONE, network.pk, "en")
    assert [(one.link.name, one.said) for one in waiting] == [
        ("Twice", "Xyz"),
        ("Unknown", "Xyzópolis"),
        ("Unsure", "Beaulieu"),
    ]
    assert total == 3


def test_a_large_town_is_told_from_its_namesakes_by_the_next_large_one() -> None:
    south = candidate(Town(3450083, "Santa Maria", "BR", "23", -29.684, -53.807, 249_219), "en")
    assert south.where.startswith("Brazil · ")
    assert " km from " in south.where or "near " in south.where
