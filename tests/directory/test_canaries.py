"""Canaries: a recognisable value in every hidden field of groups, looked for in everything that leads out."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import openpyxl
import pytest
from django.test import Client

from konbit.directory.models import Group, Role
from konbit.engines.geodesy import distance_km
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_person, a_place
from tests.directory.finding import a_source, a_tie

pytestmark = pytest.mark.django_db

EXACT = (53.481234, -2.241234)
HIDDEN = ("network", "group", "stewards")
OPEN_WORD = "Openbakery"
MORE_FORMATS = ("turtle", "kml", "murmurations", "murmurations-csv", "openfairdb", "gogocarto")


def everything(client: Client, query: str) -> Iterator[tuple[str, str]]:
    """Each way out and the whole of what it gives."""
    pages = [
        f"/en/groups/?{query}", f"/en/groups/?{query}&view=list", f"/en/groups/map/?{query}",
        f"/en/groups/clusters.json?{query}&zoom=18&bbox=50,-5,56,2", f"/en/groups/embed/?{query}",
        f"/en/groups/feed?{query}", f"/en/groups/out/csv?{query}", f"/en/groups/out/geojson?{query}",
        f"/en/groups/out/jsonld?{query}",
        *(f"/en/groups/out/{kind}?{query}" for kind in MORE_FORMATS), f"/api/groups?{query}",
        f"/api/clusters?{query}&zoom=18&bbox=50,-5,56,2",
    ]  # fmt: skip
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        yield page, content.decode()
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"/en/groups/out/xlsx?{query}"))))
    cells = (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    yield "xlsx", "\n".join(cells)
    for group in Group.objects.filter(name__contains=OPEN_WORD):
        yield "api group", client.get(f"/api/groups/{group.uid}").content.decode()


@pytest.fixture
def world() -> dict[str, Group]:
    """A public group with a canary in each hidden field at each precision, and groups hidden themselves."""
    network = a_group("Networkcanary", kind="network", audience="network")
    groups = {"network": network}
    for precision in ("exact", "district", "town", "region", "none"):
        place = a_place(
            *EXACT, f"Locality{precision}", street=f"Street{precision}", postcode=f"Code{precision}",
            region=f"Region{precision}", name=f"Placename{precision}", country="GB", precision=precision,
        )  # fmt: skip
        contacts = [
            {"kind": kind, "value": f"{audience}{kind}canary", "audience": audience}
            for audience in HIDDEN
            for kind in ("phone", "email", "person", "website", "social")
        ]
        groups[precision] = a_group(
            f"{OPEN_WORD} {precision}", places=[place], contacts=contacts, extras={"Note": "Extracanary"}
        )
        a_tie(groups[precision], "member_of", network)
    for audience in HIDDEN:
        groups[audience + " only"] = a_group(
            f"Hiddengroup{audience}", audience=audience, places=[a_place(*EXACT, "Manchester", country="GB")]
        )
    source = a_source(groups["exact"])
    source.claims.update(fields={"phone": "Claimcanary"})
    apply_changes()
    return groups


def test_no_hidden_value_leaves_by_any_way(client: Client, world: dict[str, Group]) -> None:
    shown = {
        "exact": set(),
        "district": {"Street", "Code"},
        "town": {"Street", "Code"},
        "region": {"Street", "Code", "Locality", "Placename"},
        "none": {"Street", "Code", "Locality", "Placename", "Region"},
    }
    canaries = {f"{field}{precision}" for precision, fields in shown.items() for field in fields}
    canaries |= {f"Hiddengroup{audience}" for audience in HIDDEN} | {
        "Networkcanary",
        "Extracanary",
        "Claimcanary",
    }
    canaries |= {
        f"{audience}{kind}canary" for audience in HIDDEN for kind in ("phone", "email", "person", "website")
    }
    canaries |= {world[f"{audience} only"].uid for audience in HIDDEN} | {world["network"].uid}
    for query in ("", "q=openbakery", "near=Manchester&km=200", "country=GB"):
        for way, text in everything(client, query):
            for canary in canaries:
                assert canary not in text, f"{canary} in {way}"


def test_no_blurred_place_is_given_more_finely_than_it_may_be(
    client: Client, world: dict[str, Group]
) -> None:
    for way, text in everything(client, "q=openbakery"):
        exact = text.count("53.481234") + text.count("53.48123")
        if way.endswith("xlsx") or "out/" in way or "/api/groups" in way:
            assert exact <= 3, way  # the one group that is shown exactly
    found = json.loads(client.get("/api/groups?q=openbakery").content)["groups"]
    points = {group["name"].split()[1]: group["places"][0] for group in found}
    assert (points["exact"]["lat"], points["exact"]["lon"]) == EXACT
    assert points["none"]["lat"] is None
    for precision in ("district", "town", "region"):
        assert (points[precision]["lat"], points[precision]["lon"]) != EXACT


def test_words_match_nothing_that_is_hidden(client: Client, world: dict[str, Group]) -> None:
    hidden = [
        "Extracanary", "Claimcanary", "stewardsphonecanary", "networkemailcanary", "Hiddengroupgroup",
        "Streetdistrict", "Codetown", "Localityregion", "Regionnone", "Networkcanary",
    ]  # fmt: skip
    for word in hidden:
        assert client.get("/api/groups", {"q": word}).json()["total"] == 0, word
        assert word.lower() not in client.get("/en/groups/words", {"q": word[:6]}).content.decode()
    assert client.get("/api/groups", {"q": "Streetexact"}).json()["total"] == 1


def test_filters_neither_count_nor_choose_by_what_is_hidden(client: Client, world: dict[str, Group]) -> None:
    text = client.get("/en/groups/?more=region").content.decode()
    assert "Regionnone" not in text
    assert client.get("/api/groups", {"region": "GB/Regionnone"}).json()["total"] == 0
    assert "5 groups" in client.get("/en/groups/?country=GB").content.decode()


def test_a_blurred_group_cannot_be_found_more_finely_by_a_smaller_circle(client: Client) -> None:
    a_group(f"{OPEN_WORD} town", places=[a_place(*EXACT, "Manchester", country="GB", precision="town")])
    apply_changes()
    shown = client.get("/api/groups?q=openbakery").json()["groups"][0]["places"][0]
    away = distance_km(*EXACT, shown["lat"], shown["lon"])
    assert away > 0.5
    at_home = client.get("/api/groups", {"lat": EXACT[0], "lon": EXACT[1], "km": 100}).json()
    assert at_home["groups"][0]["distance_km"] == pytest.approx(away, abs=0.1)
    if away > 1.2:
        assert client.get("/api/groups", {"lat": EXACT[0], "lon": EXACT[1], "km": 1}).json()["total"] == 0
    box = f"{EXACT[0] - 0.001},{EXACT[1] - 0.001},{EXACT[0] + 0.001},{EXACT[1] + 0.001}"
    assert client.get("/api/groups", {"bbox": box}).json()["total"] == 0


def test_those_who_may_see_more_get_more_only_when_they_ask_for_their_own(
    client: Client, world: dict[str, Group]
) -> None:
    person = a_person()
    Role.objects.create(person=person, group=world["town"], kind="steward")
    client.force_login(person)

    def out(query: str) -> str:
        answer = client.get(f"/en/groups/out/csv?q=openbakery{query}")
        return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    assert "stewardsphonecanary" not in out("")
    assert "53.481234" not in out("").replace(",53.481234,-2.241234", "", 1)
    mine = out("&mine=1")
    assert "stewardsphonecanary" in mine
    assert mine.count("stewardsphonecanary") == 1
    assert "Streettown" in mine
    assert "Streetdistrict" not in mine
    assert not client.get("/en/groups/embed/?q=openbakery").cookies
