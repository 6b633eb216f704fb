"""Going along with an enterprise: for the people of the two groups, and for nobody else."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import last_act
from konbit.directory.models import Group
from konbit.directory.queries.doors import doors_of
from konbit.federation.actions import accompaniments as actions
from konbit.federation.actions.accompaniments import AccompanimentDraft, VisitDraft, begin_accompaniment
from konbit.federation.models import Accompaniment, Visit
from konbit.federation.queries import calendar
from konbit.federation.queries.accompaniments import accompaniment_page, accompaniments_page
from konbit.people.audience import ANYONE, SYSTEM, Viewer, tokens_of
from konbit.search.actions import rebuild
from konbit.search.asking import Question
from konbit.search.queries import search
from tests.builders import a_group
from tests.federation.made import belongs
from tests.federation.supported import together, visited
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db

TODAY = date.today()
SOON = (TODAY + timedelta(days=9)).isoformat()
AGO = (TODAY - timedelta(days=30)).isoformat()


class Street:
    """A supporting group, an enterprise, the network above both, and people of each."""

    def __init__(self) -> None:
        self.school, self.bakery = a_group("School"), a_group("Bakery")
        self.union = a_group("Union", kind="network")
        belongs(self.school, self.union)
        belongs(self.bakery, self.union)
        self.helper, self.helps, _person = somebody_of(self.school, "member", "helper")
        self.baker, self.bakes, _person = somebody_of(self.bakery, "member", "baker")
        self.organiser, self.organises, _person = somebody_of(self.union, "organiser", "organiser")
        self.neighbour, self.looks, _person = somebody_of(a_group("Elsewhere"), "steward", "neighbour")

    def others(self) -> list[tuple[Viewer, Client]]:
        """Who takes part in neither."""
        return [(ANYONE, Client()), (self.neighbour, self.looks), (self.organiser, self.organises)]


@pytest.fixture
def street() -> Street:
    return Street()


@pytest.fixture
def row(street: Street) -> Accompaniment:
    made = together(street.helper, street.school, street.bakery, "Kanariaim oven")
    visited(street.helper, made, "Kanaritext", next_step="Kanaristep", next_on=SOON)
    return made


def days(viewer: Viewer, *groups: Group) -> list[str]:
    entries = calendar.calendar(viewer, [one.pk for one in groups], TODAY, TODAY + timedelta(days=60))
    return [one.title for one in entries]


def test_both_sides_read_and_write_it(street: Street) -> None:
    form = {"side": "supports", "other": "Bakery", "aim": "Bread for all.", "language": "English",
            "key": str(uuid.uuid4())}  # fmt: skip
    for _time in range(2):
        sent = street.helps.post(f"/en/groups/{street.school.uid}/accompaniments/new", form)
        assert sent.status_code == 302
    row = Accompaniment.objects.get()
    assert (row.group, row.enterprise) == (street.school, street.bakery)
    told = {"text": "The oven is cold.", "next_step": "Ask the smith.", "next_on": SOON}
    for client, key in ((street.helps, uuid.uuid4()), (street.bakes, uuid.uuid4())):
        for _time in range(2):
            sent = client.post(f"/en/accompaniments/{row.uid}/visits/new", {**told, "key": str(key)})
            assert sent.status_code == 302
    assert Visit.objects.count() == 2
    for client in (street.helps, street.bakes):
        text = client.get(f"/en/accompaniments/{row.uid}/").content.decode()
        assert text.count("The oven is cold.") == 2
        assert "School goes along with Bakery" in text
        assert "Bread for all." in text


def test_an_enterprise_can_begin_it_too(street: Street) -> None:
    draft = AccompanimentDraft("en", "Bread for all.")
    row = begin_accompaniment(street.baker, street.bakery.uid, "School", draft, uuid.uuid4(), supports=False)
    assert (row.group, row.enterprise) == (street.school, street.bakery)
    assert accompaniment_page(street.helper, row.uid).line.uid == row.uid


def test_nobody_else_sees_it_on_any_page(street: Street, row: Accompaniment) -> None:
    visit = row.visits.get()
    rebuild()
    addresses = (
        f"/en/accompaniments/{row.uid}/", f"/en/accompaniments/{row.uid}/edit",
        f"/en/accompaniments/{row.uid}/end", f"/en/accompaniments/{row.uid}/visits/new",
        f"/en/visits/{visit.pk}/edit",
    )  # fmt: skip
    school, bakery, union = (one.uid for one in (street.school, street.bakery, street.union))
    lists = (
        f"/en/groups/{school}/accompaniments/", f"/en/groups/{bakery}/accompaniments/",
        f"/en/groups/{school}/supports/", f"/en/g/{school}/", f"/en/g/{bakery}/",
        f"/en/groups/{union}/supports/ecosystem", f"/en/groups/{union}/consortium/",
        "/en/everything/?q=oven", "/en/federation/", "/en/account/", f"/api/groups/{school}/supports",
    )  # fmt: skip
    for viewer, client in street.others():
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == (404 if viewer.is_someone else 302), address
            assert "Kanari" not in answer.content.decode()
        for address in lists:
            text = client.get(address, follow=True).content.decode()
            assert "Kanari" not in text, address
            assert "Going along together" not in text, address


def test_nobody_else_writes_in_it(street: Street, row: Accompaniment) -> None:
    visit = row.visits.get()
    draft = AccompanimentDraft("en", "Mine now.")
    for viewer, client in [*street.others(), (SYSTEM, Client())]:
        for act in (
            lambda who: actions.write_accompaniment(who, row.uid, draft),
            lambda who: actions.end_accompaniment(who, row.uid, "2020"),
            lambda who: actions.tell_visit(who, row.uid, VisitDraft("Mine."), uuid.uuid4()),
            lambda who: actions.write_visit(who, visit.pk, VisitDraft("Mine.")),
            lambda who: actions.remove_visit(who, visit.pk),
        ):
            with pytest.raises(NotFound):
                act(viewer)
        for address in (f"/en/accompaniments/{row.uid}/edit", f"/en/visits/{visit.pk}/remove"):
            assert client.post(address, {"aim": "Mine now."}).status_code in (302, 404)
    for viewer, _client in street.others():
        with pytest.raises(NotAllowed):
            begin_accompaniment(viewer, street.school.uid, "Bakery", draft, uuid.uuid4(), supports=True)
    row.refresh_from_db()
    assert row.aim == {"en": "Kanariaim oven"}
    assert [one.text for one in row.visits.all()] == ["Kanaritext"]


def test_it_stands_in_no_search_no_door_and_no_calendar_of_others(street: Street, row: Accompaniment) -> None:
    rebuild()
    groups = (street.school, street.bakery)
    for viewer in (street.helper, street.baker, *(one for one, _client in street.others())):
        hits = search(Question(tokens_of(viewer), words="oven")).hits
        assert [hit.kind for hit in hits if hit.kind.startswith("federation.")] == []
    for viewer, _client in street.others():
        assert days(viewer, *groups) == []
        titles = [str(door.title) for group in groups for door in doors_of(viewer, group.pk)]
        assert "Going along together" not in titles
    for viewer in (street.helper, street.baker):
        for group in groups:
            assert days(viewer, group) == ["Kanaristep"]
            assert "Going along together" in [str(door.title) for door in doors_of(viewer, group.pk)]


def test_the_conversation_of_the_house_does_not_open_it(street: Street, row: Accompaniment) -> None:
    for _viewer, client in street.others():
        for kind, pk in (("federation.accompaniment", row.pk), ("federation.visit", row.visits.get().pk)):
            answer = client.get(f"/en/conversations/about/{kind}/{pk}/", follow=True)
            assert "Kanari" not in answer.content.decode()


def test_who_left_the_group_sees_it_no_more(street: Street, row: Accompaniment) -> None:
    left = Viewer(street.helper.actor, street.helper.person_id, "helper", {})
    with pytest.raises(NotFound):
        accompaniment_page(left, row.uid)
    assert days(left, street.school) == []


def test_a_list_shows_those_of_the_reader_alone(street: Street, row: Accompaniment) -> None:
    forge = a_group("Forge")
    together(street.helper, street.school, forge, "Another aim.")
    assert len(accompaniments_page(street.helper, street.school.uid).lines) == 2
    seen = accompaniments_page(street.baker, street.school.uid)
    assert [one.uid for one in seen.lines] == [row.uid]
    assert not seen.may_begin
    with pytest.raises(NotFound):
        accompaniments_page(street.neighbour, street.school.uid)


def test_a_group_that_hides_is_not_named_to_the_other_side(street: Street, row: Accompaniment) -> None:
    Group.objects.filter(pk=street.bakery.pk).update(audience="group", name="Kanarigroup")
    text = street.helps.get(f"/en/accompaniments/{row.uid}/").content.decode()
    assert "Kanarigroup" not in text
    assert "a group that is not open to you" in text
    assert (
        "Kanarigroup"
        not in street.helps.get(f"/en/groups/{street.school.uid}/accompaniments/").content.decode()
    )


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"aim": ""}, "This field is required"),
        ({"aim": "  "}, "This field is required"),
        ({"other": ""}, "This field is required"),
        ({"other": "Nobody"}, "No group is called"),
        ({"other": "School"}, "This is your own group"),
        ({"side": "above"}, "Select a valid choice"),
        ({"valid_from": "2020", "valid_until": "2001"}, "ends before it begins"),
        ({"valid_from": "32 May"}, "is not a date"),
    ],
)
def test_a_wrong_beginning_is_told_and_kept(street: Street, changed: dict[str, str], told: str) -> None:
    form = {"side": "supports", "other": "Bakery", "aim": "Bread for all.", "language": "English",
            "valid_from": "", "key": str(uuid.uuid4()), **changed}  # fmt: skip
    answer = street.helps.post(f"/en/groups/{street.school.uid}/accompaniments/new", form)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Accompaniment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": "", "next_step": "", "next_on": ""}, "Nothing is written yet"),
        ({"on": SOON}, "still to come"),
        ({"on": "yesterday-ish"}, "is not a date"),
        ({"next_step": ""}, "no next step"),
        ({"on": AGO, "next_on": "2001"}, "comes before the visit"),
        ({"next_step": "x" * 501}, "at most 500"),
        ({"text": "x" * 8001}, "at most 8000"),
    ],
)
def test_a_wrong_visit_is_told_and_what_was_typed_stays(
    street: Street, row: Accompaniment, changed: dict[str, str], told: str
) -> None:
    form = {"on": "", "text": "The oven is cold.", "next_step": "Ask the smith.", "next_on": SOON,
            "key": str(uuid.uuid4()), **changed}  # fmt: skip
    answer = street.helps.post(f"/en/accompaniments/{row.uid}/visits/new", form)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert told in text
    assert "text" in changed or "The oven is cold." in text
    assert row.visits.count() == 1


def test_no_visit_after_the_end_until_it_is_opened_again(street: Street, row: Accompaniment) -> None:
    actions.write_accompaniment(street.baker, row.uid, AccompanimentDraft("en", "Bread.", valid_from="2001"))
    with pytest.raises(Problem, match="ends before it begins"):
        actions.end_accompaniment(street.baker, row.uid, "1999")
    assert street.bakes.post(f"/en/accompaniments/{row.uid}/end", {"on": "2009-05"}).status_code == 302
    page = accompaniment_page(street.helper, row.uid)
    assert page.line.is_over
    assert len(page.visits) == 1
    with pytest.raises(Problem, match="had ended"):
        visited(street.helper, row)
    visited(street.helper, row, "Long ago.", on="2009-05-03")
    actions.write_accompaniment(street.baker, row.uid, AccompanimentDraft("en", "Bread.", valid_from="2001"))
    visited(street.helper, row, "We go on.")
    assert row.visits.count() == 3


def test_a_visit_is_told_differently_taken_away_and_brought_back_by_either_side(
    street: Street, row: Accompaniment
) -> None:
    visit = row.visits.get()
    sent = street.bakes.post(f"/en/visits/{visit.pk}/edit", {"on": AGO, "text": "The oven is warm."})
    assert sent.status_code == 302
    gone = street.bakes.post(f"/en/visits/{visit.pk}/remove", follow=True)
    assert "The oven is warm." not in gone.content.decode()
    back = re.findall(r'href="([^"]*)">Take it back', gone.content.decode())[-1].replace("&amp;", "&")
    assert street.looks.post(back).status_code == 403
    street.bakes.post(back)
    assert "The oven is warm." in street.helps.get(f"/en/accompaniments/{row.uid}/").content.decode()


def test_a_stranger_takes_nothing_back(street: Street, row: Accompaniment) -> None:
    act = last_act(kind_of(row), row.pk)
    answer = street.looks.get(f"/en/undo/{act}/")
    assert answer.status_code in (403, 404)
    assert "Kanari" not in answer.content.decode()


def test_a_step_whose_day_has_passed_says_so_until_somebody_came_again(street: Street) -> None:
    row = together(street.helper, street.school, street.bakery)
    visited(street.helper, row, on="2020-01-01", next_step="Ask.", next_on="2020-02")
    assert [one.is_late for one in accompaniment_page(street.baker, row.uid).visits] == [True]
    visited(street.baker, row, on="2020-03-01")
    assert [one.is_late for one in accompaniment_page(street.baker, row.uid).visits] == [False, False]


def test_what_is_unknown_or_taken_away_is_not_found(street: Street, row: Accompaniment) -> None:
    for address in ("/en/accompaniments/nothing/", "/en/visits/999999/edit"):
        assert street.helps.get(address).status_code == 404
    assert street.helps.get(f"/en/visits/{row.visits.get().pk}/remove").status_code == 405
    Accompaniment.objects.update(removed_at="2020-01-01T00:00:00Z")
    assert street.helps.get(f"/en/accompaniments/{row.uid}/").status_code == 404
    assert days(street.helper, street.school) == []
