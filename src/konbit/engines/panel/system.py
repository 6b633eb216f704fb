"""Nominees and rules as rows and columns: people who count for the same rules are one column.

Columns stand in the order in which their first member was nominated; rows are the rules, the size first. The
number in a column is how many of it sit on the panel: at least those that sit already, at most all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from .asked import Nominee, Quota
from .tableau import Whole


@dataclass(frozen=True)
class System:
    """`kinds`: who is in which column. `matrix`: rows × columns. `low`, `high`: of columns, then of rows."""

    kinds: dict[str, int]
    matrix: Whole
    low: Whole
    high: Whole


def strict(nominees: Sequence[Nominee], fixed: Collection[str], rules: Sequence[Quota]) -> System:
    """All rules hold."""
    patterns: dict[tuple[bool, ...], int] = {}
    kinds = {}
    for nominee in nominees:
        pattern = tuple(rule.counts(nominee) for rule in rules)
        kinds[nominee.key] = patterns.setdefault(pattern, len(patterns))
    sitting, there = ([0] * len(patterns) for _ in range(2))
    for key, kind in kinds.items():
        there[kind] += 1
        sitting[kind] += key in fixed
    matrix = np.array(list(patterns), np.int64).reshape(len(patterns), len(rules)).T
    least = [rule.least for rule in rules]
    most = [max(len(nominees), rule.least) if rule.most is None else rule.most for rule in rules]
    return System(kinds, matrix, np.array([*sitting, *least]), np.array([*there, *most]))


def lenient(nominees: Sequence[Nominee], fixed: Collection[str], rules: Sequence[Quota]) -> System:
    """The size holds as nearly as it can; all else may lack, as many in all as the last row allows.

    More columns follow: for each quota but the size, in turn, how many are missing to its least (if that is
    not 0) and how many there are above its most (if it has one). The last row is the sum of these.
    """
    size, *quotas = rules
    near = size_within(size, len(nominees), len(set(fixed)))
    system = strict(nominees, fixed, (near, *quotas))
    columns = system.matrix.shape[1]
    amends = [
        (row, 1 if side else -1)
        for row, quota in enumerate(quotas, 1)
        for side, asked in ((1, quota.least > 0), (0, quota.most is not None))
        if asked
    ]
    matrix = np.zeros((len(rules) + 1, columns + len(amends)), np.int64)
    matrix[:-1, :columns] = system.matrix
    matrix[-1, columns:] = 1
    for at, (row, sign) in enumerate(amends, columns):
        matrix[row, at] = sign
    largest = [quotas[row - 1].least if sign > 0 else len(nominees) for row, sign in amends]
    low = [*system.low[:columns], *[0] * len(amends), *system.low[columns:], 0]
    high = [*system.high[:columns], *largest, *system.high[columns:], sum(largest)]
    return System(system.kinds, matrix, np.array(low, np.int64), np.array(high, np.int64))


def size_within(size: Quota, nominated: int, sitting: int) -> Quota:
    """The size as nearly as it can be had: not more than were nominated, not less than sit already."""
    most = nominated if size.most is None else size.most
    return Quota(size.dimension, size.value, min(size.least, nominated), max(most, sitting))
