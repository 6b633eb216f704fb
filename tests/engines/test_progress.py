"""How far targets are reached, in exact numbers, and what they come to together."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.alignment import (
    Measure,
    Measured,
    Number,
    Part,
    Progress,
    Reading,
    Target,
    Together,
    reached,
    together,
)

DAY = date(2026, 6, 30)
NEW, OLD = date(2026, 6, 1), date(2025, 12, 28)


def told(code: str, share: Number | None = None, now: Number | None = None, on: date = NEW) -> Progress:
    return Progress(
        code,  # type: ignore[arg-type]
        None if share is None else Fraction(share),
        None if now is None else Fraction(now),
        None if now is None else on,
    )


@pytest.mark.parametrize(
    ("target", "values", "found"),
    [
        (Target(10, 30), [15], told("rising", Fraction(1, 4), 15)),
        (Target(10, 30), [Decimal("10.1")], told("rising", Fraction(1, 200), Decimal("10.1"))),
        (Target(0, 3), [1], told("rising", Fraction(1, 3), 1)),
        (Target(10, 30), [5], told("rising", Fraction(-1, 4), 5)),
        (Target(10, 30), [40], told("rising", Fraction(3, 2), 40)),
        (Target(-10, 10), [0], told("rising", Fraction(1, 2), 0)),
        (Target(80, 20), [50], told("falling", Fraction(1, 2), 50)),
        (Target(80, 20), [95], told("falling", Fraction(-1, 4), 95)),
        (Target(Decimal("0.3"), Decimal("0.1")), [Decimal("0.1")], told("falling", 1, Decimal("0.1"))),
        (Target(7, 7), [9], told("no_way_to_go", None, 9)),
        (Target(7, Decimal("7.0")), [7], told("no_way_to_go", None, 7)),
        (Target(7, 7), [], told("no_reading")),
        (Target(low=5, high=9), [5], told("inside", None, 5)),
        (Target(low=5, high=9), [9], told("inside", None, 9)),
        (Target(low=5, high=9), [Decimal("4.99")], told("below", None, Decimal("4.99"))),
        (Target(low=5, high=9), [10], told("above", None, 10)),
        (Target(low=5), [10**9], told("inside", None, 10**9)),
        (Target(high=9), [-4], told("inside", None, -4)),
        (Target(3, low=5, high=5), [5], told("inside", None, 5)),
        (Target(low=5, high=9), [], told("no_reading")),
        (Target(10, 30), [], told("no_reading")),
        (Target(None, 30), [15], told("no_baseline", None, 15)),
        (Target(None, 30), [], told("no_baseline")),
        (Target(10), [15], told("no_target", None, 15)),
        (Target(), [], told("no_target")),
    ],
)
def test_a_target_stands_where_it_stands(target: Target, values: list[Number], found: Progress) -> None:
    assert reached(target, [Reading(NEW, value) for value in values], DAY) == found


def test_the_newest_reading_up_to_the_day_counts_and_of_one_day_the_last() -> None:
    read = [Reading(NEW, 2), Reading(OLD, 9), Reading(NEW, 3), Reading(DAY + timedelta(1), 8)]
    assert reached(Target(0, 4), read, DAY).share == Fraction(3, 4)
    assert reached(Target(0, 4), read, NEW - timedelta(1)).now == 9
    assert reached(Target(0, 4), read, OLD - timedelta(1)).code == "no_reading"


@pytest.mark.parametrize(("days", "stale"), [(0, False), (183, False), (184, True)])
def test_a_reading_of_long_ago_is_stale(days: int, stale: bool) -> None:
    found = reached(Target(0, 4), [Reading(DAY - timedelta(days), 1)], DAY)
    assert (found.stale, found.share) == (stale, Fraction(1, 4))


def test_how_long_ago_is_the_callers_to_say_and_nothing_read_is_not_stale() -> None:
    assert reached(Target(low=1), [Reading(NEW, 1)], DAY, fresh_for=28).stale
    assert not reached(Target(0, 4), [], DAY, fresh_for=0).stale


numbers = st.fractions(-1000, 1000, max_denominator=100)


@given(numbers, numbers, numbers)
def test_as_far_as_it_was_to_go_is_one_and_where_it_began_is_none(
    baseline: Fraction, goal: Fraction, now: Fraction
) -> None:
    def share(value: Fraction) -> Fraction | None:
        return reached(Target(baseline, goal), [Reading(NEW, value)], DAY).share

    if baseline == goal:
        assert share(now) is None
        return
    found, left = share(now), share(baseline + goal - now)
    assert (share(baseline), share(goal)) == (0, 1)
    assert found is not None
    assert left is not None
    assert found + left == 1
    assert baseline + found * (goal - baseline) == now


@pytest.mark.parametrize(
    ("target", "value", "error", "said"),
    [
        (Target(1, 2, low=1), 1, ValueError, "either a goal or a band"),
        (Target(low=3, high=2), 1, ValueError, "turned round"),
        (Target(1, 2), Decimal("NaN"), ValueError, "finite"),
        (Target(1, Decimal("Infinity")), 1, ValueError, "finite"),
        (Target(1, 2.5), 1, TypeError, "not exact"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_is_refused(target: Target, value: Number, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        reached(target, [Reading(NEW, value)], DAY)


# ---------------------------------------- together


def measured(
    key: str, *readings: Reading, measure: Measure = "stock", unit: str = "kg", definition: str = "seed"
) -> Measured:
    return Measured(key, definition, unit, measure, readings)


def test_stocks_are_the_latest_of_each_and_flows_the_sum_of_a_period() -> None:
    rows = (Reading(OLD, 5), Reading(NEW, Decimal("0.1")), Reading(DAY, Decimal("0.2")))
    one, other = measured("a", *rows), measured("b", Reading(OLD, 4))
    (stock,) = together([one, other], NEW, DAY)
    assert stock.total == Fraction(42, 10)
    assert stock.parts == (Part("a", Fraction(1, 5), DAY), Part("b", Fraction(4), OLD))
    flows = [measured("a", *rows, measure="flow"), measured("b", Reading(OLD, 4), measure="flow")]
    (flow,) = together(flows, NEW, DAY)
    assert (flow.total, flow.parts, flow.silent) == (
        Fraction(3, 10),
        (Part("a", Fraction(3, 10), DAY),),
        ("b",),
    )


def test_a_part_of_something_is_listed_and_never_added() -> None:
    rows = [measured(key, Reading(NEW, 50), unit="%", measure="ratio") for key in "ab"]
    (found,) = together(rows, OLD, DAY)
    assert found.total is None
    assert [part.key for part in found.parts] == ["a", "b"]


def test_only_what_is_measured_alike_is_added() -> None:
    rows = [
        measured("a", Reading(NEW, 1)),
        measured("b", Reading(NEW, 2), unit="t"),
        measured("c", Reading(NEW, 4), definition="grain"),
        measured("d", Reading(NEW, 8), measure="flow"),
        measured("e", Reading(NEW, 16)),
    ]
    assert sorted(one.total or 0 for one in together(rows, OLD, DAY)) == [2, 4, 8, 17]
    assert together(rows[::-1] + rows, OLD, DAY) == together(rows, OLD, DAY)


def test_nothing_read_gives_no_total_and_names_who_is_silent() -> None:
    late = Reading(DAY + timedelta(1), 1)
    assert together([measured("b"), measured("a", late)], OLD, DAY) == (
        Together("seed", "kg", "stock", None, (), ("a", "b")),
    )
    assert together([], OLD, DAY) == ()


def test_a_period_turned_round_and_a_key_of_two_are_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        together([], DAY, OLD)
    with pytest.raises(ValueError, match="two different targets are 'a'"):
        together([measured("a"), measured("a", unit="t")], OLD, DAY)
