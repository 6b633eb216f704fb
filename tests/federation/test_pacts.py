"""Groups consciously bind themselves: proposal, charter, the answer of each, force, exit."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from konbit.assembly.actions.agreed import Agreed
from konbit.assembly.actions.undoing import undo
from konbit.assembly.models import Resolution
from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.registry import rooms
from konbit.directory.models import Group, Relation, Role
from konbit.directory.queries.membership import networks_of
from konbit.federation.actions.answering import AGREE, REFUSE, WISH, AnswerDraft, answer_pact
from konbit.federation.actions.holding import Holding, bring_into_force, end_pact
from konbit.federation.actions.pacts import (
    PactDraft,
    ask_another,
    give_up,
    propose,
    send_pact,
    write_on,
    write_pact,
)
from konbit.federation.models import Pact, Party
from konbit.federation.queries.pact_versions import charter_versions
from konbit.federation.queries.pacts import pact_page, pacts_of_group
from konbit.people.audience import ANYONE, tokens_of, viewer_of
from konbit.search.actions import rebuild
from konbit.search.asking import Question
from konbit.search.queries import search
from tests.builders import a_group, a_person, an_operator
from tests.federation.pacted import (
    CHARTER,
    DAY,
    a_pact,
    a_table,
    agreed,
    answered,
    browser_of,
    held,
    left,
    party,
    steward_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def north() -> Group:
    return a_table("North Table")


@pytest.fixture
def south() -> Group:
    return a_table("South Table")


@pytest.fixture
def east() -> Group:
    return a_table("East Table")


# Writing


def test_a_pact_is_for_its_own_people_until_it_is_sent(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south, sent="")
    assert pact_page(steward_of(north), pact.uid).charter == {"en": CHARTER}
    for reader in (ANYONE, steward_of(south)):
        with pytest.raises(NotFound):
            pact_page(reader, pact.uid)
    assert pacts_of_group(steward_of(south), south.uid).asked == ()
    send_pact(steward_of(north), pact.uid, "2026-01-10", "group")
    with pytest.raises(NotFound):
        pact_page(ANYONE, pact.uid)
    assert [one.uid for one in pacts_of_group(steward_of(south), south.uid).asked] == [pact.uid]
    assert pact_page(steward_of(south), pact.uid).mine[0].group.name == "South Table"


def test_what_is_sent_twice_is_one_pact(north: Group, south: Group) -> None:
    key, draft = uuid.uuid4(), PactDraft("en", "Together", members=[south.uid])
    assert propose(steward_of(north), north.uid, draft, key) == propose(
        steward_of(north), north.uid, draft, key
    )
    assert Pact.objects.count() == 1


def test_the_versions_of_a_charter_stay_readable_and_say_what_changed(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south, sent="", charter="We share seeds.")
    for words in ("We share seeds and tools.", "We share seeds, tools and days."):
        write_pact(steward_of(north), pact.uid, PactDraft("en", "Tables", charter=words))
    send_pact(steward_of(north), pact.uid)
    mine = charter_versions(steward_of(north), pact.uid, "en").versions
    assert [one.charter["en"] for one in mine] == [
        "We share seeds, tools and days.", "We share seeds and tools.", "We share seeds.",
    ]  # fmt: skip
    assert [(one.kind, one.words) for one in mine[1].differs if one.kind != "stayed"] == [
        ("came", "and tools.")
    ]
    others = charter_versions(ANYONE, pact.uid, "en").versions
    assert [one.charter["en"] for one in others] == ["We share seeds, tools and days."]


def test_once_sent_its_words_stay_but_may_be_translated(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    with pytest.raises(Problem, match="its words stay"):
        write_pact(steward_of(north), pact.uid, PactDraft("en", "Tables of the valley", "", "Other words."))
    write_pact(steward_of(north), pact.uid, PactDraft("fr", "Tables de la vallée", "", "Ensemble."))
    pact.refresh_from_db()
    assert pact.charter == {"en": CHARTER, "fr": "Ensemble."}


def test_taking_it_back_asks_everybody_anew(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    answered(pact, south)
    write_on(steward_of(north), pact.uid)
    write_pact(steward_of(north), pact.uid, PactDraft("en", "Tables", charter="Other words."))
    send_pact(steward_of(north), pact.uid)
    assert party(pact, south).state == Party.State.INVITED
    assert party(pact, south).resolution is None


def test_sending_that_is_taken_back_leaves_no_answer_to_other_words(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    act = act_of(pact)
    assert act is not None
    answered(pact, south)
    undo(steward_of(north), act)
    write_pact(steward_of(north), pact.uid, PactDraft("en", "Tables", charter="Other words."))
    send_pact(steward_of(north), pact.uid)
    assert party(pact, south).state == Party.State.INVITED


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ({"title": " "}, "no name"),
        ({"needed": 3}, "3 have to agree, but only 2 are asked"),
        ({"needed": 0}, "At least one"),
        ({"title": "x" * 301}, "too long"),
    ],
)
def test_a_proposal_that_cannot_be_is_told(
    north: Group, south: Group, draft: dict[str, object], words: str
) -> None:
    with pytest.raises(Problem, match=words):
        a_pact(north, north, south, sent="", **draft)
    assert not Pact.objects.exists()


def test_a_group_that_is_named_twice_is_told(north: Group, south: Group) -> None:
    with pytest.raises(Problem, match="South Table stands there twice"):
        a_pact(north, south, south, sent="")


def test_the_network_is_no_member_of_itself(north: Group, south: Group) -> None:
    valley = a_table("Valley", kind="network")
    with pytest.raises(Problem, match="cannot be a member of itself"):
        a_pact(valley, valley, south, network=valley.uid)


def test_nobody_proposes_for_a_network_of_others(north: Group, south: Group) -> None:
    valley = a_table("Valley", kind="network")
    with pytest.raises(NotAllowed):
        a_pact(north, south, network=valley.uid)
    with pytest.raises(Problem, match="is not a network"):
        a_pact(north, south, network=north.uid)


@pytest.mark.parametrize(
    ("charter", "asked", "words"), [("", 2, "charter is still empty"), ("x", 1, "Too few")]
)
def test_it_is_sent_only_with_a_charter_and_to_somebody(
    north: Group, south: Group, charter: str, asked: int, words: str
) -> None:
    pact = a_pact(north, *[north, south][:asked], sent="", charter=charter)
    with pytest.raises(Problem, match=words):
        send_pact(steward_of(north), pact.uid)


def test_it_is_not_sent_on_a_day_to_come_nor_before_the_founding(north: Group, south: Group) -> None:
    old = a_table("Late Table", valid_from="2025")
    pact = a_pact(old, north, south, sent="")
    with pytest.raises(Problem, match="still to come"):
        send_pact(steward_of(old), pact.uid, (date.today() + timedelta(days=2)).isoformat())
    with pytest.raises(Problem, match="founded later"):
        send_pact(steward_of(old), pact.uid, "2024-12")


def test_a_member_that_was_removed_is_told_before_sending(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south, sent="")
    Group.objects.filter(pk=south.pk).update(removed_at="2026-01-01T00:00:00Z")
    with pytest.raises(Problem, match="South Table is no longer here"):
        send_pact(steward_of(north), pact.uid)


# Answering


def test_each_answers_by_a_resolution_of_its_own_and_gives_a_mandate(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    row = answered(pact, south, mandate="They may agree to common seeds.", reason="It is time.")
    assert (row.state, row.answered_on) == (Party.State.AGREED, "2026-02-01")
    assert row.resolution is not None
    assert row.resolution.group == south
    shown = pact_page(ANYONE, pact.uid)
    assert (shown.line.asked, shown.line.answered, shown.line.agreed) == (2, 1, 1)
    told = next(one for one in shown.parties if one.group.id == south.pk)
    assert told.mandate == {"en": "They may agree to common seeds."}
    assert told.resolution is not None
    assert told.resolution.uid == row.resolution.uid


def test_the_same_answer_twice_is_one(north: Group, south: Group) -> None:
    pact, by = a_pact(north, north, south), agreed()
    answered(pact, south, agreed=by)
    answered(pact, south, agreed=by)
    assert Resolution.objects.count() == 1


def test_an_answer_without_a_resolution_is_none(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    with pytest.raises(Problem, match="No resolution is named"):
        answered(pact, south, agreed=Agreed())
    foreign = answered(pact, north).resolution
    assert foreign is not None
    with pytest.raises(Problem, match="not a resolution of the group"):
        answered(pact, south, agreed=Agreed(foreign.uid))
    assert party(pact, south).state == Party.State.INVITED


def test_nobody_answers_for_another_group_not_even_its_network(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    above = a_table("Above", kind="network")
    Relation.objects.create(subject=south, kind="member_of", object=above)
    for viewer in (steward_of(north), steward_of(above)):
        with pytest.raises(NotAllowed, match="Only the stewards of South Table"):
            answer_pact(viewer, pact.uid, party(pact, south).pk, AnswerDraft(AGREE, "en", agreed()))
    assert not Resolution.objects.exists(), "nothing is half done"


def test_refusing_says_why_and_a_wish_needs_no_resolution(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    with pytest.raises(Problem, match="why you do not join"):
        answered(pact, south, REFUSE)
    with pytest.raises(Problem, match="what you would have amended"):
        answered(pact, south, WISH, agreed=Agreed())
    assert answered(pact, south, WISH, agreed=Agreed(), reason="Name the days.").state == Party.State.INVITED
    assert pact_page(ANYONE, pact.uid).parties[1].wishes
    assert answered(pact, south, REFUSE, reason="We are too few.").state == Party.State.REFUSED
    assert answered(pact, south).state == Party.State.AGREED, "one may think again until it holds"


def test_days_of_answers_that_cannot_be_are_told(north: Group) -> None:
    young = a_table("Young Table", valid_from="2026-01-20")
    pact = a_pact(north, north, young)
    with pytest.raises(Problem, match=r"proposed only on 10 January 2026"):
        answered(pact, north, on="2025-12")
    with pytest.raises(Problem, match="founded later"):
        answered(pact, young, on="2026-01-15")
    with pytest.raises(Problem, match="still to come"):
        answered(pact, north, on=(date.today() + timedelta(days=3)).isoformat())


def test_whoever_is_removed_meanwhile_cannot_answer(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    Group.objects.filter(pk=south.pk).update(removed_at="2026-01-01T00:00:00Z")
    with pytest.raises(NotFound):
        answered(pact, south)


# Force


def test_it_holds_when_enough_have_agreed_and_makes_the_network(
    north: Group, south: Group, east: Group
) -> None:
    pact = a_pact(north, north, south, east, needed=2)
    answered(pact, north)
    with pytest.raises(Problem, match=r"Missing: South Table, East Table\."):
        held(pact, north)
    answered(pact, south)
    network = held(pact, north, name="Valley Federation")
    assert (network.kind, network.name, network.valid_from) == ("network", "Valley Federation", DAY)
    ties = Relation.objects.filter(object=network, kind="member_of")
    assert {tie.subject_id for tie in ties} == {north.pk, south.pk}
    assert all(tie.valid_from == DAY and tie.certainty == "confirmed" for tie in ties)
    assert all(tie.confirmed_from and tie.confirmed_to for tie in ties)
    pact.refresh_from_db()
    assert (pact.state, pact.network, pact.valid_from) == (Pact.State.HOLDS, network, DAY)
    assert networks_of([east.pk])[east.pk] == set(), "only by its own word"


def test_nobody_else_brings_it_into_force(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    for one in (north, south):
        answered(pact, one)
    with pytest.raises(NotAllowed):
        bring_into_force(steward_of(south), pact.uid, Holding(DAY))


def test_it_does_not_hold_before_a_member_agreed_or_was_founded(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    answered(pact, north, on="2026-02-01")
    answered(pact, south, on="2026-02-20")
    with pytest.raises(Problem, match=r"South Table agreed only on 20 February 2026"):
        held(pact, north, on="2026-02-10")
    with pytest.raises(Problem, match="proposed only on"):
        held(pact, north, on="2025")
    with pytest.raises(Problem, match="not said since when"):
        held(pact, north, on="")
    Group.objects.filter(pk=south.pk).update(valid_from="2026-06")
    with pytest.raises(Problem, match="South Table was founded later, in June 2026"):
        held(pact, north)
    assert not Relation.objects.exists()
    assert not Group.objects.filter(kind="network").exists()


def test_a_circle_is_refused_with_the_way_named_and_nothing_is_half_done(north: Group, south: Group) -> None:
    valley = a_table("Valley", kind="network")
    Relation.objects.create(subject=valley, kind="member_of", object=south)
    pact = a_pact(valley, north, south, network=valley.uid)
    for one in (north, south):
        answered(pact, one)
    with pytest.raises(
        Problem, match="Valley belongs to South Table, so South Table cannot belong to Valley"
    ):
        held(pact, valley)
    assert Relation.objects.count() == 1
    assert party(pact, north).valid_from == ""


def test_a_member_that_belongs_already_keeps_its_tie(north: Group, south: Group) -> None:
    valley = a_table("Valley", kind="network")
    tie = Relation.objects.create(subject=north, kind="member_of", object=valley, certainty="to_verify")
    pact = a_pact(valley, north, south, network=valley.uid)
    for one in (north, south):
        answered(pact, one)
    held(pact, valley)
    tie.refresh_from_db()
    assert tie.certainty == "confirmed"
    assert party(pact, north).relation == tie
    assert Relation.objects.filter(subject=north).count() == 1


def test_another_joins_later_by_the_same_way(north: Group, south: Group, east: Group) -> None:
    pact = a_pact(north, north, south)
    for one in (north, south):
        answered(pact, one)
    network = held(pact, north)
    with pytest.raises(Problem, match="Nobody has agreed who is not bound yet"):
        held(pact, north)
    ask_another(steward_of(north), pact.uid, east.uid)
    with pytest.raises(Problem, match="stands there twice"):
        ask_another(steward_of(north), pact.uid, east.uid)
    answered(pact, east, on="2026-04-01")
    with pytest.raises(Problem, match="holds only since"):
        held(pact, north, on="2026-01-20")
    held(pact, north, on="2026-05")
    assert networks_of([east.pk])[east.pk] == {network.pk}
    assert party(pact, east).valid_from == "2026-05"
    assert party(pact, north).valid_from == DAY


def test_whoever_is_bound_leaves_instead_of_answering_anew(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    for one in (north, south):
        answered(pact, one)
    held(pact, north)
    with pytest.raises(Problem, match="is bound by this pact already"):
        answered(pact, south, REFUSE, reason="No.")


def test_bringing_into_force_is_not_taken_back_by_halves(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    for one in (north, south):
        answered(pact, one)
    held(pact, north)
    pact.refresh_from_db()
    act = act_of(pact)
    assert act is not None
    with pytest.raises(Problem):
        undo(an_operator(), act)
    pact.refresh_from_db()
    assert pact.state == Pact.State.HOLDS


# Leaving


def test_a_member_leaves_and_the_page_keeps_from_when_until_when(
    north: Group, south: Group, east: Group
) -> None:
    pact = a_pact(north, north, south, east, needed=3)
    for one in (north, south, east):
        answered(pact, one)
    held(pact, north)
    assert not pact_page(ANYONE, pact.uid).fewer
    row = left(pact, south, "2026-06-30", "Our assembly is tired.")
    assert (row.state, row.valid_until) == (Party.State.LEFT, "2026-06-30")
    assert row.relation is not None
    assert (row.relation.valid_until, row.relation.certainty) == ("2026-06-30", "confirmed")
    page = pact_page(ANYONE, pact.uid)
    assert page.line.state == Pact.State.HOLDS, "it is not dissolved"
    assert page.fewer
    assert [one.bound for one in page.parties if one.state == "left"] == ["1 March 2026 – 30 June 2026"]
    with pytest.raises(Problem, match="has left already"):
        left(pact, south, "2026-07-01")
    with pytest.raises(Problem, match="has left this pact"):
        answered(pact, south)


def test_one_leaves_neither_unbound_nor_before_being_bound(north: Group, south: Group, east: Group) -> None:
    pact = a_pact(north, north, south, east, needed=2)
    for one in (north, south):
        answered(pact, one)
    held(pact, north)
    with pytest.raises(Problem, match="is not bound by this pact"):
        left(pact, east, "2026-06-30")
    with pytest.raises(Problem, match="Nobody leaves before being bound"):
        left(pact, south, "2026-02-10")
    assert not Resolution.objects.filter(group=east).exists()


def test_a_pact_ends_for_all(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    for one in (north, south):
        answered(pact, one)
    network = held(pact, north)
    end_pact(steward_of(north), pact.uid, "2026-09-30")
    assert {one.valid_until for one in Relation.objects.filter(object=network)} == {"2026-09-30"}
    assert Pact.objects.get(pk=pact.pk).state == Pact.State.ENDED


def test_a_pact_that_does_not_hold_is_given_up_and_stays_readable(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    answered(pact, south, REFUSE, reason="Not now.")
    give_up(steward_of(north), pact.uid)
    assert pact_page(ANYONE, pact.uid).line.answered == 1
    with pytest.raises(Problem, match="cannot be done now: given up"):
        answered(pact, south)


# Who sees what


def test_a_hidden_group_is_neither_named_nor_counted(north: Group, south: Group) -> None:
    hidden = a_table("Kanari Table", audience="group")
    person = Role.objects.get(group=hidden).person
    Role.objects.create(person=person, group=north, kind="steward")
    draft = PactDraft("en", "Quiet pact", charter="x", members=[north.uid, south.uid, hidden.uid], needed=3)
    uid = propose(viewer_of(person), north.uid, draft, uuid.uuid4())
    send_pact(viewer_of(person), uid, "2026-01-10")
    client = Client()
    for path in (
        f"/en/pacts/{uid}/",
        f"/en/pacts/{uid}/charter",
        f"/api/pacts/{uid}",
        f"/en/groups/{north.uid}/pacts/",
    ):
        said = client.get(path).content.decode()
        assert "Quiet pact" in said
        assert "Kanari" not in said
    page = pact_page(ANYONE, uid)
    assert (page.line.asked, page.line.answered, page.tells_needed) == (2, 0, False)


def test_the_people_who_are_asked_find_a_closed_pact_and_nobody_else(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south, sent="", title="Kanari pact")
    send_pact(steward_of(north), pact.uid, "2026-01-10", "group")
    rebuild()

    def found(tokens: frozenset[str]) -> list[str]:
        return [hit.kind for hit in search(Question(tokens, words="Kanari")).hits]

    assert found(tokens_of(steward_of(south))) == ["federation.pact"]
    assert found(tokens_of(ANYONE)) == []
    assert found(tokens_of(viewer_of(a_person("stranger")))) == []
    assert browser_of(south).get(f"/en/pacts/{pact.uid}/").status_code == 200
    assert Client().get(f"/en/pacts/{pact.uid}/").status_code == 404


# Ways to it


def test_its_day_stands_in_calendars_and_a_resolution_knows_what_followed(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south, answer_by="2026-12-01")
    row = answered(pact, south)
    room = next(one for one in rooms() if one.name == "federation")
    assert room.calendar is not None
    entries = list(room.calendar(ANYONE, {north.pk}, date(2026, 11, 1), date(2027, 1, 1)))
    assert [(str(one.begin), one.title) for one in entries] == [
        ("2026-12-01", "Answers awaited: Tables of the valley")
    ]
    assert list(room.calendar(ANYONE, {south.pk}, date(2026, 11, 1), date(2027, 1, 1))) == []
    assert room.follows is not None
    assert room.follows([row.resolution_id or 0]) == {row.resolution_id: "2026-02-01"}


def test_the_groups_page_leads_to_what_it_takes_part_in(north: Group, south: Group) -> None:
    a_pact(north, north, south)
    said = Client().get(f"/en/groups/{south.uid}/pacts/").content.decode()
    assert "Tables of the valley" in said
    room = next(one for one in rooms() if one.name == "federation")
    assert room.group_doors is not None
    doors = {str(one.title): one for one in room.group_doors(ANYONE, south.pk)}
    assert (doors["Takes part in"].count, doors["Takes part in"].note) == (1, "1 before the members")
    assert "Takes part in" not in {str(one.title) for one in room.group_doors(ANYONE, a_group("Lone").pk)}


# Pages


def test_from_the_proposal_to_the_answer_by_pages(north: Group, south: Group) -> None:
    ours, theirs = browser_of(north), browser_of(south)
    path = f"/en/groups/{north.uid}/pacts/new"
    sent = {
        "language": "English", "title": "Bread pact", "aim": "Bread.", "charter": "We bake together.",
        "members": "North Table\nSouth Table\nSouth Table", "needed": "2", "answer_by": "", "network": "",
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    answer = ours.post(path, sent)
    assert "South Table stands there twice" in answer.content.decode()
    assert "We bake together." in answer.content.decode(), "nothing that was typed is lost"
    answer = ours.post(path, sent | {"members": "North Table\nNo Such Table"})
    assert "No group is called “No Such Table” here." in answer.content.decode()
    answer = ours.post(path, sent | {"members": "North Table\nSouth Table"}, follow=True)
    assert "Bread pact" in answer.content.decode()
    pact = Pact.objects.get()
    ours.post(f"/en/pacts/{pact.uid}/send", {"on": "", "audience": "public"})
    here = f"/en/pacts/{pact.uid}/parties/{party(pact, south).pk}/answer"
    assert ours.get(here).status_code == 403
    said = {"answer": "agree", "resolution": "", "agreed": "", "mandate": "Bake.", "reason": "", "on": "",
            "language": "English", "sent": str(uuid.uuid4())}  # fmt: skip
    answer = theirs.post(here, said)
    assert "No resolution is named" in answer.content.decode()
    assert "Bake." in answer.content.decode()
    answer = theirs.post(here, said | {"agreed": "We join."}, follow=True)
    assert "1 of 2 have answered; 1 have agreed." in answer.content.decode()
    answer = ours.get(f"/en/pacts/{pact.uid}/")
    assert "what is missing is the word of: North Table" in " ".join(
        answer.content.decode().replace("\n", " ").split()
    )


def test_the_charter_on_paper_names_who_agreed_and_nobody_else(
    north: Group, south: Group, east: Group
) -> None:
    pact = a_pact(north, north, south, east)
    answered(pact, south)
    answered(pact, east, REFUSE, reason="No.")
    said = Client().get(f"/en/pacts/{pact.uid}/charter").content.decode()
    assert "South Table" in said
    assert "East Table" not in said


def test_the_api_tells_of_pacts(north: Group, south: Group) -> None:
    pact = a_pact(north, north, south)
    answered(pact, south)
    told = Client().get(f"/api/pacts/{pact.uid}").json()
    assert (told["state"], told["answered"], told["charter"]) == ("asked", 1, {"en": CHARTER})
    assert [one["state"] for one in told["parties"]] == ["invited", "agreed"]
    listed = Client().get(f"/api/groups/{south.uid}/pacts").json()
    assert [one["uid"] for one in listed["asked"]] == [pact.uid]
