"""Struggles from the day they are taken up to what came of them; local parts; institutions; small wins."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.assembly.actions.resolving import Decision, enter_resolution
from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.models import Group, Relation
from konbit.federation.actions.steps import StepDraft, add_step, remove_step, write_step
from konbit.federation.actions.struggles import (
    ResultDraft,
    StruggleDraft,
    remove_struggle,
    take_up,
    tell_result,
    write_struggle,
)
from konbit.federation.models import Step, Struggle
from konbit.federation.queries.calendar import calendar
from konbit.federation.queries.doors import follows, group_doors
from konbit.federation.queries.institutions import all_struggles, institutions
from konbit.federation.queries.struggles import struggle_page, struggles_of
from konbit.federation.queries.wins import wins
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def a_struggle(viewer: Viewer, group: Group, title: str = "Seeds stay ours", **said: Any) -> Struggle:
    """A struggle of a group."""
    return Struggle.objects.get(
        uid=take_up(viewer, group.uid, StruggleDraft("en", title, **said), uuid.uuid4())
    )


def a_step(viewer: Viewer, struggle: Struggle, text: str, kind: str = "step", on: str = "2024-05-01") -> Step:
    """Something that happened in a struggle."""
    return add_step(viewer, struggle.uid, StepDraft("en", text, kind, on), uuid.uuid4())


def a_network(*members: Group, name: str = "Union of Tables") -> tuple[Group, Viewer, Client]:
    """A network of these groups, and its organiser."""
    network = a_group(name, kind="network")
    for one in members:
        Relation.objects.create(subject=one, kind="member_of", object=network)
    viewer, client, _person = somebody_of(network, "organiser", name=f"organiser{network.pk}")
    return network, viewer, client


def test_a_struggle_is_taken_up_told_of_and_won_through_its_pages() -> None:
    group = a_group("Long Table")
    viewer, client, _person = somebody_of(group)
    resolution = enter_resolution(viewer, group.uid, uuid.uuid4(), Decision("We stand for seeds.", "en"))
    said = {
        "title": "Seeds stay ours", "way": "defend", "institution": "World Trade Organization",
        "contested": "Patents on seeds", "stand": "Seeds are commons", "aim": "Free exchange",
        "resolution": resolution.uid, "valid_from": "2020", "language": "en", "audience": "public",
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    address = reverse("federation:new-struggle", args=[group.uid])
    assert client.post(address, said).status_code == 302
    assert client.post(address, said).status_code == 302
    struggle = Struggle.objects.get()
    step = {"kind": "victory", "text": "The town buys our seeds.", "on": "5 May 2024", "language": "en"}
    new = reverse("federation:new-step", args=[struggle.uid])
    assert client.post(new, step | {"key": str(uuid.uuid4())}).status_code == 302
    ended = {"state": "won", "result": "The law is changed.", "on": "2025-01", "language": "en"}
    assert client.post(reverse("federation:result", args=[struggle.uid]), ended).status_code == 302

    page = Client().get(reverse("federation:struggle", args=[struggle.uid])).content.decode()
    for words in (
        "Seeds stay ours", "defended", "World Trade Organization", "Patents on seeds", "Seeds are commons",
        "We stand for seeds.", "The town buys our seeds.", "5 May 2024", "The law is changed.", "won",
    ):  # fmt: skip
        assert words in page
    assert "Tell what happened" not in page


def test_what_is_wrong_in_a_form_is_said_and_nothing_that_was_typed_is_lost() -> None:
    group = a_group("Long Table")
    viewer, client, _person = somebody_of(group)
    said = {"title": "Seeds", "way": "demand", "institution": "/en/g/nobody/", "key": str(uuid.uuid4())}
    page = client.post(reverse("federation:new-struggle", args=[group.uid]), said).content.decode()
    assert "No group is called" in page
    assert 'value="/en/g/nobody/"' in page
    struggle = a_struggle(viewer, group, valid_from="2024")
    for wrong in (
        lambda: take_up(viewer, group.uid, StruggleDraft("en", "  "), uuid.uuid4()),
        lambda: tell_result(viewer, struggle.uid, ResultDraft("en", "won", on="1999")),
        lambda: tell_result(viewer, struggle.uid, ResultDraft("en", "won", on="2999")),
        lambda: tell_result(viewer, struggle.uid, ResultDraft("en", "forgotten")),
        lambda: a_step(viewer, struggle, " "),
        lambda: a_step(viewer, struggle, "We will win", "victory", "2999"),
    ):
        with pytest.raises(Problem):
            wrong()
    assert Step.objects.count() == 0


def test_who_takes_part_takes_up_and_tells_and_only_editors_say_what_came_of_it() -> None:
    group = a_group("Long Table")
    member, _client, _person = somebody_of(group, "member")
    stranger, _other, _someone = somebody_of(a_group("Elsewhere"), name="stranger")
    struggle = a_struggle(member, group)
    step = a_step(member, struggle, "We met.")
    write_step(member, step.pk, StepDraft("en", "We met twice."))
    with pytest.raises(NotAllowed):
        tell_result(member, struggle.uid, ResultDraft("en", "won"))
    for refused in (
        lambda: a_struggle(stranger, group),
        lambda: a_step(stranger, struggle, "No."),
        lambda: remove_step(stranger, step.pk),
    ):
        with pytest.raises(NotAllowed):
            refused()
    remove_step(member, step.pk)
    with pytest.raises(NotFound):
        remove_step(member, step.pk)


def test_the_same_step_sent_twice_stands_once_and_comes_back_when_it_was_taken_away() -> None:
    group = a_group("Long Table")
    viewer, client, _person = somebody_of(group)
    struggle = a_struggle(viewer, group)
    key = uuid.uuid4()
    first, second = (add_step(viewer, struggle.uid, StepDraft("en", "We marched."), key) for _ in "ab")
    assert first.pk == second.pk
    client.post(reverse("federation:remove-step", args=[first.pk]))
    assert not Step.objects.exists()
    client.post(reverse("assembly:undo", args=[act_of(first)]))
    assert Step.objects.get().text == {"en": "We marched."}


def test_parts_roll_up_with_their_victories_and_no_circle_can_be_made() -> None:
    local = a_group("Long Table")
    network, organiser, _client = a_network(local)
    viewer, _own, _person = somebody_of(local)
    wide = a_struggle(organiser, network, "Change the rules of trade")
    part = a_struggle(viewer, local, "Our market stays", within=wide.uid)
    deeper = a_struggle(viewer, local, "Saturday market", within=part.uid)
    a_step(viewer, deeper, "The mayor agreed.", "victory")
    a_step(viewer, deeper, "We drew a map.")
    tell_result(viewer, deeper.uid, ResultDraft("en", "won"))
    page = struggle_page(ANYONE, wide.uid)
    assert [(one.line.uid, one.depth) for one in page.parts] == [(part.uid, 1), (deeper.uid, 2)]
    assert [(badge.code, count) for badge, count in page.counted] == [("open", 1), ("won", 1)]
    assert [one.text["en"] for one in page.life] == ["The mayor agreed."]
    with pytest.raises(Problem, match="part of itself"):
        write_struggle(viewer, part.uid, StruggleDraft("en", "Ours", within=deeper.uid))


def test_a_part_belongs_to_a_struggle_of_its_own_group_or_of_a_network_above() -> None:
    group, other = a_group("Long Table"), a_group("Elsewhere")
    viewer, _client, _person = somebody_of(group)
    theirs, _other_client, _someone = somebody_of(other, name="theirs")
    strange = a_struggle(theirs, other)
    with pytest.raises(Problem, match="does not belong"):
        a_struggle(viewer, group, within=strange.uid)


def test_a_part_that_is_closed_is_not_told_nor_counted_nor_what_lies_beneath_it() -> None:
    group = a_group("Long Table")
    viewer, _client, _person = somebody_of(group)
    wide = a_struggle(viewer, group, "Wide")
    closed = a_struggle(viewer, group, "Closed", within=wide.uid, audience="group")
    beneath = a_struggle(viewer, group, "Beneath", within=closed.uid)
    a_step(viewer, beneath, "A secret win.", "victory")
    page = struggle_page(ANYONE, wide.uid)
    assert (page.parts, page.counted, page.life) == ((), [], ())
    assert len(struggle_page(viewer, wide.uid).parts) == 2
    assert [line.uid for line in struggles_of(ANYONE, group.uid).lines] == [beneath.uid, wide.uid]


def test_appeals_stand_on_top_as_long_as_the_struggle_goes_on() -> None:
    group = a_group("Long Table")
    viewer, _client, _person = somebody_of(group)
    struggle = a_struggle(viewer, group)
    a_step(viewer, struggle, "Stand with us on Saturday.", "appeal")
    assert [one.text["en"] for one in struggle_page(ANYONE, struggle.uid).appeals] == [
        "Stand with us on Saturday."
    ]
    tell_result(viewer, struggle.uid, ResultDraft("en", "resting"))
    assert struggle_page(ANYONE, struggle.uid).appeals == []


def test_an_institution_gathers_what_is_told_of_it_by_name_or_by_page() -> None:
    group = a_group("Long Table")
    body = a_group("Ministry of Labour", kind="public_body")
    viewer, _client, _person = somebody_of(group)
    by_page = a_struggle(viewer, group, "Wages", institution=f"https://x.org/en/g/{body.uid}/ministry")
    by_name = a_struggle(viewer, group, "Hours", institution="ministry of labour")
    other = a_struggle(viewer, group, "Trade", institution="World Bank")
    assert by_page.institution_group == body
    listed = {one.name: count for one, count in institutions(ANYONE).listed}
    assert listed == {"Ministry of Labour": 2, "World Bank": 1}
    for asked in (body.uid, "MINISTRY OF LABOUR"):
        assert {line.uid for line in institutions(ANYONE, asked).lines} == {by_page.uid, by_name.uid}
    assert [line.uid for line in institutions(ANYONE, "World Bank").lines] == [other.uid]
    assert Client().get(f"{reverse('federation:institutions')}?of=World+Bank").status_code == 200


def test_an_institution_whose_page_is_hidden_is_not_named_and_stays_when_others_write() -> None:
    group = a_group("Long Table")
    hidden = a_group("Hidden Council", audience="group")
    insider, _client, _person = somebody_of(hidden, name="insider")
    viewer, own, _someone = somebody_of(group)
    struggle = a_struggle(viewer, group)
    Struggle.objects.filter(pk=struggle.pk).update(institution_group=hidden)
    page = own.get(reverse("federation:edit-struggle", args=[struggle.uid])).content.decode()
    assert "Hidden Council" not in page
    write_struggle(viewer, struggle.uid, StruggleDraft("en", "Seeds stay with us"))
    struggle.refresh_from_db()
    assert struggle.institution_group == hidden
    assert institutions(ANYONE).listed == ()
    assert [one.name for one, _count in institutions(insider).listed] == ["Hidden Council"]


def test_small_wins_are_told_the_newest_first_on_a_page_and_in_a_feed() -> None:
    group = a_group("Long Table")
    network, _organiser, _client = a_network(group)
    elsewhere = a_group("Elsewhere")
    viewer, _own, _person = somebody_of(group)
    theirs, _other, _someone = somebody_of(elsewhere, name="theirs")
    a_step(theirs, a_struggle(theirs, elsewhere, "Water"), "The well is ours.", "victory", "2023")
    struggle = a_struggle(viewer, group)
    a_step(viewer, struggle, "The town listens.", "victory", "2024-03")
    a_step(viewer, struggle, "They closed the hall.", "setback", "2024-04")
    closed = a_struggle(viewer, group, "Closed", audience="group")
    a_step(viewer, closed, "A quiet win.", "victory", "2024-05")
    tell_result(viewer, struggle.uid, ResultDraft("en", "partly", "Half of it.", "2024-06"))
    assert [win.on for win in wins(ANYONE).wins] == ["2024-06", "2024-03", "2023"]
    assert [win.on for win in wins(ANYONE, network.uid).wins] == ["2024-06", "2024-03"]
    assert len(wins(viewer).wins) == 4
    page = Client().get(reverse("federation:wins")).content.decode()
    assert "The town listens." in page
    assert "They closed the hall." not in page
    feed = Client().get(reverse("federation:wins-feed")).content.decode()
    assert "2024-03-01T00:00:00+00:00" in feed
    assert "A quiet win." not in feed


def test_the_house_lists_what_goes_on_before_what_is_over_and_by_state() -> None:
    group = a_group("Long Table")
    viewer, _client, _person = somebody_of(group)
    over = a_struggle(viewer, group, "Over")
    tell_result(viewer, over.uid, ResultDraft("en", "lost", "We learned to begin earlier."))
    going = a_struggle(viewer, group, "Going")
    assert [line.uid for line in all_struggles(ANYONE).lines] == [going.uid, over.uid]
    assert [line.uid for line in all_struggles(ANYONE, "lost").lines] == [over.uid]
    assert Client().get(f"{reverse('federation:struggles')}?state=lost&page=7").status_code == 200
    assert Client().get(f"{reverse('federation:struggles')}?state=strange").status_code == 200


def test_a_planned_step_stands_in_the_calendar_until_the_struggle_is_over() -> None:
    group = a_group("Long Table")
    viewer, _client, _person = somebody_of(group)
    struggle = a_struggle(viewer, group)
    soon = timezone.localdate() + timedelta(days=9)
    a_step(viewer, struggle, "March to the town hall", "step", soon.isoformat())
    a_step(viewer, struggle, "Some day this year", "step", str(soon.year))
    span = (date.today(), date.today() + timedelta(days=30))
    assert [one.title for one in calendar(ANYONE, [group.pk], *span)] == [
        "March to the town hall – Seeds stay ours"
    ]
    tell_result(viewer, struggle.uid, ResultDraft("en", "won"))
    assert list(calendar(ANYONE, [group.pk], *span)) == []


def test_doors_lead_to_struggles_and_a_resolution_knows_what_followed() -> None:
    group = a_group("Long Table")
    viewer, _client, _person = somebody_of(group)
    names = [door.url for door in group_doors(ANYONE, group.pk)]
    assert reverse("federation:struggles-of", args=[group.uid]) not in names
    resolution = enter_resolution(viewer, group.uid, uuid.uuid4(), Decision("We stand.", "en"))
    a_struggle(viewer, group, resolution=resolution.uid, valid_from="2024-02")
    doors = {door.url: door for door in group_doors(ANYONE, group.pk)}
    door = doors[reverse("federation:struggles-of", args=[group.uid])]
    assert (door.count, door.note) == (1, "1 goes on")
    assert follows([resolution.pk]) == {resolution.pk: "2024-02"}
    page = Client().get(reverse("assembly:resolution", args=[resolution.uid])).content.decode()
    assert "Seeds stay ours" in page


def test_the_api_gives_a_struggle_with_its_life(client: Client) -> None:
    group = a_group("Long Table")
    viewer, _client, _person = somebody_of(group)
    struggle = a_struggle(viewer, group, institution="World Bank")
    a_step(viewer, struggle, "We marched.")
    listed = client.get(f"/api/groups/{group.uid}/struggles").json()
    assert listed["struggles"][0]["institution"] == "World Bank"
    whole = client.get(f"/api/struggles/{struggle.uid}").json()
    assert whole["life"][0]["text"] == {"en": "We marched."}
    remove_struggle(viewer, struggle.uid)
    assert client.get(f"/api/struggles/{struggle.uid}").status_code == 404


@pytest.mark.parametrize("how", ["of a hidden group", "for its group alone", "taken away"])
def test_what_is_closed_is_told_to_nobody_else(how: str) -> None:
    group = a_group("Long Table", audience="group" if how == "of a hidden group" else "public")
    viewer, _client, _person = somebody_of(group)
    audience = "group" if how == "for its group alone" else "public"
    struggle = a_struggle(viewer, group, institution="World Bank", audience=audience)
    a_step(viewer, struggle, "We won.", "victory")
    if how == "taken away":
        remove_struggle(viewer, struggle.uid)
    assert Client().get(reverse("federation:struggle", args=[struggle.uid])).status_code == 404
    assert institutions(ANYONE).listed == ()
    assert all_struggles(ANYONE).lines == ()
    assert wins(ANYONE).wins == ()
