"""A vote from its preparation to its resolution."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.assembly.actions.resolving import Decision
from konbit.assembly.models import Resolution
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.decisions.actions import colleges, options, rolls, votes
from konbit.decisions.actions.casting import Cast, cast, cast_for
from konbit.decisions.actions.colleges import CollegeDraft
from konbit.decisions.actions.options import OptionDraft
from konbit.decisions.actions.own_methods import MethodDraft, change_method
from konbit.decisions.actions.rolls import EntitledDraft
from konbit.decisions.actions.votes import VoteDraft
from konbit.decisions.ballots import Voice
from konbit.decisions.canonical import canonical, hash_of
from konbit.decisions.counting import counted
from konbit.decisions.methods import part_of, rules_as_data, rules_from_data
from konbit.decisions.models import Entitled, Method, Vote
from konbit.decisions.queries.calendar import calendar
from konbit.decisions.queries.doors import beneath, group_doors
from konbit.decisions.queries.hurdles import hurdles
from konbit.decisions.queries.methods import rules_of, shipped_methods
from konbit.decisions.queries.rolls import roll_hash
from konbit.directory.models import Group, Relation
from konbit.people.audience import ANYONE, Viewer
from konbit.search.documents import all_documents
from tests.builders import a_group
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery() -> Group:
    return a_group("Sunrise Bakery")


@pytest.fixture
def amina(bakery: Group) -> tuple[Viewer, Client]:
    viewer, client, _person = somebody_of(bakery)
    return viewer, client


def a_vote(viewer: Viewer, group: Group, **said: Any) -> Vote:
    draft = VoteDraft("en", said.pop("title", "Do we buy a second oven?"), **said)
    return Vote.objects.get(uid=votes.prepare_vote(viewer, group.uid, draft, uuid.uuid4()))


def on_the_roll(viewer: Viewer, vote: Vote, *names: str, **said: Any) -> list[int]:
    drafts = [EntitledDraft(name=name, **said) for name in names]
    return [rolls.add_entitled(viewer, vote.uid, draft) for draft in drafts]


def says(vote: Vote, line: int, said: dict[str, Any], weight: int = 0) -> None:
    """Somebody's ballot, as the register takes it."""
    with_weight = Voice(said, weight or Entitled.objects.get(pk=line).weight)
    cast_for(Vote.objects.get(pk=vote.pk), [Cast(line, (with_weight,))], "paper")


def closed(viewer: Viewer, vote: Vote) -> dict[str, Any]:
    votes.close_vote(viewer, vote.uid)
    vote.refresh_from_db()
    return dict(vote.result)


def test_every_shipped_method_is_read_and_survives_freezing() -> None:
    assert len(shipped_methods()) == 14
    for rules in shipped_methods():
        assert rules_from_data(rules_as_data(rules)) == replace(rules, fits={})
        assert rules.fits, "it says when it is good"
        part_of(rules.quorum), part_of(rules.majority)


@pytest.mark.parametrize("wrong", ["half", "3/2", "0/1", "1/0", "1//2", "-1/2"])
def test_a_part_that_makes_no_sense_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        part_of(wrong)


def test_a_vote_is_prepared_once_however_often_the_form_is_sent(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    key, draft = uuid.uuid4(), VoteDraft("en", "A second oven")
    once = [votes.prepare_vote(amina[0], bakery.uid, draft, key) for _ in range(2)]
    assert once[0] == once[1]
    assert Vote.objects.count() == 1


def test_only_those_who_keep_a_group_prepare_its_votes(bakery: Group) -> None:
    member, _client, _person = somebody_of(bakery, "member", "bruno")
    with pytest.raises(NotAllowed):
        a_vote(member, bakery)
    with pytest.raises(NotAllowed):
        a_vote(ANYONE, bakery)


def test_a_vote_without_roll_or_with_its_end_in_the_past_does_not_open(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    vote = a_vote(amina[0], bakery, closes_at=timezone.now() - timedelta(hours=1))
    assert {one.code for one in hurdles(vote) if one.forbids} == {"roll", "over"}
    with pytest.raises(Problem):
        votes.open_vote(amina[0], vote.uid)
    vote.refresh_from_db()
    assert vote.state == "draft"


def test_opening_freezes_rules_roll_and_the_order_of_ties(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    vote = a_vote(amina[0], bakery, method="approval")
    for title in ("Oven", "Mill", "Cart"):
        options.add_option(amina[0], vote.uid, OptionDraft("en", title))
    on_the_roll(amina[0], vote, "Bruno", "Célia")
    votes.open_vote(amina[0], vote.uid)
    vote.refresh_from_db()
    assert rules_of(vote).word == "approval"
    assert sorted(vote.rules["ties"]) == ["o1", "o2", "o3"]
    assert vote.roll_hash == roll_hash(vote)
    assert len(vote.seed) == 32
    votes.open_vote(amina[0], vote.uid)
    assert Vote.objects.get().seed == vote.seed
    for act in (
        lambda: options.add_option(amina[0], vote.uid, OptionDraft("en", "Another")),
        lambda: colleges.add_college(amina[0], vote.uid, CollegeDraft("en", "Workers")),
        lambda: rolls.fill_from_members(amina[0], vote.uid),
        lambda: votes.change_vote(amina[0], vote.uid, VoteDraft("en", "Other words", method="approval")),
    ):
        with pytest.raises(Problem):
            act()


def test_an_open_vote_is_translated_and_prolonged_but_never_shortened(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    end = timezone.now() + timedelta(days=2)
    vote = a_vote(amina[0], bakery, closes_at=end)
    on_the_roll(amina[0], vote, "Bruno")
    votes.open_vote(amina[0], vote.uid)
    later = end + timedelta(days=1)
    votes.change_vote(amina[0], vote.uid, VoteDraft("fr", "Un second four ?", closes_at=later))
    vote.refresh_from_db()
    assert vote.title["fr"] == "Un second four ?"
    assert vote.closes_at == later
    with pytest.raises(Problem):
        votes.change_vote(amina[0], vote.uid, VoteDraft("fr", "Un second four ?", closes_at=end))


def test_a_majority_is_counted_and_becomes_a_resolution(amina: tuple[Viewer, Client], bakery: Group) -> None:
    vote = a_vote(amina[0], bakery)
    lines = on_the_roll(amina[0], vote, "Bruno", "Célia", "Dana", "Eve")
    votes.open_vote(amina[0], vote.uid)
    for line, word in zip(lines, ("agree", "agree", "disagree", "abstain"), strict=True):
        says(vote, line, {"stance": word})
    result = closed(amina[0], vote)
    assert result["verdict"] == "adopted"
    assert (result["voted"], result["entitled"]) == (4, 4)
    assert result["majority"] == {
        "part": ">1/2", "of": "cast", "counted": 2, "whole": 3, "least": 2, "holds": True,
    }  # fmt: skip
    assert vote.result_hash == hash_of(result) == hash_of(counted(vote))
    drawn = [votes.draw_resolution(amina[0], vote.uid, Decision("We buy it.", "en")) for _ in range(2)]
    resolution = Resolution.objects.get()
    assert drawn == [resolution.uid] * 2
    assert (resolution.in_favour, resolution.against, resolution.abstained) == (2, 1, 1)
    assert (resolution.state, resolution.how) == ("adopted", "vote")


def test_what_was_not_adopted_is_written_down_as_not_agreed(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    vote = a_vote(amina[0], bakery, method="with_block")
    lines = on_the_roll(amina[0], vote, "Bruno", "Célia")
    votes.open_vote(amina[0], vote.uid)
    says(vote, lines[0], {"stance": "agree"})
    says(vote, lines[1], {"stance": "block"})
    assert closed(amina[0], vote)["verdict"] == "blocked"
    votes.draw_resolution(amina[0], vote.uid, Decision("No oven.", "en"))
    assert Resolution.objects.get().state == "refused"


def test_too_few_decide_nothing(amina: tuple[Viewer, Client], bakery: Group) -> None:
    vote = a_vote(amina[0], bakery, method="two_thirds", closes_at=timezone.now() + timedelta(seconds=60))
    lines = on_the_roll(amina[0], vote, "Bruno", "Célia", "Dana")
    votes.open_vote(amina[0], vote.uid)
    says(vote, lines[0], {"stance": "agree"})
    with pytest.raises(Problem):
        votes.close_vote(amina[0], vote.uid)
    Vote.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    result = closed(amina[0], vote)
    assert result["verdict"] == "no quorum"
    assert result["quorum"]["least"] == 2


def test_a_quorum_in_heads_is_not_met_with_weights(amina: tuple[Viewer, Client], bakery: Group) -> None:
    vote = a_vote(amina[0], bakery, method="two_thirds")
    on_the_roll(amina[0], vote, "Bruno", "Célia")
    with pytest.raises(Problem):
        on_the_roll(amina[0], vote, "Big", weight=50)
    Entitled.objects.filter(name="Bruno").update(weight=50)
    assert "weights" in {one.code for one in hurdles(vote) if one.forbids}
    with pytest.raises(Problem):
        votes.open_vote(amina[0], vote.uid)


def test_colleges_count_by_their_part_however_many_they_are(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    vote = a_vote(amina[0], bakery)
    workers = colleges.add_college(amina[0], vote.uid, CollegeDraft("en", "Workers", part=3))
    users = colleges.add_college(amina[0], vote.uid, CollegeDraft("en", "Users", part=2))
    three = on_the_roll(amina[0], vote, "Bruno", "Célia", "Dana", college=workers)
    four = on_the_roll(amina[0], vote, "E", "F", "G", "H", college=users)
    votes.open_vote(amina[0], vote.uid)
    for line, word in zip(three + four, ["agree"] * 2 + ["disagree"] * 5, strict=True):
        says(vote, line, {"stance": word})
    result = closed(amina[0], vote)
    assert result["majority"]["share"] == "2/5"
    assert result["verdict"] == "rejected"
    assert [one["share"] for one in result["colleges"]] == ["2/3", "0"]


@pytest.mark.parametrize(("least", "most"), [(50, None), (None, 30)])
def test_statutes_bound_the_part_of_a_college(
    amina: tuple[Viewer, Client], bakery: Group, least: int | None, most: int | None
) -> None:
    vote = a_vote(amina[0], bakery)
    draft = CollegeDraft("en", "Workers", part=2, least=least, most=most)
    colleges.add_college(amina[0], vote.uid, draft)
    colleges.add_college(amina[0], vote.uid, CollegeDraft("en", "Users", part=3))
    assert "part" in {one.code for one in hurdles(vote) if one.forbids}


def test_points_and_orders_are_counted_with_ties_by_the_drawn_order(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    for method, said in (
        ("score", {"points": {"o1": 3, "o2": 3}}),
        ("ranking", {"ranks": [["o1", "o2"]]}),
    ):
        vote = a_vote(amina[0], bakery, method=method)
        for title in ("Oven", "Mill"):
            options.add_option(amina[0], vote.uid, OptionDraft("en", title))
        lines = on_the_roll(amina[0], vote, "Bruno")
        votes.open_vote(amina[0], vote.uid)
        says(vote, lines[0], said)
        result = closed(amina[0], vote)
        assert [one["option"] for one in result["order"]] == vote.rules["ties"]
        assert canonical(result) == canonical(counted(Vote.objects.get(pk=vote.pk)))


def test_votes_for_what_was_withdrawn_do_not_count(amina: tuple[Viewer, Client], bakery: Group) -> None:
    vote = a_vote(amina[0], bakery, method="approval")
    first, _second = [options.add_option(amina[0], vote.uid, OptionDraft("en", one)) for one in "AB"]
    lines = on_the_roll(amina[0], vote, "Bruno")
    votes.open_vote(amina[0], vote.uid)
    says(vote, lines[0], {"points": {"o1": 1, "o2": 1}})
    options.withdraw_option(amina[0], vote.uid, first)
    assert [one["option"] for one in closed(amina[0], vote)["order"]] == ["o2"]


def test_who_comes_on_an_open_roll_is_dated_and_has_a_reason(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    vote = a_vote(amina[0], bakery)
    lines = on_the_roll(amina[0], vote, "Bruno", "Célia")
    votes.open_vote(amina[0], vote.uid)
    vote.refresh_from_db()
    with pytest.raises(Problem):
        on_the_roll(amina[0], vote, "Dana")
    late = on_the_roll(amina[0], vote, "Dana", reason="Forgotten.")[0]
    assert Entitled.objects.get(pk=late).from_on is not None
    says(vote, lines[0], {"stance": "agree"})
    with pytest.raises(Problem):
        rolls.strike_entitled(amina[0], vote.uid, lines[0], "Moved away")
    rolls.strike_entitled(amina[0], vote.uid, lines[1], "Moved away")
    assert roll_hash(vote) == vote.roll_hash
    says(vote, late, {"stance": "agree"})
    assert closed(amina[0], vote)["entitled"] == 2


def test_a_roll_is_filled_from_people_or_member_groups_once(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    network = a_group("Charrette Federation", kind="network")
    Relation.objects.create(subject=bakery, object=network, kind="member_of")
    keeper, _client, person = somebody_of(network, name="bruno")
    people = a_vote(keeper, network)
    assert [rolls.fill_from_members(keeper, people.uid) for _ in range(2)] == [1, 0]
    assert people.roll.get().person == person.opaque_id
    groups = a_vote(keeper, network, unit="organisations")
    assert [rolls.fill_from_groups(keeper, groups.uid) for _ in range(2)] == [1, 0]
    with pytest.raises(Problem):
        on_the_roll(keeper, groups, "Bakers", group=bakery.uid)


def test_a_counted_vote_is_not_given_up_and_not_counted_twice(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    vote = a_vote(amina[0], bakery)
    lines = on_the_roll(amina[0], vote, "Bruno")
    votes.open_vote(amina[0], vote.uid)
    says(vote, lines[0], {"stance": "agree"})
    first = closed(amina[0], vote)
    assert closed(amina[0], vote) == first
    with pytest.raises(Problem):
        votes.give_up_vote(amina[0], vote.uid)


def test_from_the_form_to_the_result_through_pages(amina: tuple[Viewer, Client], bakery: Group) -> None:
    viewer, client = amina
    new = reverse("decisions:new-vote", args=[bakery.uid])
    form = client.get(new).context["form"]
    sent = {"title": "A second oven?", "method": "majority", "secrecy": "open", "unit": "heads", "seats": 1}
    sent |= {"proxies": 0, "passes_up": "block", "audience": "public", "language": "en"}
    answer = client.post(new, sent | {"key": str(form["key"].value())}, follow=True)
    vote = Vote.objects.get()
    page = reverse("decisions:vote", args=[vote.uid])
    assert answer.redirect_chain[-1][0] == page
    assert "Nobody is on the roll yet" in answer.content.decode()
    client.post(reverse("decisions:fill-roll", args=[vote.uid, "members"]))
    assert "Open the vote" in client.get(page).content.decode()
    client.post(reverse("decisions:open-vote", args=[vote.uid]))
    assert b"/ballot" in client.get(page).content
    line = vote.roll.get()
    cast(viewer, vote.uid, line.pk, [Voice({"stance": "agree"})])
    client.post(reverse("decisions:close-vote", args=[vote.uid]))
    assert "Adopted" in client.get(page).content.decode()
    assert "I agree" in client.get(reverse("decisions:roll", args=[vote.uid])).content.decode()
    assert client.get(reverse("decisions:outcome", args=[vote.uid])).status_code == 200
    for name in ("front", "methods"):
        assert client.get(reverse(f"decisions:{name}")).status_code == 200
    assert "A second oven?" in client.get(reverse("decisions:own-votes")).content.decode()
    assert "A second oven?" in Client().get(reverse("decisions:votes-of", args=[bakery.uid])).content.decode()


def test_strangers_see_no_names_on_a_roll(amina: tuple[Viewer, Client], bakery: Group) -> None:
    vote = a_vote(amina[0], bakery)
    on_the_roll(amina[0], vote, "Bruno Wanted")
    address = reverse("decisions:roll", args=[vote.uid])
    assert "Bruno Wanted" in amina[1].get(address).content.decode()
    assert "Bruno Wanted" not in Client().get(address).content.decode()


def test_what_is_not_for_a_viewer_is_not_there(amina: tuple[Viewer, Client], bakery: Group) -> None:
    vote = a_vote(amina[0], bakery, title="A quiet question", audience="group")
    stranger = Client()
    for name in ("vote", "roll"):
        assert stranger.get(reverse(f"decisions:{name}", args=[vote.uid])).status_code == 404
    for address in (reverse("decisions:front"), reverse("decisions:votes-of", args=[bakery.uid])):
        assert "A quiet question" not in stranger.get(address).content.decode()
    with pytest.raises(NotFound):
        votes.open_vote(ANYONE, vote.uid)


def test_votes_are_behind_doors_in_calendars_in_the_index_and_in_the_api(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    end = timezone.now() + timedelta(days=2)
    vote = a_vote(amina[0], bakery, closes_at=end)
    quiet = a_vote(amina[0], bakery, title="A quiet question", audience="group", closes_at=end)
    for one in (vote, quiet):
        on_the_roll(amina[0], one, "Bruno")
        votes.open_vote(amina[0], one.uid)
    assert [door.count for door in group_doors(ANYONE, bakery.pk) if door.symbol == "vote"] == [1]
    assert [door.count for door in group_doors(amina[0], bakery.pk) if door.symbol == "vote"] == [2]
    first, last = timezone.localdate(), timezone.localdate() + timedelta(days=5)
    assert len(list(calendar(ANYONE, [bakery.pk], first, last))) == 1
    documents = all_documents()["decisions.vote"]
    one, other = documents.build([vote.pk, quiet.pk])
    assert one.visible != other.visible
    assert list(documents.show(ANYONE, [vote.pk, quiet.pk], "en")) == [vote.pk]
    told = Client().get(f"/api/groups/{bakery.uid}/votes").json()
    assert [line["uid"] for line in told["votes"]] == [vote.uid]
    whole = Client().get(f"/api/votes/{vote.uid}").json()
    assert (whole["kind"], whole["majority"], whole["roll_hash"] != "") == ("stance", ">1/2", True)
    assert Client().get(f"/api/votes/{quiet.uid}").status_code == 404


def test_a_resolution_names_the_vote_from_which_it_came(amina: tuple[Viewer, Client], bakery: Group) -> None:
    vote = a_vote(amina[0], bakery)
    lines = on_the_roll(amina[0], vote, "Bruno")
    votes.open_vote(amina[0], vote.uid)
    says(vote, lines[0], {"stance": "agree"})
    closed(amina[0], vote)
    votes.draw_resolution(amina[0], vote.uid, Decision("We buy it.", "en"))
    (door,) = beneath(ANYONE, "assembly.resolution", Resolution.objects.get().pk)
    assert door.url == reverse("decisions:vote", args=[vote.uid])
    assert "We buy it." in Client().get(door.url).content.decode()


def test_a_network_makes_a_method_its_own_and_votes_keep_it_as_it_was(
    amina: tuple[Viewer, Client], bakery: Group
) -> None:
    viewer, client = amina
    address = reverse("decisions:new-method", args=[bakery.uid, "majority"])
    form = client.get(address).context["form"]
    sent = {"title": "Our way", "unit": "heads", "quorum": "half", "majority": "3/5", "language": "en"}
    sent |= {"majority_of": "entitled", "choice_agree": "Aye", "key": str(form["key"].value())}
    assert "is no part" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {"quorum": "1/2"}).status_code == 302
    method = Method.objects.get()
    vote = a_vote(viewer, bakery, method=method.uid)
    lines = on_the_roll(viewer, vote, "Bruno", "Célia")
    votes.open_vote(viewer, vote.uid)
    change_method(viewer, method.uid, MethodDraft("en", "Our way", majority="1/5"))
    says(vote, lines[0], {"stance": "agree"})
    says(vote, lines[1], {"stance": "disagree"})
    assert rules_of(Vote.objects.get()).choices[0].title["en"] == "Aye"
    assert closed(viewer, vote)["majority"]["least"] == 2
    page = reverse("decisions:methods-of", args=[bakery.uid])
    assert "Our way" in client.get(page).content.decode()
    assert client.get(reverse("decisions:edit-method", args=[method.uid])).status_code == 200
    with pytest.raises(NotAllowed):
        change_method(ANYONE, method.uid, MethodDraft("en", "Theirs"))
