"""What is forgotten of somebody in this room: her name where she does something, her id, kept sheets."""

from __future__ import annotations

from konbit.base.registry import Identity
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import empty_personal
from konbit.work.actions.sheets import forget_sheets
from konbit.work.models import Activity, Deadline, Encounter, Hand, Note, Plan, PlanGoal, Section, Visitor

TABLES = (Plan, PlanGoal, Section, Activity, Deadline, Hand, Note, Encounter, Visitor)


def erase(identity: Identity) -> int:
    """Empty what this room knows of somebody. Returns how many rows were emptied; sheets that wait to be
    looked at go whole, since nobody knows whom they name."""
    forget_sheets()
    with recording("system", "erase", "erasure") as batch:
        return empty_personal(batch, TABLES, identity)
