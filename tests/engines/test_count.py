"""Who is elected, sheet by sheet: against a slow count, known examples, and what every count must hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import get_args

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from konbit.engines.count import (
    Candidate,
    Contest,
    Count,
    Election,
    Impossible,
    Limit,
    Method,
    Paper,
    Tie,
    count,
    verify,
)
from tests.engines.count_slowly import slowly

METHODS: tuple[Method, ...] = get_args(Method)
TRAITS = {"gender": ("woman", "man"), "region": ("north", "south", "hills"), "age": ("young", "old")}

methods = st.sampled_from(METHODS)


@st.composite
def contests(draw: st.DrawFn, key: str = "A", most: int = 5) -> Contest:
    """A contest with a few candidates and papers; papers may share or leave out ranks."""
    keys = [f"{key}{number}" for number in range(draw(st.integers(1, most)))]
    candidates = tuple(
        Candidate(
            one,
            {
                name: value
                for name, values in TRAITS.items()
                if (value := draw(st.sampled_from(["", *values])))
            },
        )
        for one in keys
    )
    papers = draw(st.lists(st.builds(Paper, orders(keys), st.integers(1, 4)), min_size=1, max_size=7))
    return Contest(key, draw(st.integers(1, len(keys))), candidates, (Paper.of(keys[0]), *papers))


def orders(keys: list[str]) -> st.SearchStrategy[tuple[tuple[str, ...], ...]]:
    """Plain orders mostly; here and there a rank that several share, or nobody has."""
    plain = st.lists(st.sampled_from(keys), unique=True, max_size=len(keys))
    cut = st.integers(0, 7)
    return st.builds(
        lambda order, at: tuple(
            () if place == at - 3 else (key,) for place, key in enumerate(order) if place != at - 2
        ) + ((tuple(order[at - 2 : at - 1]),) if len(order) > at - 2 >= 0 else ()),
        plain, cut,
    )  # fmt: skip


@st.composite
def elections(draw: st.DrawFn, several: int = 3, most: int = 5) -> Election:
    """One to three contests and limits of all kinds, with a public order."""
    whole = [draw(contests(key, most)) for key in "ABC"[: draw(st.integers(1, several))]]
    limits = {}
    for _ in range(draw(st.integers(0, 3))):
        dimension = draw(st.sampled_from([*TRAITS]))
        value, where = draw(st.sampled_from(TRAITS[dimension])), draw(st.sampled_from(["", "", "A"]))
        least = draw(st.integers(0, 2))
        limits[dimension, value, where] = Limit(
            dimension, value, least, draw(st.sampled_from([None, None, least, least + 1])), where
        )
    keys = [one.key for contest in whole for one in contest.candidates]
    return Election(tuple(whole), tuple(limits.values()), tuple(draw(st.permutations(keys))))


def counted(election: Election, method: Method) -> Count:
    """The count; what limits make impossible is left to other tests."""
    try:
        return count(election, method)
    except Impossible:
        assume(False)
        raise


# ---------------------------------------- against the slow count


@settings(max_examples=150, deadline=None)
@given(elections(), methods)
def test_every_sheet_is_that_of_the_slow_count(election: Election, method: Method) -> None:
    slow = slowly(election, method)
    try:
        fast = count(election, method)
    except Impossible:
        assert slow is None
        return
    assert slow is not None
    elected, sheets = slow
    assert list(fast.elected) == elected
    assert [
        (one.contest, one.act, one.candidate, {key: Fraction(many, fast.parts) for key, many in one.votes})
        for one in fast.stages
    ] == sheets


@settings(max_examples=150, deadline=None)
@given(elections(), methods)
def test_the_verifier_finds_every_count_right(election: Election, method: Method) -> None:
    assert verify(election, counted(election, method)) == ()


@settings(max_examples=150, deadline=None)
@given(elections(), methods, st.data())
def test_the_verifier_finds_what_was_changed(election: Election, method: Method, data: st.DataObject) -> None:
    right = counted(election, method)
    at = data.draw(st.integers(0, len(right.stages) - 1))
    stage = right.stages[at]
    keys = [one.key for contest in election.contests for one in contest.candidates]
    votes = {key: many + (key == stage.votes[0][0]) for key, many in stage.votes}
    wrong = data.draw(
        st.sampled_from(
            [
                replace(stage, votes=tuple(votes.items())),
                replace(stage, quota=stage.quota + 1),
                replace(stage, exhausted=stage.exhausted + 1),
                replace(stage, candidate=next(key for key in [*keys, "?"] if key != stage.candidate)),
                replace(stage, act="surplus" if stage.act == "exclusion" else "exclusion"),
                replace(stage, tie=Tie(("x", "y"), "x") if stage.act != "first" else None, number=99),
                replace(stage, elected=stage.elected[1:] if stage.elected else stage.elected, number=0),
            ]
        )
    )
    stages = (*right.stages[:at], wrong, *right.stages[at + 1 :])
    assert verify(election, replace(right, stages=stages))


@settings(max_examples=100, deadline=None)
@given(elections(), methods, st.data())
def test_the_verifier_finds_another_board(election: Election, method: Method, data: st.DataObject) -> None:
    right = counted(election, method)
    standing = [one.key for contest in election.contests for one in contest.candidates]
    others = [key for key in standing if key not in right.elected]
    assume(others)
    old, new = data.draw(st.sampled_from(right.elected)), data.draw(st.sampled_from(others))
    swapped = replace(
        right,
        elected=tuple(new if key == old else key for key in right.elected),
        outcomes=tuple(
            replace(one, elected=tuple(new if key == old else key for key in one.elected))
            for one in right.outcomes
        ),
        stages=tuple(
            replace(
                stage,
                elected=tuple(replace(one, key=new) if one.key == old else one for one in stage.elected),
            )
            for stage in right.stages
        ),
    )
    assert verify(election, swapped)


# ---------------------------------------- what every count must hold


@settings(max_examples=150, deadline=None)
@given(elections(), methods)
def test_sheets_add_up_seats_are_filled_and_limits_are_met(election: Election, method: Method) -> None:
    done = counted(election, method)
    papers = {one.contest: one.papers for one in done.outcomes}
    for stage in done.stages:
        whole = sum(many for _key, many in stage.votes) + stage.exhausted + stage.lost
        assert whole == papers[stage.contest] * done.parts
        assert min(stage.exhausted, stage.lost, *(many for _key, many in stage.votes)) >= 0
        first = stage.votes if not stage.moves else ()
        assert not first or stage.lost >= 0
    assert len(set(done.elected)) == len(done.elected) == sum(one.seats for one in election.contests)
    for outcome, contest in zip(done.outcomes, election.contests, strict=True):
        assert len(outcome.elected) == contest.seats
        assert set(outcome.elected) <= {one.key for one in contest.candidates}
    for standing in done.limits:
        assert standing.limit.least <= standing.counted
        assert standing.limit.most is None or standing.counted <= standing.limit.most


@settings(max_examples=100, deadline=None)
@given(elections(), methods, st.randoms(use_true_random=False))
def test_weights_are_repeated_papers_and_their_order_is_irrelevant(
    election: Election, method: Method, random: object
) -> None:
    def apart(contest: Contest) -> Contest:
        papers = [replace(paper, count=1) for paper in contest.papers for _ in range(paper.count)]
        random.shuffle(papers)  # type: ignore[attr-defined]
        return replace(contest, papers=tuple(papers))

    other = replace(election, contests=tuple(map(apart, election.contests)))
    assert count(other, method) == done if (done := counted(election, method)) else False


@settings(max_examples=100, deadline=None)
@given(elections(), methods)
def test_without_limits_each_contest_comes_out_as_if_it_were_alone(
    election: Election, method: Method
) -> None:
    together = count(replace(election, limits=()), method)
    for contest, outcome in zip(election.contests, together.outcomes, strict=True):
        order = tuple(key for key in election.ties if key in {one.key for one in contest.candidates})
        alone = count(Election((contest,), (), order), method)
        assert alone.elected == outcome.elected
        sheets = [stage for stage in together.stages if stage.contest == contest.key]
        assert [(one.act, one.candidate, one.votes) for one in sheets] == [
            (one.act, one.candidate, one.votes) for one in alone.stages
        ]


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 4), st.integers(1, 6), st.integers(0, 15), methods, st.data())
def test_a_solid_coalition_gets_the_seats_of_its_quotas(
    seats: int, inside: int, others: int, method: Method, data: st.DataObject
) -> None:
    """D. R. Woodall (1994), 'Properties of Preferential Election Rules': Droop proportionality."""
    mine = [f"in{number}" for number in range(inside)]
    rest = [f"out{number}" for number in range(seats + 1)]
    votes = data.draw(st.integers(1, 20))
    solid = [
        Paper.of(*data.draw(st.permutations(mine)), *data.draw(st.permutations(rest))) for _ in range(votes)
    ]
    free = [Paper.of(*data.draw(st.permutations([*mine, *rest]))) for _ in range(others)]
    quota = (votes + others) // (seats + 1) + 1
    candidates = tuple(Candidate(key) for key in [*mine, *rest])
    done = count(Election((Contest("", seats, candidates, (*solid, *free)),)), method)
    assert len(set(done.elected) & set(mine)) >= min(inside, seats, votes // quota)


@given(methods, st.integers(1, 5))
def test_whom_everybody_puts_first_is_elected_and_one_more_first_choice_harms_nobody_with_a_quota(
    method: Method, more: int
) -> None:
    papers = (Paper.of("a", "b", count=6), Paper.of("c", count=3), Paper.of("b", count=2))
    contest = Contest("", 2, tuple(map(Candidate, "abc")), papers)
    assert count(Election((replace(contest, papers=(Paper.of("b", count=more),)),)), method).elected[0] == "b"
    assert "a" in count(Election((contest,)), method).elected
    grown = replace(contest, papers=(*papers, Paper.of("a", count=more)))
    assert "a" in count(Election((grown,)), method).elected


# ---------------------------------------- published examples

SWEETS = Contest(
    "",
    3,
    tuple(map(Candidate, ("orange", "pear", "chocolate", "strawberry", "bonbon"))),
    (
        Paper.of("orange", count=4),
        Paper.of("pear", "orange", count=2),
        Paper.of("chocolate", "strawberry", count=8),
        Paper.of("chocolate", "bonbon", count=4),
        Paper.of("strawberry"),
        Paper.of("bonbon"),
    ),
)
"""The twenty guests of the article “Single transferable vote” of the English Wikipedia."""


def test_the_guests_get_chocolate_oranges_and_strawberries() -> None:
    done = count(Election((SWEETS,)))
    assert done.elected == ("chocolate", "orange", "strawberry")
    sheets = [
        [stage.act, stage.candidate, *(many // done.parts for _, many in stage.votes)]
        for stage in done.stages
    ]
    assert sheets == [
        ["first", "", 4, 2, 12, 1, 1],
        ["surplus", "chocolate", 4, 2, 6, 5, 3],
        ["exclusion", "pear", 6, 0, 6, 5, 3],
        ["exclusion", "bonbon", 6, 0, 6, 5, 3],
    ]
    assert {stage.quota // done.parts for stage in done.stages} == {6}
    assert sorted(count(Election((SWEETS,)), "meek").elected) == ["chocolate", "orange", "strawberry"]


def test_transfer_values_are_cut_off_after_five_decimals() -> None:
    papers = (Paper.of("a", "b", count=5), Paper.of("a", count=2), Paper.of("c", count=2), Paper.of("d"))
    done = count(Election((Contest("", 2, tuple(map(Candidate, "abcd")), papers),)))
    sheet = done.stages[1]
    assert (sheet.act, sheet.candidate, sheet.quota) == ("surplus", "a", 400_000)
    assert [(move.to, move.papers, move.value) for move in sheet.moves] == [("b", 5, 42_857), ("", 2, 42_857)]
    assert dict(sheet.votes) == {"a": 400_000, "b": 214_285, "c": 200_000, "d": 100_000}
    assert (sheet.exhausted, sheet.lost) == (85_714, 1)
