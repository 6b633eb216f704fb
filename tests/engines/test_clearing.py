from __future__ import annotations

import csv
import gzip
import os
import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konbit.engines.clearing import (
    SOLVERS,
    Clearing,
    CreditLine,
    Debts,
    NoSolver,
    NotGreatest,
    Refused,
    Solver,
    Terms,
    Unfit,
    available,
    check,
    clear,
    loops,
)
from konbit.engines.clearing.network import network
from konbit.engines.clearing.proving import potentials
from tests.engines.clearing_slowly import age_cleared, every_way

DATA = (
    Path(os.environ.get("KONBIT_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data") / "exchange"
)


def debts(*rows: tuple[Any, Any, int], **more: Any) -> Debts:
    return Debts.of(*(list(column) for column in zip(*rows, strict=True)), **more)  # type: ignore[arg-type]


def cleared(question: Debts, terms: Terms | None = None, solver: Solver | None = None) -> Clearing:
    """A set-off that was checked."""
    found = clear(question, terms, solver)
    check(question, found, terms)
    return found


def solvers() -> list[Any]:
    missing = "not installed: install requirements/dev.txt"
    return [
        pytest.param(one, marks=pytest.mark.skipif(one not in available(), reason=f"{one} is {missing}"))
        for one in SOLVERS
    ]


@st.composite
def small_debts(draw: st.DrawFn) -> Debts:
    ends = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda two: two[0] != two[1])
    pairs = draw(st.lists(ends, min_size=1, max_size=6))
    amounts = draw(st.lists(st.integers(1, 3), min_size=len(pairs), max_size=len(pairs)))
    due = draw(st.lists(st.integers(0, 3), min_size=len(pairs), max_size=len(pairs)))
    return Debts.of(*zip(*pairs, strict=True), amounts, due=due)


@st.composite
def networks(draw: st.DrawFn) -> Debts:
    dice = random.Random(draw(st.integers(0, 10**9)))
    many = draw(st.integers(2, 30))
    rows = []
    for _row in range(draw(st.integers(1, 150))):
        debtor, creditor = dice.sample(range(many), 2)
        rows.append((debtor, creditor, dice.choice([1, 7, 100, 10**6, 10**12]) * dice.randint(1, 9)))
    return debts(*rows, due=[dice.randint(0, 40) for _row in rows])


def test_three_friends_who_owe_each_other_in_a_circle_are_quits() -> None:
    found = cleared(debts(("Ana", "Bea", 10), ("Bea", "Caro", 10), ("Caro", "Ana", 10)))
    assert (found.total, found.cleared) == (30, 30)
    assert [one.owes_after for one in found.standings()] == [0, 0, 0]


def test_a_circle_of_one_cent_is_cleared() -> None:
    assert cleared(debts((1, 2, 1), (2, 1, 1))).cleared == 2


def test_a_chain_clears_nothing_and_nobody_loses() -> None:
    found = cleared(debts((1, 2, 5), (2, 3, 5)))
    assert found.cleared == 0
    assert found.by_id() == {}


@pytest.mark.parametrize("solver", solvers())
def test_no_debts_at_all_are_no_error(solver: Solver) -> None:
    found = cleared(Debts.of([], [], []), solver=solver)
    assert (found.total, found.cleared, list(loops(found)), found.standings()) == (0, 0, [], ())


@pytest.mark.parametrize("solver", solvers())
@settings(max_examples=60, deadline=None)
@given(question=small_debts())
def test_as_much_is_cleared_as_the_best_of_all_ways(question: Debts, solver: Solver) -> None:
    assert cleared(question, solver=solver).cleared == every_way(question, Terms())[0]


@pytest.mark.parametrize("solver", solvers())
@settings(max_examples=60, deadline=None)
@given(question=small_debts())
def test_oldest_first_keeps_the_greatest_set_off_and_clears_most_age(question: Debts, solver: Solver) -> None:
    found = cleared(question, Terms(oldest_first=True), solver)
    most, _credit, age = every_way(question, Terms())
    assert found.cleared == most
    assert age_cleared(question, found.amounts.tolist()) == age


@pytest.mark.parametrize("solver", solvers())
@settings(max_examples=40, deadline=None)
@given(question=small_debts(), data=st.data())
def test_terms_are_held_and_credit_is_used_as_little_as_can_be(
    question: Debts, data: st.DataObject, solver: Solver
) -> None:
    some = st.sampled_from(question.members)
    line = st.builds(CreditLine, some, st.integers(0, 2), st.integers(0, 2))
    terms = Terms(
        credit=tuple(data.draw(st.lists(line, max_size=2, unique_by=lambda line: line.member))),
        caps=data.draw(st.dictionaries(some, st.integers(0, 4), max_size=2)),
        minimums=data.draw(st.dictionaries(some, st.integers(0, 3), max_size=2)),
    )
    found = cleared(question, terms, solver)
    most, credit, _age = every_way(question, terms)
    assert found.cleared == most
    assert sum(one.drawn + one.held for one in found.credit) == credit
    for one in found.standings():
        assert one.owed - one.owes == one.owed_after - one.owes_after + one.held - one.drew
    assert sum(one.cleared for one in loops(found)) == found.cleared


@settings(max_examples=80, deadline=None)
@given(question=networks(), oldest=st.booleans())
def test_all_solvers_clear_as_much_and_their_proofs_hold(question: Debts, oldest: bool) -> None:
    terms = Terms(oldest_first=oldest)
    found = [cleared(question, terms, solver) for solver in available()]
    assert len({one.cleared for one in found}) == 1
    if oldest:
        assert len({age_cleared(question, one.amounts.tolist()) for one in found}) == 1


def test_all_solvers_find_the_same_of_equally_great_set_offs() -> None:
    dice = random.Random(7)
    for _time in range(20):
        question = debts(*((*dice.sample(range(12), 2), dice.randint(1, 9)) for _row in range(60)))
        found = {tuple(cleared(question, solver=solver).amounts.tolist()) for solver in available()}
        assert len(found) == 1


@settings(max_examples=60, deadline=None)
@given(question=networks())
def test_claims_less_debts_stay_and_what_is_left_clears_nothing_more(question: Debts) -> None:
    found = cleared(question)
    assert all(one.net == one.owed_after - one.owes_after for one in found.standings())
    left = question.amount - found.amounts
    rows = np.flatnonzero(left)
    members = question.members
    again = Debts.of(
        [members[one] for one in question.debtor[rows]],
        [members[one] for one in question.creditor[rows]],
        left[rows],
    )
    assert cleared(again).cleared == 0


@settings(max_examples=60, deadline=None)
@given(question=networks())
def test_the_circles_together_are_the_set_off(question: Debts) -> None:
    found = cleared(question)
    between: dict[tuple[Any, Any], int] = {}
    for one in loops(found):
        assert len(set(one.members)) == len(one.members) >= 2
        assert one.amount > 0
        for pair in pairwise([*one.members, one.members[0]]):
            between[pair] = between.get(pair, 0) + one.amount
    said: dict[tuple[Any, Any], int] = {}
    for debtor, creditor, amount in zip(
        question.debtor.tolist(), question.creditor.tolist(), found.amounts.tolist(), strict=True
    ):
        if amount:
            pair = (question.members[debtor], question.members[creditor])
            said[pair] = said.get(pair, 0) + amount
    assert between == said


@settings(max_examples=40, deadline=None)
@given(question=networks(), dice=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(question: Debts, dice: random.Random) -> None:
    names = [f"debt {row}" for row in range(len(question))]
    order = list(range(len(question)))
    dice.shuffle(order)
    rows = [
        (question.members[one], question.members[other], amount)
        for one, other, amount in zip(
            question.debtor, question.creditor, question.amount.tolist(), strict=True
        )
    ]
    first = cleared(debts(*rows, ids=names))
    second = cleared(debts(*(rows[one] for one in order), ids=[names[one] for one in order]))
    assert first.by_id() == second.by_id()
    assert first.certificate == second.certificate


@pytest.mark.parametrize("solver", solvers())
def test_two_who_owe_each_other_are_not_netted_first(solver: Solver) -> None:
    """Netting A and B first would clear 2 and break the circle of four, which clears 4."""
    question = debts(("A", "B", 1), ("B", "A", 1), ("B", "C", 1), ("C", "D", 1), ("D", "A", 1))
    found = cleared(question, solver=solver)
    assert found.cleared == 4
    assert found.by_id() == {1: 1, 3: 1, 4: 1, 5: 1}
    assert [(one.members, one.amount) for one in loops(found)] == [(("A", "B", "C", "D"), 1)]


def test_of_debts_between_the_same_two_the_oldest_are_cleared_first_then_by_id() -> None:
    rows = [("A", "B", 4), ("A", "B", 3), ("A", "B", 5), ("B", "A", 6)]
    assert cleared(debts(*rows, ids=["b", "a", "c", "d"])).by_id() == {"a": 3, "b": 3, "d": 6}
    found = cleared(debts(*rows, ids=["b", "a", "c", "d"], due=[3, 2, 1, 9]))
    assert found.by_id() == {"c": 5, "a": 1, "d": 6}
    assert cleared(debts(*rows, ids=[10, 9, 1, 2])).by_id() == {1: 5, 9: 1, 2: 6}


def test_oldest_first_chooses_among_circles_that_clear_as_much() -> None:
    rows = [("A", "B", 5), ("B", "C", 5), ("C", "A", 5), ("B", "D", 5), ("D", "A", 5)]
    for due, expected in (([9, 1, 1, 5, 5], {1, 2, 3}), ([9, 5, 5, 1, 1], {1, 4, 5})):
        assert set(cleared(debts(*rows, due=due), Terms(oldest_first=True)).by_id()) == expected


def test_more_ages_than_are_told_apart_keep_the_greatest_set_off() -> None:
    dice = random.Random(1)
    rows = [(*dice.sample(range(60), 2), dice.randint(1, 99)) for _row in range(2500)]
    question = debts(*rows, due=list(range(len(rows))))
    assert cleared(question, Terms(oldest_first=True)).cleared == cleared(question).cleared


def test_a_little_credit_closes_a_chain() -> None:
    question = debts(("A", "B", 10), ("B", "C", 10))
    terms = Terms(credit=(CreditLine("A", draw=10), CreditLine("C", hold=7)))
    found = cleared(question, terms)
    assert found.cleared == 14
    assert [(one.member, one.drawn, one.held) for one in found.credit] == [("A", 7, 0), ("C", 0, 7)]
    assert [(one.members, one.cleared) for one in loops(found)] == [(("A", "B", "C", None), 14)]


def test_credit_is_not_used_where_a_circle_does_without() -> None:
    question = debts(("A", "B", 10), ("B", "A", 10))
    lines = tuple(CreditLine(member, 50, 50) for member in "AB")
    assert all(one.drawn == one.held == 0 for one in cleared(question, Terms(credit=lines)).credit)


def test_nobody_clears_more_than_her_cap_and_small_debts_are_left_alone() -> None:
    question = debts(("A", "B", 10), ("B", "A", 10), ("A", "C", 2), ("C", "A", 2))
    assert cleared(question, Terms(caps={"A": 5})).cleared == 10
    assert cleared(question, Terms(minimums={"A": 3})).by_id() == {1: 10, 2: 10}


@pytest.mark.parametrize("solver", solvers())
def test_long_chains_and_long_circles_are_proved_as_well(solver: Solver) -> None:
    many = 700
    circle = [(one, (one + 1) % many, 5 + (one == 3)) for one in range(many)]
    chain = [(many + one, many + one + 1, 2) for one in range(many)]
    assert cleared(debts(*circle, *chain), solver=solver).cleared == 5 * many


@pytest.mark.parametrize("solver", solvers())
def test_amounts_near_the_limit_of_64_bits_are_exact(solver: Solver) -> None:
    large = 2**60
    found = cleared(debts(("A", "B", large + 1), ("B", "C", large), ("C", "A", large)), solver=solver)
    assert found.cleared == 3 * large


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ([("A", "B", 1), ("A", "A", 1)], "self", 2),
        ([("A", "B", 0)], "positive", 1),
        ([("A", "B", 5), ("B", "A", -3)], "positive", 2),
        ([("A", "B", 57528.0)], "whole", 1),
        ([("A", "B", 1e9)], "whole", 1),
        ([("A", "B", "12")], "whole", 1),
        ([("A", "B", True)], "whole", 1),
        ([("A", "B", 2**63)], "large", 1),
        ([("A", "B", 2**62 - 1), ("B", "A", 2**62 - 1), ("B", "C", 5)], "sum", 0),
    ],
)
def test_debts_that_cannot_be_are_refused_with_their_row(rows: Any, code: str, row: int) -> None:
    with pytest.raises(Unfit) as told:
        debts(*rows)
    assert (told.value.code, told.value.row) == (code, row)


def test_ids_stand_for_one_debt_and_columns_are_as_long_as_each_other() -> None:
    with pytest.raises(Unfit, match="row 2"):
        debts(("A", "B", 1), ("B", "A", 1), ids=["x", "x"])
    with pytest.raises(Unfit, match="creditor"):
        Debts.of(["A"], ["B", "C"], [1])
    with pytest.raises(Unfit, match="whole"):
        Debts.of(["A"], ["B"], np.array([1.5]))


def test_terms_are_for_members_and_never_below_nothing() -> None:
    question = debts(("A", "B", 1))
    for terms in (Terms(caps={"Z": 1}), Terms(minimums={"Z": 1}), Terms(credit=(CreditLine("Z"),))):
        with pytest.raises(Unfit, match="neither owes"):
            clear(question, terms)
    for wrong in ({"caps": {"A": -1}}, {"minimums": {"A": -1}}, {"credit": (CreditLine("A", -1),)}):
        with pytest.raises(Unfit):
            Terms(**wrong)  # type: ignore[arg-type]


def test_a_solver_that_there_is_not_is_said() -> None:
    with pytest.raises(NoSolver, match="abacus"):
        clear(debts(("A", "B", 1)), solver="abacus")  # type: ignore[arg-type]


def test_the_solver_and_its_version_are_recorded() -> None:
    assert cleared(debts(("A", "B", 1)), solver="plain").solver == "plain Python, primal-dual"
    assert any(letter.isdigit() for letter in cleared(debts(("A", "B", 1), ("B", "A", 1))).solver)


def tampered() -> list[tuple[str, Any]]:
    return [
        (
            "a number of the proof",
            lambda one: {"certificate": replace(one.certificate, members=(0, 0, 5, 0))},
        ),
        ("a proof for others", lambda one: {"certificate": replace(one.certificate, members=(0,))}),
        ("half numbers", lambda one: {"certificate": replace(one.certificate, members=(0, 0.5, 0, 0))}),
        ("less than can be", lambda one: {"amounts": one.amounts * 0}),
        ("a debt that grows", lambda one: {"amounts": one.amounts - 20}),
        ("more than is owed", lambda one: {"amounts": one.amounts + 20}),
        ("one debt alone", lambda one: {"amounts": one.amounts - np.array([1, 0, 0, 0, 0])}),
        ("too few", lambda one: {"amounts": one.amounts[:2]}),
    ]


@pytest.mark.parametrize(("what", "change"), tampered())
def test_a_set_off_that_is_wrong_or_not_proved_is_refused(what: str, change: Any) -> None:
    question = debts(("A", "B", 10), ("B", "C", 10), ("C", "A", 7), ("C", "D", 9), ("B", "A", 2))
    found = cleared(question)
    with pytest.raises(Refused) as told:
        check(question, replace(found, **change(found)))
    assert told.value.what, what
    assert told.value.remedy


def test_terms_that_were_not_held_are_refused_and_who_it_is_about_is_said() -> None:
    question = debts(("A", "B", 10), ("B", "A", 10))
    with pytest.raises(Refused):
        check(question, clear(question), Terms(caps={"A": 5}))
    with pytest.raises(Refused, match="1"):
        check(question, clear(question), Terms(minimums={"A": 11}))
    with pytest.raises(Refused):
        check(question, clear(question), Terms(credit=(CreditLine("A", 1),)))


def test_a_solver_that_errs_is_found_out() -> None:
    net = network(debts(("A", "B", 10), ("B", "A", 10)), Terms())
    with pytest.raises(NotGreatest):
        potentials(net, np.array([3, 3]))


@pytest.mark.parametrize("name", ["micro", "mini"])
def test_the_examples_of_closed_loops_clear_as_published(name: str) -> None:
    rows = read(DATA / "closedloops" / f"{name}.csv")
    found = cleared(Debts.of(rows["debtor"], rows["creditor"], rows["amount"], rows["id"]))
    assert found.cleared == 300
    assert found.by_id() == {"1": 100, "2": 100, "3": 100}


@pytest.mark.parametrize("solver", [one for one in solvers() if one.values[0] != "plain"])
@pytest.mark.parametrize(
    ("name", "many", "most"), [("01", 100_471, 535_494_678), ("02", 179_586, 1_809_489_714)]
)
def test_large_networks_clear_the_known_sum_to_the_cent(
    name: str, many: int, most: int, solver: Solver
) -> None:
    rows = read(DATA / "obligations" / f"synthetic_network_{name}.csv.gz")
    question = Debts.of(rows["debtor"], rows["creditor"], rows["amount"])
    assert len(question) == many
    found = cleared(question, solver=solver)
    assert found.cleared == most
    assert sum(one.cleared for one in loops(found)) == most


def read(path: Path) -> dict[str, list[Any]]:
    if not path.is_file():
        pytest.skip(f"needs the open data folder: {path.name} is not there")
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        reader = csv.reader(lines)
        names = next(reader)
        columns: dict[str, list[Any]] = dict(zip(names, map(list, zip(*reader, strict=True)), strict=True))
    columns["amount"] = [*map(int, columns["amount"])]
    return columns
