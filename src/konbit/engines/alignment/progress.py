"""How far a target is reached, and what targets of several bodies come to together. Exact numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Number = int | Decimal | Fraction
Code = Literal[
    "rising", "falling", "no_way_to_go", "inside", "below", "above", "no_target", "no_baseline", "no_reading"
]
Measure = Literal["flow", "stock", "ratio"]

HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Target:
    """Where it began and where it is to come; or, where something is to be kept, a band with its ends.

    One end of a band may be missing.
    """

    baseline: Number | None = None
    goal: Number | None = None
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read on a day."""

    on: date
    value: Number


@dataclass(frozen=True, slots=True)
class Progress:
    """How a target stands.

    rising, falling: `share` of the way from the baseline to the goal, below 0 where it goes the other way,
    above 1 beyond it. no_way_to_go: the goal is the baseline; `share` is None. inside, below, above: of the
    band. no_target, no_baseline, no_reading: what is missing, in this order. `now`, `on`: the newest reading,
    if any; `stale`: it is older than it should be.
    """

    code: Code
    share: Fraction | None = None
    now: Fraction | None = None
    on: date | None = None
    stale: bool = False


def reached(target: Target, readings: Iterable[Reading], at: date, fresh_for: int = HALF_A_YEAR) -> Progress:
    """How a target stands on a day: `(now − baseline) / (goal − baseline)`, or where in its band it is.

    `readings` in any order; those after the day do not count; of one day the last one does. A newest reading
    of more than `fresh_for` days ago is stale. Raises ValueError for a target with both a goal and a band, a
    band whose ends are turned round, and what is not finite; TypeError for a number that is not exact.
    """
    newest = _newest(readings, at)
    low, high = _known(target.low), _known(target.high)
    baseline, goal = _known(target.baseline), _known(target.goal)
    banded = low is not None or high is not None
    if banded and goal is not None:
        raise ValueError("a target has either a goal or a band")
    if low is not None and high is not None and high < low:
        raise ValueError(f"a band from {low} to {high} is turned round")
    now = None if newest is None else _exact(newest.value)
    on = None if newest is None else newest.on
    stale = on is not None and (at - on).days > fresh_for

    def told(code: Code, share: Fraction | None = None) -> Progress:
        return Progress(code, share, now, on, stale)

    if not banded and goal is None:
        return told("no_target")
    if not banded and baseline is None:
        return told("no_baseline")
    if now is None:
        return told("no_reading")
    if goal is None or baseline is None:
        if low is not None and now < low:
            return told("below")
        return told("above" if high is not None and now > high else "inside")
    if goal == baseline:
        return told("no_way_to_go")
    return told("rising" if goal > baseline else "falling", (now - baseline) / (goal - baseline))


@dataclass(frozen=True, slots=True)
class Measured:
    """The readings of a body's target: what is measured by which definition, in which unit.

    `measure`: amounts during a time, how many there are at a time, or a part of something.
    """

    key: str
    definition: str
    unit: str
    measure: Measure
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one target brings in: the sum of the period, or the newest value; `on`: its newest reading."""

    key: str
    value: Fraction
    on: date


@dataclass(frozen=True, slots=True)
class Together:
    """Targets of one definition, unit and measure. `total` is None for parts of something, which are never
    added, and where nothing was read. `silent`: keys of those of which nothing was."""

    definition: str
    unit: str
    measure: Measure
    total: Fraction | None
    parts: tuple[Part, ...]
    silent: tuple[str, ...]


def together(targets: Sequence[Measured], since: date, until: date) -> tuple[Together, ...]:
    """What targets come to, each kind of them apart: only equal definitions, units and measures are added.

    A flow is the sum of its readings from `since` to `until`, both included; a stock and a ratio are the last
    of each up to `until`. Targets with one key are one. Raises ValueError for two different ones of one key,
    a period that ends before it begins, and what is not finite; TypeError for a number that is not exact.
    """
    if until < since:
        raise ValueError(f"the period from {since} to {until} ends before it begins")
    kinds: dict[tuple[str, str, Measure], dict[str, Measured]] = {}
    known: dict[str, Measured] = {}
    for one in targets:
        if known.setdefault(one.key, one) != one:
            raise ValueError(f"two different targets are {one.key!r}")
        kinds.setdefault((one.definition, one.unit, one.measure), {})[one.key] = one
    found = []
    for (definition, unit, measure), of_kind in sorted(kinds.items()):
        told = {key: _part(of_kind[key], since, until) for key in sorted(of_kind)}
        parts = tuple(part for part in told.values() if part is not None)
        adds = bool(parts) and measure != "ratio"
        total = sum((part.value for part in parts), Fraction()) if adds else None
        silent = tuple(key for key, part in told.items() if part is None)
        found.append(Together(definition, unit, measure, total, parts, silent))
    return tuple(found)


def _part(one: Measured, since: date, until: date) -> Part | None:
    newest = _newest(one.readings, until)
    if newest is None or (one.measure == "flow" and newest.on < since):
        return None
    value = _exact(newest.value)
    if one.measure == "flow":
        value = sum((_exact(row.value) for row in one.readings if since <= row.on <= until), Fraction())
    return Part(one.key, value, newest.on)


def _newest(readings: Iterable[Reading], at: date) -> Reading | None:
    newest = None
    for one in readings:
        if one.on <= at and (newest is None or one.on >= newest.on):
            newest = one
    return newest


def _known(value: Number | None) -> Fraction | None:
    return None if value is None else _exact(value)


def _exact(value: Number) -> Fraction:
    if isinstance(value, float):
        raise TypeError(f"{value} is a float, which is not exact")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is not a finite number")
    return Fraction(value)
