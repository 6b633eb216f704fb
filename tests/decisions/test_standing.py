"""Standing for election, limits on those elected, and what keeps a vote from being held, or secret."""

from __future__ import annotations

import pytest

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.decisions.actions.candidates import (
    CandidateDraft,
    change_candidate,
    enter_candidate,
    stand,
    withdraw_candidate,
)
from konbit.decisions.actions.limits import LimitDraft, add_limit, remove_limit
from konbit.decisions.models import College, Entitled, Vote
from konbit.decisions.queries.candidates import election_page
from konbit.decisions.queries.electable import election_hurdles
from konbit.decisions.queries.secrecy import secrecy_hurdles
from konbit.people.audience import ANYONE
from tests.assembly.made import a_member, a_steward
from tests.decisions.electing import a_board, a_college, a_limit, stands

pytestmark = pytest.mark.django_db

WOMEN = LimitDraft("gender", "woman", least=1)


def a_draft(name: str = "Ana Example", **said: object) -> CandidateDraft:
    return CandidateDraft("en", name, "I will keep the accounts.", **said)  # type: ignore[arg-type]


def codes(vote: Vote) -> dict[str, bool]:
    return {one.code: one.forbids for one in election_hurdles(vote)}


def secret(vote: Vote) -> dict[str, bool]:
    return {one.code: one.forbids for one in secrecy_hurdles(vote)}


def enrolled(vote: Vote, *weights: int, college: College | None = None) -> None:
    at = vote.roll.count()
    for number, weight in enumerate(weights, at + 1):
        Entitled.objects.create(vote=vote, number=number, weight=weight, college=college)


def test_a_member_stands_and_says_of_herself_only_what_a_limit_asks_for() -> None:
    vote = a_board()
    add_limit(a_steward(vote.group), vote.uid, WOMEN)
    ana = a_member(vote.group, "person:ana")
    word = stand(ana, vote.uid, a_draft(traits={"gender": "woman", "faith": "none"}))
    option = vote.options.get()
    assert (option.name, option.traits, option.person) == ("Ana Example", {"gender": "woman"}, "person:ana")
    assert "ana" not in word, "ballots and files keep the word when her name is erased"


def test_standing_twice_says_it_anew() -> None:
    vote = a_board()
    ana = a_member(vote.group, "person:ana")
    assert stand(ana, vote.uid, a_draft()) == stand(ana, vote.uid, a_draft("Ana B. Example"))
    assert vote.options.get().name == "Ana B. Example"


def test_strangers_cannot_stand_but_those_on_the_roll_can() -> None:
    vote = a_board()
    stranger = a_member(a_board().group, "person:dag")
    with pytest.raises(NotAllowed):
        stand(stranger, vote.uid, a_draft())
    Entitled.objects.create(vote=vote, number=1, person="person:dag")
    assert stand(stranger, vote.uid, a_draft())


def test_nobody_is_entered_without_having_said_yes_and_nobody_changes_another() -> None:
    vote = a_board()
    steward = a_steward(vote.group)
    with pytest.raises(Problem):
        enter_candidate(steward, vote.uid, a_draft(), agreed=False)
    word = enter_candidate(steward, vote.uid, a_draft(), agreed=True)
    assert enter_candidate(steward, vote.uid, a_draft(), agreed=True) == word
    member = a_member(vote.group, "person:other")
    for act in (
        lambda: change_candidate(member, vote.uid, word, a_draft("Nobody")),
        lambda: withdraw_candidate(member, vote.uid, word),
        lambda: enter_candidate(member, vote.uid, a_draft("Bea"), agreed=True),
        lambda: add_limit(member, vote.uid, WOMEN),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_where_colleges_fill_seats_a_candidate_names_hers() -> None:
    vote = a_board()
    farms = a_college(vote, "Farms", 2)
    ana = a_member(vote.group, "person:ana")
    with pytest.raises(Problem):
        stand(ana, vote.uid, a_draft())
    with pytest.raises(NotFound):
        stand(ana, vote.uid, a_draft(college=a_college(a_board(), "Elsewhere", 1).pk))
    stand(ana, vote.uid, a_draft(college=farms.pk))
    assert vote.options.get().college == farms


def test_who_steps_back_before_the_vote_is_gone_and_later_stays_on_the_ballots() -> None:
    vote = a_board()
    ana = a_member(vote.group, "person:ana")
    word = stand(ana, vote.uid, a_draft())
    withdraw_candidate(ana, vote.uid, word)
    assert not vote.options.exists()
    word = stand(ana, vote.uid, a_draft())
    Vote.objects.filter(pk=vote.pk).update(state="open")
    withdraw_candidate(ana, vote.uid, word)
    assert vote.options.get().withdrawn_on
    with pytest.raises(Problem):
        stand(a_member(vote.group, "person:bea"), vote.uid, a_draft("Bea"))
    Vote.objects.filter(pk=vote.pk).update(state="closed")
    with pytest.raises(Problem):
        withdraw_candidate(ana, vote.uid, word)


@pytest.mark.parametrize(
    "draft",
    [
        LimitDraft("gender", "woman"),
        LimitDraft("gender", "woman", least=3, most=2),
        LimitDraft("", "woman", least=1),
        LimitDraft("gender", "x" * 81, least=1),
    ],
)
def test_limits_that_ask_nothing_or_cannot_be_are_refused(draft: LimitDraft) -> None:
    vote = a_board()
    with pytest.raises(Problem):
        add_limit(a_steward(vote.group), vote.uid, draft)


def test_a_limit_sent_twice_is_one_and_another_on_the_same_is_refused() -> None:
    vote = a_board()
    steward = a_steward(vote.group)
    pk = add_limit(steward, vote.uid, WOMEN)
    assert add_limit(steward, vote.uid, WOMEN) == pk
    with pytest.raises(Problem):
        add_limit(steward, vote.uid, LimitDraft("Gender", "Woman", least=2))
    remove_limit(steward, vote.uid, pk)
    assert not vote.limits.exists()


def test_limits_stay_as_they_are_once_the_vote_is_open() -> None:
    vote = a_board(state="open")
    with pytest.raises(Problem):
        add_limit(a_steward(vote.group), vote.uid, WOMEN)


def test_what_keeps_an_election_from_being_held_is_said_beforehand() -> None:
    vote = a_board(seats=2)
    assert codes(vote) == {"nobody": True}
    stands(vote, "ana", gender="woman")
    assert codes(vote) == {"few": True}
    stands(vote, "bea", gender="woman")
    assert codes(vote) == {"no_choice": False}
    stands(vote, "cai")
    assert codes(vote) == {}
    a_limit(vote, "gender=man", least=1)
    assert codes(vote) == {"limits": True, "silent": False}
    words = " ".join(one.words for one in election_hurdles(vote))
    assert "gender “man”, at least 1" in words
    assert "Cai Example" in words


def test_colleges_need_candidates_and_voters_of_their_own() -> None:
    vote = a_board()
    unions, farms = a_college(vote, "Unions", 1), a_college(vote, "Farms", 1)
    stands(vote, "ana", unions)
    stands(vote, "dag")
    enrolled(vote, 1, college=unions)
    found = codes(vote)
    assert found.keys() >= {"nowhere", "few", "no_voters"}
    assert "Farms" in " ".join(one.words for one in election_hurdles(vote))
    assert farms.seats


def test_an_anonymous_vote_of_two_is_refused_and_one_of_four_warned_of() -> None:
    vote = a_board(secrecy="anonymous")
    enrolled(vote, 1, 1)
    assert secret(vote) == {"few": True}
    enrolled(vote, 1, 1)
    assert secret(vote) == {"few": False}
    enrolled(vote, 1)
    assert secret(vote) == {}


def test_a_college_of_two_is_refused_however_many_vote_elsewhere() -> None:
    vote = a_board(secrecy="anonymous")
    unions, farms = a_college(vote, "Unions", 1), a_college(vote, "Farms", 1)
    enrolled(vote, *[1] * 30, college=unions)
    enrolled(vote, 1, 1, college=farms)
    assert secret(vote) == {"few": True}
    assert "Farms" in secrecy_hurdles(vote)[0].words
    Vote.objects.filter(pk=vote.pk).update(secrecy="open")
    assert secret(Vote.objects.get(pk=vote.pk)) == {}


def test_a_weight_that_only_one_has_names_the_voter() -> None:
    vote = a_board(secrecy="anonymous")
    enrolled(vote, *[1] * 9, 7)
    assert secret(vote) == {"weight": True}
    enrolled(vote, 7)
    assert secret(vote) == {"weight": False}
    enrolled(vote, 7, 7, 7)
    assert secret(vote) == {}
    vote.proxies = 2
    assert secret(vote) == {"proxies": False}


def test_only_elections_are_handed_to_belenios_and_few_voters_are_warned_of() -> None:
    vote = a_board(secrecy="handoff")
    enrolled(vote, 1, 1)
    assert secret(vote) == {"few": False}
    vote.rules["method"]["kind"] = "stance"
    assert secret(vote)["elsewhere"]


def test_the_page_of_a_closed_group_is_nobody_elses() -> None:
    vote = a_board()
    stands(vote, "ana")
    assert election_page(ANYONE, vote.uid).many == 1
    Vote.objects.filter(pk=vote.pk).update(audience="group")
    with pytest.raises(NotFound):
        election_page(ANYONE, vote.uid)
