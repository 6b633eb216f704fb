"""Statutes over what is recorded: levels, ties, mandates, meetings, votes; what nobody else may see."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from konbit.assembly.actions.resolving import Decision, enter_resolution
from konbit.assembly.models import Meeting
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.models import Group
from konbit.engines.statutes import (
    Again,
    Confirmation,
    Majority,
    Part,
    People,
    Quorum,
    Quota,
    Rhythm,
    Rotation,
    Seats,
    Units,
    ready,
)
from konbit.engines.statutes import check as engine_check
from konbit.federation.actions.polls import PollDraft, record_poll
from konbit.federation.actions.standing import StandDraft, let_stand
from konbit.federation.formats.statutes_text import parse, write
from konbit.federation.models import Convocation, Level, Mandate, Poll, Rule, Standing, Statutes
from konbit.federation.queries.roster import recorded
from konbit.federation.queries.statutes_check import check_page
from konbit.federation.queries.statutes_doors import statutes_follows
from konbit.people.audience import ANYONE, SYSTEM
from konbit.search.actions import apply_changes
from konbit.search.documents import all_documents
from tests.builders import a_group
from tests.federation.sat import a_college, a_mandate, a_seat, an_organ
from tests.federation.statuted import (
    a_level,
    a_movement,
    a_region,
    a_rule,
    joined,
    peopled,
    some_statutes,
    somebody,
    stands,
)
from tests.federation.test_statutes_command import konbit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


class House:
    """A network of four groups with statutes: groups, an assembly of two of them, a board."""

    def __init__(self) -> None:
        self.network, self.groups = a_movement(
            "Two Springs", "Red Earth", "Green Pot", "Assembly of the Hill"
        )
        self.assembly = self.groups.pop()
        self.viewer, self.client = somebody(self.network, "organiser")
        self.statutes: Statutes = some_statutes(self.network)
        self.level: Level = a_level(self.statutes, "Group")
        self.upper: Level = a_level(self.statutes, "Assembly")
        self.board: Level = a_level(self.statutes, "Board", organ=True)
        self.area = a_region(self.statutes, "Hill", "area")
        for one in self.groups[:2]:
            joined(one, self.assembly, "2001")
        stands(self.statutes, self.level, self.groups, self.area)
        stands(self.statutes, self.upper, [self.assembly], self.area)

    def organ(self, title: str = "Board") -> Any:
        return an_organ(self.network, title, level=self.board.pk)

    def page(self, at: str = "2024-06-15", client: Client | None = None) -> str:
        answer = (client or self.client).get(
            reverse("federation:statutes-check", args=[self.statutes.uid]), {"at": at}
        )
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def house() -> House:
    return House()


def section(said: str, name: str) -> str:
    found = said.partition(f'id="{name}"')[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found.split("</section>")[0]))


def a_meeting(group: Group, on: str) -> Meeting:
    return Meeting.objects.create(group=group, held_from=on, state=Meeting.State.CLOSED)


def test_what_lacks_who_could_be_invited_and_the_way_to_them(house: House) -> None:
    a_rule(house.statutes, house.upper, Units("group", 3, None, "area"), since="2000")
    said = house.page()
    lacks = section(said, "lacks")
    assert "Assembly of the Hill lacks 1 of “Group”." in lacks
    assert "As recorded here. The assembly decides." in lacks
    assert f"/g/{house.groups[2].uid}/" in said[said.index("Could be invited") :].split("</p>")[0]
    joined(house.groups[2], house.assembly, "2024-07")
    assert "lacks" not in section(house.page("2024-06"), "holds")
    assert "Assembly of the Hill" in section(house.page("2024-08"), "holds")


def test_what_is_counted_of_a_group_is_what_was_last_said_up_to_the_day(house: House) -> None:
    a_rule(house.statutes, house.level, People(7, 20), since="2000")
    peopled(house.groups[0], 12, "2020")
    peopled(house.groups[0], 30, "2023")
    assert "Two Springs has 10 too many." in section(house.page(), "lacks")
    assert "Two Springs" in section(house.page("2021"), "holds")
    assert "Red Earth" in section(house.page("2021"), "untold"), "of whom nobody said how many they are"


def test_seats_for_each_assembly_find_those_below_the_group_of_the_body(house: House) -> None:
    organ = house.organ("General assembly")
    a_rule(house.statutes, house.board, Seats("assembly", 3), since="2000")
    a_mandate(organ, "Rose", valid_from="2020", speaks_for=house.assembly.name)
    lacks = section(house.page(), "lacks")
    assert "General assembly lacks 2 people. Asked: 3 seats, for Assembly of the Hill. Recorded: 1." in lacks


def test_quotas_count_what_was_declared_and_say_whom_to_invite(house: House) -> None:
    organ, other = house.organ(), house.organ("Committee")
    a_rule(house.statutes, f"o-{organ.uid}", Quota("youth", "yes", 1), since="2000")
    rose = a_mandate(organ, "Rose", valid_from="2020")
    Mandate.objects.filter(pk=rose.pk).update(declared={"youth": "no"})
    mika = a_mandate(other, "Mika", valid_from="2020")
    Mandate.objects.filter(pk=mika.pk).update(declared={"youth": "yes"})
    said = house.page()
    assert "Board lacks 1 youth." in section(said, "lacks")
    assert "Could be invited: Mika" in section(said, "lacks")
    a_mandate(organ, "Silent", valid_from="2021")
    assert "what everybody declares" in section(house.page(), "untold")


def test_what_people_declare_in_bodies_of_other_groups_counts_only_for_those(house: House) -> None:
    organ = an_organ(house.assembly, "Committee of the Hill", level=house.board.pk)
    a_rule(house.statutes, house.board, Quota("gender", "woman", 1), since="2000")
    rose = a_mandate(organ, "Rose", valid_from="2020", audience="group")
    Mandate.objects.filter(pk=rose.pk).update(declared={"gender": "woman"})
    assert "Committee of the Hill" in section(house.page(), "holds"), "organisers take part everywhere"
    _member, browser = somebody(house.network, "member", "bela")
    said = house.page(client=browser)
    assert "what everybody declares" in section(said, "untold")
    assert "Rose" not in said
    text = browser.get(reverse("federation:statutes-text", args=[house.statutes.uid])).content.decode()
    assert 'mandate "somebody"' in text
    assert "woman" not in text.split("unit o-")[1]


def test_hidden_groups_are_neither_named_nor_counted_for_who_may_not_see_them(house: House) -> None:
    a_rule(house.statutes, house.upper, Units("group", 3), since="2000")
    joined(house.groups[2], house.assembly, "2001")
    Group.objects.filter(pk=house.groups[2].pk).update(audience="group")
    _member, browser = somebody(house.network, "member", "bela")
    said = house.page(client=browser)
    assert "Green Pot" not in said
    assert "Assembly of the Hill lacks 1 of “Group”." in section(said, "lacks")
    assert "Assembly of the Hill" in section(house.page(), "holds"), "organisers see it"
    listed = browser.get(reverse("federation:stands", args=[house.statutes.uid])).content.decode()
    assert "Green Pot" not in listed
    a_rule(house.statutes, f"g-{house.groups[2].uid}", People(2), since="2000")
    seats = (("Red Earth", 2), ("Green Pot", 4))
    a_rule(house.statutes, house.board, Seats("group", 1), exceptions=seats, since="2000")
    shown = Client().get(reverse("federation:statutes", args=[house.statutes.uid])).content.decode()
    assert "1 seat, for each Group; but: Red Earth 2." in shown
    assert house.groups[2].uid not in shown
    assert "Green Pot" not in shown
    assert "at least 2 people" not in shown.lower()


def test_faults_name_what_is_wrong_and_lead_to_where_it_is_mended(house: House) -> None:
    organ = house.organ()
    seat = a_seat(organ, "Chair")
    first = a_mandate(organ, "Ana", valid_from="2019", valid_until="2021", seat=seat)
    second = a_mandate(organ, "Bob", valid_from="2022", seat=seat)
    Mandate.objects.filter(pk=second.pk).update(valid_from="2020")
    a_rule(house.statutes, house.level, People(7, 20))
    one = a_rule(house.statutes, house.upper, Units("group", 1, 2), since="2000")
    other = a_rule(house.statutes, house.upper, Units("group", 3), since="2000")
    joined(house.network, house.groups[0])
    stands(house.statutes, house.upper, [house.network])
    said = house.page()
    wrong = section(said, "wrong")
    assert "does not say since when it holds" in wrong
    assert "“Assembly: formed by 1 to 2 of “Group”” and “Assembly: formed by at least 3 of “Group””" in wrong
    assert "Ana and Bob have the seat" in wrong
    assert "Memberships lead back to where they begin" in wrong
    for address in (
        reverse("federation:correct-rule", args=[one.pk]),
        reverse("federation:correct-rule", args=[other.pk]),
        reverse("federation:organ", args=[organ.uid]),
        f"/g/{house.groups[0].uid}/",
    ):
        assert address in said[said.index('id="wrong"') :].split("</section>")[0]
    assert first


def test_a_tie_before_a_founding_and_a_person_in_two_colleges_are_told(house: House) -> None:
    organ = house.organ()
    users, workers = a_college(organ, "Users"), a_college(organ, "Workers")
    a_mandate(organ, "Ana", valid_from="2019", college=users)
    late = a_mandate(organ, "Other", valid_from="2019", college=workers)
    Mandate.objects.filter(pk=late.pk).update(name="Ana")
    Group.objects.filter(pk=house.groups[0].pk).update(valid_from="2010")
    wrong = section(house.page(), "wrong")
    assert "Ana sits in two colleges of Board." in wrong
    assert "before it was founded: Two Springs → Assembly of the Hill, since 2001" in wrong


def test_standing_on_a_level_later_than_the_tie_is_no_fault(house: House) -> None:
    draft = StandDraft(house.upper.pk, house.area.pk, "2015")
    let_stand(house.viewer, house.statutes.uid, [house.assembly.uid], draft)
    a_rule(house.statutes, house.upper, Units("group", 2), since="2000")
    assert "wrong" not in house.page().split('id="')
    assert "Assembly of the Hill" in section(house.page(), "holds")
    assert "Assembly of the Hill" not in section(house.page("2014"), "holds")


def test_meetings_of_groups_and_of_bodies_are_told_apart(house: House) -> None:
    a_rule(house.statutes, house.upper, Rhythm(1, "month"), since="2000")
    a_rule(house.statutes, house.board, Quorum("heads", Part(1, 2, True)), since="2000")
    organ = house.organ()
    assert "when it met" in section(house.page(), "untold")
    a_meeting(house.assembly, "2024-06-01")
    Meeting.objects.create(group=house.assembly, held_from="2024-07-01", state=Meeting.State.CANCELLED)
    assert "Assembly of the Hill · last met on 1 June 2024" in section(house.page(), "holds")
    assert "a meeting since 1 July 2024" in section(house.page("2024-08-01"), "lacks")
    Convocation.objects.create(
        organ=organ,
        meeting=a_meeting(house.network, "2024-05-02"),
        present=5,
        entitled=12,
        counted_in="heads",
    )
    assert "Board lacks 2 present." in section(house.page(), "lacks")


def test_mandates_that_expire_return_or_pass_on(house: House) -> None:
    host = house.organ("Secretariat")
    a_rule(house.statutes, house.board, Rotation(), since="2000")
    a_rule(house.statutes, house.board, Confirmation(), since="2000")
    a_rule(house.statutes, house.board, Again(1), since="2000")
    a_mandate(host, holder=house.groups[0].name, valid_from="2018", valid_until="2020")
    a_mandate(host, holder=house.groups[0].name, valid_from="2021", valid_until="2025")
    board = house.organ()
    a_mandate(board, "Ana", valid_from="2020", condition="Money is found.", confirm_by="2021-06")
    lacks = section(house.page("2024"), "lacks")
    assert "a change in 1 mandate" in lacks
    assert "1 confirmation in time" in lacks


def test_a_resolution_counts_as_a_vote_on_a_matter(house: House) -> None:
    rule = Majority("organisations", Part(80, 100), "present", "charter")
    a_rule(house.statutes, house.board, rule, since="2000")
    organ = house.organ()
    said = house.page()
    assert "how it voted" in section(said, "untold")
    form = reverse("federation:new-poll", args=[house.statutes.uid])
    assert form in said
    decision = Decision("We change the charter.", "en", decided_on="2024-05-04", in_favour=7, against=3)
    resolution = enter_resolution(house.viewer, house.network.uid, uuid.uuid4(), decision)
    sent = {
        "resolution": resolution.uid, "matter": "charter", "organ": organ.uid,
        "counted_in": "organisations", "present": "10", "entitled": "12",
    }  # fmt: skip
    assert house.client.post(form, sent).status_code == 302
    said = house.page()
    assert "Board lacks 1 in favour." in section(said, "lacks")
    assert "a vote of Board on “charter”, counted in organisations." in section(said, "votes")
    assert house.client.post(form, {**sent, "present": "8"}).status_code == 200, "more voted than were there"
    assert house.client.post(form, {**sent, "present": "11", "entitled": "11"}).status_code == 302
    assert Poll.objects.get().entitled == 11
    answer = house.client.post(reverse("federation:remove-poll", args=[Poll.objects.get().pk]))
    assert answer.status_code == 302
    assert "how it voted" in section(house.page(), "untold")


def test_a_resolution_without_counts_is_no_vote(house: House) -> None:
    resolution = enter_resolution(
        house.viewer, house.network.uid, uuid.uuid4(), Decision("By consent.", "en", decided_on="2024")
    )
    with pytest.raises(Problem, match="counted"):
        record_poll(house.viewer, house.statutes.uid, PollDraft(resolution.uid))


def test_the_text_that_is_exported_gives_the_same_findings_at_the_command_line(
    house: House, tmp_path: Path
) -> None:
    organ = house.organ()
    a_rule(house.statutes, house.upper, Units("group", 3, None, "area"), since="2000")
    a_rule(house.statutes, house.level, Units("group", 0, 3, "valley") if False else People(7, 20))
    a_rule(
        house.statutes, house.board, Seats("college", 2), exceptions=(("Unions", 4), ("Users", None)),
        address="Article \"4\"",
    )  # fmt: skip
    a_rule(house.statutes, house.board, Quota("gender", "woman", 1, None, "area"), since="2000")
    a_college(organ, "Users")
    a_mandate(organ, 'Ana “the "other"”', valid_from="2020", speaks_for=house.groups[0].name)
    peopled(house.groups[0], 12)
    answer = house.client.get(
        reverse("federation:statutes-text", args=[house.statutes.uid]), {"at": "2024-06-15"}
    )
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    file = tmp_path / "statutes.txt"
    file.write_bytes(answer.content)
    said = konbit("check", str(file), "--at", "2024-06-15")
    page = check_page(house.viewer, house.statutes.uid, "2024-06-15", "en").checked.found
    assert len(said["gaps"]) == len(page.lacks) > 0
    assert len(said["untold"]) == page.open > 0
    assert len(said["holds"]) == page.held > 0
    assert len(said["faults"]) == len(page.faults) > 0
    text = answer.content.decode()
    assert write(parse(text, "again")) == text


def test_rules_about_kinds_of_places_of_which_there_is_none_can_still_be_read_and_written(
    house: House, tmp_path: Path
) -> None:
    rule = a_rule(house.statutes, house.upper, Units("group", 2, None, "area"), since="2000")
    Rule.objects.filter(pk=rule.pk).update(asks="is formed by at least 2 group of one valley")
    found = recorded(house.viewer, house.statutes, date(2024, 6, 15), "en")
    file = tmp_path / "statutes.txt"
    file.write_text(write(found.document))
    said = konbit("check", str(file), "--at", "2024-06-15")
    assert len(said["untold"]) == 1
    report = engine_check(found.document.statutes, ready(found.document.roster), date(2024, 6, 15))
    assert report.counts()["untold"] == 1


def test_two_bodies_may_name_colleges_by_one_word(house: House) -> None:
    other = a_level(house.statutes, "Congress", organ=True)
    for level, seats in ((house.board, 1), (other, 2)):
        organ = an_organ(house.network, level=level.pk)
        a_mandate(organ, "Ana", valid_from="2020", college=a_college(organ, "Users"))
        a_rule(house.statutes, level, Seats("college", seats), since="2000")
    found = recorded(house.viewer, house.statutes, date(2024, 6, 15), "en").document
    assert len({college.key for college in found.statutes.colleges}) == 2
    assert parse(write(found), "again") == found
    assert "Asked: 2 seats, for Users. Recorded: 1." in section(house.page(), "lacks")


def test_lines_of_text_are_read_in_without_their_roster(house: House) -> None:
    shipped = Path("src/konbit/federation/shipped/statutes/ripess.txt").read_text()
    address = reverse("federation:read-statutes", args=[house.network.uid])
    sent = {"text": shipped, "language": "en", "audience": "public", "key": str(uuid.uuid4())}
    assert house.client.post(address, sent).status_code == 302
    read = Statutes.objects.exclude(pk=house.statutes.pk).get()
    assert read.rules.count() == 2
    assert not read.standings.exists()
    assert read.regions.filter(tier="continent").count() == 6
    by_file = {
        "file": SimpleUploadedFile("ours.txt", shipped.encode()), "language": "en", "audience": "group",
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert house.client.post(address, by_file).status_code == 302
    assert Statutes.objects.filter(audience="group").count() == 1


def test_an_error_in_the_lines_is_told_with_line_and_column_and_nothing_is_lost(house: House) -> None:
    address = reverse("federation:read-statutes", args=[house.network.uid])
    lines = 'statutes "Ours"\nlevel group "Group"\nrule size: each group has many people\n'
    for sent in (
        {"text": lines},
        {"file": SimpleUploadedFile("ours.txt", lines.encode())},
    ):
        answer = house.client.post(address, {**sent, "language": "en", "key": str(uuid.uuid4())})
        said = answer.content.decode()
        assert answer.status_code == 200
        assert "line 3, column 27" in said
        assert "each group has many people" in said
    for sent, told in (
        ({"text": " "}, "There are no lines."),
        ({"text": 'level group "Group"'}, "It is not said whose statutes these are."),
        ({"file": SimpleUploadedFile("wrong.txt", b"\xff\xfe")}, "no text in UTF-8"),
    ):
        answer = house.client.post(address, {**sent, "language": "en", "key": str(uuid.uuid4())})
        assert told in answer.content.decode()
    assert Statutes.objects.count() == 1


def test_many_stand_at_once_and_only_who_belongs_to_the_network(house: House) -> None:
    more = [a_group(f"Group {number}") for number in range(30)]
    for one in more:
        joined(one, house.assembly)
    stranger = a_group("Stranger")
    address = reverse("federation:stands", args=[house.statutes.uid])
    listed = house.client.get(address).content.decode()
    assert "Group 29" in listed
    assert "Stranger" not in listed
    assert "Group 29" not in house.client.get(address, {"q": "springs", "all": "1"}).content.decode()
    sent = {"group": [one.uid for one in more], "level": house.level.pk, "region": house.area.pk}
    assert house.client.post(address, sent).status_code == 302
    assert Standing.objects.count() == 34
    told = house.client.get(address).content.decode()
    assert "30 groups stand there." in told
    undo = re.search(r'href="([^"]*undo[^"]*|[^"]*/acts/[^"]*)"', told)
    assert undo, "and the way back takes back just that"
    answer = house.client.post(address, {**sent, "group": [more[0].uid, stranger.uid]})
    assert "does not belong to your network" in answer.content.decode()
    assert f'value="{more[0].uid}" checked' not in answer.content.decode(), "who stands is not offered again"
    assert "Nobody is marked." in house.client.post(address, {**sent, "group": []}).content.decode()
    row = Standing.objects.get(group=more[0])
    one = reverse("federation:stand", args=[row.pk])
    assert house.client.post(one, {"level": house.upper.pk, "valid_from": "2020"}).status_code == 302
    row.refresh_from_db()
    assert (row.level, row.region, row.valid_from) == (house.upper, None, "2020")
    assert house.client.post(reverse("federation:remove-stand", args=[row.pk])).status_code == 302
    assert not Standing.objects.filter(pk=row.pk).exists()


def test_groups_that_are_marked_are_tried_together(house: House) -> None:
    a_rule(house.statutes, house.upper, Units("group", 2, None, "area"), since="2000")
    address = reverse("federation:statutes-federate", args=[house.statutes.uid])
    keys = [f"g-{one.uid}" for one in house.groups]
    said = house.client.get(address, {"join": keys}).content.decode()
    assert "3 can form “Assembly” once." in said
    assert "<svg" in said
    assert "1 cannot form" not in said
    one = house.client.get(address, {"join": keys[:1]}).content.decode()
    assert "1 cannot form “Assembly” yet; needed besides: 1." in one
    assert "it is left out" in house.client.get(address, {"join": ["g-xxx"]}).content.decode()


def test_a_day_that_is_none_and_a_day_before_all(house: House) -> None:
    a_rule(house.statutes, house.upper, Units("group", 3), since="2000")
    assert "is not a date" in house.page("soon")
    Group.objects.update(valid_from="1990")
    assert "No rule asks anything of anybody on this day" in house.page("1950")


def test_the_door_the_search_and_what_follows(house: House) -> None:
    decision = Decision("Seven.", "en", decided_on="2024-05-04")
    resolution = enter_resolution(house.viewer, house.network.uid, uuid.uuid4(), decision)
    rule = a_rule(house.statutes, house.upper, Units("group", 7), since="2024-06", note="Since the flood.")
    Rule.objects.filter(pk=rule.pk).update(resolution=resolution)
    door = Client().get(f"/en/g/{house.network.uid}/", follow=True).content.decode()
    assert reverse("federation:statutes-of-group", args=[house.network.uid]) in door
    assert (resolution.pk, "2024-06") in list(statutes_follows([resolution.pk]))
    apply_changes()
    documents = all_documents()["federation.statutes"]
    (document,) = documents.build([house.statutes.pk])
    assert document.title == "Our statutes"
    assert "formed by at least 7 of “Group”" in document.body
    assert "Since the flood." in document.body
    assert documents.show(ANYONE, [house.statutes.pk], "en")[house.statutes.pk].url
    Statutes.objects.update(audience="group")
    assert documents.show(ANYONE, [house.statutes.pk], "en") == {}
    (closed,) = documents.build([house.statutes.pk])
    assert "public" not in closed.visible
    with pytest.raises(NotFound):
        check_page(ANYONE, house.statutes.uid, "", "en")


def test_the_api_tells_rules_by_audience_and_never_the_check(house: House) -> None:
    a_rule(house.statutes, house.upper, Units("group", 7), since="2000", address="Article 4")
    said = Client().get(f"/api/statutes/{house.statutes.uid}").json()
    assert said["rules"][0]["asked"] == "formed by at least 7 of “Group”"
    assert said["rules"][0]["source"] == "Article 4"
    assert [level["word"] for level in said["levels"]] == ["group", "assembly", "board"]
    listed = Client().get(f"/api/groups/{house.network.uid}/statutes").json()["statutes"]
    assert [one["uid"] for one in listed] == [house.statutes.uid]
    assert "lacks" not in str(said)
    Statutes.objects.update(audience="group")
    assert Client().get(f"/api/statutes/{house.statutes.uid}").status_code == 404
    assert Client().get(f"/api/groups/{house.network.uid}/statutes").json()["statutes"] == []


def test_who_takes_no_part_sees_no_check(house: House) -> None:
    stranger, _browser = somebody(a_group("Elsewhere"), name="bela")
    with pytest.raises(NotAllowed):
        check_page(stranger, house.statutes.uid, "", "en")
    assert check_page(SYSTEM, house.statutes.uid, "", "en").stand == 4


def test_statutes_are_renamed_and_taken_away_and_come_back(house: House) -> None:
    edit = reverse("federation:edit-statutes", args=[house.statutes.uid])
    sent = {"title": "Nos statuts", "note": "Depuis 2001.", "language": "fr", "audience": "network"}
    assert house.client.post(edit, sent).status_code == 302
    house.statutes.refresh_from_db()
    assert house.statutes.title == {"en": "Our statutes", "fr": "Nos statuts"}
    assert house.client.post(edit, {**sent, "title": ""}).status_code == 200
    removed = reverse("federation:remove-statutes", args=[house.statutes.uid])
    answer = house.client.post(removed, follow=True)
    assert "Take it back" in answer.content.decode()
    assert "No statutes yet" in answer.content.decode()
    assert house.client.get(reverse("federation:statutes", args=[house.statutes.uid])).status_code == 404


def test_the_check_asks_no_more_often_when_more_is_recorded(
    house: House, django_assert_max_num_queries: Any
) -> None:
    organ = house.organ()
    a_rule(house.statutes, house.upper, Units("group", 3), since="2000")
    a_rule(house.statutes, house.board, Seats("assembly", 3), since="2000")
    for number in range(20):
        group = a_group(f"Group {number}")
        joined(group, house.assembly)
        stands(house.statutes, house.level, [group])
        a_mandate(organ, f"Person {number}", valid_from="2020")
    with django_assert_max_num_queries(45):
        house.page()
