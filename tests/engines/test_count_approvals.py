"""Persons from approvals: against a slow count, what is proportional, and what limits change."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from konbit.engines.count import (
    Approved,
    Candidate,
    Contest,
    Election,
    Impossible,
    Limit,
    Paper,
    Unfit,
    approve,
    verify_approved,
)
from tests.engines.test_count import elections
from tests.engines.test_count_limits import board, boards


def slowly(election: Election) -> list[str] | None:
    """Who is elected: every voter by herself, every board tried."""
    people = {one.key: (each, one) for each in election.contests for one in each.standing()}
    voters = [
        [each.key, {key for rank in paper.ranks for key in rank} - each.withdrawn, Fraction(0)]
        for each in election.contests
        for paper in each.papers
        for _ in range(paper.count)
    ]
    elected: list[str] = []

    def mine(key: str) -> list[list[object]]:
        return [voter for voter in voters if key in voter[1]]  # type: ignore[operator]

    def load(key: str) -> Fraction:
        return (1 + sum(voter[2] for voter in mine(key))) / Fraction(len(mine(key)))  # type: ignore[misc]

    def share(key: str) -> Fraction:
        contest = people[key][0]
        papers = sum(1 for voter in voters if voter[0] == contest.key and voter[1])
        return load(key) * papers / contest.seats

    size = sum(each.seats for each in election.contests)
    while len(elected) < size:
        free = [
            key
            for key, (each, _one) in people.items()
            if key not in elected
            and sum(people[other][0] is each for other in elected) < each.seats
            and any(
                all(
                    limit.least
                    <= (number := sum(limit.counts(people[k][0].key, people[k][1]) for k in whole))
                    and (limit.most is None or number <= limit.most)
                    for limit in election.all_limits()
                )
                for more in combinations(
                    [k for k in people if k not in (*elected, key)], size - len(elected) - 1
                )
                if (whole := (*elected, key, *more))
            )
        ]
        if not free:
            return None
        paid = [key for key in free if mine(key)]
        best = [key for key in paid if share(key) == min(map(share, paid))] or free
        taken = min(best, key=election.ties.index)
        for voter, carried in [(voter, load(taken)) for voter in mine(taken)]:
            voter[2] = carried
        elected.append(taken)
    return elected


def approved(election: Election) -> Approved:
    """The count; what limits make impossible is left to other tests."""
    try:
        return approve(election)
    except Impossible:
        assume(False)
        raise


@settings(max_examples=120, deadline=None)
@given(elections(several=2, most=4))
def test_who_is_elected_is_whom_the_slow_count_elects(election: Election) -> None:
    slow = slowly(election)
    if slow is None:
        with pytest.raises(Impossible) as found:
            approve(election)
        assert not boards(election, found.value.limits)
        return
    done = approve(election)
    assert list(done.elected) == slow
    assert verify_approved(election, done) == ()


@settings(max_examples=80, deadline=None)
@given(elections(), st.data())
def test_the_verifier_finds_what_was_changed(election: Election, data: st.DataObject) -> None:
    right = approved(election)
    at = data.draw(st.integers(0, len(right.rounds) - 1))
    one = right.rounds[at]
    others = [key for key, _load in one.loads if key != one.elected]
    wrong = data.draw(
        st.sampled_from(
            [
                replace(one, number=one.number + 1),
                replace(one, loads=tuple((key, (load or 0) + 1) for key, load in one.loads)),
                *(replace(one, elected=key) for key in others[:2]),
            ]
        )
    )
    rounds = (*right.rounds[:at], wrong, *right.rounds[at + 1 :])
    assert verify_approved(election, replace(right, rounds=rounds))


@settings(max_examples=80, deadline=None)
@given(elections())
def test_seats_are_paid_in_full_and_weights_are_repeated_papers(election: Election) -> None:
    done = approved(election)
    assert len(set(done.elected)) == sum(each.seats for each in election.contests)
    apart = tuple(
        replace(
            each,
            papers=tuple(
                replace(paper, count=1) for paper in reversed(each.papers) for _ in range(paper.count)
            ),
        )
        for each in election.contests
    )
    assert approve(replace(election, contests=apart)) == done
    loads = [dict(one.loads)[one.elected] for one in done.rounds if one.contest == "A"]
    paid = [load for load in loads if load is not None]
    assert election.limits or paid == sorted(paid)


@settings(max_examples=120, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 12), st.integers(0, 12), st.data())
def test_a_group_that_agrees_on_enough_gets_the_seats_of_its_share(
    seats: int, common: int, size: int, others: int, data: st.DataObject
) -> None:
    """Proportional justified representation: L. Sánchez-Fernández et al. (2017)."""
    mine = [f"in{number}" for number in range(common)]
    rest = [f"out{number}" for number in range(seats + 1)]
    more = st.lists(st.sampled_from(rest), unique=True)
    papers = [Paper(((*mine, *data.draw(more)),)) for _ in range(size)]
    some = st.lists(st.sampled_from(rest), unique=True, min_size=1)
    papers += [Paper((tuple(data.draw(some)),)) for _ in range(others)]
    named = {key for paper in papers[:size] for rank in paper.ranks for key in rank}
    done = approve(Election((Contest("", seats, tuple(map(Candidate, [*mine, *rest])), tuple(papers)),)))
    assert len(set(done.elected) & named) >= min(common, seats * size // (size + others))


def test_three_in_five_get_three_of_five_seats() -> None:
    people = tuple(Candidate(key) for key in ("a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3"))
    papers = (Paper((("a1", "a2", "a3", "a4", "a5"),), 60), Paper((("b1", "b2", "b3"),), 40))
    done = approve(Election((Contest("", 5, people, papers),)))
    assert done.elected == ("a1", "b1", "a2", "a3", "b2")
    first, second, *_rest = done.rounds
    assert dict(first.loads) == {
        **dict.fromkeys(["a1", "a2", "a3", "a4", "a5"], Fraction(1, 3)),
        **dict.fromkeys(["b1", "b2", "b3"], Fraction(1, 2)),
    }
    assert dict(second.loads)["a2"] == Fraction(2, 3)


def test_a_board_by_colleges_comes_out_of_approvals_too() -> None:
    election = board()
    approving = replace(
        election,
        contests=tuple(
            replace(each, papers=tuple(replace(paper, ranks=paper.ranks[:3]) for paper in each.papers))
            for each in election.contests
        ),
    )
    done = approve(approving)
    assert [one.counted for one in done.limits] == [6, 6, 4, 4, 2, 2]
    assert any(one.barred for one in done.rounds)
    assert verify_approved(approving, done) == ()


def test_whom_nobody_approves_of_comes_last_and_papers_without_names_are_not_counted() -> None:
    people = tuple(map(Candidate, "abc"))
    whole = Contest("", 3, people, (Paper((("c",),), 2), Paper(()), Paper((("w",),))), frozenset())
    with pytest.raises(Unfit, match="unknown"):
        approve(Election((whole,)))
    whole = replace(whole, candidates=(*people, Candidate("w")), withdrawn=frozenset("w"))
    done = approve(Election((whole,), (), ("b", "a", "c")))
    assert done.elected == ("c", "b", "a")
    assert (done.outcomes[0].papers, done.outcomes[0].invalid) == (2, 2)
    with pytest.raises(Unfit, match="papers"):
        approve(Election((replace(whole, papers=(Paper(()),)),)))


def test_limits_that_cannot_be_met_are_told_before_counting() -> None:
    people = (Candidate("a", {"g": "m"}), Candidate("b", {"g": "m"}))
    with pytest.raises(Impossible) as found:
        approve(Election((Contest("", 1, people, (Paper.of("a"),)),), (Limit("g", "w", 1),)))
    assert found.value.limits == (Limit("g", "w", 1),)
