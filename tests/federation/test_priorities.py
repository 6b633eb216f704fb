"""What groups want first: adopted by a resolution, in an order, for a time; who may, and who sees it."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from konbit.assembly.actions.agreed import Agreed
from konbit.assembly.models import Resolution
from konbit.base.errors import NotAllowed, Problem
from konbit.federation.actions.priorities import (
    PriorityDraft,
    adopt_priority,
    end_priority,
    move_priority,
    withdraw_priority,
    write_priority,
)
from konbit.federation.models import Priority
from konbit.federation.queries.order import holds
from konbit.federation.queries.priorities import group_priorities, priority_page
from konbit.people.audience import ANYONE
from tests.builders import a_group, an_operator
from tests.federation.made import TODAY, a_priority, a_theme
from tests.learning.made import a_house, a_resolution, somebody_of

pytestmark = pytest.mark.django_db


def statements(uid: str) -> list[str]:
    """What everybody reads of a group, in order."""
    return [line.statement["en"] for line, _targets in group_priorities(ANYONE, uid).standing]


def test_a_group_adopts_a_priority_by_a_resolution_and_everybody_reads_it(client: Client) -> None:
    group, viewer, steward = a_house()
    resolution = a_resolution(viewer, group, "We put land first.")
    address = reverse("federation:adopt-priority", args=[group.uid])
    assert steward.get(address).status_code == 200
    sent = {
        "statement": "Land stays common.", "why": "It is being sold.", "resolution": resolution.uid,
        "key": str(uuid.uuid4()), "sent": str(uuid.uuid4()),
    }  # fmt: skip
    for _twice in range(2):
        assert steward.post(address, sent).status_code == 302
    priority = Priority.objects.get()
    assert (priority.resolution, priority.valid_from) == (resolution, "2024-05-04")
    page = client.get(reverse("federation:priority", args=[priority.uid])).text
    assert "Land stays common." in page
    assert "It is being sold." in page
    assert "We put land first." in page
    assert "Land stays common." in client.get(reverse("federation:priorities", args=[group.uid])).text


def test_a_priority_may_write_down_its_resolution_with_it() -> None:
    group, _viewer, steward = a_house()
    sent = {"statement": "Seeds are free.", "agreed": "We keep our seeds.", "valid_from": "2025-02",
            "key": str(uuid.uuid4()), "sent": str(uuid.uuid4())}  # fmt: skip
    steward.post(reverse("federation:adopt-priority", args=[group.uid]), sent)
    assert Resolution.objects.get().text == {"en": "We keep our seeds."}
    assert Resolution.objects.get().decided_on == "2025-02"
    assert Priority.objects.get().resolution == Resolution.objects.get()


def test_what_is_agreed_of_a_closed_priority_is_open_to_the_same_people() -> None:
    group, _viewer, steward = a_house()
    sent = {"statement": "Ours.", "agreed": "We want this.", "audience": "group",
            "key": str(uuid.uuid4()), "sent": str(uuid.uuid4())}  # fmt: skip
    steward.post(reverse("federation:adopt-priority", args=[group.uid]), sent)
    assert (Priority.objects.get().audience, Resolution.objects.get().audience) == ("group", "group")


def test_without_a_resolution_nothing_is_adopted_and_nothing_typed_is_lost() -> None:
    group, _viewer, steward = a_house()
    sent = {"statement": "Seeds are free.", "key": str(uuid.uuid4()), "sent": str(uuid.uuid4())}
    answer = steward.post(reverse("federation:adopt-priority", args=[group.uid]), sent)
    assert "Seeds are free." in answer.text
    assert "No resolution is named" in answer.text
    assert not Priority.objects.exists()


@pytest.mark.parametrize(
    ("draft", "what"),
    [
        (PriorityDraft("en", "  "), "says nothing"),
        (PriorityDraft("en", "Land.", valid_from="2026", valid_until="2025"), "ends before it begins"),
    ],
)
def test_what_makes_no_sense_is_refused(draft: PriorityDraft, what: str) -> None:
    group, viewer, _client = a_house()
    with pytest.raises(Problem, match=what):
        adopt_priority(viewer, group.uid, draft, Agreed(text="Yes."), uuid.uuid4())


def test_a_member_without_the_pen_and_a_stranger_may_not() -> None:
    group, _viewer, _client = a_house()
    member, _browser, _person = somebody_of(group, "member", "rosa")
    stranger, _browser, _person = somebody_of(a_group("Elsewhere"), "steward", "sami")
    for viewer in (member, stranger, ANYONE):
        with pytest.raises(NotAllowed):
            adopt_priority(viewer, group.uid, PriorityDraft("en", "Land."), Agreed(text="Yes."), uuid.uuid4())


def test_the_order_is_the_groups_own_and_moves_by_one_place() -> None:
    group, viewer, steward = a_house()
    first, second, third = (a_priority(group, one, viewer) for one in ("One.", "Two.", "Three."))
    move_priority(viewer, third.uid, up=True)
    assert statements(group.uid) == ["One.", "Three.", "Two."]
    steward.post(reverse("federation:move-priority", args=[first.uid]), {"to": "down"})
    assert statements(group.uid) == ["Three.", "One.", "Two."]
    move_priority(viewer, third.uid, up=True)
    move_priority(viewer, second.uid, up=False)
    assert statements(group.uid) == ["Three.", "One.", "Two."]


def test_words_are_written_in_several_languages_and_themes_are_chosen_again() -> None:
    group, viewer, steward = a_house()
    priority = a_priority(group, viewer=viewer, themes=("democracy", "sustainability"))
    themes = [a_theme("democracy"), a_theme("empowerment")]
    address = reverse("federation:edit-priority", args=[priority.uid])
    assert "Democracy" in steward.get(address).text
    chosen = [one.pk for one in themes]
    sent = {"language": "French", "statement": "La terre reste commune.", "themes": chosen}
    assert steward.post(address, sent).status_code == 302
    priority.refresh_from_db()
    assert priority.statement == {"en": "Land stays common.", "fr": "La terre reste commune."}
    assert {one.term.code for one in priority.themes.all()} == {"democracy", "empowerment"}


def test_a_priority_ends_by_a_resolution_and_stays_to_be_read(client: Client) -> None:
    group, viewer, steward = a_house()
    priority = a_priority(group, viewer=viewer)
    address = reverse("federation:end-priority", args=[priority.uid])
    assert steward.get(address).status_code == 200
    sent = {"agreed": "The land is ours.", "reason": "We bought it.", "sent": str(uuid.uuid4())}
    assert steward.post(address, sent).status_code == 302
    priority.refresh_from_db()
    assert not holds(priority)
    assert statements(group.uid) == []
    page = client.get(reverse("federation:priority", args=[priority.uid])).text
    assert "We bought it." in page
    assert "The land is ours." in page
    assert "Land stays common." in client.get(reverse("federation:priorities", args=[group.uid])).text
    with pytest.raises(Problem, match="ended already"):
        end_priority(viewer, priority.uid, Agreed(text="Again."), "", "en")


def test_it_does_not_end_before_it_begins() -> None:
    group, viewer, _client = a_house()
    priority = a_priority(group, viewer=viewer)
    with pytest.raises(Problem, match="ends before it begins"):
        end_priority(viewer, priority.uid, Agreed(text="Over."), "", "en", on="2023")
    assert Resolution.objects.count() == 1, "what was refused left nothing behind"


def test_what_ended_this_year_holds_no_longer_and_what_ends_next_year_does() -> None:
    group, viewer, _client = a_house()
    year = int(TODAY[:4])
    for words, until, still in (("One.", str(year), False), ("Two.", str(year + 1), True)):
        priority = a_priority(group, words, viewer)
        assert holds(end_priority(viewer, priority.uid, Agreed(text="Over."), "", "en", on=until)) is still


def test_what_was_taken_away_comes_back() -> None:
    group, viewer, steward = a_house()
    priority = a_priority(group, viewer=viewer)
    told = steward.post(reverse("federation:withdraw-priority", args=[priority.uid]), follow=True).text
    assert statements(group.uid) == []
    address = told.split('href="')[1:]
    undo = next(one.split('"')[0] for one in address if "/undo/" in one or "undo" in one.split('"')[0])
    steward.post(undo.replace("&amp;", "&"))
    assert statements(group.uid) == ["Land stays common."]


def test_what_is_for_the_group_alone_is_read_by_nobody_else(client: Client) -> None:
    group, viewer, _client = a_house()
    a_priority(group, "Everybody knows.", viewer)
    closed = a_priority(group, "Only we know.", viewer, audience="group")
    _member, browser, _person = somebody_of(group, "member", "rosa")
    assert "Only we know." in browser.get(reverse("federation:priorities", args=[group.uid])).text
    assert "Only we know." not in client.get(reverse("federation:priorities", args=[group.uid])).text
    assert client.get(reverse("federation:priority", args=[closed.uid])).status_code == 404


def test_a_resolution_that_is_closed_is_not_named() -> None:
    group, viewer, _client = a_house()
    priority = a_priority(group, viewer=viewer)
    Resolution.objects.update(audience="group")
    page = priority_page(ANYONE, priority.uid)
    assert (page.resolution, page.unseen) == (None, True)
    assert priority_page(an_operator(), priority.uid).resolution is not None


def test_writing_again_is_for_those_who_edit() -> None:
    group, viewer, _client = a_house()
    priority = a_priority(group, viewer=viewer)
    member, _browser, _person = somebody_of(group, "member", "rosa")
    for act in (
        lambda: write_priority(member, priority.uid, PriorityDraft("en", "Other.")),
        lambda: withdraw_priority(member, priority.uid),
        lambda: move_priority(member, priority.uid, up=True),
    ):
        with pytest.raises(NotAllowed):
            act()
