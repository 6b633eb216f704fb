"""Loading the examples that this room ships: from all its parts, each thing once."""

from __future__ import annotations

from collections.abc import Callable

from konbit.federation.actions.shipped_organs import load_organs
from konbit.federation.actions.shipped_pacts import load_pacts
from konbit.federation.actions.shipped_priorities import load_priorities
from konbit.federation.actions.shipped_struggles import load_struggles
from konbit.federation.actions.shipped_supports import load_supports

PARTS: tuple[Callable[[], int], ...] = (
    load_organs,
    load_supports,
    load_pacts,
    load_struggles,
    load_priorities,
)


def load_example() -> int:
    """Bring in what is shipped and not here yet. Returns the number of things made."""
    return sum(load() for load in PARTS)
