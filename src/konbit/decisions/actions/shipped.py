"""Loading the examples that this room ships: from all its parts, each thing once."""

from __future__ import annotations

from collections.abc import Callable

from konbit.decisions.actions.shipped_budgets import load_budgets
from konbit.decisions.actions.shipped_cycles import load_cycles

PARTS: tuple[Callable[[], int], ...] = (load_cycles, load_budgets)


def load_example() -> int:
    """Bring in what is shipped and not here yet. Returns the number of things made."""
    return sum(load() for load in PARTS)
