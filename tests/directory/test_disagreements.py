"""What sources do not agree upon: asked once, settled per network, open again when a word changes."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, Problem
from konbit.directory.actions.editing import edit_group
from konbit.directory.actions.moderating import undo
from konbit.directory.actions.settling import put_off, set_order, settle
from konbit.directory.models import Disagreement, Group, Role, Settled
from konbit.directory.queries.disagreements import Queue, queue
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.histories import history_page
from konbit.directory.queries.versions import version_of
from konbit.people.audience import ANYONE, SYSTEM, Viewer
from konbit.search.actions import apply_changes
from tests.builders import a_person, a_viewer
from tests.directory.claims import a_claim, a_disputed_group

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def made() -> dict[str, Group]:
    return a_disputed_group()


def moderator(network: Group) -> Viewer:
    """Who looks after what a network shows."""
    return a_viewer(network.scope, "moderator")


def asked(network: Group, **said: bool) -> Queue:
    """The first page of a network's questions."""
    return queue(moderator(network), network.uid, "en", **said)


def question(group: Group, field: str) -> int:
    """The id of what is asked about a field."""
    return Disagreement.objects.get(group=group, field=field).pk


def title(group: Group, network: Group | None = None) -> str:
    """The name under which a group is shown."""
    return group_page(ANYONE, group.uid, "en", network.uid if network else "").title.text


def test_only_what_differs_is_asked_with_all_words_side_by_side(made: dict[str, Group]) -> None:
    page = asked(made["North"])
    assert (page.open, page.later, page.pages) == (2, 0, 1)
    assert {one.field for one in page.questions} == {"name", "valid_from"}
    name = next(one for one in page.questions if one.field == "name")
    assert [word.lines for word in name.words] == [("Sunrise!",), ("Sunrise Bakers Limited",)]


def test_a_word_taken_by_one_network_is_shown_there_alone(made: dict[str, Group]) -> None:
    group, north, south = made["group"], made["North"], made["South"]
    settle(moderator(north), north.uid, question(group, "name"), "register")
    assert title(group, north) == "Sunrise Bakers Limited"
    assert title(group, south) == title(group) == "Sunrise!"
    assert {one.field for one in asked(north).questions} == {"valid_from"}
    assert asked(south).open == 2


def test_what_may_stand_is_asked_again_only_when_a_word_changes(made: dict[str, Group]) -> None:
    group, north = made["group"], made["North"]
    settle(moderator(north), north.uid, question(group, "name"), "")
    assert asked(north).open == 1
    edit_group(SYSTEM, group.uid, version_of(group.pk), {"name": "Sunrise Bakery"})
    assert asked(north).open == 2
    assert title(group, north) == "Sunrise Bakery"


def test_what_is_put_off_waits_behind_all_others(made: dict[str, Group]) -> None:
    group, north = made["group"], made["North"]
    put_off(moderator(north), north.uid, question(group, "name"))
    assert (asked(north).open, asked(north).later) == (1, 1)
    [later] = asked(north, later=True).questions
    settle(moderator(north), north.uid, later.id, "map")
    assert (asked(north).open, asked(north).later) == (1, 0)


def test_settling_is_told_in_the_history_and_taken_back_there(made: dict[str, Group]) -> None:
    group, north = made["group"], made["North"]
    settle(moderator(north), north.uid, question(group, "name"), "register")
    entry = history_page(SYSTEM, group.uid, "en").entries[0]
    assert entry.did == "settled what the sources do not agree upon"
    assert "Sunrise Bakers Limited" not in str(entry)
    steward = Viewer("person:s", 3, "S", {group.scope: frozenset({"steward"})})
    with pytest.raises(NotAllowed):
        undo(steward, group.uid, entry.id)
    undo(SYSTEM, group.uid, entry.id)
    assert title(group, north) == "Sunrise!"
    assert asked(north).open == 2


def test_the_house_settles_for_all_networks_that_do_not(made: dict[str, Group]) -> None:
    group, north = made["group"], made["North"]
    with pytest.raises(NotAllowed):
        settle(moderator(north), "", question(group, "name"), "register")
    settle(SYSTEM, "", question(group, "name"), "register")
    assert title(group) == title(group, north) == "Sunrise Bakers Limited"
    assert asked(north).open == 1
    entries = history_page(SYSTEM, group.uid, "en").entries
    settled = next(one for one in entries if one.parts[0].label == "Whose word is shown")
    undo(SYSTEM, group.uid, settled.id)
    assert title(group) == "Sunrise!"


def test_the_groups_own_word_goes_before_what_the_house_settled(made: dict[str, Group]) -> None:
    group = made["group"]
    settle(SYSTEM, "", question(group, "name"), "register")
    edit_group(SYSTEM, group.uid, version_of(group.pk), {"name": "Ours"})
    a_claim(group, "survey", "2026", name="Another")
    assert title(group) == "Ours"
    assert not Settled.objects.exists()


def test_only_those_who_look_after_the_network_settle_and_only_what_is_open(made: dict[str, Group]) -> None:
    group, north = made["group"], made["North"]
    for viewer in (ANYONE, a_viewer(group.scope, "steward")):
        with pytest.raises(NotAllowed):
            queue(viewer, north.uid, "en")
    settle(moderator(north), north.uid, question(group, "name"), "")
    with pytest.raises(Problem) as refused:
        settle(moderator(north), north.uid, question(group, "name"), "register")
    assert refused.value.status == 409


def test_a_group_outside_the_network_is_not_asked_about(made: dict[str, Group]) -> None:
    made["group"].relations_out.filter(object=made["South"]).delete()
    assert asked(made["South"]).open == 0
    with pytest.raises(Problem):
        settle(moderator(made["South"]), made["South"].uid, question(made["group"], "name"), "map")


def test_many_questions_come_page_by_page() -> None:
    made = [a_disputed_group() for _number in range(11)]
    first = queue(SYSTEM, "", "en")
    second = queue(SYSTEM, "", "en", page=2)
    assert (first.open, first.pages, len(first.questions), len(second.questions)) == (22, 2, 20, 2)
    assert not {one.id for one in first.questions} & {one.id for one in second.questions}
    assert len(made) == 11


def test_contacts_stay_with_stewards_in_the_queue_too(made: dict[str, Group]) -> None:
    group, north = made["group"], made["North"]
    for code, number in (("a", "+1 514 555 0100"), ("b", "+1 514 555 0199")):
        a_claim(group, code, contacts=[{"kind": "phone", "value": number, "audience": "stewards"}])
    told = str(asked(north))
    assert "contacts.phone" in told
    assert "555 01" not in told


def test_two_networks_each_show_their_own_word_on_their_pages(client: Client, made: dict[str, Group]) -> None:
    group, north, south = made["group"], made["North"], made["South"]
    person = a_person()
    Role.objects.create(person=person, group=north, kind="organiser")
    client.force_login(person, backend=BACKEND)
    page = client.get(f"/en/g/{north.uid}/orders/name").content.decode()
    assert "The register" in page
    assert client.post(f"/en/g/{north.uid}/orders/name", {"choice_1": "register"}).status_code == 302
    assert (
        "The register → the group&#x27;s own word" in client.get(f"/en/g/{north.uid}/orders").content.decode()
    )
    client.logout()
    apply_changes()

    told = client.get(f"/en/g/{north.uid}/").content.decode()
    assert "Sunrise Bakers Limited" in told
    assert "as Union of North shows it" in told
    assert f"?in={north.uid}" in told
    assert "Sunrise!" in client.get(f"/en/g/{south.uid}/").content.decode()
    own = client.get(f"/en/g/{group.uid}/", {"in": north.uid}).content.decode()
    assert "As Union of North shows it." in own
    assert "<h1" in own
    assert "Sunrise Bakers Limited" in own
    assert "Sunrise Bakers Limited" not in client.get(f"/en/g/{group.uid}/").content.decode()
    assert f"/en/g/{group.uid}/sources?in={north.uid}#name" in own


def test_the_page_of_questions_takes_leaves_and_puts_off(client: Client, made: dict[str, Group]) -> None:
    group, north = made["group"], made["North"]
    address = f"/en/g/{north.uid}/disagreements"
    assert client.get(address).status_code == 302
    person = a_person()
    Role.objects.create(person=person, group=north, kind="moderator")
    client.force_login(person, backend=BACKEND)
    assert "2 to settle" in client.get(address).content.decode()
    client.post(address, {"disagreement": question(group, "valid_from"), "later": "1"})
    assert "1 for later" in client.get(address).content.decode()
    answer = client.post(address, {"disagreement": question(group, "name"), "take": "register"}, follow=True)
    assert f"/en/g/{group.uid}/history" in answer.content.decode()
    assert title(group, north) == "Sunrise Bakers Limited"
    entry = history_page(SYSTEM, group.uid, "en").entries[0]
    client.force_login(a_person("keeper", is_superuser=True), backend=BACKEND)
    assert "Take it back" in client.get(f"/en/g/{group.uid}/history/{entry.id}/undo").content.decode()
    client.force_login(person, backend=BACKEND)
    again = client.post(address, {"disagreement": question(group, "name"), "take": "map"}, follow=True)
    assert "This is settled already" in again.content.decode()
    assert client.get("/en/house/disagreements").status_code == 403
    assert client.get(f"/en/g/{north.uid}/orders").status_code == 403


def test_a_network_without_disagreements_says_what_will_be_here(
    client: Client, made: dict[str, Group]
) -> None:
    Disagreement.objects.all().delete()
    client.force_login(a_person(is_superuser=True), backend=BACKEND)
    for address in (f"/en/g/{made['North'].uid}/disagreements", "/en/house/disagreements"):
        assert "Nothing waits here" in client.get(address).content.decode()
    set_order(SYSTEM, made["North"].uid, "", ["register"])
    assert "set here" in client.get(f"/en/g/{made['North'].uid}/orders").content.decode()
