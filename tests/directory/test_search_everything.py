"""Finding things of every room: beside the groups that a search finds, and on a page of their own."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from konbit.assembly.actions.conversing import speak_about
from konbit.assembly.actions.debating import Question, start_debate
from konbit.chronicle.actions import recording, rows
from konbit.directory.actions.roles import grant
from konbit.directory.models import Group
from konbit.directory.queries.everything import PAGE, also_found, everything
from konbit.people.audience import ANYONE, Audience, Viewer, viewer_of
from konbit.search.actions import apply_changes
from konbit.search.documents import all_documents
from tests.assembly.talks import GROUP, words
from tests.builders import a_person
from tests.directory.finding import a_town

pytestmark = pytest.mark.django_db

TALK = "assembly.thread"


@pytest.fixture
def town() -> dict[str, Group]:
    return a_town()


@pytest.fixture
def amina(town: dict[str, Group]) -> Viewer:
    person = a_person()
    grant(person.pk, town["bakery"].scope, "member", "test")
    return viewer_of(person)


def a_debate(viewer: Viewer, group: Group, title: str, audience: str = Audience.PUBLIC) -> str:
    return start_debate(viewer, group.uid, Question(uuid.uuid4(), title, "en", audience)).uid


def test_a_search_for_groups_tells_what_else_the_words_find(
    client: Client, town: dict[str, Group], amina: Viewer
) -> None:
    a_debate(amina, town["bakery"], "Do we buy rye together?")
    apply_changes()
    text = client.get("/en/groups/?q=rye").content.decode()
    assert "2 groups" in text
    assert "Also found" in text
    assert "Do we buy rye together?" in text
    assert f"/en/find/?q=rye&amp;kind={TALK}" in text
    assert "Also found" not in client.get("/en/groups/?q=choir").content.decode()
    assert "Also found" not in client.get("/en/groups/").content.decode()


def test_what_else_there_is_is_told_where_no_group_is_found(
    client: Client, town: dict[str, Group], amina: Viewer
) -> None:
    a_debate(amina, town["bakery"], "Cardamom or not?")
    apply_changes()
    assert "Cardamom or not?" in client.get("/en/groups/?q=cardamom").content.decode()


def test_what_is_closed_is_neither_shown_nor_counted(town: dict[str, Group], amina: Viewer) -> None:
    a_debate(amina, town["bakery"], "Rye for us", Audience.GROUP)
    apply_changes()
    assert also_found(ANYONE, "rye", "en") is None
    assert [one.kind for one in everything(ANYONE, "rye", "en").kinds] == [GROUP]
    found = also_found(amina, "rye", "en")
    assert found is not None
    assert [one.title for one in found.shown] == ["Rye for us"]


def test_what_was_closed_since_the_index_was_written_is_not_shown(
    town: dict[str, Group], amina: Viewer
) -> None:
    a_debate(amina, town["bakery"], "Rye at dawn")
    apply_changes()
    with recording("test", "hide") as batch:
        rows.change(batch, town["bakery"], audience=Audience.GROUP)
    found = also_found(ANYONE, "dawn", "en")
    assert found is None or found.shown == ()


def test_the_page_lists_all_kinds_and_narrows_to_one(
    client: Client, town: dict[str, Group], amina: Viewer
) -> None:
    a_debate(amina, town["bakery"], "Bread for whom?")
    speak_about(amina, GROUP, town["bakery"].pk, words("Fresh bread at six."))
    apply_changes()
    text = client.get("/en/find/?q=bread").content.decode()
    assert "Bread for whom?" in text
    assert "Sunrise Bakery" in text
    assert "Words" in text
    only = client.get(f"/en/find/?q=bread&kind={TALK}").content.decode()
    assert "Bread for whom?" in only
    found = everything(ANYONE, "bread", "en", TALK)
    assert found.total == 2
    assert {one.kind for one in found.shown} == {"debate", "conversation"}


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=zzzz", "?q=rye&kind=nonsense&page=-4", "?page=x"])
def test_odd_questions_are_answered(client: Client, town: dict[str, Group], query: str) -> None:
    assert client.get(f"/en/find/{query}").status_code == 200


def test_many_things_are_read_page_by_page(town: dict[str, Group], amina: Viewer) -> None:
    for number in range(PAGE + 3):
        a_debate(amina, town["bakery"], f"Saffron {number}")
    apply_changes()
    first, last = everything(ANYONE, "saffron", "en"), everything(ANYONE, "saffron", "en", page=9)
    assert (first.total, first.pages, len(first.shown)) == (PAGE + 3, 2, PAGE)
    assert (last.page, len(last.shown)) == (2, 3)
    assert not {one.url for one in first.shown} & {one.url for one in last.shown}


def test_every_kind_that_can_be_shown_has_a_name() -> None:
    unnamed = [kind for kind, documents in all_documents().items() if documents.show and not documents.title]
    assert not unnamed, f"give Documents(title=…) to {unnamed}"
