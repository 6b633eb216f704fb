"""Encounters: told, tied to groups by name, seen by those who may, taken away and brought back."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.people.audience import ANYONE, Viewer
from konbit.work.actions.encounters import Told, tell_encounter, tell_encounter_again
from konbit.work.models import Encounter
from konbit.work.queries.encounters import encounter_page, encounters_of
from tests.builders import a_group, a_person, a_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeds_visit() -> tuple[Viewer, Encounter]:
    group, host = a_group("Women of Papaye"), a_group("Seed House")
    viewer = a_viewer(group.scope, "member")
    told = Told(
        kind="visit",
        title="Visit to the seed house",
        language="en",
        host=host.name,
        visitors=("Women of Papaye", "Young People of the Hills", ""),
        valid_from="2019-03",
        seen="Seeds dried in ash",
        taken_home="A seed bank of our own",
        people=14,
    )
    return viewer, tell_encounter(viewer, group.uid, told)


def test_groups_of_the_directory_are_tied_and_others_named(seeds_visit: tuple[Viewer, Encounter]) -> None:
    page = encounter_page(ANYONE, seeds_visit[1].uid)
    assert page.host
    assert page.host.link
    assert [(one.name, one.link is not None) for one in page.visitors] == [
        ("Women of Papaye", True),
        ("Young People of the Hills", False),
    ]


def test_an_encounter_stands_with_its_teller_its_host_and_its_guests(
    seeds_visit: tuple[Viewer, Encounter],
) -> None:
    page = encounter_page(ANYONE, seeds_visit[1].uid)
    assert page.host
    assert page.host.link
    for uid in (page.group.uid, page.host.link.uid):
        assert [one.uid for one in encounters_of(ANYONE, uid)[1]] == [page.uid]


def test_what_is_told_in_another_language_stands_beside(seeds_visit: tuple[Viewer, Encounter]) -> None:
    viewer, encounter = seeds_visit
    tell_encounter_again(viewer, encounter.uid, Told("visit", "Visite à la maison des semences", "fr"))
    encounter.refresh_from_db()
    assert encounter.title == {
        "en": "Visit to the seed house",
        "fr": "Visite à la maison des semences",
    }


def test_strangers_tell_nothing_and_see_no_closed_encounter(seeds_visit: tuple[Viewer, Encounter]) -> None:
    viewer, encounter = seeds_visit
    with pytest.raises(NotAllowed):
        tell_encounter(ANYONE, encounter.group.uid, Told("visit", "x", "en"))
    tell_encounter_again(viewer, encounter.uid, Told("visit", "Visit", "en", audience="group"))
    with pytest.raises(NotFound):
        encounter_page(ANYONE, encounter.uid)
    assert not encounters_of(ANYONE, encounter.group.uid)[1]
    assert encounters_of(viewer, encounter.group.uid)[1]


def test_a_host_whom_the_reader_may_not_see_is_not_named(seeds_visit: tuple[Viewer, Encounter]) -> None:
    _viewer, encounter = seeds_visit
    encounter.host.audience = "group"
    encounter.host.save()
    assert encounter_page(ANYONE, encounter.uid).host is None


def test_an_end_before_the_beginning_is_refused(seeds_visit: tuple[Viewer, Encounter]) -> None:
    viewer, encounter = seeds_visit
    with pytest.raises(Problem):
        tell_encounter(
            viewer,
            encounter.group.uid,
            Told("visit", "x", "en", valid_from="2020", valid_until="2019"),
        )


def test_an_encounter_is_told_on_the_page_and_taken_back(client: Client) -> None:
    from konbit.chronicle.actions import recording
    from konbit.directory.actions.roles import give

    group, person = a_group("Women of Papaye"), a_person()
    with recording("test", "give") as batch:
        give(batch, group, person.pk, person.opaque_id, "steward")
    client.force_login(person)
    said = {"title": "Visit", "kind": "visit", "audience": "public", "taken_home": "A seed bank"}
    page = client.post(f"/en/groups/{group.uid}/encounters/new", said, follow=True)
    assert "A seed bank" in page.content.decode()
    encounter = Encounter.objects.get()
    page = client.post(f"/en/encounters/{encounter.uid}/remove", follow=True)
    assert "Take it back" in page.content.decode()
    assert client.get(f"/en/encounters/{encounter.uid}/").status_code == 404
    remove = page.content.decode().split('href="/en/undo/')[1].split('"')[0]
    client.post(f"/en/undo/{remove}".replace("&amp;", "&"))
    assert client.get(f"/en/encounters/{encounter.uid}/").status_code == 200
