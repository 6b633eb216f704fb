"""Call lists: who is still to be asked, what came of it, who typed it and for whom, and the list on paper."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.models import Change, PersonalValue
from konbit.directory.actions.calling import close_campaign, note_call, open_campaign
from konbit.directory.actions.moderating import remove_group
from konbit.directory.models import Call, Campaign, Group, Relation, Role
from konbit.directory.queries.calls import call_page, call_sheet, campaigns_of
from konbit.directory.queries.still_true import asked_by
from konbit.people.audience import ANYONE, SYSTEM, Viewer, viewer_of
from konbit.people.models import Person
from tests.builders import a_group, a_person, a_viewer

pytestmark = pytest.mark.django_db

THIS_YEAR = date(timezone.now().year, 1, 1)
PHONE = {"kind": "phone", "value": "+33 1 99 00 00 10", "audience": "stewards"}
PERSON = {"kind": "person", "value": "Fabienne", "audience": "stewards"}


@pytest.fixture
def network() -> Group:
    return a_group("Tables", kind="network")


@pytest.fixture
def organiser(network: Group) -> Viewer:
    person = a_person("olga", shown_name="Olga")
    Role.objects.create(person=person, group=network, kind="organiser")
    return viewer_of(person)


def member(network: Group, name: str, **state: object) -> Group:
    """A group that belongs to the network."""
    group = a_group(name, **state)
    Relation.objects.create(subject=group, kind="member_of", object=network)
    return group


@pytest.fixture
def groups(network: Group) -> dict[str, Group]:
    return {
        "old": member(network, "Old", confirmed_on="2020-05-01", contacts=[PHONE, PERSON]),
        "never": member(network, "Never"),
        "fresh": member(network, "Fresh", confirmed_on=date.today().isoformat()),
    }


@pytest.fixture
def campaign(network: Group, organiser: Viewer, groups: dict[str, Group]) -> int:
    return open_campaign(organiser, network.uid, "Still true?", THIS_YEAR)


def names(viewer: Viewer, campaign: int, show: str = "call") -> list[str]:
    return [row.group.name for row in call_page(viewer, campaign, show, 1).rows]


def test_a_campaign_is_about_those_not_confirmed_since_its_day(
    network: Group, organiser: Viewer, campaign: int
) -> None:
    _link, [shown] = campaigns_of(organiser, network.uid)
    assert (shown.progress.open, shown.progress.total) == (2, 3)
    assert names(organiser, campaign) == ["Never", "Old"]
    assert names(organiser, campaign, "done") == ["Fresh"]


def test_groups_of_inner_networks_count_once_and_who_is_gone_counts_not(
    network: Group, organiser: Viewer, groups: dict[str, Group], campaign: int
) -> None:
    inner = member(network, "Inner", kind="network", confirmed_on=date.today().isoformat())
    deep = member(inner, "Deep")
    Relation.objects.create(subject=deep, kind="part_of", object=network)
    Relation.objects.create(subject=groups["old"], kind="part_of", object=inner)
    member(network, "Closed", valid_until="2001")
    remove_group(SYSTEM, member(network, "Removed").uid)
    assert names(organiser, campaign) == ["Deep", "Never", "Old"]
    assert call_page(organiser, campaign, "call", 1).campaign.progress.total == 5


def test_still_true_confirms_in_one_tap(organiser: Viewer, groups: dict[str, Group], campaign: int) -> None:
    assert note_call(organiser, campaign, groups["old"].uid, "reached") == "Old"
    old = Group.objects.get(pk=groups["old"].pk)
    assert (old.confirmed_on, old.certainty) == (date.today(), "confirmed")
    assert names(organiser, campaign) == ["Never"]
    row = call_page(organiser, campaign, "done", 1).rows[0]
    assert row.last is not None
    assert (row.last.outcome, row.last.by, row.last.behalf) == ("reached", "Olga", "")


@pytest.mark.parametrize("outcome", ["changed", "wrong", "closed"])
def test_what_is_different_waits_to_be_written_in_and_changes_nothing_by_itself(
    organiser: Viewer, groups: dict[str, Group], campaign: int, outcome: str
) -> None:
    note_call(organiser, campaign, groups["old"].uid, outcome, note="They moved to Lyon.")
    old = Group.objects.get(pk=groups["old"].pk)
    assert (old.confirmed_on, old.valid_until) == (date(2020, 5, 1), "")
    assert names(organiser, campaign) == ["Never"]
    [row] = call_page(organiser, campaign, "write", 1).rows
    assert row.last is not None
    assert row.last.note == "They moved to Lyon."
    note_call(organiser, campaign, groups["old"].uid, "reached")
    assert names(organiser, campaign, "write") == []


def test_whoever_did_not_answer_comes_after_those_who_were_not_called(
    organiser: Viewer, groups: dict[str, Group], campaign: int
) -> None:
    note_call(organiser, campaign, groups["never"].uid, "nobody")
    assert names(organiser, campaign) == ["Old", "Never"]


def test_calls_are_written_down_for_others_and_it_is_kept_who_typed(
    organiser: Viewer, groups: dict[str, Group], campaign: int
) -> None:
    note_call(
        organiser, campaign, groups["old"].uid, "nobody", behalf=" Grandmother Rose ", note="Ring late."
    )
    call = Call.objects.get()
    assert (call.by, call.behalf) == (organiser.actor, "Grandmother Rose")
    change = Change.objects.get(kind="directory.call")
    assert change.actor == organiser.actor
    assert "Grandmother" not in str(change.after)
    assert "Ring late" not in str(change.after)
    assert PersonalValue.objects.filter(change=change, value="Grandmother Rose").exists()


def test_numbers_are_for_those_who_may_see_them(
    network: Group, organiser: Viewer, groups: dict[str, Group], campaign: int
) -> None:
    row = next(row for row in call_page(organiser, campaign, "call", 1).rows if row.group.name == "Old")
    assert (row.phones, row.people, row.withheld) == (("+33 1 99 00 00 10",), ("Fabienne",), False)
    moderator = a_viewer(network.scope, "moderator")
    row = next(row for row in call_page(moderator, campaign, "call", 1).rows if row.group.name == "Old")
    assert (row.phones, row.people, row.withheld) == ((), (), True)


@pytest.mark.parametrize("role", ["member", "steward", "editor", ""])
def test_only_who_organises_or_moderates_the_network_calls(
    network: Group, groups: dict[str, Group], campaign: int, role: str
) -> None:
    viewer = a_viewer(network.scope, role) if role else ANYONE
    acts = (
        lambda: open_campaign(viewer, network.uid, "Mine", THIS_YEAR),
        lambda: campaigns_of(viewer, network.uid),
        lambda: call_page(viewer, campaign, "call", 1),
        lambda: call_sheet(viewer, campaign, 1),
        lambda: note_call(viewer, campaign, groups["old"].uid, "reached"),
        lambda: close_campaign(viewer, campaign),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_an_organiser_of_another_network_does_not_call_here(groups: dict[str, Group], campaign: int) -> None:
    other = a_group("Others", kind="network")
    with pytest.raises(NotAllowed):
        note_call(a_viewer(other.scope, "organiser"), campaign, groups["old"].uid, "reached")


def test_what_makes_no_sense_is_refused(
    network: Group, organiser: Viewer, groups: dict[str, Group], campaign: int
) -> None:
    with pytest.raises(Problem, match="still to come"):
        open_campaign(organiser, network.uid, "Later", date.today() + timedelta(days=1))
    with pytest.raises(Problem, match="Only a network"):
        open_campaign(organiser, groups["old"].uid, "Alone", THIS_YEAR)
    with pytest.raises(Problem, match="What came of it"):
        note_call(organiser, campaign, groups["old"].uid, "shouted")
    with pytest.raises(NotAllowed):
        note_call(organiser, campaign, a_group("Stranger").uid, "reached")
    Relation.objects.filter(subject=groups["old"]).update(valid_until="2001")
    with pytest.raises(Problem, match="no longer belongs"):
        note_call(SYSTEM, campaign, groups["old"].uid, "reached")
    close_campaign(organiser, campaign)
    with pytest.raises(Problem, match="is closed"):
        note_call(organiser, campaign, groups["never"].uid, "reached")
    with pytest.raises(NotFound):
        call_page(organiser, campaign + 1, "call", 1)


def test_long_lists_are_paged(network: Group, organiser: Viewer, campaign: int) -> None:
    for number in range(45):
        member(network, f"Group {number:02}")
    page = call_page(organiser, campaign, "call", 3)
    assert (page.number, page.pages, len(page.rows)) == (3, 3, 7)
    assert call_page(organiser, campaign, "call", 99).number == 3
    assert call_sheet(organiser, campaign, 1).pages == 3


def test_a_page_of_the_list_asks_the_database_a_bounded_number_of_questions(
    network: Group, organiser: Viewer, campaign: int, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        member(network, f"Group {number:02}", contacts=[PHONE])
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        call_page(organiser, campaign, "call", 1)


def test_the_pages_lead_from_the_network_to_a_noted_call(
    network: Group, organiser: Viewer, groups: dict[str, Group]
) -> None:
    client = Client()
    client.force_login(Person.objects.get(pk=organiser.person_id))
    address = reverse("directory:campaigns", args=[network.uid])
    assert address in client.get(reverse("directory:group", args=[network.uid])).content.decode()
    assert client.get(address).status_code == 200
    page = client.post(address, {"name": "Winter", "since": THIS_YEAR.isoformat()}, follow=True)
    assert "2 of 3 groups not confirmed" in page.content.decode()
    assert reverse("directory:still_true_link", args=[groups["old"].uid]) in page.content.decode()
    campaign = Campaign.objects.get().pk
    client.post(reverse("directory:calls_behalf", args=[campaign]), {"behalf": "Rose"})
    noted = client.post(
        reverse("directory:note_call", args=[campaign]),
        {"group": groups["old"].uid, "outcome": "changed", "show": "call", "note": "Moved"},
        follow=True,
    )
    assert "Old: noted." in noted.content.decode()
    assert Call.objects.get().behalf == "Rose"
    text = client.get(f"{reverse('directory:calls', args=[campaign])}?show=write").content.decode()
    assert "Rose called, Olga wrote it down" in text
    client.post(reverse("directory:close_campaign", args=[campaign]))
    assert "closed on" in client.get(address).content.decode()


def test_the_sheet_bears_numbers_boxes_and_a_code_that_answers(
    organiser: Viewer, groups: dict[str, Group], campaign: int
) -> None:
    Group.objects.filter(pk=groups["never"].pk).update(audience="network")
    client = Client()
    client.force_login(Person.objects.get(pk=organiser.person_id))
    text = client.get(reverse("directory:call_sheet", args=[campaign])).content.decode()
    assert "+33 1 99 00 00 10" in text
    assert text.count('class="segno"') == 1
    rows = {row.group.name: row for row in call_sheet(organiser, campaign, 1).rows}
    assert rows["Never"].link == ""
    assert asked_by(groups["old"].uid, rows["Old"].link.rsplit("/", 1)[1]).group == groups["old"]
    client.force_login(a_person("outsider"))
    assert client.get(reverse("directory:call_sheet", args=[campaign])).status_code == 403
