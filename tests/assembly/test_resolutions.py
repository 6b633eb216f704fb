"""The register of what was agreed: addresses, conditions, ends, reviews, support, lists, the feed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from konbit.assembly.actions.resolving import (
    Decision,
    change_resolution,
    endorse,
    enter_resolution,
    first_words,
    reviewed,
    settle_condition,
    withdraw,
)
from konbit.assembly.actions.undoing import undo
from konbit.assembly.models import Endorsement, Resolution
from konbit.assembly.queries.acts import act_of
from konbit.assembly.queries.meeting_doors import meeting_doors
from konbit.assembly.queries.register import group_register, house_register
from konbit.assembly.queries.resolutions import resolution_page
from konbit.base import registry
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.registry import Room
from konbit.directory.models import Group
from konbit.people.audience import ANYONE
from tests.assembly.made import a_decision, a_meeting, a_member, a_steward
from tests.builders import a_group, a_person
from tests.directory.finding import a_tie

pytestmark = pytest.mark.django_db


def agreed(group: Group, text: str = "We share tools.", **said: object) -> Resolution:
    """Something that a group agreed, entered from old minutes."""
    decision = Decision(text=text, language="en", **{"decided_on": "2026-10", **said})  # type: ignore[arg-type]
    return enter_resolution(a_steward(group), group.uid, uuid.uuid4(), decision)


def days(count: int) -> str:
    """The day so many days from today."""
    return (date.today() + timedelta(days=count)).isoformat()


def test_a_resolution_is_called_by_its_first_sentence() -> None:
    assert first_words("We buy it. Rosa pays.") == "We buy it."
    assert first_words("word " * 60).endswith("…")
    assert len(first_words("word " * 60)) <= 121


def test_old_resolutions_are_entered_without_a_meeting_once_for_each_key() -> None:
    group, key = a_group(), uuid.uuid4()
    decision = Decision(
        "We share tools.", "en", decided_on="1998", how="acclamation", decided_by="64 members"
    )
    for _twice in range(2):
        enter_resolution(a_steward(group), group.uid, key, decision)
    page = resolution_page(ANYONE, Resolution.objects.get().uid)
    assert (page.card.when, page.card.how, page.decided_by) == ("1998", "by acclamation", "64 members")
    assert page.card.standing == "holds"
    with pytest.raises(NotAllowed):
        enter_resolution(a_member(group), group.uid, uuid.uuid4(), decision)


def test_text_stands_in_several_languages_beside_each_other() -> None:
    row = agreed(a_group())
    change_resolution(a_steward(row.group), row.uid, Decision("Nous partageons.", "fr", decided_on="2026-10"))
    row.refresh_from_db()
    assert row.text == {"en": "We share tools.", "fr": "Nous partageons."}
    assert row.title == {"en": "We share tools.", "fr": "Nous partageons."}


def test_a_condition_is_met_or_not_by_an_act_of_its_own_that_can_be_taken_back() -> None:
    row = agreed(a_group(), condition="provisional upon raising resources", condition_by="2027")
    steward = a_steward(row.group)
    page = resolution_page(ANYONE, row.uid)
    assert (page.card.standing, page.condition_by) == ("waiting", "2027")
    with pytest.raises(NotAllowed):
        settle_condition(a_member(row.group), row.uid, "met")
    settle_condition(steward, row.uid, "met")
    assert resolution_page(ANYONE, row.uid).card.standing == "holds"
    row.refresh_from_db()
    act = act_of(row)
    assert act
    undo(steward, act)
    settle_condition(steward, row.uid, "failed")
    assert resolution_page(ANYONE, row.uid).card.standing == "failed"
    with pytest.raises(Problem):
        settle_condition(steward, agreed(row.group).uid, "met")


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ({"valid_until": "1999"}, "expired"),
        ({"valid_until": "2999"}, "holds"),
        ({"valid_from": "2999"}, "later"),
        ({"state": "refused"}, "refused"),
        ({"condition": "money"}, "waiting"),
        ({}, "holds"),
    ],
)
def test_how_a_resolution_stands_follows_from_what_it_says(said: dict[str, str], standing: str) -> None:
    assert resolution_page(ANYONE, agreed(a_group(), **said).uid).card.standing == standing


def test_a_newer_resolution_replaces_an_older_one_and_never_itself() -> None:
    group = a_group()
    old = agreed(group, "Dues are five.")
    new = agreed(group, "Dues are six.", replaces=f"https://konbit.example/resolutions/{old.uid}/")
    page = resolution_page(ANYONE, old.uid)
    assert (page.card.standing, [link[1]["en"] for link in page.replaced_by]) == (
        "replaced",
        ["Dues are six."],
    )
    assert resolution_page(ANYONE, new.uid).replaces == (page.card.url, {"en": "Dues are five."})
    with pytest.raises(Problem):
        change_resolution(a_steward(group), old.uid, Decision("Dues are five.", "en", replaces=new.uid))
    withdraw(a_steward(group), new.uid)
    assert resolution_page(ANYONE, old.uid).card.standing == "holds"


def test_who_encourages_it_is_noted_once_a_group_or_a_name() -> None:
    row, ally = agreed(a_group()), a_group("Ally")
    hidden = a_group("Hidden", audience="group")
    steward = a_steward(row.group)
    for said in (ally.uid, ally.uid, "Members in Mexico", "Members in Mexico"):
        endorse(steward, row.uid, said, "gladly")
    Endorsement.objects.create(resolution=row, group=hidden)
    supporters = resolution_page(ANYONE, row.uid).supporters
    assert [one.group.name if one.group else one.name for one in supporters] == ["Ally", "Members in Mexico"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"text": "x" * 20_001},
        {"valid_from": "2027", "valid_until": "2026"},
        {"in_favour": -1},
        {"how": "by force"},
        {"replaces": "nothing-here"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(wrong: dict[str, object]) -> None:
    with pytest.raises(Problem):
        agreed(a_group(), **wrong)  # type: ignore[arg-type]
    assert not Resolution.objects.exists()


@pytest.fixture
def follows() -> Iterator[dict[int, str]]:
    """A room above in which something follows from resolutions."""
    happened: dict[int, str] = {}
    told = lambda ids: {pk: at for pk, at in happened.items() if pk in ids}  # noqa: E731
    registry.register(Room(name="tests", title="Tests", follows=told))
    yield happened
    del registry._rooms["tests"]


def test_decided_but_nothing_happened_is_a_list_of_its_own(follows: dict[int, str]) -> None:
    group = a_group()
    silent, busy, fresh = (agreed(group, text, decided_on=days(ago)) for text, ago in (
        ("Silent.", -120), ("Busy.", -120), ("Fresh.", -10)))  # fmt: skip
    published = agreed(group, "Published.", decided_on="2007")
    Resolution.objects.filter(pk=published.pk).update(certainty="published")
    follows[busy.pk] = "2026-11"
    assert [card.uid for card in group_register(ANYONE, group.uid, "silent").cards] == [silent.uid]
    assert resolution_page(ANYONE, silent.uid).silent
    assert not resolution_page(ANYONE, fresh.uid).silent
    page = resolution_page(ANYONE, busy.uid)
    assert (page.silent, page.card.followed_on) == (False, "November 2026")


def test_lists_tell_what_is_due_what_ends_and_what_waits() -> None:
    group = a_group()
    due = agreed(group, "Due.", review_on=days(-3))
    agreed(group, "Later.", review_on=days(90))
    ending = agreed(group, "Ending.", valid_until=days(20))
    agreed(group, "Ended.", valid_until=days(-20))
    waiting = agreed(group, "Waiting.", condition="money")
    lists = {
        show: [card.uid for card in group_register(ANYONE, group.uid, show).cards]
        for show in ("review", "ends", "condition")
    }
    assert lists == {"review": [due.uid], "ends": [ending.uid], "condition": [waiting.uid]}
    reviewed(a_steward(group), due.uid, days(200))
    assert not group_register(ANYONE, group.uid, "review").cards


def test_a_network_shows_what_its_members_agreed_too_and_the_house_all() -> None:
    network, member = a_group("Bakers", kind="network"), a_group("Rye")
    a_tie(member, "member_of", network)
    own, theirs, other = agreed(network), agreed(member), agreed(a_group("Elsewhere"))
    with_members = group_register(ANYONE, network.uid, inner=True)
    assert {card.uid for card in with_members.cards} == {own.uid, theirs.uid}
    assert [card.uid for card in group_register(ANYONE, network.uid).cards] == [own.uid]
    assert {card.uid for card in house_register(ANYONE).cards} == {own.uid, theirs.uid, other.uid}
    assert {card.uid for card in house_register(ANYONE, network.uid).cards} == {own.uid, theirs.uid}
    assert [link.uid for link in house_register(ANYONE).networks] == [network.uid]


def test_what_is_for_the_group_alone_is_in_no_list_feed_or_page_of_others(client: Client) -> None:
    group = a_group()
    inner = agreed(group, "For us alone.", audience="group")
    of_hidden = agreed(a_group("Hidden", audience="stewards"), "Hidden too.")
    shown = agreed(group, "For all.")
    for row in (inner, of_hidden):
        with pytest.raises(NotFound):
            resolution_page(ANYONE, row.uid)
    assert [card.uid for card in house_register(ANYONE).cards] == [shown.uid]
    client.force_login(a_person(is_superuser=True))
    for address in ("/en/resolutions/feed", f"/en/groups/{group.uid}/resolutions/feed"):
        answer = client.get(address)
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        entries = ElementTree.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")
        assert len(entries) == 1
        assert "For us alone" not in answer.content.decode()


def test_a_door_on_the_groups_page_tells_how_many_and_when_next(client: Client) -> None:
    group = a_group()
    assert list(meeting_doors(ANYONE, group.pk)) == []
    a_meeting(group, on="2030-05-01")
    agreed(group)
    agreed(group, audience="group")
    doors = [(str(door.title), door.count, door.note) for door in meeting_doors(ANYONE, group.pk)]
    assert doors == [("Meetings", 1, "the next: 1 May 2030"), ("What they agreed", 1, "")]
    page = client.get(f"/en/g/{group.uid}/").content.decode()
    assert f'href="/en/groups/{group.uid}/resolutions/"' in page
    Group.objects.filter(pk=group.pk).update(audience="group")
    assert list(meeting_doors(ANYONE, group.pk)) == []


def test_more_voices_than_people_at_the_meeting_are_shown_to_its_people() -> None:
    from konbit.assembly.actions.awaiting import add_person

    meeting = a_meeting()
    add_person(a_steward(meeting.group), meeting.uid, uuid.uuid4(), "Rosa")
    row = a_decision(meeting, how="vote", in_favour=40, against=2)
    assert resolution_page(a_steward(meeting.group), row.uid).too_many == (42, 1)
    assert resolution_page(ANYONE, row.uid).too_many is None


def test_a_resolution_is_entered_changed_and_acted_upon_by_forms(client: Client) -> None:
    client.force_login(a_person(is_superuser=True))
    group, ally = a_group(), a_group("Ally")
    said = {"key": str(uuid.uuid4()), "text": "We share tools.", "decided_on": "1998", "how": "vote",
            "state": "adopted", "in_favour": "12", "audience": "public", "language": "en",
            "condition": "rain", "proof": "https://example.org/minutes"}  # fmt: skip
    for _twice in range(2):
        answer = client.post(f"/en/groups/{group.uid}/resolutions/new", said)
        assert answer.status_code == 302, answer.context["form"].errors
    row = Resolution.objects.get()
    address = f"/en/resolutions/{row.uid}/"
    client.post(f"{address}act", {"condition": "met"})
    client.post(f"{address}act", {"name": f"https://konbit.example/en/g/{ally.uid}/ally/", "note": "gladly"})
    client.post(f"{address}act", {"review": "1", "next": "2028"})
    shown = client.get(address).content.decode()
    for words in ("We share tools.", "12 for", "its condition is met", "Ally", "gladly", "2028",
                  'rel="noopener noreferrer nofollow"'):  # fmt: skip
        assert words in shown, words
    assert client.get(f"{address}change").context["form"]["in_favour"].value() == 12
    assert client.post(f"{address}change", said | {"text": "We share all tools."}).status_code == 302
    client.post(f"{address}act", {"withdraw": "1"})
    assert "withdrawn" in client.get(address).content.decode()
    assert "withdrew the resolution" in client.get(f"{address}history").content.decode()
    for page in ("/en/resolutions/", "/en/resolutions/?show=silent", f"/en/groups/{group.uid}/resolutions/"):
        assert client.get(page).status_code == 200


def test_a_wrong_address_of_a_proof_is_no_link(client: Client) -> None:
    row = agreed(a_group(), proof="javascript:alert(1)")
    page = client.get(f"/en/resolutions/{row.uid}/").content.decode()
    assert 'href="javascript' not in page
