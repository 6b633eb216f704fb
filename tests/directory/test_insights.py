"""Sentences that a list says when it is read as a whole."""

from __future__ import annotations

from datetime import date

import pytest

from konbit.chronicle.actions import recording
from konbit.directory.actions.rows import RELATION, add_row
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import Group, Term
from konbit.directory.queries.insights import Insight, insights, neighbours
from konbit.engines.geodesy import distance_km
from tests.builders import a_group, a_place
from tests.directory.lists import a_network

pytestmark = pytest.mark.django_db
THIS_YEAR = date.today().year


def join(network: Group, *groups: Group) -> None:
    with recording("test", "relate") as batch:
        for group in groups:
            add_row(batch, RELATION, {"subject_id": group.pk, "kind": "member_of", "object_id": network.pk})


def said(network: Group) -> dict[str, Insight]:
    return {one.kind: one for one in insights(network.pk, "en")}


def test_groups_within_walking_distance_are_told_with_their_town() -> None:
    network = a_network()
    near = [a_group(f"Near {n}", places=[a_place(45.75 + n * 0.001, 4.85, "Lyon")]) for n in range(4)]
    far = a_group("Far", places=[a_place(46.2, 6.14, "Geneva")])
    join(network, *near, far)
    found = said(network)["walking"]
    assert found.sentence == "4 groups in Lyon are within walking distance of each other."
    assert [link.name for link in found.groups] == ["Near 0", "Near 1", "Near 2", "Near 3"]
    assert "one kilometre" in found.how


def test_no_two_of_the_neighbours_lie_farther_apart_than_said_also_across_the_180th_meridian() -> None:
    points = {n: (-17.0 + n * 0.002, 179.999 if n % 2 else -179.999) for n in range(6)}
    near = neighbours(points, 1.0)
    assert all(distance_km(*points[a], *points[b]) <= 1.0 for a in near for b in near)
    line = {n: (0.003 * n, 10.0) for n in range(50)}
    near = neighbours(line, 1.0)
    assert len(near) == 3
    assert all(distance_km(*line[a], *line[b]) <= 1.0 for a in near for b in near)


def test_places_that_are_blurred_or_hidden_tell_nothing_of_where_they_are() -> None:
    network = a_network()
    blurred = [
        a_group(f"Blurred {n}", places=[a_place(45.75, 4.85, "Lyon", precision="district")]) for n in range(4)
    ]
    hidden = [a_group(f"Hidden {n}", audience="network", places=[a_place(45.75, 4.85)]) for n in range(4)]
    join(network, *blurred, *hidden)
    assert "walking" not in said(network)
    assert all("Hidden" not in link.name for one in insights(network.pk, "en") for link in one.groups)


def test_groups_last_confirmed_long_ago_are_counted() -> None:
    network = a_network()
    days = [*(f"{THIS_YEAR - years}-05-01" for years in (7, 6, 5)), f"{THIS_YEAR}-01-01", None]
    join(network, *(a_group(f"Group {n}", confirmed_on=day) for n, day in enumerate(days)))
    found = said(network)["stale"]
    assert found.count == 3
    assert found.sentence == f"3 groups were last confirmed before {THIS_YEAR - 3}."


def test_towns_with_one_group_and_towns_that_hold_most() -> None:
    network = a_network()
    towns = ["Lyon"] * 4 + ["Vienne", "Givors", "lyon", "Oullins"]
    join(network, *(a_group(f"Group {n}", places=[a_place(45.0, 4.0, town)]) for n, town in enumerate(towns)))
    found = said(network)
    assert found["alone"].sentence == "In 3 towns there is only one group."
    assert found["gathered"].sentence == "Lyon holds 5 of your 8 groups; the others live in 3 other towns."


def test_spellings_of_one_town_count_once_and_words_that_are_not_on_the_map_not_at_all() -> None:
    network = a_network()
    towns = ["Teresopolis", "Teresópolis", "Niterói", "Petrópolis", "Maricá"]
    found = [a_group(f"In {town}", places=[a_place(-22.4, -42.9, town)]) for town in towns]
    nowhere = a_group("Nowhere", places=[{"locality": "Xyzópolis"}])
    join(network, *found, nowhere)
    alone = said(network)["alone"]
    assert alone.count == 3
    assert [link.name for link in alone.groups] == ["In Maricá", "In Niterói", "In Petrópolis"]


def test_what_is_done_in_one_town_only_is_named() -> None:
    load_vocabularies()
    network = a_network()
    food, housing = (
        Term.objects.get(scheme__code="essglobal/activities-ica", code=code) for code in ("ICA60", "ICA130")
    )
    for town, term in (("Lyon", food), ("Vienne", food), ("Givors", housing)):
        join(network, a_group(f"In {town}", places=[a_place(45.0, 4.0, town)], terms=[[term.pk, True]]))
    found = said(network)["only_here"]
    assert found.sentence == f"1 activity is found in one town only: {housing.label['en']}."
    assert [link.name for link in found.groups] == ["In Givors"]


def test_groups_that_nobody_can_reach_are_counted() -> None:
    network = a_network()
    web = {"kind": "website", "value": "https://a.example", "audience": "public"}
    phone = {"kind": "phone", "value": "+33 4 72 00 00 00", "audience": "stewards"}
    join(network, a_group("A", contacts=[web]), a_group("B", contacts=[phone]), a_group("C"), a_group("D"))
    assert said(network)["silent"].sentence == "3 groups cannot be reached by those who find them here."


def groups_in(*towns: str) -> list[Group]:
    """A group in each of these towns, far from each other, that everybody can reach."""
    web = {"kind": "website", "value": "https://a.example", "audience": "public"}
    return [
        a_group(f"Group {n}", places=[a_place(40 + n, 4.0, town)], contacts=[web])
        for n, town in enumerate(towns)
    ]


def test_one_or_two_groups_among_many_make_no_sentence() -> None:
    network = a_network()
    join(network, *groups_in(*["Lyon"] * 9, *["Vienne"] * 6, "Givors", "Oullins"))
    join(network, a_group("Silent", confirmed_on="1999-01-01"))
    assert set(said(network)) == {"gathered"}


def test_a_few_towns_with_one_group_come_after_the_town_that_holds_most() -> None:
    network = a_network()
    join(network, *groups_in(*["Lyon"] * 9, *["Vienne"] * 6, "Givors", "Oullins", "Bron"))
    assert [one.kind for one in insights(network.pk, "en")] == ["gathered", "alone"]


def test_the_most_telling_comes_first_and_a_list_of_two_says_nothing() -> None:
    network = a_network()
    join(network, a_group("A"), a_group("B", confirmed_on="1999-01-01"))
    assert insights(network.pk, "en") == []
    join(network, *(a_group(f"Near {n}", places=[a_place(45.75, 4.85, "Lyon")]) for n in range(12)))
    found = insights(network.pk, "en")
    assert found[0].kind == "walking"
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
