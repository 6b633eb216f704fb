"""Canaries: a recognisable value in every hidden field of groups, looked for in everything that leads out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import ModuleType

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from pytest_django import Settings

from konbit.directory.models import Claim, Contact, Group, Media, Place, Role
from konbit.engines.geodesy import blur, distance_km
from konbit.people.audience import Audience
from konbit.search.actions import rebuild
from konbit.site import urls
from tests.builders import a_person
from tests.directory.canaries import FAR_POINT, OPEN_WORD, POINTS, World, hanging_on_groups, plant
from tests.directory.outputs import (
    EXCLUDED,
    api_paths,
    everything,
    house_pages,
    same_again,
    searching,
    text_of,
    without_qr,
)

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hidden words")]

BLURRED = ("district", "town", "region", "none")


@pytest.fixture
def world() -> World:
    """Canaries everywhere."""
    return plant()


Answer = tuple[str, str, int, str]


def leaks(world: World, answers: Iterable[Answer], may: frozenset[str] = frozenset()) -> Iterator[str]:
    """What came out that may not, and where; `may`: the words that this reader may read."""
    points = [POINTS[precision] for precision in BLURRED] + ([] if may else [FAR_POINT])
    hidden = {word: where for word, where in world.words.items() if word not in may}
    hidden |= {f"{abs(degrees):.4f}": "coordinate" for point in points for degrees in point}
    look = re.compile("|".join(map(re.escape, hidden)))
    for name, address, _status, text in answers:
        for word in sorted(set(look.findall(text))):
            if word not in address:
                yield f"{hidden[word]} in {name} at {address}"


def test_every_table_that_hangs_on_groups_holds_canaries(world: World) -> None:
    empty = [model.__name__ for model in hanging_on_groups() if not model._base_manager.exists()]
    assert not empty, empty
    assert len(world.words) > 300


NAMES_GROUPS = frozenset(
    {
        *("search", "map", "clusters", "embed", "export", "feed", "poster", "suggest-words", "group"),
        *("history", "sources", "rings", "term"),
    }
)
"""Pages that must be among those that anyone can open, or this looks at nothing."""


def test_nothing_hidden_comes_out_for_anyone_and_all_might_as_well_not_be_there(
    client: Client, world: World
) -> None:
    answers = list(everything(world, client))
    assert list(leaks(world, answers)) == []
    opened = {name.removeprefix("directory:") for name, _address, status, _text in answers if status == 200}
    assert {"home", *NAMES_GROUPS} <= opened
    assert {"GET /api/groups", "GET /api/groups/{uid}", "GET /api/clusters"} <= opened
    assert set(EXCLUDED) <= set(house_pages()), "EXCLUDED tells of a page that is not there"
    _hidden_might_as_well_not_be_there(
        client, {address: same_again(text) for _name, address, _status, text in answers}
    )


def _hidden_might_as_well_not_be_there(client: Client, before: dict[str, str]) -> None:
    """Every answer is the same, to the letter, with other hidden values, and with blurred places elsewhere in
    their surroundings: no count, order, distance or suggestion depends on them."""

    def answers() -> dict[str, str]:
        return {address: same_again(text_of(client.get(address))) for address in before}

    _say_hidden_things_otherwise()
    rebuild()
    after = answers()
    assert [address for address in before if before[address] != after[address]] == []

    Group.objects.exclude(audience=Audience.PUBLIC, removed_at=None).delete()
    rebuild()
    alone = answers()
    # How well words fit depends a little on how many others there are: groups may change places in a list.
    assert [one for one in before if _pieces(before[one]) != _pieces(alone[one])] == []


def _pieces(text: str) -> list[str]:
    return sorted(piece.strip(", ") for piece in re.split(r"[<>{}\n]", text))


def _say_hidden_things_otherwise() -> None:
    Contact.objects.exclude(audience=Audience.PUBLIC).update(value="otherwise")
    Media.objects.exclude(audience=Audience.PUBLIC).delete()
    Group.objects.update(extras={"otherwise": "otherwise"})
    for claim in Claim.objects.filter(source__code="list"):
        contacts = [{**contact, "value": "otherwise"} for contact in claim.fields["contacts"]]
        claim.fields = {**claim.fields, "contacts": contacts, "extras": {"x": "otherwise"}}
        claim.save()
    for place in Place.objects.exclude(precision="exact"):
        place.given_latitude, place.given_longitude = elsewhere(place)
        place.street, place.postcode = "Otherwise Street", "ZZ9"
        place.save()


def elsewhere(place: Place) -> tuple[float, float]:
    """Another point that is shown at the same place: the middle of what it is blurred to."""
    assert place.given_latitude is not None
    assert place.given_longitude is not None
    shown = blur(place.given_latitude, place.given_longitude, place.precision)  # type: ignore[arg-type]
    return shown or (0.0, 0.0)


def test_nothing_hidden_comes_out_for_a_stranger_who_is_signed_in(client: Client, world: World) -> None:
    client.force_login(a_person("stranger"))
    assert list(leaks(world, everything(world, client))) == []


def test_people_of_a_network_see_what_is_for_them_and_no_more(client: Client, world: World) -> None:
    member = a_person("member")
    for name in ("network", "hidden network"):
        Role.objects.create(person=member, group=world.groups[name], kind="member")
    client.force_login(member)
    assert list(leaks(world, everything(world, client), frozenset(world.for_members))) == []
    page = client.get(f"/en/g/{world.groups['town'].uid}/").content.decode()
    assert "phone for network" in {where for word, where in world.words.items() if word in page}


def test_asking_for_a_hidden_word_is_like_asking_for_one_that_nobody_wrote(
    client: Client, world: World
) -> None:
    nothing = "kanari9999x"
    seen: dict[str, str] = {}
    for word, where in world.words.items():
        if word.startswith("kanari"):
            seen.setdefault(where.split(" of a place")[0], word)
    asked = [reverse(name) for name in searching() if name != "directory:export"]
    asked += ["/en/groups/out/csv", *(path for path in api_paths() if "{" not in path)]
    unknown = {address: _answer(client, address, nothing) for address in asked}
    listening = [address for address in asked if _answer(client, address, OPEN_WORD) != unknown[address]]
    assert {"/en/groups/", "/en/groups/words", "/api/groups", "/en/poster/"} <= set(listening)
    differing = [
        f"{address} knows {where}"
        for address in listening
        for where, word in seen.items()
        if _answer(client, address, word) != unknown[address]
    ]
    assert differing == []


def _answer(client: Client, address: str, word: str) -> str:
    """What is answered to a word, wherever it stands in the answer."""
    answer = without_qr(same_again(text_of(client.get(address, {"q": word, "name": word}))))
    return answer.casefold().replace(word.casefold(), "·")


def test_a_blurred_group_is_no_nearer_than_the_point_that_is_shown(client: Client, world: World) -> None:
    for precision in ("district", "town", "region"):
        point, name = POINTS[precision], f"{OPEN_WORD} {precision}"
        found = client.get("/api/groups", {"q": name, "lat": point[0], "lon": point[1], "km": 500}).json()
        group = next(one for one in found["groups"] if one["name"] == name)
        shown = group["places"][0]["lat"], group["places"][0]["lon"]
        assert shown != point
        assert group["distance_km"] == pytest.approx(distance_km(*point, *shown), abs=0.1)


def test_a_new_page_that_leaks_is_noticed(client: Client, world: World, settings: Settings) -> None:
    def telephones(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(", ".join(Contact.objects.values_list("value", flat=True)))

    telephones.__module__ = "konbit.directory.views.telephones"
    leaky = ModuleType("leaky")
    leaky.urlpatterns = [path("telephones", telephones, name="telephones"), *urls.urlpatterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = leaky
    found = leaks(world, everything(world, client))
    assert any("phone for stewards in telephones" in leak for leak in found)


def test_a_new_page_whose_address_holds_something_new_must_be_filled_in(
    client: Client, world: World, settings: Settings
) -> None:
    def parcel(_request: HttpRequest, parcel: str) -> HttpResponse:
        return HttpResponse(parcel)

    parcel.__module__ = "konbit.directory.views.parcels"
    leaky = ModuleType("leaky")
    leaky.urlpatterns = [path("parcels/<str:parcel>", parcel, name="parcel"), *urls.urlpatterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = leaky
    with pytest.raises(AssertionError, match="parcel"):
        list(everything(world, client))


@pytest.mark.parametrize(
    ("hole", "what"),
    [
        ("konbit.directory.places.blur", "coordinate"),
        ("konbit.directory.queries.visible.Sight.sees", "phone for stewards"),
        ("konbit.directory.queries.visible.may_see", "name of"),
    ],
)
def test_a_hole_in_what_is_there_is_noticed(
    client: Client, monkeypatch: pytest.MonkeyPatch, hole: str, what: str
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr(hole, lambda *said: said[:2])
    world = plant()
    assert any(what in leak for leak in leaks(world, everything(world, client)))


def test_filters_do_not_choose_by_what_is_hidden(client: Client, world: World) -> None:
    region = next(word for word, where in world.words.items() if where == "region of a place shown as none")
    nobody = client.get("/api/groups", {"network": "bcdfghjkm"}).json()["total"]
    assert client.get("/api/groups", {"region": f"GB/{region}"}).json()["total"] == 0
    hidden = world.groups["hidden network"].uid
    assert client.get("/api/groups", {"network": hidden}).json()["total"] == nobody
    assert client.get("/api/groups", {"network": world.groups["network"].uid}).json()["total"] > 0


def test_those_who_may_see_more_get_it_in_a_file_only_when_they_ask_for_their_own(
    client: Client, world: World
) -> None:
    person = a_person("second-steward")
    Role.objects.create(person=person, group=world.groups["town"], kind="steward")
    client.force_login(person)

    def hidden_in(query: str) -> set[str]:
        answer = text_of(client.get(f"/en/groups/out/csv?q=openbakery{query}"))
        return {where for word, where in world.words.items() if word in answer}

    assert hidden_in("") == set()
    own = hidden_in("&mine=1")
    assert {"phone for stewards", "street of a place shown as town"} <= own
    assert not client.get("/en/groups/embed/?q=openbakery").cookies
