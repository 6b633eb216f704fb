"""What the fields of an activity can be."""

from __future__ import annotations

from konbit.work.models import Activity


def states() -> list[tuple[str, str]]:
    """How an activity can stand, in words."""
    return [(value, str(label)) for value, label in Activity.State.choices]
