"""Elections of persons as they are counted from ballots that were kept."""

from __future__ import annotations

import json
from datetime import date

import pytest

from konbit.base.errors import Problem
from konbit.decisions.count_read import Named, rounds_of, stages_of, standings_of
from konbit.decisions.count_words import round_sentences, stage_sentences
from konbit.decisions.counting.persons import persons
from konbit.decisions.models import Entitled, Vote
from konbit.decisions.queries.elected import election_shown
from tests.decisions.electing import a_board, a_college, a_limit, stands, voted

pytestmark = pytest.mark.django_db


def the_twenty(kind: str = "scottish") -> Vote:
    """Twelve want Ana and then Bea, eight want Cai: three seats."""
    vote = a_board(kind=kind, seats=3)
    for word, gender in (("ana", "woman"), ("bea", "woman"), ("cai", "man"), ("dag", "man")):
        stands(vote, word, gender=gender)
    voted(vote, "ana bea", 12)
    voted(vote, "cai dag", 8)
    return vote


@pytest.mark.parametrize("kind", ["scottish", "meek", "persons"])
def test_every_way_of_voting_gives_seats_to_both_groups(kind: str) -> None:
    result = persons(the_twenty(kind))
    assert result["verdict"] == "elected"
    assert set(result["elected"]) == {"ana", "bea", "cai"}
    assert result["log"]["recounted"]
    assert json.loads(json.dumps(result)) == result


def test_the_same_ballots_give_the_same_bytes_in_whatever_order_they_came() -> None:
    vote = the_twenty()
    first = json.dumps(persons(vote), sort_keys=True)
    vote.ballots.all().delete()
    for words in ["cai dag"] * 8 + ["ana bea"] * 12:
        voted(vote, words)
    assert json.dumps(persons(vote), sort_keys=True) == first


def test_colleges_elect_for_themselves_and_limits_hold_for_all() -> None:
    vote = a_board()
    unions, farms = a_college(vote, "Unions", 1), a_college(vote, "Farms", 1)
    for word, college, gender in (
        ("ana", unions, "woman"), ("abe", unions, "man"), ("bea", farms, "woman"), ("ben", farms, "man"),
    ):  # fmt: skip
        stands(vote, word, college, gender=gender)
    voted(vote, "abe ana", 6, unions)
    voted(vote, "ana abe", 5, unions)
    voted(vote, "ben bea", 9, farms)
    voted(vote, "bea", 1, farms)
    a_limit(vote, "gender=woman", least=1)
    result = persons(vote)
    assert set(result["elected"]) == {"ana", "ben"}, "the closest decision gives way"
    assert set(result["log"]["without_limits"]) == {"abe", "ben"}


def test_a_kept_log_is_told_with_names() -> None:
    vote = the_twenty()
    a_limit(vote, "gender=man", least=2)
    log = persons(vote)["log"]
    named = Named({one.word: one.name for one in vote.options.all()}, {"all": "Everybody"})
    told = " ".join(words for one in stages_of(log, named) for words in stage_sentences(one, 10**9))
    assert "Bea Example cannot be elected any more and goes out: gender “man”, at least 2." in told
    assert "Cai Example has reached the quota and is elected." in told
    assert [(one.limit.value, one.counted) for one in standings_of(log, named)] == [("man", 2)]
    approvals = persons(the_twenty("persons"))["log"]
    first = " ".join(round_sentences(rounds_of(approvals, named)[0]))
    assert first.startswith("Ana Example is elected")


def test_who_withdrew_is_passed_over_and_seats_that_nobody_fills_stay_empty() -> None:
    vote = the_twenty()
    vote.options.filter(word__in=["ana", "dag"]).update(withdrawn_on=date(2026, 3, 1))
    result = persons(vote)
    assert set(result["elected"]) == {"bea", "cai"}
    assert result["empty"] == {"all": 1}


def test_a_college_in_which_nobody_voted_keeps_its_seats_empty() -> None:
    vote = a_board()
    unions, farms = a_college(vote, "Unions", 1), a_college(vote, "Farms", 2)
    stands(vote, "ana", unions)
    for word in ("bea", "ben"):
        stands(vote, word, farms)
    voted(vote, "ana", 3, unions)
    a_limit(vote, "region=south", least=1, college=farms)
    result = persons(vote)
    assert result["elected"] == ["ana"]
    assert result["empty"] == {str(farms.pk): 2}


def test_limits_that_cannot_be_met_are_named_and_nothing_is_counted() -> None:
    vote = the_twenty()
    a_limit(vote, "gender=woman", least=3)
    result = persons(vote)
    assert result["verdict"] == "not_counted"
    assert result["why"]["limits"][0]["value"] == "woman"
    assert result["elected"] == []


def test_without_any_ballot_nothing_is_counted() -> None:
    vote = a_board()
    stands(vote, "ana")
    assert persons(vote)["verdict"] == "not_counted"


def test_ballots_for_nobody_here_are_told_and_change_nothing() -> None:
    vote = the_twenty()
    voted(vote, "nobody", 3)
    contest = persons(vote)["log"]["contests"][0]
    assert (contest["papers"], contest["invalid"]) == (20, 3)


def test_equal_votes_go_by_the_order_that_was_drawn() -> None:
    vote = a_board(seats=1)
    for word in ("ana", "bea"):
        stands(vote, word)
        voted(vote, word, 2)
    for first, other in (("ana", "bea"), ("bea", "ana")):
        vote.rules["ties"] = [first, other]
        assert persons(vote)["elected"] == [first]


def test_a_quorum_that_was_not_reached_is_told_beside_the_count() -> None:
    vote = the_twenty()
    assert persons(vote)["quorum"] is None
    vote.rules["method"]["quorum"] = "1/2"
    Entitled.objects.create(vote=vote, number=1)
    result = persons(vote)
    assert not result["quorum"]["holds"]
    vote.rules = {"method": vote.rules["method"]}
    Vote.objects.filter(pk=vote.pk).update(result=result, state="closed")
    shown = election_shown(vote.uid)
    assert shown is not None
    assert shown.quorum.startswith("Too few took part: 0 of 1, and 1 are needed.")


def test_an_election_that_is_taken_elsewhere_is_not_counted_here() -> None:
    vote = the_twenty()
    vote.secrecy = Vote.Secrecy.HANDOFF
    with pytest.raises(Problem):
        persons(vote)
