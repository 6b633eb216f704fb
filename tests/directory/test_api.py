"""The API: typed, with its sources, problems as documents, and nothing that breaks it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from konbit.search.actions import apply_changes
from tests.builders import a_group
from tests.directory.finding import MANCHESTER, a_definition, a_term, a_tie, a_town

pytestmark = pytest.mark.django_db


def get(client: Client, path: str, status: int = 200, **query: Any) -> Any:
    answer = client.get(f"/api/{path}", query)
    assert answer.status_code == status, answer.content
    if status >= 400:
        assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


def test_groups_are_found_by_the_same_filters_with_their_provenance(client: Client) -> None:
    groups = a_town()
    found = get(client, "groups", q="sunrise", activity="test/activity#bread", country="GB")
    assert found["total"] == 1
    (bakery,) = found["groups"]
    assert bakery["uid"] == groups["bakery"].uid
    assert bakery["sources"][0]["licence"] == "CC-BY-4.0"
    assert bakery["terms"][0]["labels"] == {"en": "Bread", "fr": "Pain"}
    assert (bakery["places"][0]["lat"], bakery["places"][0]["lon"]) == MANCHESTER
    assert bakery["networks"][0]["name"] == "Bakers Together"


def test_near_a_point_the_distance_is_told(client: Client) -> None:
    a_town()
    found = get(client, "groups", near="Leeds", km=100)["groups"]
    assert [group["name"] for group in found] == ["Rye Lane Homes", "Sunrise Bakery"]
    assert found[1]["distance_km"] == pytest.approx(57.7, abs=1)


def test_results_come_in_pages(client: Client) -> None:
    a_town()
    first = get(client, "groups", size=3)
    second = get(client, "groups", size=3, page=2)
    assert (first["total"], len(first["groups"]), len(second["groups"])) == (4, 3, 1)
    assert "first 10,000" in get(client, "groups", 422, size=100, page=5000)["title"]


def test_one_group_with_its_relations(client: Client) -> None:
    groups = a_town()
    bakery = get(client, f"groups/{groups['bakery'].uid}")
    assert bakery["relations"][0]["kind"] == "member_of"
    assert bakery["relations"][0]["other"]["uid"] == groups["network"].uid
    assert get(client, "groups/nosuchuid", 404)["status"] == 404


def test_words_with_their_definitions_and_who_uses_them(client: Client) -> None:
    a_town()
    tontine = a_term("tontine", "Tontine", "type")
    a_definition(tontine, "Savers who each take the pot in turn.")
    listed = get(client, "terms", facet="activity")
    assert [term["ref"] for term in listed["terms"]] == ["test/activity#bread", "test/activity#homes"]
    bread = get(client, "terms/test/activity/bread")
    assert (bread["groups"], bread["uri"]) == (1, "https://terms.example/activity/bread")
    assert get(client, "terms/test/type/tontine")["definitions"][0]["author"] == "Amina"
    assert get(client, "terms/test/type/nothing", 404)["title"]


def test_members_of_a_network_at_all_levels_each_once(client: Client) -> None:
    groups = a_town()
    inner = a_group("Bakers of the North", kind="network")
    oven = a_group("The Oven")
    a_tie(inner, "part_of", groups["network"])
    a_tie(oven, "member_of", inner)
    a_tie(oven, "member_of", groups["network"])
    apply_changes()
    members = get(client, f"networks/{groups['network'].uid}/members")
    assert members["total"] == 3
    through = {one["name"]: one["through"] for one in members["members"]}
    assert through["The Oven"] == sorted([inner.uid, groups["network"].uid])


def test_circles_of_the_map(client: Client) -> None:
    a_town()
    found = get(client, "clusters", zoom=12, bbox="50,-5,56,2")
    assert found["placed"] == 2
    assert {circle["group"]["name"] for circle in found["circles"]} == {"Sunrise Bakery", "Rye Lane Homes"}


@pytest.mark.parametrize(
    "query",
    [
        {"page": "many"}, {"page": 0}, {"size": 101}, {"lat": 91}, {"km": 0}, {"bbox": "1,2,3"},
        {"bbox": "50,0,40,1"}, {"bbox": "0,0,999,0"}, {"kind": "bank"},
        {"near": "Xyzzyville"}, {"q": "x" * 201},
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_understood_says_what_is_wrong(
    client: Client, query: dict[str, Any]
) -> None:
    problem = get(client, "groups", 422, **query)
    assert problem["title"]
    assert problem["detail"]


def test_an_address_with_nothing_at_it_is_a_problem_too(client: Client) -> None:
    assert get(client, "nothing/here", 404)["instance"] == "nothing/here"


def test_the_documentation_needs_no_script_and_no_other_host(client: Client) -> None:
    answer = client.get("/api/docs")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "/api/groups/{uid}" in text
    assert "cdn" not in text
    assert "style=" not in text


@pytest.mark.usefixtures("kept_connection")
def test_whatever_is_asked_the_answer_is_as_described(client: Client) -> None:
    """Schemathesis asks what the description allows and what it does not, a bounded number of times."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    from konbit.site.wsgi import application

    a_town()
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    operations = [result.ok() for result in described.get_all_operations()]
    assert len(operations) >= 6

    @given(data=st.data())
    @settings(
        max_examples=60, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(data: st.DataObject) -> None:
        operation = data.draw(st.sampled_from(operations))
        case = data.draw(operation.as_strategy())
        # A town that nobody knows or a page beyond the last one is well formed, and still refused.
        case.call_and_validate(
            headers={"Host": "localhost", "Accept-Encoding": "identity"},
            excluded_checks=[positive_data_acceptance],
        )

    ask()
