"""Every page, for whoever comes to it: read, reached and afforded, by day and by night, on any screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import MAP_MORE, look_over
from tests.browser.kept import keep
from tests.browser.pages import no_sideways_scroll
from tests.browser.together import live_together

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

# Records that stay true: what whoever comes can say, what networks settle, what the house does.
OPEN_QUESTIONS = [
    ("propose", "/en/g/{net}/propose", "#content .button"),
    ("propose-change", "/en/g/{lamp}/change", "#content a[href*='/change/']"),
    ("propose-section", "/en/g/{lamp}/change/description", "textarea"),
    ("propose-terms", "/en/g/{lamp}/change/terms", "#content a[href*='?list=']"),
    ("report", "/en/g/{lamp}/report", "#content .button"),
    ("still-true", "/en/g/{link}", "#content button.button"),
    ("still-true-different", "/en/g/{link}/different", "#content button.button"),
    ("still-true-told", "/en/g/{link}/told", "#content a.button"),
    ("letters-stop", "/en/letters/stop/{stop}", "#content button.button"),
    ("overlap-choose", "/en/g/{net}/overlap", "#q"),
    ("several", "/en/g/{net}/several", "#content a"),
    ("in-none", "/en/g/{net}/none", "#near"),
    ("own-lists", "/en/g/{net}/lists", "#content h2 a"),
    ("changes-nothing", "/en/networks/{net}/changes/", "#content .button"),
]
ANSWERS = [
    ("kept-network", "/en/networks/{net}/", "#care ~ ul a"),
    ("doubles", "/en/g/{net}/doubles", "#content .card .button"),
    ("doubles-later", "/en/g/{net}/doubles?later=1", "#content a.chip"),
    ("ties", "/en/g/{net}/ties", "#content .button"),
    ("disagreements-nothing", "/en/g/{net}/disagreements", "#content a.chip"),
    ("not-seen-nothing", "/en/networks/{net}/not-seen/", "#content a"),
    ("lists-nothing", "/en/networks/{net}/lists/", "#content .button"),
    ("list-of-words", "/en/g/{net}/lists/{words}", "#content .actions .button"),
    ("list-of-words-new", "/en/g/{net}/lists/new", "#content .actions .button"),
    ("waiting-in", "/en/g/{net}/waiting", "#content .card a"),
    ("waiting", "/en/waiting/", "#content .card a"),
    ("proposal-new", "/en/proposals/{new}/", "button[name=take]"),
    ("proposal-change", "/en/proposals/{change}/", "button[name=take]"),
    ("proposal-report", "/en/proposals/{report}/", "button[name=mended]"),
    ("proposal-revise", "/en/proposals/{new}/change/name", "#content .button"),
    ("proposal-revise-terms", "/en/proposals/{new}/change/terms", "#content a[href*='?list=']"),
    ("proposals", "/en/proposals/", "#content a"),
    ("policy", "/en/g/{net}/policy", "#content .button"),
    ("still-true-link", "/en/g/{lamp}/true", "#link"),
    ("history-undo", "/en/g/{house}/history/{edit}/undo", "#content .button"),
    ("look-after", "/en/g/{house}/care", "#content a, #content button.button"),
    ("care-requests", "/en/g/{net}/care/requests", "button[name=accept]"),
    ("care-requests-own", "/en/care/requests", "button[name=accept]"),
    ("campaigns", "/en/g/{net}/calls", "#content .button"),
    ("calls", "/en/calls/{campaign}", "button[name=outcome]"),
    ("calls-write", "/en/calls/{campaign}?show=write", "#content a.button.small"),
    ("calls-done", "/en/calls/{campaign}?show=done", "#content a"),
    ("call-sheet", "/en/calls/{campaign}/sheet", "#content a"),
]
OF_THE_HOUSE = [
    ("house-account", "/en/account/", "#content a[href$='/groups/doubles']"),
    ("house-doubles", "/en/groups/doubles", "#content .button"),
    ("house-disagreements", "/en/house/disagreements", "#content a.chip"),
    ("house-orders", "/en/house/orders", "#content table a"),
    ("house-order", "/en/house/orders/name", "#content select"),
    ("house-lists", "/en/lists/", "#content .button"),
    ("house-not-seen", "/en/not-seen/", "#content a"),
]

# What groups do together: they meet and agree, plan and work, and learn from it.
TOGETHER_FOR_ALL = [
    ("what-was-agreed", "/en/resolutions/", "#content .card a"),
    ("what-was-agreed-silent", "/en/resolutions/?show=silent", "#content a.chip"),
    ("find-everything", "/en/find/?q=madder", "#content li a"),
    ("learning", "/en/learning/", "#content .card a"),
    ("calls-of-claims", "/en/learning/calls/", "#content .card a"),
    ("faced", "/en/practices/faced/?q=roots", "#q"),
    ("framework", "/en/frameworks/{framework}/", "#content a.button"),
    ("versions", "/en/frameworks/{framework}/versions/", "#content th a"),
    ("module", "/en/modules/{module}/", "#content a.button"),
    ("module-step", "/en/modules/{module}/steps/2/", "#content .button"),
    ("plan-shipped", "/en/plans/{vision}/", "#content table a"),
    ("plan-shipped-wanted", "/en/plans/{vision}/?by=wanted", "#content table a"),
    ("meeting-open", "/en/meetings/{minuted}/", "#content a.button"),
    ("panel-open", "/en/panels/{panel}/", "#content a"),
    ("panel-answer", "/en/panels/answer/{answer}", "#content button.button"),
    ("lineage", "/en/practices/{practice}/lineage/", "#content li a"),
]
TOGETHER = [
    ("doors", "/en/networks/{net}/", "a.door"),
    ("meetings", "/en/groups/{net}/meetings/", "#content a.button"),
    ("meeting-new", "/en/groups/{net}/meetings/new", "#content button.button"),
    ("meeting-planned", "/en/meetings/{planned}/", "#content button.button"),
    ("meeting-change", "/en/meetings/{planned}/change", "#content button.button"),
    ("meeting-minutes", "/en/meetings/{planned}/minutes", "#content button.button"),
    ("meeting-close", "/en/meetings/{planned}/close", "#content button.button"),
    ("meeting-closed", "/en/meetings/{minuted}/", "#content button.button"),
    ("meeting-history", "/en/meetings/{minuted}/history", "#content a"),
    ("meeting-point", "/en/meetings/{minuted}/points/{point}", "#content button.button"),
    ("meeting-goal", "/en/meetings/{minuted}/goals/{goal}", "#content button.button"),
    ("minutes-on-paper", "/en/meetings/{minuted}/paper", "#content a"),
    ("register", "/en/groups/{net}/resolutions/", "#content a.button"),
    ("resolution-new", "/en/groups/{net}/resolutions/new", "#content button.button"),
    ("resolution", "/en/resolutions/{resolution}/", "#content button.button"),
    ("resolution-change", "/en/resolutions/{resolution}/change", "#content button.button"),
    ("conversations", "/en/groups/{net}/conversations/", "#content a.button"),
    ("debate-new", "/en/groups/{net}/conversations/start", "#content button.button"),
    ("debate", "/en/conversations/{debate}/", "#content button.button"),
    ("debate-position", "/en/conversations/positions/{position}/", "#content button.button"),
    ("letters", "/en/conversations/letters/", "#content a"),
    ("calendars", "/en/calendars/", "#content button.button"),
    ("panels", "/en/groups/{net}/panels/", "#content a.button"),
    ("panel-new", "/en/groups/{net}/panels/new", "#content button.button"),
    ("panel", "/en/panels/{panel}/", "#content a.button"),
    ("panel-rules", "/en/panels/{panel}/rules", "#content button.button"),
    ("panel-nominee", "/en/panels/{panel}/nominees/{nominee}/", "#content button.button"),
    ("panel-link", "/en/panels/{panel}/nominees/{nominee}/link", "#content a.button"),
    ("panel-recount", "/en/panels/{drawn}/recount", "#content a.button"),
    ("panel-choose", "/en/panels/{drawn}/choose", "#content button.button"),
    ("plans", "/en/groups/{net}/plans/", "#content a.button"),
    ("plan-new", "/en/groups/{net}/plans/new", "#content button.button"),
    ("plan", "/en/plans/{plan}/", "#content a.button"),
    ("plan-outline", "/en/plans/{plan}/outline", "#content button.button"),
    ("plan-sheet", "/en/plans/{plan}/sheet", "#content button.button"),
    ("plan-carry", "/en/plans/{plan}/carry", "#content button.button"),
    ("activity-new", "/en/plans/{plan}/add", "#content button.button"),
    ("activity", "/en/activities/{activity}/", "#content button.button"),
    ("activity-edit", "/en/activities/{activity}/edit", "#content button.button"),
    ("encounters", "/en/groups/{net}/encounters/", "#content a.button"),
    ("encounter-new", "/en/groups/{net}/encounters/new", "#content button.button"),
    ("encounter", "/en/encounters/{encounter}/", "#content a.button"),
    ("practices", "/en/groups/{net}/practices/", "#content a.button"),
    ("practice-new", "/en/groups/{net}/practices/new", "#content button.button"),
    ("practice", "/en/practices/{practice}/", "#content a.button"),
    ("practice-descent", "/en/practices/{practice}/comes-from?q=roots", "#content li a"),
    ("practice-obstacle", "/en/practices/{practice}/obstacle", "#content button.button"),
    ("learns", "/en/groups/{net}/learning/", "#content a.button"),
    ("claim-new", "/en/groups/{net}/claims/new", "#content button.button"),
    ("claim", "/en/claims/{claim}/", "#content a.button"),
    ("claim-move", "/en/claims/{claim}/move", "#content button.button"),
    ("claim-sheet", "/en/claims/{claim}/sheet", "#content a"),
    ("case-new", "/en/claims/{claim}/cases/new", "#content button.button"),
    ("circle", "/en/circles/{circle}/", "#content a.button"),
    ("circle-date", "/en/circles/{circle}/sittings/new", "#content button.button"),
    ("circle-new", "/en/modules/{module}/circles/new", "#content button.button"),
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


@pytest.fixture(scope="module")
def kept(instance: Instance) -> dict[str, Any]:
    """What stands in the braces of the pages that keep records true."""
    return vars(keep(instance))


@pytest.mark.parametrize(
    ("user", "name", "path", "action"),
    [
        pytest.param(user, *one, id=one[0])
        for user, pages in (("", OPEN_QUESTIONS), ("member", ANSWERS), ("organiser", OF_THE_HOUSE))
        for one in pages
    ],
)
def test_whoever_keeps_records_true_can_use_it(
    visit: Visit, kept: dict[str, Any], user: str, name: str, path: str, action: str
) -> None:
    look_over(visit("", user=user), path.format(**kept), name, action)


@pytest.fixture(scope="module")
def together(instance: Instance) -> dict[str, Any]:
    """What stands in the braces of the pages of what groups do together."""
    return vars(live_together(instance))


@pytest.mark.parametrize(
    ("user", "name", "path", "action"),
    [
        pytest.param(user, *one, id=one[0])
        for user, pages in (("", TOGETHER_FOR_ALL), ("member", TOGETHER))
        for one in pages
    ],
)
def test_whoever_meets_works_and_learns_with_others_can_use_it(
    visit: Visit, together: dict[str, Any], user: str, name: str, path: str, action: str
) -> None:
    look_over(visit("", user=user), path.format(**together), f"together-{name}", action)


@pytest.mark.parametrize("path", ["/en/networks/{net}/", "/en/plans/{plan}/"])
def test_an_opened_menu_stays_on_the_screen(visit: Visit, together: dict[str, Any], path: str) -> None:
    page = visit(path.format(**together), width=360, user="member")
    for menu in page.locator("details.menu").locator("visible=true").all():
        menu.locator("summary").click()
        no_sideways_scroll(page, 360)
        menu.locator("summary").click()


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
