"""Debates: positions side by side, what is agreed beneath them, and how that came about."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from konbit.assembly.actions import debating
from konbit.assembly.actions.conversing import speak
from konbit.assembly.actions.debating import Question
from konbit.assembly.models import Position, Thread
from konbit.assembly.queries.debates import agreements, talk_doors
from konbit.assembly.queries.threads import talk
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.models import Group
from konbit.people.audience import ANYONE, Audience, Viewer, viewer_of
from tests.assembly.talks import a_member, words
from tests.builders import a_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery() -> Group:
    return a_group("Sunrise Bakery")


@pytest.fixture
def amina(bakery: Group) -> Viewer:
    return viewer_of(a_member(bakery))


@pytest.fixture
def ed(bakery: Group) -> Viewer:
    return viewer_of(a_member(bakery, "ed", "editor"))


@pytest.fixture
def debate(bakery: Group, amina: Viewer) -> Thread:
    return debating.start_debate(amina, bakery.uid, a_question())


def a_question(title: str = "Do we sell to supermarkets?", **said: str) -> Question:
    return Question(uuid.uuid4(), title, "en", **said)


def test_the_same_question_sent_twice_is_one_debate(bakery: Group, amina: Viewer) -> None:
    asked = a_question()
    first = debating.start_debate(amina, bakery.uid, asked)
    assert debating.start_debate(amina, bakery.uid, asked).uid == first.uid
    assert Thread.objects.count() == 1


def test_a_debate_for_the_group_is_hidden_from_others(bakery: Group, amina: Viewer) -> None:
    closed = debating.start_debate(amina, bakery.uid, a_question(audience=Audience.GROUP))
    with pytest.raises(NotFound):
        talk(ANYONE, closed.uid, "en")
    assert talk(amina, closed.uid, "en").is_debate
    assert list(talk_doors(ANYONE, bakery.pk)) == []
    assert [door.count for door in talk_doors(amina, bakery.pk)] == [1]


def test_positions_stand_side_by_side_and_posts_speak_for_them(amina: Viewer, debate: Thread) -> None:
    yes = debating.add_position(amina, debate.uid, "Yes", "They buy every day.", "en")
    debating.add_position(amina, debate.uid, "No", "They set the price.", "en")
    assert debating.add_position(amina, debate.uid, "Yes", "They buy every day.", "en").pk == yes.pk
    speak(amina, debate.uid, words("We need the income.", position=yes.pk))
    shown = talk(ANYONE, debate.uid, "en")
    assert [(side.title["en"], side.posts) for side in shown.sides] == [("Yes", 1), ("No", 0)]
    assert shown.posts[0].position == "Yes"


def test_a_position_is_changed_by_who_brought_it_or_who_edits(
    bakery: Group, amina: Viewer, ed: Viewer, debate: Thread
) -> None:
    yes = debating.add_position(amina, debate.uid, "Yes", "They buy every day.", "en")
    debating.change_position(amina, yes.pk, "Oui", "Chaque jour.", "fr")
    debating.change_position(ed, yes.pk, "Yes, some", "Bread that is left.", "en")
    assert Position.objects.get().title == {"en": "Yes, some", "fr": "Oui"}
    with pytest.raises(NotAllowed):
        debating.change_position(viewer_of(a_member(bakery, "bo")), yes.pk, "No", "No.", "en")


def test_a_debate_holds_so_many_positions_and_no_more(amina: Viewer, debate: Thread) -> None:
    for number in range(debating.MOST):
        debating.add_position(amina, debate.uid, f"Way {number}", "This way.", "en")
    with pytest.raises(Problem):
        debating.add_position(amina, debate.uid, "One more", "This way.", "en")


def test_what_is_agreed_keeps_its_history(amina: Viewer, ed: Viewer, debate: Thread) -> None:
    with pytest.raises(NotAllowed):
        debating.agree(amina, debate.uid, "Nothing below cost.", "en")
    debating.agree(ed, debate.uid, "Nothing below cost.", "en")
    debating.agree(ed, debate.uid, "Nothing below cost, ever.", "en")
    assert talk(ANYONE, debate.uid, "en").agreed == {"en": "Nothing below cost, ever."}
    texts = agreements(amina, debate.uid).texts
    assert [one.text["en"] for one in texts] == ["Nothing below cost, ever.", "Nothing below cost."]
    assert texts[0].who == "ed"
    assert agreements(ANYONE, debate.uid).texts[0].who == ""


def test_nobody_speaks_in_a_closed_debate_until_it_is_opened_again(
    amina: Viewer, ed: Viewer, debate: Thread
) -> None:
    debating.close(ed, debate.uid)
    with pytest.raises(Problem):
        speak(amina, debate.uid, words())
    with pytest.raises(Problem):
        debating.add_position(amina, debate.uid, "Yes", "Yes.", "en")
    debating.open_again(ed, debate.uid)
    assert speak(amina, debate.uid, words())


def test_whoever_takes_no_part_starts_nothing(bakery: Group) -> None:
    with pytest.raises(NotAllowed):
        debating.start_debate(ANYONE, bakery.uid, a_question())


def test_a_debate_is_led_through_on_its_pages(client: Client, bakery: Group) -> None:
    client.force_login(a_member(bakery, "steward", "steward"))
    start = f"/en/groups/{bakery.uid}/conversations/start"
    assert client.get(start).status_code == 200
    form = {"title": "Do we sell to supermarkets?", "audience": "public", "key": str(uuid.uuid4())}
    address = client.post(start, form)["Location"]
    client.post(f"{address}positions/add", {"title": "Yes", "text": "They buy every day."})
    client.post(f"{address}agree", {"text": "Nothing below cost."})
    client.post(address, {"text": "I said so.", "key": str(uuid.uuid4())})
    client.logout()
    text = client.get(address).content.decode()
    for said in (
        "Do we sell to supermarkets?",
        "They buy every day.",
        "Nothing below cost.",
        "I said so.",
    ):
        assert said in text
    assert "Nothing below cost." in client.get(f"{address}agreed-before").content.decode()
