"""Loading the examples that this room ships: from all its parts, each thing once."""

from __future__ import annotations

from collections.abc import Callable

from konbit.federation.actions.shipped_organs import load_organs
from konbit.federation.actions.shipped_supports import load_supports

PARTS: tuple[Callable[[], int], ...] = (load_organs, load_supports)


def load_example() -> int:
    """Bring in what is shipped and not here yet. Returns the number of things made."""
    return sum(load() for load in PARTS)
