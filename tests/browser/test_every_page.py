"""Every page, for whoever comes to it: read, reached and afforded, by day and by night, on any screen."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import MAP_MORE, look_over

pytestmark = pytest.mark.browser

# Name, address, and what people come for.
OPEN_TO_ALL = [
    ("home", "/en/", "a.door[href$='/start/']"),
    ("search", "/en/groups/", "#q"),
    ("search-words", "/en/groups/?q=bakery&network={uid}", ".result h3 a"),
    ("search-near", "/en/groups/?near=Lyon&km=100", ".result h3 a"),
    ("search-nothing", "/en/groups/?q=xyzzyx&near=Lyon", ".ways a"),
    ("group", "/en/g/{group}/", "#content a[href*='/networks/'], #content a[href*='/g/']"),
    ("network", "/en/networks/{uid}/", "#q"),
    ("network-example", "/en/networks/{example}/", "#q"),
    ("rings", "/en/g/{example}/rings", ".rings a"),
    ("sources", "/en/g/{group}/sources", "#content a"),
    ("history", "/en/g/{group}/history", "#content a"),
    ("vocabulary", "/en/words/", "#content a"),
    ("scheme", "/en/words/essglobal/activities-ica/", "#content a"),
    ("term", "/en/words/{term}", "#content .button"),
    ("embed-make", "/en/groups/embed/make/?network={uid}", "#content .button"),
    ("embed", "/en/groups/embed/?network={uid}", ".result h3 a"),
    ("poster", "/en/poster/?network={uid}", "#content a"),
    ("docs", "/en/docs/", "#content a"),
    ("docs-page", "/en/docs/first-ten-minutes/", "#content a"),
    ("api", "/api/docs", "#content .button"),
    ("parts", "/en/parts/", "#content a"),
    ("start", "/en/start/", "#content .button"),
    ("sign-in", "/en/accounts/login/", "input[name=login]"),
    ("sign-up", "/en/accounts/signup/", "#content .button"),
    ("card", "/en/card/", "#card-code"),
    ("recover", "/en/recover/", "#content .button"),
]

FOR_ORGANISERS = [
    ("start-list", "/en/start/{uid}/list/", "textarea"),
    ("start-look", "/en/start/{uid}/look/", "#content .button"),
    ("start-places", "/en/start/{uid}/places/", "#content a"),
    ("start-place", "/en/start/{uid}/places/{lone}/", "#content button.button"),
    ("noticed", "/en/start/{uid}/noticed/", "#content a"),
    ("import", "/en/import/", "textarea"),
    ("add", "/en/groups/new?network={uid}", "#content .button"),
    ("edit", "/en/g/{group}/edit", "#content .card a"),
    ("edit-name", "/en/g/{group}/edit/name", "#content .button"),
    ("edit-places", "/en/g/{group}/edit/places", "#content .button"),
    ("edit-contacts", "/en/g/{group}/edit/contacts", "#content .button"),
    ("edit-terms", "/en/g/{group}/edit/terms", "#content a"),
    ("edit-relations", "/en/g/{group}/edit/relations", "#content .button"),
    ("edit-facts", "/en/g/{group}/edit/facts", "#content .button"),
    ("edit-photo", "/en/g/{group}/edit/photo", "#content .button"),
    ("roles", "/en/g/{uid}/roles", "#content a"),
    ("confirm", "/en/g/{group}/confirm", "#content .button"),
    ("remove", "/en/g/{group}/remove", "#content .button"),
    ("network-organiser", "/en/networks/{uid}/", "#q"),
    ("account", "/en/account/", "#content a"),
    ("cards", "/en/cards/in/{scope}/", "#content .button"),
    ("invitations", "/en/invitations/in/{scope}/", "#content .button"),
    ("recoveries", "/en/recoveries/", "#content a, #content button, footer a"),
    ("leave", "/en/account/leave/", "#content .button"),
]


@pytest.fixture(scope="session")
def places(instance: Instance, tables: Tables) -> dict[str, str]:
    """What stands in the braces of the addresses."""
    said = instance.python(
        "from konbit.directory.models import Group, Tagging\n"
        "print(Group.objects.get(slug='ripess').uid)\n"
        "term = Tagging.objects.latest('pk').term\nprint(f'{term.scheme.code}/{term.code}')"
    ).split("\n")
    return {**vars(tables), "example": said[0], "term": said[1]}


@pytest.mark.parametrize(("name", "path", "action"), OPEN_TO_ALL, ids=[one[0] for one in OPEN_TO_ALL])
def test_whoever_comes_can_use_it(
    visit: Visit, places: dict[str, str], name: str, path: str, action: str
) -> None:
    look_over(visit(""), path.format(**places), name, action)


@pytest.mark.parametrize(("name", "path", "action"), FOR_ORGANISERS, ids=[one[0] for one in FOR_ORGANISERS])
def test_whoever_looks_after_a_network_can_use_it(
    visit: Visit, places: dict[str, str], name: str, path: str, action: str
) -> None:
    look_over(visit("", user="member"), path.format(**places), name, action)


def test_the_map_that_moves_costs_little_more(visit: Visit, tables: Tables) -> None:
    path = f"/en/groups/map/?network={tables.uid}"
    look_over(visit(""), path, "map", "#in-sight h3 a", map_more=MAP_MORE)


def test_leaflet_comes_only_where_it_was_asked_for(visit: Visit, tables: Tables) -> None:
    page = visit("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/en/", "/en/groups/", f"/en/networks/{tables.uid}/", f"/en/g/{tables.group}/"):
        page.goto(path)
    assert not [url for url in asked if "leaflet" in url]
    page.goto("/en/groups/map/")
    assert [url for url in asked if "leaflet" in url]
