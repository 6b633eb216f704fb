"""Mandates: given, changed, ended, confirmed, passed on; what somebody says of herself; whose ends when."""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from konbit.assembly.actions.resolving import Decision, enter_resolution
from konbit.assembly.actions.undoing import undo
from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.models import Change, PersonalValue
from konbit.directory.models import Role
from konbit.federation.actions.declaring import declare, declare_for
from konbit.federation.actions.mandates import (
    MandateDraft,
    change_mandate,
    confirm_mandate,
    end_mandate,
    give_mandate,
    pass_on,
    remove_mandate,
)
from konbit.federation.models import Level, Mandate, Organ, Rule, Statutes
from konbit.federation.queries.calendar import calendar
from konbit.federation.queries.doors import follows
from konbit.federation.queries.ending import ending_page, quarter_of
from konbit.federation.queries.organs import organ_page
from konbit.federation.queries.own_mandates import own_mandates
from konbit.federation.queries.traits import asked_traits
from konbit.people.actions.erasure import erase
from konbit.people.audience import ANYONE, SYSTEM, viewer_of
from konbit.people.models import Person
from tests.builders import a_group, a_person, a_viewer
from tests.federation.made import belongs
from tests.federation.sat import a_college, a_mandate, a_seat, an_organ

pytestmark = pytest.mark.django_db

TODAY = date.today()


def day(distance: int) -> str:
    """The day so many days from today."""
    return (TODAY + timedelta(days=distance)).isoformat()


def told(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def someone(organ: Organ, name: str = "amina", kind: str = "member") -> Person:
    person = a_person(name)
    Role.objects.create(person=person, group=organ.group, kind=kind)
    return person


@pytest.fixture
def organ() -> Organ:
    return an_organ(a_group("Water Users", valid_from="1984"), valid_from="1990")


class TestWhatCannotBe:
    def test_two_do_not_get_one_seat_and_it_is_said_who_has_it_until_when(self, organ: Organ) -> None:
        seat = a_seat(organ, "Chair")
        a_mandate(organ, "Ana", seat=seat, valid_from="2020", valid_until="2024-06")
        with pytest.raises(Problem, match=r"Ana has this seat until June 2024\.") as raised:
            a_mandate(organ, "Bea", seat=seat, valid_from="2023")
        assert raised.value.status == 409
        a_mandate(organ, "Bea", seat=seat, valid_from="2024-06")  # nobody knows that both sat on one day
        with pytest.raises(Problem, match="Bea has this seat, and no end is written"):
            a_mandate(organ, "Cleo", seat=seat, valid_from="2025-01-01")

    def test_a_name_that_is_not_for_her_who_asks_is_not_told_by_a_refusal(self, organ: Organ) -> None:
        seat = a_seat(organ, "Chair")
        a_mandate(organ, "Ana", seat=seat, valid_from="2020", audience="stewards")
        editor = a_viewer(organ.group.scope, "editor")
        with pytest.raises(Problem, match="Somebody has this seat"):
            a_mandate(organ, "Bea", editor, seat=seat, valid_from="2023")

    def test_nobody_sits_in_two_colleges_at_once(self, organ: Organ) -> None:
        workers, farmers = a_college(organ, "Workers"), a_college(organ, "Farmers")
        a_mandate(organ, "Ana Ruiz", college=workers, valid_from="2020")
        with pytest.raises(Problem, match="college “Workers” at that time"):
            a_mandate(organ, "ana  RUIZ", college=farmers, valid_from="2021")
        a_mandate(organ, "Ana Ruiz", college=farmers, valid_from="1995", valid_until="1999")
        a_mandate(organ, "Bea", college=farmers, valid_from="2021")

    @pytest.mark.parametrize(
        ("said", "what"),
        [
            ({}, "Nobody has this mandate"),
            ({"name": "Ana", "valid_from": "1983"}, "is before Water Users was founded"),
            ({"name": "Ana", "valid_from": "1989"}, "is before “Board” began"),
            ({"name": "Ana", "valid_from": "2020-05", "valid_until": "2020-04"}, "before it begins"),
            ({"name": "Ana", "condition": "that money comes"}, "no day by which"),
            ({"name": "Ana", "confirm_by": "2030"}, "not upon what"),
            (
                {"name": "Ana", "valid_from": "2021", "condition": "rain", "confirm_by": "2020"},
                "before it begins",
            ),
            ({"name": "Ana", "speaks_for": "No such group"}, "No group is called"),
            ({"name": "Ana", "person": "person:somebody else"}, "not of the group"),
            ({"name": "Ana", "resolution": "nothing"}, "not a resolution of the group"),
        ],
    )
    def test_it_is_refused_with_what_to_do(self, organ: Organ, said: dict[str, Any], what: str) -> None:
        with pytest.raises(Problem, match=what) as raised:
            a_mandate(organ, **said)
        assert raised.value.remedy
        assert not Mandate.objects.exists()

    def test_nobody_speaks_for_a_group_before_it_was_founded(self, organ: Organ) -> None:
        a_group("New Well", valid_from="2010")
        with pytest.raises(Problem, match="before New Well was founded"):
            a_mandate(organ, "Ana", speaks_for="New Well", valid_from="2009")

    def test_parts_of_another_body_are_refused(self, organ: Organ) -> None:
        other = an_organ(organ.group, "Committee")
        with pytest.raises(Problem, match="not a part of this body"):
            a_mandate(organ, "Ana", seat=a_seat(other))
        workers, farmers = a_college(organ, "Workers"), a_college(organ, "Farmers")
        with pytest.raises(Problem, match="in another college"):
            a_mandate(organ, "Ana", seat=a_seat(organ, "One", workers), college=farmers)

    def test_strangers_and_members_give_nothing(self, organ: Organ) -> None:
        mandate = a_mandate(organ, "Ana")
        for viewer in (ANYONE, a_viewer(organ.group.scope, "member")):
            for act in (
                lambda who: a_mandate(organ, "Bea", who),
                lambda who: change_mandate(who, mandate.pk, MandateDraft("en", "Bea")),
                lambda who: end_mandate(who, mandate.pk, "2020"),
                lambda who: remove_mandate(who, mandate.pk),
                lambda who: declare_for(who, mandate.pk, {"gender": "woman"}, True),
            ):
                with pytest.raises(NotAllowed):
                    act(viewer)

    def test_an_editor_changes_no_mandate_whose_name_is_not_for_her(self, organ: Organ) -> None:
        mandate = a_mandate(organ, "Ana", audience="stewards")
        with pytest.raises(NotAllowed):
            change_mandate(a_viewer(organ.group.scope, "editor"), mandate.pk, MandateDraft("en", "Bea"))


class TestWhatBecomesOfIt:
    def test_what_is_sent_twice_is_one(self, organ: Organ) -> None:
        key = uuid.uuid4()
        for _time in "12":
            give_mandate(SYSTEM, organ.uid, MandateDraft("en", "Ana"), key)
        assert Mandate.objects.count() == 1

    def test_it_ends_and_that_is_taken_back(self, organ: Organ) -> None:
        mandate = a_mandate(organ, "Ana", valid_from="2020")
        with pytest.raises(Problem, match="before it begins"):
            end_mandate(SYSTEM, mandate.pk, "2019")
        end_mandate(SYSTEM, mandate.pk, "2021-05-01")
        assert not organ_page(ANYONE, organ.uid).shown.sitting
        undo(SYSTEM, act_of(mandate))  # type: ignore[arg-type]
        assert organ_page(ANYONE, organ.uid).shown.sitting

    def test_a_conditional_mandate_expires_unless_it_is_confirmed(self, organ: Organ) -> None:
        said = {"valid_from": day(-90), "condition": "that money comes", "confirm_by": day(0)}
        lost, kept = a_mandate(organ, "Ana", **said), a_mandate(organ, "Bea", **said)
        assert [one.state for one in organ_page(ANYONE, organ.uid).shown.sitting] == ["waits", "waits"]
        with pytest.raises(Problem, match="still to come"):
            confirm_mandate(SYSTEM, kept.pk, day(1))
        confirm_mandate(SYSTEM, kept.pk, day(-3))
        with pytest.raises(Problem, match="Nothing is to be confirmed"):
            confirm_mandate(SYSTEM, kept.pk, day(-2))
        Mandate.objects.update(confirm_by=day(-1))
        shown = organ_page(ANYONE, organ.uid).shown
        assert [(one.who, one.state) for one in shown.sitting] == [("Bea", "sits")]
        assert [(one.who, one.state) for one in shown.before] == [("Ana", "expired")]
        assert {one.state for one in organ_page(ANYONE, organ.uid, day(-1)).shown.sitting} == {
            "sits",
            "waits",
        }
        with pytest.raises(Problem, match="it ended then"):
            confirm_mandate(SYSTEM, lost.pk, day(0))

    def test_a_role_passes_on_in_one_act_that_is_taken_back_as_one(self, organ: Organ) -> None:
        host = an_organ(organ.group, "Secretariat", kind="secretariat")
        seat = a_seat(host, "Host")
        a_group("Coast")
        a_group("Hills")
        first = a_mandate(host, holder="Coast", seat=seat, valid_from="2020")
        key = uuid.uuid4()
        draft = MandateDraft("en", holder="Hills", valid_from="2023-04-01")
        for _time in "12":
            second = pass_on(SYSTEM, first.pk, draft, key)
        first.refresh_from_db()
        assert (first.valid_until, second.seat, second.holder.name) == ("2023-03-31", seat, "Hills")  # type: ignore[union-attr]
        assert Mandate.objects.count() == 2
        undo(SYSTEM, act_of(second))  # type: ignore[arg-type]
        assert Mandate.objects.get().valid_until == ""

    def test_a_role_does_not_pass_on_before_it_began_or_to_nobody(self, organ: Organ) -> None:
        first = a_mandate(organ, "Ana", valid_from="2020-05-05")
        for draft, what in (
            (MandateDraft("en", "Bea", valid_from="2020-05-05"), "before it begins"),
            (MandateDraft("en", "Bea"), "not said when"),
            (MandateDraft("en", valid_from="2021"), "Nobody has this mandate"),
        ):
            with pytest.raises(Problem, match=what):
                pass_on(SYSTEM, first.pk, draft, uuid.uuid4())
        first.refresh_from_db()
        assert first.valid_until == ""

    def test_what_the_editor_may_not_know_stays_when_she_changes_the_rest(self, organ: Organ) -> None:
        hidden = a_group("Night Shelter", audience="group")
        mandate = a_mandate(organ, "Ana", speaks_for="Night Shelter")
        change_mandate(a_viewer(organ.group.scope, "editor"), mandate.pk, MandateDraft("en", "Ana Ruiz"))
        mandate.refresh_from_db()
        assert (mandate.name, mandate.speaks_for) == ("Ana Ruiz", hidden)

    def test_a_resolution_tells_that_a_mandate_follows_from_it(self, organ: Organ) -> None:
        said = Decision("Ana speaks for us.", "en", decided_on="2024-05-04")
        agreed = enter_resolution(SYSTEM, organ.group.uid, uuid.uuid4(), said)
        a_mandate(organ, "Ana", resolution=agreed.uid, valid_from="2024-06")
        assert follows([agreed.pk]) == {agreed.pk: "2024-06"}
        (shown,) = organ_page(ANYONE, organ.uid).shown.sitting
        assert shown.resolution
        assert shown.resolution.uid == agreed.uid


class TestWhatSheSaysOfHerself:
    def test_she_says_it_herself_and_takes_it_back(self, organ: Organ) -> None:
        person = someone(organ)
        mandate = a_mandate(organ, person=person.opaque_id)
        assert mandate.name == person.name
        viewer = viewer_of(person)
        declare(viewer, mandate.pk, {"gender": "woman", "language": "kreyòl", "youth": ""})
        (own,) = own_mandates(viewer)
        assert own.mandate.declared == (("Gender", "woman"), ("Language", "kreyòl"))
        declare(viewer, mandate.pk, {"gender": ""})
        assert own_mandates(viewer)[0].mandate.declared == ()
        with pytest.raises(NotFound):
            declare(viewer_of(someone(organ, "bea")), mandate.pk, {"gender": "man"})
        with pytest.raises(Problem, match="cannot be asked"):
            declare(viewer, mandate.pk, {"two words": "x"})

    def test_others_write_it_down_only_if_she_told_it_herself(self, organ: Organ) -> None:
        mandate = a_mandate(organ, "Ana")
        steward = a_viewer(organ.group.scope, "steward")
        with pytest.raises(Problem, match="Only she herself"):
            declare_for(steward, mandate.pk, {"gender": "woman"}, False)
        declare_for(steward, mandate.pk, {"gender": "woman"}, True)
        with pytest.raises(NotAllowed):
            declare_for(a_viewer(organ.group.scope, "editor"), mandate.pk, {}, True)

    def test_only_those_who_sit_there_and_its_stewards_see_it(self, organ: Organ, client: Client) -> None:
        mandate = a_mandate(organ, "Ana")
        declare_for(SYSTEM, mandate.pk, {"gender": "zwaziya"}, True)
        beside, member = someone(organ, "beside"), someone(organ, "member")
        steward = someone(organ, "steward", "steward")
        a_mandate(organ, person=beside.opaque_id)
        addresses = (
            f"/en/organs/{organ.uid}/", f"/en/groups/{organ.group.uid}/organs/",
            f"/en/groups/{organ.group.uid}/organs/paper", f"/en/groups/{organ.group.uid}/mandates/",
            f"/api/groups/{organ.group.uid}/organs", f"/en/g/{organ.group.uid}/history",
        )  # fmt: skip

        def read() -> set[str]:
            return {one for one in addresses if "zwaziya" in client.get(one).content.decode()}

        assert read() == set()
        for person, seen in ((member, set()), (beside, {addresses[0]}), (steward, {addresses[0]})):
            client.force_login(person)
            assert read() == seen
        assert client.get(f"/en/mandates/{mandate.pk}/declare").status_code == 200
        client.force_login(member)
        assert client.get(f"/en/mandates/{mandate.pk}/declare").status_code == 403
        assert "zwaziya" not in json.dumps(list(Change.objects.values_list("before", "after")))

    def test_it_goes_with_her(self, organ: Organ) -> None:
        person = someone(organ)
        mandate = a_mandate(organ, person=person.opaque_id)
        declare(viewer_of(person), mandate.pk, {"gender": "zwaziya"})
        assert PersonalValue.objects.filter(value="zwaziya").exists()
        erase(person.username, SYSTEM)
        mandate.refresh_from_db()
        assert (mandate.name, mandate.person, mandate.declared) == ("", "", {})
        assert not PersonalValue.objects.filter(value="zwaziya").exists()
        assert [one.who for one in organ_page(ANYONE, organ.uid).shown.sitting] == ["somebody"]

    def test_what_the_rules_ask_can_be_said(self, organ: Organ) -> None:
        statutes = Statutes.objects.create(group=organ.group, title={"en": "Ours"})
        level = Level.objects.create(statutes=statutes, word="board", organ=True)
        for number, asks in enumerate(("includes at least 2 origin coast", "has 7 people", "includes x")):
            Rule.objects.create(statutes=statutes, level=level, word=f"r{number}", asks=asks)
        asked = asked_traits(SYSTEM, organ.group_id)
        assert asked["origin"] == ("coast",)
        assert set(asked) == {"gender", "youth", "origin"}


class TestWhoseEnds:
    def test_a_quarter_has_its_first_and_last_day(self) -> None:
        for month, first, last in ((1, 1, 3), (3, 1, 3), (4, 4, 6), (11, 10, 12)):
            begins, ends = quarter_of(date(2024, month, 17))
            assert (begins.month, ends.month, (ends + timedelta(days=1)).day) == (first, last, 1)

    def test_what_ends_has_ended_and_waits_stands_apart_here_and_beneath(self) -> None:
        network, member = a_group("Union", kind="network"), a_group("Coast")
        hidden = a_group("Hills", audience="group")
        for one in (member, hidden):
            belongs(one, network)
        above, board = an_organ(network), an_organ(member)
        _first, last = quarter_of(TODAY)
        after = last + timedelta(days=1)
        a_mandate(board, "Ana", valid_until=last.isoformat())
        a_mandate(board, "Bea", valid_until=after.isoformat()[:7])
        a_mandate(board, "Cleo", valid_until=day(-1))
        a_mandate(board, "Dora", condition="rain", confirm_by=last.isoformat())
        a_mandate(board, "Elle", condition="rain", confirm_by=day(-2))
        a_mandate(above, "Fanm", valid_until=day(-200))
        a_mandate(above, "Zeta", valid_until=day(-400))
        a_mandate(above, "Iris")
        a_mandate(an_organ(hidden), "Gina", valid_until=last.isoformat())
        a_mandate(an_organ(member, "Closed", audience="group"), "Hana", valid_until=last.isoformat())
        page = ending_page(ANYONE, network.uid)
        assert [one.mandate.who for one in page.waiting] == ["Dora"]
        assert [one.mandate.who for one in page.ending] == ["Ana", "Dora"]
        assert [one.mandate.who for one in page.ended] == ["Cleo", "Elle", "Fanm"]
        later = ending_page(ANYONE, network.uid, after)
        assert ([one.mandate.who for one in later.ending], later.is_this) == (["Bea"], False)
        assert later.before == last.isoformat()[:7]
        assert "Gina" in {one.mandate.who for one in ending_page(SYSTEM, network.uid).ending}

    def test_known_days_stand_in_calendars_for_those_who_may_know(self, organ: Organ) -> None:
        a_mandate(organ, "Ana", valid_until="2999-05-31", audience="group")
        a_mandate(organ, "Bea", valid_until="2999-05")
        a_mandate(organ, "Cleo", condition="rain", confirm_by="2999-06-15")
        closed = an_organ(organ.group, "Closed", audience="group")
        a_mandate(closed, "Dora", valid_until="2999-05-31")
        span = date(2999, 5, 1), date(2999, 6, 30)
        entries = sorted(calendar(ANYONE, {organ.group_id}, *span), key=lambda one: str(one.begin))
        assert [(one.title, str(one.begin)) for one in entries] == [
            ("Mandate ends: somebody, Board – Water Users", "2999-05-31"),
            ("A word is needed: Cleo, Board – Water Users", "2999-06-15"),
        ]
        member = a_viewer(organ.group.scope, "member")
        assert len(list(calendar(member, {organ.group_id}, *span))) == 3


class TestByPages:
    def test_a_steward_gives_changes_confirms_passes_on_and_ends(self, client: Client, organ: Organ) -> None:
        steward = someone(organ, kind="steward")
        client.force_login(steward)
        a_group("Coast")
        a_group("Hills")
        at = f"/en/organs/{organ.uid}"
        sent = {"name": "", "holder": "Coast", "valid_from": "2020", "condition": "that money comes"}
        answer = client.post(f"{at}/mandates/new", sent | {"key": str(uuid.uuid4())})
        assert "no day by which" in answer.content.decode()
        assert "that money comes" in answer.content.decode()
        sent |= {"confirm_by": "2999"}
        assert client.post(f"{at}/mandates/new", sent | {"key": str(uuid.uuid4())}).status_code == 302
        first = Mandate.objects.get()
        assert "to be confirmed by 2999" in told(client, f"{at}/")
        client.post(f"/en/mandates/{first.pk}/confirm", {"on": "2020-05-01"})
        assert "that money comes – confirmed on" in told(client, f"{at}/")
        client.post(
            f"/en/mandates/{first.pk}/pass-on",
            {"holder": "Hills", "valid_from": "2023-01-01", "key": str(uuid.uuid4())},
        )
        second = Mandate.objects.latest("pk")
        assert second.holder
        assert second.holder.name == "Hills"
        edit = f"/en/mandates/{second.pk}/edit"
        assert 'value="Hills"' in client.get(edit).content.decode()
        client.post(edit, {"holder": "Hills", "valid_from": "2023-01-01", "task": "hosts the office"})
        assert "hosts the office" in told(client, f"{at}/")
        client.post(f"/en/mandates/{second.pk}/end", {"on": "2024"})
        page = told(client, f"{at}/")
        assert "Who sat here before" in page
        client.post(f"/en/mandates/{second.pk}/remove")
        assert Mandate.objects.count() == 1

    def test_she_finds_her_mandates_on_her_account(self, client: Client, organ: Organ) -> None:
        person = someone(organ)
        mandate = a_mandate(organ, person=person.opaque_id, valid_from="2024")
        assert client.get("/en/mandates/own").status_code == 302
        client.force_login(person)
        assert "Your mandates" in told(client, "/en/account/")
        page = told(client, "/en/mandates/own")
        assert "Board" in page
        assert "You have said nothing of yourself here." in page
        client.post(f"/en/mandates/{mandate.pk}/declare", {"is_gender": "woman", "others": "language kreyòl"})
        page = told(client, "/en/mandates/own")
        assert "Gender: woman" in page
        assert "Language: kreyòl" in page

    def test_a_body_that_closed_to_her_is_not_named_but_she_can_take_back_what_she_said(
        self, client: Client, organ: Organ
    ) -> None:
        person = someone(organ)
        mandate = a_mandate(organ, person=person.opaque_id)
        declare(viewer_of(person), mandate.pk, {"gender": "woman"})
        Role.objects.all().delete()
        Organ.objects.update(audience="group")
        client.force_login(person)
        page = told(client, "/en/mandates/own")
        assert "not open to you any more" in page
        assert "Water Users" not in page
        assert client.post(f"/en/mandates/{mandate.pk}/declare", {"is_gender": ""}).status_code == 302
        mandate.refresh_from_db()
        assert mandate.declared == {}

    def test_the_page_of_what_ends_says_so(self, client: Client, organ: Organ) -> None:
        a_mandate(organ, "Ana", valid_until=date.today().isoformat())
        page = told(client, f"/en/groups/{organ.group.uid}/mandates/")
        assert "They end this quarter" in page
        assert "Ana" in page
        assert client.get(f"/en/groups/{organ.group.uid}/mandates/?at=nonsense").status_code == 200
        for edge in ("0001-01", "9999-12", "2090"):
            assert client.get(f"/en/groups/{organ.group.uid}/mandates/?at={edge}").status_code == 200
