"""The handshake of two bodies, the map from global to local, its figures; and what of it nobody else sees."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from konbit.assembly.actions.undoing import undo
from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.models import Group, Place
from konbit.federation.actions.aligning import (
    AlignmentDraft,
    answer_alignment,
    end_alignment,
    propose_alignment,
)
from konbit.federation.actions.priorities import withdraw_priority
from konbit.federation.models import Alignment, Level, Priority, Region, Standing, Statutes
from konbit.federation.queries.actors import actors_page
from konbit.federation.queries.aligning import others_to_meet, ties_of, waiting_for
from konbit.federation.queries.alignment_map import MEMBERS, MOST_NAMED, AlignmentPage, Asked, alignment_page
from konbit.federation.queries.calendar import calendar
from konbit.federation.queries.doors import follows, group_doors
from konbit.people.audience import ANYONE, SYSTEM, Viewer
from konbit.search.actions import rebuild
from tests.builders import a_group
from tests.federation.made import a_priority, a_target, aligned, belongs, read
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


class Two:
    """A network and its member, each with a priority and somebody who speaks for it alone."""

    def __init__(self) -> None:
        self.network, self.member = a_group("Union", kind="network"), a_group("Table")
        belongs(self.member, self.network)
        self.above, self.above_client, _person = somebody_of(self.network, "steward", "upper")
        self.below, self.below_client, _person = somebody_of(self.member, "steward", "lower")
        self.wide = a_priority(self.network, "Land for all.", self.above)
        self.near = a_priority(self.member, "A common field.", self.below)

    def proposed(self, way: str = "contributes", **said: Any) -> Alignment:
        """The member says how its priority meets the network's."""
        return propose_alignment(self.below, AlignmentDraft(self.near.uid, self.wide.uid, way, **said))


@pytest.fixture
def two() -> Two:
    """A network and its member."""
    return Two()


def said(page: AlignmentPage) -> set[str]:
    """What stands on a map."""
    return {line.statement["en"] for level in page.levels for one in level.bodies for line, _w in one.lines}


def mapped(group: Group, viewer: Viewer = ANYONE, **asked: Any) -> AlignmentPage:
    """The map around a group."""
    return alignment_page(viewer, group.uid, Asked(**asked))


def test_it_counts_once_both_have_said_so(two: Two, client: Client) -> None:
    row = two.proposed(note="We give the field.")
    assert (row.lower, row.upper, row.state) == (two.near, two.wide, "proposed")
    assert ties_of(ANYONE, two.wide).agreed == ()
    page = two.above_client.get(reverse("federation:priorities", args=[two.network.uid])).text
    assert "What waits for your word" in page
    assert "We give the field." in page
    address = reverse("federation:answer-alignment", args=[row.pk])
    assert "A common field." in two.above_client.get(address).text
    assert two.above_client.post(address, {"answer": "yes"}).status_code == 302
    assert [tie.other.uid for tie in ties_of(ANYONE, two.wide).agreed] == [two.near.uid]
    assert "A common field." in client.get(reverse("federation:priority", args=[two.wide.uid])).text
    assert "Land for all." in client.get(reverse("federation:priority", args=[two.near.uid])).text


def test_either_side_may_propose_by_the_form(two: Two) -> None:
    address = reverse("federation:align", args=[two.wide.uid])
    assert "A common field." in two.above_client.get(address).text
    sent = {"other": two.near.uid, "way": "is_served"}
    assert two.above_client.post(address, sent).status_code == 302
    row = Alignment.objects.get()
    assert (row.lower, row.upper, row.by_upper) == (two.near, two.wide, True)
    assert [tie.id for tie in waiting_for(two.below, two.member)] == [row.pk]
    assert waiting_for(two.above, two.network) == []


def test_somebody_of_the_other_body_begins_on_this_priority_too(two: Two) -> None:
    address = reverse("federation:align", args=[two.wide.uid])
    assert two.below_client.post(address, {"other": two.near.uid, "way": "is_served"}).status_code == 302
    row = Alignment.objects.get()
    assert (row.lower, row.by_upper) == (two.near, False)


def test_nobody_answers_for_the_other_side(two: Two) -> None:
    row = two.proposed()
    stranger, browser, _person = somebody_of(a_group("Elsewhere"), "steward", "sami")
    for viewer in (two.below, stranger):
        with pytest.raises((NotAllowed, NotFound)):
            answer_alignment(viewer, row.pk, accept=True)
    upper_first = propose_alignment(
        two.above, AlignmentDraft(a_priority(two.network, "Two.").uid, two.near.uid, "is_served")
    )
    with pytest.raises(NotAllowed, match="Its own stewards"):
        answer_alignment(two.above, upper_first.pk, accept=True)
    assert browser.get(reverse("federation:answer-alignment", args=[row.pk])).status_code == 404
    Alignment.objects.all().delete()
    with pytest.raises(NotAllowed):
        propose_alignment(stranger, AlignmentDraft(two.near.uid, two.wide.uid, "same"))


def test_a_refusal_says_why_and_may_be_proposed_again(two: Two) -> None:
    row = two.proposed()
    with pytest.raises(Problem, match="not said why"):
        answer_alignment(two.above, row.pk, accept=False)
    answer_alignment(two.above, row.pk, accept=False, reason="It is too small.")
    with pytest.raises(Problem, match="answered already"):
        answer_alignment(two.above, row.pk, accept=True)
    past = ties_of(two.below, two.near).past
    assert [(tie.state, tie.reason) for tie in past] == [("refused", {"en": "It is too small."})]
    assert ties_of(ANYONE, two.near).past == ()
    again = two.proposed("conflicts")
    assert (again.pk, again.state, again.kind, again.reason) == (row.pk, "proposed", "conflicts", {})


def test_either_side_ends_it_and_its_word_is_not_taken_back_by_the_other(two: Two) -> None:
    row = two.proposed()
    answer_alignment(two.above, row.pk, accept=True)
    end_alignment(two.above, row.pk, "We changed our mind.")
    row.refresh_from_db()
    assert (row.state, row.by_upper) == ("ended", True)
    act = act_of(row)
    assert act is not None
    with pytest.raises(NotAllowed):
        undo(two.below, act)
    undo(two.above, act)
    row.refresh_from_db()
    assert row.state == "agreed"
    address = reverse("federation:end-alignment", args=[row.pk])
    assert two.below_client.post(address, {"reason": "Over."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.by_upper) == ("ended", False)


def test_what_was_proposed_is_taken_back_by_those_who_did(two: Two) -> None:
    row = two.proposed()
    with pytest.raises(NotAllowed):
        end_alignment(two.above, row.pk)
    end_alignment(two.below, row.pk)
    assert waiting_for(two.above, two.network) == []


def test_it_is_not_said_twice_nor_of_one_body_nor_of_what_ended(two: Two) -> None:
    two.proposed()
    with pytest.raises(Problem, match="waits for an answer"):
        propose_alignment(two.above, AlignmentDraft(two.wide.uid, two.near.uid, "same"))
    own = a_priority(two.member, "Another.", two.below)
    with pytest.raises(Problem, match="of one body"):
        propose_alignment(two.below, AlignmentDraft(two.near.uid, own.uid, "same"))
    past = a_priority(two.network, "Once.", two.above, valid_from="2001", valid_until="2002")
    with pytest.raises(Problem, match="holds no longer"):
        propose_alignment(two.below, AlignmentDraft(two.near.uid, past.uid, "same"))
    assert all(uid != past.uid for _name, some in others_to_meet(two.below, two.near.uid) for uid, _w in some)


def test_contributions_do_not_lead_back_and_the_way_is_named_as_far_as_one_may() -> None:
    groups = [a_group(name) for name in ("One", "Two", "Three")]
    first, second, third = (
        a_priority(group, f"{word}.") for group, word in zip(groups, ("A", "B", "C"), strict=True)
    )
    aligned(first, second)
    aligned(second, third, "same")
    with pytest.raises(Problem, match=r"“C\.” → “A\.” → “B\.” → “C\.”"):
        aligned(third, first)
    with pytest.raises(Problem, match="lead back"):
        aligned(first, third, "same")
    aligned(first, third, "conflicts")
    Priority.objects.filter(pk=second.pk).update(audience="group")
    Alignment.objects.filter(kind="conflicts").delete()
    viewer, _client, _person = somebody_of(groups[2], "steward", "sami")
    with pytest.raises(Problem, match="not open to you"):
        propose_alignment(viewer, AlignmentDraft(third.uid, first.uid, "contributes"))


def test_a_circle_that_came_about_meanwhile_is_refused_at_the_answer() -> None:
    first, second = (a_priority(a_group(name), f"{name}.") for name in ("One", "Two"))
    third = a_priority(a_group("Three"), "Three.")
    late = propose_alignment(SYSTEM, AlignmentDraft(first.uid, third.uid, "contributes"))
    aligned(third, second)
    aligned(second, first)
    with pytest.raises(Problem, match="lead back"):
        answer_alignment(SYSTEM, late.pk, accept=True)


def test_what_the_others_could_not_read_is_not_proposed_to_them(two: Two) -> None:
    closed = a_priority(two.member, "Ours alone.", two.below, audience="group")
    with pytest.raises(Problem, match="could not read"):
        propose_alignment(two.below, AlignmentDraft(closed.uid, two.wide.uid, "contributes"))
    shared = a_priority(two.member, "For the union.", two.below, audience="network")
    row = propose_alignment(two.below, AlignmentDraft(shared.uid, two.wide.uid, "contributes"))
    answer_alignment(two.above, row.pk, accept=True)
    assert ties_of(ANYONE, two.wide).agreed == ()
    assert len(ties_of(two.above, two.wide).agreed) == 1


def test_only_the_two_bodies_see_what_is_proposed(two: Two, client: Client) -> None:
    two.proposed()
    assert len(ties_of(two.above, two.wide).waiting) == len(ties_of(two.below, two.near).waiting) == 1
    assert ties_of(ANYONE, two.wide).waiting == ()
    address = reverse("federation:alignment", args=[two.network.uid])
    assert "contributes proposed" in two.below_client.get(address).text
    assert 'class="tie' not in client.get(address).text.split("figcaption")[0]


def test_the_map_shows_every_level_and_leads_back() -> None:
    top, middle, low = (a_group(name, kind="network") for name in ("World", "Land", "Village"))
    belongs(middle, top)
    belongs(low, middle)
    wide, near, small = (a_priority(group, f"{group.name} first.") for group in (top, middle, low))
    aligned(near, wide)
    aligned(small, near)
    page = mapped(top)
    assert [level.title for level in page.levels] == ["Here", "Members", "Members of members"]
    assert len(page.field.ties) == 2
    back = mapped(low)
    assert said(back) == said(page)
    assert [link.name for link in back.over] == ["World", "Land"]
    assert mapped(middle, only=(small.uid,)).levels[0].bodies[0].link.name == "World"


def test_only_what_was_chosen_is_shown_with_what_leads_to_it(two: Two) -> None:
    aligned(two.near, two.wide)
    a_priority(two.network, "Something else.", two.above)
    a_priority(two.member, "Something small.", two.below)
    assert said(mapped(two.network)) == {
        "Land for all.", "A common field.", "Something else.", "Something small.",
    }  # fmt: skip
    assert said(mapped(two.network, only=(two.wide.uid,))) == {"Land for all.", "A common field."}
    assert said(mapped(two.network, only=("unknown",))) == said(mapped(two.network))


def test_figures_name_those_whom_they_count(client: Client) -> None:
    network = a_group("Union", kind="network")
    wide = a_priority(network, "Land for all.", themes=("land",))
    paper = a_priority(network, "Only paper.")
    tables = [a_group(f"Table {number}") for number in range(4)]
    for table in tables:
        belongs(table, network)
    for table in tables[:2]:
        aligned(a_priority(table, f"Field of {table.name}.", themes=("land", "women")), wide)
    a_priority(tables[2], "A garden.", themes=("land",))
    page = mapped(network)
    figures = page.figures
    assert figures is not None
    first = figures.coverage[0]
    assert (first.sharing, first.members.of) == (2, 4)
    assert [link.name for link in first.contributing] == ["Table 0", "Table 1"]
    assert [link.name for link in first.without] == ["Table 2", "Table 3"]
    assert [(link.name, line.statement["en"]) for link, line in first.to_ask] == [("Table 2", "A garden.")]
    assert [one.theme.label["en"] for one in figures.rising] == ["Women"]
    assert [line.statement["en"] for line in figures.orphans] == ["A garden."]
    assert [line.uid for line in figures.paper] == [paper.uid]
    shown = client.get(reverse("federation:alignment", args=[network.uid])).text
    assert "2 of 4 members share this" in shown
    read(a_target(paper, goal="3"), "1")
    alive = mapped(network).figures
    assert alive is not None
    assert alive.paper == ()


def test_a_conflict_of_two_members_is_told_where_both_belong() -> None:
    network = a_group("Union", kind="network")
    one, other = a_group("Upstream"), a_group("Downstream")
    for member in (one, other):
        belongs(member, network)
    aligned(a_priority(one, "A dam."), a_priority(other, "A river."), "conflicts")
    figures = mapped(network).figures
    assert figures is not None
    assert [{a.statement["en"], b.statement["en"]} for a, b in figures.conflicts] == [{"A dam.", "A river."}]
    assert mapped(one).figures is None


def test_regions_are_those_of_the_statutes_else_countries_else_regions_of_places() -> None:
    network = a_group("Union", kind="network")
    members = [a_group(name) for name in ("One", "Two")]
    wide = a_priority(network)
    for member, country in zip(members, ("HT", "CA"), strict=True):
        belongs(member, network)
        Place.objects.create(group=member, country=country, region=f"Region of {member.name}")

    def regions() -> list[str]:
        figures = mapped(network).figures
        assert figures is not None
        return [share.name for share in figures.coverage[0].regions]

    assert regions() == ["Canada", "Haiti"]
    Place.objects.update(country="HT")
    assert regions() == ["Region of One", "Region of Two"]
    Place.objects.update(precision="none")
    assert regions() == [""]
    statutes = Statutes.objects.create(group=network)
    level = Level.objects.create(statutes=statutes, word="group")
    region = Region.objects.create(statutes=statutes, word="hills", tier="region", title={"en": "Hills"})
    Standing.objects.create(statutes=statutes, level=level, group=members[0], region=region)
    assert regions() == ["", "Hills"]
    assert wide.uid


def test_bodies_that_belong_to_each_other_in_a_circle_are_told_and_not_counted(client: Client) -> None:
    one, other = a_group("One", kind="network"), a_group("Other", kind="network")
    belongs(one, other)
    belongs(other, one)
    a_priority(one)
    assert mapped(one).figures is None
    assert (
        "belong to each other in a circle" in client.get(reverse("federation:alignment", args=[one.uid])).text
    )


def test_what_is_hidden_is_neither_drawn_nor_counted(two: Two) -> None:
    hidden = a_group("Hidden Table")
    belongs(hidden, two.network)
    aligned(a_priority(hidden, "Secret field."), two.wide)
    closed = a_priority(two.member, "Closed field.", two.below)
    aligned(closed, two.wide)
    Group.objects.filter(pk=hidden.pk).update(audience="group")
    Priority.objects.filter(pk=closed.pk).update(audience="group")
    page = mapped(two.network)
    figures = page.figures
    assert figures is not None
    assert (figures.members, figures.coverage[0].sharing) == (1, 0)
    assert said(page) == {"Land for all.", "A common field."}
    assert "Hidden" not in str(page)
    everything = mapped(two.network, SYSTEM).figures
    assert everything is not None
    assert (everything.members, everything.coverage[0].sharing) == (2, 2)


def test_a_body_beneath_a_hidden_one_stands_beneath_the_next_that_is_seen() -> None:
    top, hidden, low = a_group("Top", kind="network"), a_group("Mid", kind="network"), a_group("Low")
    belongs(hidden, top)
    belongs(low, hidden)
    a_priority(low, "Seen.")
    Group.objects.filter(pk=hidden.pk).update(audience="group")
    page = mapped(top)
    assert [level.title for level in page.levels] == ["Members"]
    assert "Mid" not in str(page)


def test_hundreds_of_members_stand_on_pages_and_are_asked_for_at_once(client: Client) -> None:
    network = a_group("Union", kind="network")
    wide = a_priority(network, "Land for all.")

    def grow(number: int) -> None:
        for at in range(number):
            member = a_group(f"Table {at:03}")
            belongs(member, network)
            aligned(a_priority(member, f"Field {at:03}."), wide)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    address = reverse("federation:alignment", args=[network.uid])
    grow(3)
    client.get(address)
    few = asked()
    grow(MEMBERS + 5)
    asked()  # words are read again once after some thousand changes
    assert asked() <= few
    page = mapped(network, page=2)
    assert page.pages == 2
    assert len(page.levels[1].bodies) == MEMBERS + 8 - MEMBERS
    assert mapped(network, page=99).asked.page == 2
    shown = client.get(address).text
    assert "all of them" not in shown
    grow(MOST_NAMED)
    shown, whole = client.get(address).text, client.get(f"{address}?only={wide.uid}").text
    assert "all of them" in shown
    assert "all of them" not in whole
    assert client.get(f"{address}?page=two&region=nowhere&only=x").status_code == 200


def test_the_goal_joins_its_actors_directly_and_through_others(two: Two, client: Client) -> None:
    town = a_group("Town hall", kind="public_body")
    belongs(town, two.member)
    aligned(two.near, two.wide)
    aligned(a_priority(town, "A plot."), two.near)
    page = actors_page(ANYONE, two.wide.uid, "en", by_place=False)
    assert [(one.group.name, one.role) for one in page.actors] == [
        ("Union", 0),
        ("Table", 2),
        ("Town hall", 3),
    ]
    assert {(thread.one, thread.other) for thread in page.threads} == {
        (str(two.network.pk), "goal"), (str(two.member.pk), "goal"), (str(town.pk), str(two.member.pk)),
    }  # fmt: skip
    address = reverse("federation:actors", args=[two.wide.uid])
    assert "Public bodies" in client.get(address).text
    Group.objects.filter(pk=two.member.pk).update(audience="group")
    alone = actors_page(ANYONE, two.wide.uid, "en", by_place=False)
    assert [one.group.name for one in alone.actors] == ["Union"], "the way leads over what is hidden"


def test_the_goal_stands_amid_the_places_where_it_is_worked_for(two: Two, client: Client) -> None:
    aligned(two.near, two.wide)
    address = reverse("federation:actors", args=[two.wide.uid]) + "?by=places"
    assert "No place is told" in client.get(address).text
    Place.objects.create(group=two.member, name="Canal side", precision="exact")
    Place.objects.create(group=two.member, name="Secret corner", precision="none")
    shown = client.get(address).text
    assert "Canal side" in shown
    assert "Secret corner" not in shown


def test_a_group_leads_to_its_priorities_and_tells_what_waits(two: Two) -> None:
    two.proposed()

    def door(viewer: Viewer) -> Any:
        found = [one for one in group_doors(viewer, two.network.pk) if "priorities" in one.url]
        return found[0] if found else None

    assert (door(ANYONE).count, door(ANYONE).note) == (1, "")
    assert door(two.above).note == "1 waits for your word"
    withdraw_priority(two.above, two.wide.uid)
    assert door(ANYONE) is None


def test_a_priority_follows_from_its_resolution_and_its_target_stands_in_the_calendar(two: Two) -> None:
    assert two.wide.resolution is not None
    assert follows([two.wide.resolution.pk]) == {two.wide.resolution.pk: "2024-05-04"}
    due = date.today() + timedelta(days=20)
    target = a_target(two.wide, goal="5", due=due.isoformat())
    groups = {two.network.pk}

    def days(viewer: Viewer) -> list[str]:
        found = calendar(viewer, groups, date.today(), date.today() + timedelta(days=30))
        return [one.title for one in found if one.uid == f"target-{target.key}@konbit"]

    assert days(ANYONE) == ["To be reached: Land in common hands"]
    Priority.objects.update(audience="group")
    assert days(ANYONE) == []


def test_programs_read_the_same(two: Two, client: Client) -> None:
    aligned(two.near, two.wide)
    read(a_target(two.wide, baseline="0", goal="10"), "2,5")
    whole = json.loads(client.get(f"/api/priorities/{two.wide.uid}").content)
    assert whole["targets"][0]["percent"] == 25
    assert whole["targets"][0]["readings"][0]["value"] == "2.5"
    assert whole["ties"][0]["way"] == "is_served"
    listed = json.loads(client.get(f"/api/groups/{two.network.uid}/priorities").content)
    assert [one["uid"] for one in listed["priorities"]] == [two.wide.uid]
    figures = json.loads(client.get(f"/api/groups/{two.network.uid}/alignment").content)
    assert figures["coverage"][0]["sharing"] == 1
    assert client.get("/api/priorities/nothing").status_code == 404


def test_a_priority_is_found_by_its_words_and_those_of_its_themes(two: Two, client: Client) -> None:
    a_priority(two.member, "Mangroves.", two.below, themes=("wetlands",))
    a_priority(two.member, "Closed mangroves.", two.below, audience="group")
    rebuild()
    for words in ("mangroves", "wetlands"):
        found = client.get(reverse("directory:everything") + f"?q={words}").text
        assert "Mangroves." in found
        assert "Closed" not in found
