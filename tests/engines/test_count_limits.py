"""Seats by college, parity and regions: what limits change in a count, and what they cannot ask."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.engines.count import (
    Candidate,
    Contest,
    Election,
    Impossible,
    Limit,
    Method,
    Paper,
    Tie,
    Unfit,
    count,
    drawn_order,
    verify,
)
from konbit.engines.count import outlook as outlook_module
from konbit.engines.count.flow import fits
from konbit.engines.count.outlook import Outlook, Undecided
from tests.engines.test_count import elections, methods

WOMAN, MAN = ({"gender": word} for word in ("woman", "man"))


def contest(key: str, seats: int, people: dict[str, dict[str, str]], *papers: Paper) -> Contest:
    return Contest(key, seats, tuple(Candidate(name, traits) for name, traits in people.items()), papers)


# ---------------------------------------- a board by colleges

COLLEGES = {"enterprises": 4, "communities": 4, "unions": 2, "associates": 2}


def board() -> Election:
    """Four colleges of 4, 4, 2 and 2 seats in which men would win three quarters of them; six are women's."""
    contests = []
    for college, seats in COLLEGES.items():
        people = {
            f"{college}-{number}": (WOMAN if number % 3 == 0 else MAN)
            | {"region": ("north", "south", "hills")[number % 3]}
            for number in range(1, 3 * seats + 1)
        }
        keys = list(people)
        papers = [
            Paper.of(*keys[at:], *keys[:at], count=len(keys) - at + 5 * (at % 3 < 2))
            for at in range(len(keys))
        ]
        contests.append(contest(college, seats, people, *papers))
    parity = (Limit("gender", "woman", 6, 6), Limit("gender", "man", 6, 6))
    keys = [one.key for each in contests for one in each.candidates]
    return Election(tuple(contests), parity, drawn_order(keys, "31 12 25 7 40 18"))


@pytest.mark.parametrize("method", ["scottish", "meek"])
def test_a_board_of_four_colleges_with_parity_comes_out(method: Method) -> None:
    election = board()
    done = count(election, method)
    assert {one.contest: len(one.elected) for one in done.outcomes} == COLLEGES
    traits = {one.key: one.traits for each in election.contests for one in each.candidates}
    assert sorted(traits[key]["gender"] for key in done.elected) == ["man"] * 6 + ["woman"] * 6
    free = count(Election(election.contests, (), election.ties), method)
    assert sum(traits[key]["gender"] == "woman" for key in free.elected) < 6
    steps = [stage for stage in done.stages if stage.act == "barred" or stage.spared]
    assert steps
    assert all(stage.limits for stage in steps if stage.act == "barred")
    assert verify(election, done) == ()


def test_a_board_with_parity_and_regions_comes_out() -> None:
    election = board()
    regions = tuple(Limit("region", name, 3) for name in ("north", "south", "hills"))
    election = Election(election.contests, (*election.limits, *regions), election.ties)
    done = count(election)
    assert all(one.counted >= one.limit.least for one in done.limits)
    assert verify(election, done) == ()


# ---------------------------------------- one contest

PEOPLE = {"Ana": WOMAN, "Bea": WOMAN, "Cai": MAN, "Dan": MAN, "Eli": MAN}
PAPERS = (
    Paper.of("Cai", count=8), Paper.of("Dan", "Eli", count=7), Paper.of("Eli", "Ana", count=6),
    Paper.of("Bea", "Dan", count=2), Paper.of("Ana", "Bea", count=1),
)  # fmt: skip
THREE = contest("", 3, PEOPLE, *PAPERS)


def test_where_three_sit_two_men_never_more() -> None:
    assert set(count(Election((THREE,))).elected) == {"Cai", "Dan", "Eli"}
    done = count(Election((THREE,), (Limit("gender", "man", 0, 1),)))
    assert set(done.elected) == {"Cai", "Ana", "Bea"}
    barred = [(stage.candidate, stage.limits) for stage in done.stages if stage.act == "barred"]
    assert barred == [(name, (Limit("gender", "man", 0, 1),)) for name in ("Eli", "Dan")]


def test_whoever_is_needed_is_spared_and_it_is_told_for_which_limit() -> None:
    people = {"Bea": WOMAN, "Cai": MAN, "Dan": MAN, "Eli": MAN, "Gus": MAN}
    papers = (
        Paper.of("Eli", count=4), Paper.of("Cai", count=3), Paper.of("Dan", count=3),
        Paper.of("Gus", "Dan", count=2), Paper.of("Bea"),
    )  # fmt: skip
    limit = Limit("gender", "woman", 1)
    done = count(Election((contest("", 3, people, *papers),), (limit,)))
    assert done.elected == ("Eli", "Dan", "Bea")
    _first, second, last = done.stages
    assert (second.act, second.candidate) == ("exclusion", "Gus")
    assert [(one.key, one.limits) for one in second.spared] == [("Bea", (limit,))]
    assert (last.act, last.candidate, last.limits) == ("barred", "Cai", (limit,))


def test_a_limit_of_one_contest_leaves_the_others_alone() -> None:
    other = contest("b", 1, {"Fox": MAN, "Gil": WOMAN}, Paper.of("Fox", count=3), Paper.of("Gil"))
    first = contest("a", 3, PEOPLE, *PAPERS)
    done = count(Election((first, other), (Limit("gender", "man", 0, 1, "a"),)))
    assert [set(one.elected) for one in done.outcomes] == [{"Cai", "Ana", "Bea"}, {"Fox"}]


def test_what_was_not_said_counts_for_no_limit() -> None:
    silent = contest("", 1, {"Ana": {}, "Bea": WOMAN}, Paper.of("Ana", count=9), Paper.of("Bea"))
    assert count(Election((silent,), (Limit("gender", "woman", 1),))).elected == ("Bea",)
    assert count(Election((silent,), (Limit("gender", "woman", 0, 0),))).elected == ("Ana",)


# ---------------------------------------- before counting


def test_limits_that_cannot_be_met_together_are_named() -> None:
    limits = (
        Limit("gender", "woman", 2),
        Limit("region", "south", 2),
        Limit("region", "north", 1),
        Limit("age", "young", 1),
    )
    people = {
        "Ana": {**WOMAN, "region": "north", "age": "young"},
        "Bea": {**WOMAN, "region": "north"},
        "Cai": {**MAN, "region": "south"},
        "Dan": {**MAN, "region": "south", "age": "young"},
    }
    with pytest.raises(Impossible) as found:
        count(Election((contest("", 3, people, Paper.of("Ana")),), limits))
    assert found.value.limits == limits[:2]


@settings(max_examples=200, deadline=None)
@given(elections(most=4))
def test_of_limits_named_as_impossible_none_is_idle(election: Election) -> None:
    if boards(election, election.all_limits()):
        return
    with pytest.raises(Impossible) as found:
        count(election)
    named = found.value.limits
    assert named
    assert set(named) <= set(election.all_limits())
    assert not boards(election, named)
    for limit in named:
        assert boards(election, tuple(one for one in named if one != limit))


def boards(election: Election, limits: tuple[Limit, ...]) -> bool:
    """Whether any board of the whole size meets these limits."""
    people = [(each.key, one) for each in election.contests for one in each.standing()]
    return any(
        all(
            limit.least <= (number := sum(limit.counts(*one) for one in board))
            and (limit.most is None or number <= limit.most)
            for limit in limits
        )
        for board in combinations(people, sum(each.seats for each in election.contests))
    )


@settings(max_examples=200, deadline=None)
@given(elections(), st.data())
def test_what_can_still_be_elected_is_what_trying_all_boards_finds(
    election: Election, data: st.DataObject
) -> None:
    keys = [one.key for each in election.contests for one in each.standing()]
    kept = data.draw(st.lists(st.sampled_from(keys), unique=True))
    elected = kept[: data.draw(st.integers(0, len(kept)))]
    people = {one.key: (each.key, one) for each in election.contests for one in each.standing()}
    size = sum(each.seats for each in election.contests) - len(elected)
    found = size >= 0 and any(
        all(
            limit.least <= (number := sum(limit.counts(*people[key]) for key in (*elected, *more)))
            and (limit.most is None or number <= limit.most)
            for limit in election.all_limits()
        )
        for more in combinations([key for key in kept if key not in elected], size)
    )
    assert Outlook(election).possible(elected, set(kept) - set(elected)) == found


def test_what_takes_too_long_to_tell_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlook_module, "PATIENCE", 2)
    limits = tuple(Limit(dimension, "x", 1) for dimension in "abc")
    people = {f"c{number}": {"abc"[number % 3]: "x"} for number in range(9)}
    with pytest.raises(Undecided):
        count(Election((contest("", 4, people, Paper.of("c0")),), limits))


@given(st.data())
def test_numbers_fit_into_a_table_exactly_when_some_do(data: st.DataObject) -> None:
    bounds = st.tuples(st.integers(0, 2), st.integers(0, 3))
    rows, columns = (data.draw(st.lists(bounds, min_size=1, max_size=2)) for _ in range(2))
    cells = {(row, column): data.draw(bounds) for row in range(len(rows)) for column in range(len(columns))}
    total = data.draw(st.integers(0, 6))

    def some(left: list[tuple[int, int]], chosen: dict[tuple[int, int], int]) -> bool:
        if left:
            low, high = cells[left[0]]
            return any(some(left[1:], {**chosen, left[0]: many}) for many in range(low, high + 1))
        lines = [(rows[at], [v for k, v in chosen.items() if k[0] == at]) for at in range(len(rows))]
        lines += [(columns[at], [v for k, v in chosen.items() if k[1] == at]) for at in range(len(columns))]
        return sum(chosen.values()) == total and all(
            low <= sum(values) <= high for (low, high), values in lines
        )

    assert fits(rows, columns, cells, total) == some(list(cells), {})


# ---------------------------------------- ties, and papers that are not clear


def test_equals_are_told_apart_by_the_sheet_before_and_then_by_the_public_order() -> None:
    people: dict[str, dict[str, str]] = {key: {} for key in "abcd"}
    papers = (Paper.of("a", count=9), Paper.of("b", count=4), Paper.of("c", count=3), Paper.of("d", "c"))
    done = count(Election((contest("", 1, people, *papers),), (), tuple("abcd")))
    assert done.elected == ("a",)
    papers = (Paper.of("a", count=7), Paper.of("b", count=4), Paper.of("c", count=3), Paper.of("d", "c"))
    done = count(Election((contest("", 1, people, *papers),), (), tuple("abcd")))
    assert [(stage.candidate, stage.tie) for stage in done.stages[1:3]] == [
        ("d", None),
        ("c", Tie(("b", "c"), "c", 1)),
    ]
    even = contest("", 1, {"a": {}, "b": {}}, Paper.of("a"), Paper.of("b"))
    for order in (("a", "b"), ("b", "a")):
        done = count(Election((even,), (), order))
        assert done.elected == order[:1]
        assert done.stages[1].tie == Tie(("a", "b"), order[1])


def test_a_drawn_order_is_the_same_everywhere() -> None:
    assert drawn_order(["Ana", "Bea", "Cai", "Dan"], "7 11 42") == drawn_order(
        ["Dan", "Cai", "Bea", "Ana"], "7 11 42"
    )
    assert {drawn_order(["Ana", "Bea", "Cai"], str(seed)) for seed in range(60)} > {("Ana", "Bea", "Cai")}


@pytest.mark.parametrize("method", ["scottish", "meek"])
def test_a_paper_is_read_as_far_as_it_is_clear(method: Method) -> None:
    papers = (
        Paper((("a",), (), ("b",)), 3),
        Paper((("a", "b"), ("c",)), 2),
        Paper((("b", "w"), ("c",)), 1),
        Paper((("w",), ("b",), ("c",)), 4),
        Paper((), 4),
    )
    whole = Contest("", 1, tuple(map(Candidate, "abcw")), papers, frozenset("w"))
    done = count(Election((whole,)), method)
    outcome = done.outcomes[0]
    assert (outcome.papers, outcome.invalid, outcome.cut) == (8, 6, 3)
    assert dict(done.stages[0].votes) == {
        "a": 3 * done.parts,
        "b": 5 * done.parts,
        "c": 0,
    }
    assert verify(Election((whole,)), done) == ()


A, B = Candidate("a"), Candidate("b")
GOOD = Contest("x", 1, (A, B), (Paper.of("a"),))


@pytest.mark.parametrize(
    ("election", "code", "about"),
    [
        (Election(()), "contest", ""),
        (Election((GOOD, Contest("x", 1, (Candidate("c"),), (Paper.of("c"),)))), "contest", "x"),
        (Election((GOOD, Contest("y", 1, (A,), (Paper.of("a"),)))), "twice", "a"),
        (Election((Contest("x", 0, (A,), (Paper.of("a"),)),)), "seats", "0"),
        (Election((Contest("x", 3, (A, B), (Paper.of("a"),)),)), "few", "x"),
        (Election((Contest("x", 2, (A, B), (Paper.of("a"),), frozenset("b")),)), "few", "x"),
        (Election((Contest("x", 1, (A, B), ()),)), "papers", ""),
        (Election((Contest("x", 1, (A, B), (Paper((("a", "b"),)),)),)), "papers", ""),
        (Election((Contest("x", 1, (A, B), (Paper.of("a", count=0),)),)), "weight", "0"),
        (Election((Contest("x", 1, (A, B), (Paper.of("c"),)),)), "unknown", "c"),
        (Election((Contest("x", 1, (A, B), (Paper.of("a"),), frozenset("c")),)), "unknown", "c"),
        (Election((Contest("x", 1, (A, B), (Paper.of("a", "b", "a"),)),)), "again", "a"),
        (Election((GOOD,), (Limit("g", "w", 2, 1),)), "limit", "g: w"),
        (Election((GOOD,), (Limit("g", "w", -1),)), "limit", "g: w"),
        (Election((GOOD,), (Limit("", "x", 1, 1),)), "limit", ": x"),
        (Election((GOOD,), (Limit("g", "w"), Limit("g", "w", 1))), "limit", "g: w"),
        (Election((GOOD,), (Limit("g", "w", contest="y"),)), "contest", "y"),
        (Election((GOOD,), (), ("a",)), "ties", "b"),
        (Election((GOOD,), (), ("a", "b", "b")), "ties", "b"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_reason(election: Election, code: str, about: str) -> None:
    with pytest.raises(Unfit) as found:
        count(election)
    assert (found.value.code, found.value.about) == (code, about)


@given(methods)
def test_as_many_candidates_as_seats_are_all_elected_whatever_the_papers_say(method: Method) -> None:
    done = count(Election((contest("", 2, {"a": {}, "b": {}}, Paper.of("a", count=9)),)), method)
    assert set(done.elected) == {"a", "b"}
