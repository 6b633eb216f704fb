"""The first steps of an organiser, without a script: three pages from a list to a map under her name."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.models import Change
from konbit.directory.actions.styling import Look, open_with, style_network
from konbit.directory.colours import check, night_shade
from konbit.directory.models import Group, ImportRun, NetworkStyle, Place, Role
from konbit.engines.contrast import readable
from konbit.people.models import Person
from konbit.search.actions import apply_changes
from tests.builders import a_person, an_operator
from tests.directory.lists import a_network, an_organiser

pytestmark = pytest.mark.django_db(transaction=True)

CELLS = "Name\tTown\nSunrise\tLyon\nRiver\tVilleurbanne\nThe Long Table\tBeaulieu\n"
ACCOUNT = {"username": "fabienne", "password1": "four warm loaves here"}


def begin(client: Client, **said: str) -> Group:
    """Take the first step. Returns the network."""
    response = client.post("/en/start/", {"name": "Tables", "language": "fr", "near": "Lyon", **said})
    assert response.status_code == 302, response.content.decode()
    return Group.objects.get(kind="network", name=said.get("name", "Tables"))


def test_a_network_is_started_with_an_account_in_one_go() -> None:
    client = Client()
    network = begin(client, **ACCOUNT)
    person = Person.objects.get(username="fabienne")
    assert set(Role.objects.filter(person=person, group=network).values_list("kind", flat=True)) == {
        "organiser",
        "steward",
    }
    assert (network.language, network.audience) == ("fr", "public")
    place = Place.objects.get(group=network)
    assert (place.locality, place.country, place.precision) == ("Lyon", "FR", "town")
    assert client.get(f"/en/start/{network.uid}/list/").status_code == 200


def test_whoever_has_an_account_needs_no_other() -> None:
    a_person("amina")
    client = Client()
    client.login(username="amina", password="bread and roses")
    assert "id_username" not in client.get("/en/start/").content.decode()
    begin(client)
    assert Person.objects.count() == 1


def test_a_town_with_namesakes_is_asked_for() -> None:
    client = Client()
    response = client.post(
        "/en/start/", {"name": "Tables", "language": "en", "near": "Springfield", **ACCOUNT}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert "Which one do you mean?" in text
    assert not Group.objects.exists()
    assert not Person.objects.exists()
    number = text.split('name="which" value="')[1].split('"')[0]
    begin(client, near="Springfield", which=number, **ACCOUNT)
    assert Place.objects.get().locality == "Springfield"


def test_a_town_that_nobody_knows_stops_nobody() -> None:
    network = begin(Client(), near="Nowhere-on-the-Map", **ACCOUNT)
    assert network.places.get().point is None


def test_the_first_network_of_a_house_without_an_operator_is_what_it_opens_with() -> None:
    network = begin(Client(), **ACCOUNT)
    assert NetworkStyle.objects.get(network=network).is_home
    other = begin(Client(), name="Second", username="berta", password1=ACCOUNT["password1"])
    assert not NetworkStyle.objects.get(network=other).is_home


def test_where_somebody_keeps_the_house_a_newcomer_does_not_take_its_door() -> None:
    keeper = an_operator()
    network = begin(Client(), **ACCOUNT)
    assert not NetworkStyle.objects.get(network=network).is_home
    with pytest.raises(NotAllowed):
        open_with(an_organiser(network), network.uid)
    client = Client()
    client.force_login(Person.objects.get(pk=keeper.person_id), "django.contrib.auth.backends.ModelBackend")
    assert "Open the house with it" in client.get(f"/en/start/{network.uid}/look/").content.decode()
    client.post(f"/en/start/{network.uid}/look/", {"do": "open"})
    assert NetworkStyle.objects.get(network=network).is_home
    assert "<h1>Tables</h1>" in client.get("/en/").content.decode()


def test_the_three_steps_from_a_list_to_a_map() -> None:
    client = Client()
    network = begin(client, **ACCOUNT)
    said = {"cells": CELLS, "name": "Our list", "licence": "CC0 1.0", "attribution": "Us"}
    response = client.post(f"/en/start/{network.uid}/list/", said, follow=True)
    text = response.content.decode()
    assert "3 groups read. 2 placed; 1 needs you." in text
    run = ImportRun.objects.get()
    assert run.source is not None
    assert run.source.licence == "CC0 1.0"
    text = client.post(f"/en/import/{run.pk}/", {"do": "read"}, follow=True).content.decode()
    assert f"/en/start/{network.uid}/look/" in text
    apply_changes()
    text = client.get(f"/en/start/{network.uid}/look/").content.decode()
    assert "3 groups" in text
    assert 'class="map ' in text
    assert "Place the one that needs you" in text
    assert f"/en/poster/?network={network.uid}" in text


def test_steps_that_were_left_are_found_again() -> None:
    client = Client()
    network = begin(client, **ACCOUNT)
    assert f"/en/start/{network.uid}/list/" in client.get("/en/start/").content.decode()
    said = {"cells": CELLS, "name": "Our list", "licence": "CC0 1.0"}
    client.post(f"/en/start/{network.uid}/list/", said)
    run = ImportRun.objects.get()
    assert f"/en/import/{run.pk}/" in client.get(f"/en/start/{network.uid}/list/").content.decode()


def test_only_its_organisers_see_the_steps_of_a_network() -> None:
    network = begin(Client(), **ACCOUNT)
    a_person("amina")
    stranger = Client()
    stranger.login(username="amina", password="bread and roses")
    for page in ("list", "look", "places", "noticed"):
        assert stranger.get(f"/en/start/{network.uid}/{page}/").status_code == 403


def test_a_colour_that_cannot_be_read_is_answered_with_the_nearest_that_can() -> None:
    client = Client()
    network = begin(client, **ACCOUNT)
    said = {"main": "#f7d94c", "accent": "#24406b", "motto": "Ensemble", "group": "table", "groups": "tables"}
    response = client.post(f"/en/start/{network.uid}/look/", said)
    proposal = check("#f7d94c").proposal
    assert response.status_code == 422
    assert proposal in response.content.decode()
    assert readable(proposal, "#fbf6ec")
    client.post(f"/en/start/{network.uid}/look/", {**said, "main": proposal})
    style = NetworkStyle.objects.get()
    assert (style.main, style.motto, style.words["groups"]) == (
        proposal,
        {"en": "Ensemble"},
        {"en": "tables"},
    )
    text = client.get(f"/en/start/{network.uid}/look/").content.decode()
    assert f"--brand-main: {proposal}" in text
    assert night_shade(proposal) in text


def test_the_action_itself_refuses_unreadable_colours_and_strangers() -> None:
    network = a_network()
    NetworkStyle.objects.create(network=network)
    with pytest.raises(NotAllowed):
        style_network(an_organiser(network, "carla", "member"), network.uid, Look("#000000", "#000000"))
    with pytest.raises(Problem):
        style_network(an_organiser(network), network.uid, Look("#ffffff", "#000000"))


@pytest.fixture
def waiting() -> tuple[Client, Group, Group]:
    """A network with one group whose town has namesakes."""
    client = Client()
    network = begin(client, **ACCOUNT)
    said = {"cells": CELLS, "name": "Our list", "licence": "CC0 1.0"}
    client.post(f"/en/start/{network.uid}/list/", said)
    client.post(f"/en/import/{ImportRun.objects.get().pk}/", {"do": "read"})
    return client, network, Group.objects.get(name="The Long Table")


Waiting = tuple[Client, Group, Group]


def test_a_group_is_placed_by_choosing_its_town(waiting: Waiting) -> None:
    client, network, table = waiting
    page = f"/en/start/{network.uid}/places/{table.uid}/"
    assert "Your list says: “Beaulieu”" in client.get(page).content.decode()
    choice = client.get(page).content.decode().split('value="town-')[1].split('"')[0]
    response = client.post(page, {"where": f"town-{choice}"})
    assert response["Location"].endswith("/look/")
    place = table.places.get()
    assert place.point is not None
    assert (place.locality, place.precision, place.confidence) == ("Beaulieu", "town", 100)


def test_a_group_is_placed_by_a_point_as_exactly_as_one_likes(waiting: Waiting) -> None:
    client, network, table = waiting
    page = f"/en/start/{network.uid}/places/{table.uid}/"
    assert client.post(page, {"where": "pin"}).status_code == 422
    assert client.post(page, {"where": "pin", "point": "145, 4"}).status_code == 422
    client.post(page, {"where": "pin", "point": "45.75, 4.85", "precision": "district"})
    place = table.places.get()
    assert (place.point, place.precision) == ((45.75, 4.85), "district")


def test_a_pin_that_is_left_where_it_stands_says_that_the_town_is_right(waiting: Waiting) -> None:
    client, network, table = waiting
    page = f"/en/start/{network.uid}/places/{table.uid}/"
    text = client.get(page).content.decode()
    point = re.search(r'name="point" value="([^"]+)"', text)
    assert point
    assert client.post(page, {"where": "pin", "point": point[1], "precision": "exact"}).status_code == 302
    place = table.places.get()
    assert (place.locality, place.precision, place.confidence) == ("Beaulieu", "town", 100)
    assert f"{place.geocoded_latitude}, {place.geocoded_longitude}" == point[1]


def test_a_pin_stands_where_the_group_is_already_and_saving_it_unmoved_changes_nothing(
    waiting: Waiting,
) -> None:
    client, network, table = waiting
    page = f"/en/start/{network.uid}/places/{table.uid}/"
    client.post(page, {"where": "pin", "point": "45.7512345, 4.85", "precision": "district"})
    text = client.get(page).content.decode()
    assert 'name="point" value="45.7512345, 4.85"' in text
    assert '<option value="district" selected>' in text
    before = Change.objects.count()
    client.post(page, {"where": "pin", "point": "45.7512345, 4.85", "precision": "district"})
    place = table.places.get()
    assert (place.point, place.precision) == ((45.7512345, 4.85), "district")
    assert Change.objects.count() == before


def test_a_group_may_stay_off_the_map_and_asks_no_more(waiting: Waiting) -> None:
    client, network, table = waiting
    client.post(f"/en/start/{network.uid}/places/{table.uid}/", {"where": "none"})
    assert table.places.get().point is None
    assert "No group waits for a place." in client.get(f"/en/start/{network.uid}/places/").content.decode()
