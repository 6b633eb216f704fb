"""The allies of a struggle: from thought of to with us; who sees whom; vision apart from resources."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.registry import Identity
from konbit.directory.models import Group
from konbit.federation.actions.allies import AllyDraft, add_ally, move_ally, remove_ally, write_ally
from konbit.federation.actions.erasure import erase
from konbit.federation.actions.struggles import StruggleDraft, take_up
from konbit.federation.models import Ally, Struggle
from konbit.federation.queries.allies import WAYS, allies_with_us, pipeline
from konbit.federation.queries.calendar import calendar
from konbit.federation.queries.struggles import struggle_page
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group
from tests.federation.made import belongs
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> tuple[Group, Viewer, Client, Struggle]:
    """A group with a struggle, its steward, her browser."""
    group = a_group("Long Table")
    viewer, client, _person = somebody_of(group)
    uid = take_up(viewer, group.uid, StruggleDraft("en", "Seeds stay ours"), uuid.uuid4())
    return group, viewer, client, Struggle.objects.get(uid=uid)


Home = tuple[Group, Viewer, Client, Struggle]


def an_ally(viewer: Viewer, struggle: Struggle, who: str, *stages: str, **said: Any) -> Ally:
    """An ally that was moved through some stages."""
    ally = add_ally(viewer, struggle.uid, AllyDraft("en", who, **said))
    for stage in stages:
        ally = move_ally(viewer, ally.pk, stage)
    return ally


def test_an_ally_is_moved_from_thought_of_to_with_us_by_one_button_each(home: Home) -> None:
    _group, viewer, client, struggle = home
    new = f"{reverse('federation:new-ally', args=[struggle.uid])}?tie=alliance"
    said = {"who": "Union of Bakers", "shares": "Bread without patents", "contact": "Rosa", "language": "en"}
    assert client.post(new, said).status_code == 302
    assert client.post(new, said).status_code == 302
    ally = Ally.objects.get()
    board = reverse("federation:allies", args=[struggle.uid])
    for stage, words in (
        ("asked", "We are talking"),
        ("talking", "They are with us"),
        ("agreed", "No longer"),
    ):
        moved = client.post(reverse("federation:move-ally", args=[ally.pk]), {"stage": stage}, follow=True)
        page = moved.content.decode()
        assert words in page
        assert "Take it back" in page
    ally.refresh_from_db()
    assert ally.valid_from == timezone.localdate().isoformat()
    assert "Rosa" in client.get(board).content.decode()
    move_ally(viewer, ally.pk, "ended")
    ally.refresh_from_db()
    assert ally.valid_until
    with pytest.raises(Problem, match="no such stage"):
        move_ally(viewer, ally.pk, "enemy")


def test_every_stage_has_a_way_on() -> None:
    assert set(WAYS) == set(Ally.Stage.values)
    assert {stage for ways in WAYS.values() for stage, _words in ways} <= set(Ally.Stage.values)


def test_an_alliance_asks_for_a_vision_and_a_partnership_for_resources(home: Home) -> None:
    _group, _viewer, client, struggle = home
    address = reverse("federation:new-ally", args=[struggle.uid])
    alliance = client.get(f"{address}?tie=alliance").content.decode()
    partnership = client.get(f"{address}?tie=partnership").content.decode()
    assert "Which vision do we share" in alliance
    assert "Who gives what" not in alliance
    assert "Who gives what" in partnership
    assert "Until when?" in partnership
    client.post(f"{address}?tie=partnership", {"who": "Mill", "shares": "A mill on Mondays"})
    client.post(f"{address}?tie=alliance", {"who": "Mill"})
    assert set(Ally.objects.values_list("tie", flat=True)) == {"partnership", "alliance"}
    assert client.get(f"{address}?tie=strange").status_code == 200


def test_others_see_only_who_is_with_us_and_whose_page_they_may_see(home: Home) -> None:
    _group, viewer, _client, struggle = home
    a_group("Open Union")
    hidden = a_group("Hidden Union", audience="group")
    insider, _own, _person = somebody_of(hidden, name="insider")
    an_ally(viewer, struggle, "Open Union", "agreed", shares="The same law")
    an_ally(viewer, struggle, "Bakers without a page", "agreed")
    a_group("Asked Union")
    an_ally(viewer, struggle, "Asked Union", "asked")
    secret = an_ally(viewer, struggle, "Somebody", "agreed")
    Ally.objects.filter(pk=secret.pk).update(group=hidden, name="")

    assert [one.name for one in struggle_page(ANYONE, struggle.uid).allies] == ["Open Union"]
    assert {one.name for one in allies_with_us(insider, struggle.pk)} == {"Open Union", "Hidden Union"}
    page = Client().get(reverse("federation:struggle", args=[struggle.uid])).content.decode()
    assert "The same law" in page
    for closed in ("Bakers without a page", "Asked Union", "Hidden Union"):
        assert closed not in page
    shown = pipeline(viewer, struggle.uid)
    assert shown.count == 3
    with pytest.raises(NotFound):
        move_ally(viewer, secret.pk, "ended")


def test_only_those_who_take_part_see_the_board(home: Home) -> None:
    group, viewer, _client, struggle = home
    ally = an_ally(viewer, struggle, "Union")
    stranger, client, _person = somebody_of(a_group("Elsewhere"), name="stranger")
    board = reverse("federation:allies", args=[struggle.uid])
    assert client.get(board).status_code == 403
    assert Client().get(board).status_code == 302
    for refused in (
        lambda: move_ally(stranger, ally.pk, "asked"),
        lambda: an_ally(stranger, struggle, "Mine"),
        lambda: remove_ally(stranger, ally.pk),
    ):
        with pytest.raises(NotAllowed):
            refused()
    member, own, _someone = somebody_of(group, "member", "member")
    assert own.get(board).status_code == 200
    move_ally(member, ally.pk, "asked")


def test_whom_to_speak_to_is_for_the_groups_own_people_and_stays_when_others_write(home: Home) -> None:
    group, viewer, _client, struggle = home
    network = a_group("Union of Tables", kind="network")
    belongs(group, network)
    _moderator, client, _person = somebody_of(network, "moderator", "moderator")
    ally = an_ally(viewer, struggle, "Bakers", contact="Rosa, 555 0100")
    board = client.get(reverse("federation:allies", args=[struggle.uid])).content.decode()
    assert "Bakers" in board
    assert "Rosa" not in board
    form = client.get(reverse("federation:ally", args=[ally.pk])).content.decode()
    assert "Rosa" not in form
    assert "Whom to speak to" not in form
    said = {"who": "Bakers", "shares": "Bread", "language": "en", "contact": ""}
    client.post(reverse("federation:ally", args=[ally.pk]), said)
    ally.refresh_from_db()
    assert ally.contact == "Rosa, 555 0100"
    assert ally.shares == {"en": "Bread"}


def test_who_is_forgotten_is_no_contact_any_more(home: Home) -> None:
    _group, viewer, _client, struggle = home
    ally = an_ally(viewer, struggle, "Bakers", contact="Rosa Luna", next_step="Call Rosa Luna on Friday")
    erase(Identity(None, "", ("Rosa Luna",), lambda text: "Rosa Luna" in text))
    ally.refresh_from_db()
    assert ally.contact == ""
    assert "Rosa" not in ally.next_step


def test_the_next_step_stands_in_the_calendars_of_those_who_take_part(home: Home) -> None:
    group, viewer, _client, struggle = home
    today = timezone.localdate()
    soon = (today + timedelta(days=3)).isoformat()
    ally = an_ally(viewer, struggle, "Bakers", next_step="Visit the oven", next_on=soon)
    span = (today, today + timedelta(days=30))
    titles = [one.title for one in calendar(viewer, [group.pk], *span)]
    assert titles == ["Bakers: Visit the oven – Seeds stay ours"]
    assert list(calendar(ANYONE, [group.pk], *span)) == []
    move_ally(viewer, ally.pk, "declined")
    assert list(calendar(viewer, [group.pk], *span)) == []


def test_nobody_and_dates_that_do_not_fit_are_refused(home: Home) -> None:
    _group, viewer, client, struggle = home
    with pytest.raises(Problem, match="Nobody is named"):
        an_ally(viewer, struggle, "  ")
    with pytest.raises(Problem, match="ends before it begins"):
        an_ally(viewer, struggle, "Mill", valid_from="2024", valid_until="2020")
    page = client.post(
        f"{reverse('federation:new-ally', args=[struggle.uid])}?tie=partnership",
        {"who": "Mill", "shares": "A mill", "valid_from": "some day"},
    ).content.decode()
    assert "some day" in page
    assert "A mill" in page
    assert not Ally.objects.exists()


def test_an_ally_who_is_taken_out_comes_back(home: Home) -> None:
    _group, viewer, client, struggle = home
    ally = an_ally(viewer, struggle, "Mill", "asked")
    write_ally(viewer, ally.pk, AllyDraft("en", "The Mill", reason="They wait for us."))
    answer = client.post(reverse("federation:remove-ally", args=[ally.pk]), follow=True)
    back = answer.content.decode().split('href="/en/undo/')[1].split('"')[0].replace("&amp;", "&")
    client.post(f"/en/undo/{back}")
    again = Ally.objects.get()
    assert (again.name, again.stage, again.reason) == ("The Mill", "asked", {"en": "They wait for us."})
