"""The tables of work."""

from konbit.work.models.encounters import Encounter, Visitor
from konbit.work.models.plans import Activity, Deadline, Hand, Note, Plan, PlanGoal, Section

__all__ = ["Activity", "Deadline", "Encounter", "Hand", "Note", "Plan", "PlanGoal", "Section", "Visitor"]
