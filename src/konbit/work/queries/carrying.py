"""What of a plan is unfinished and can go on in another."""

from __future__ import annotations

from django.db.models import QuerySet

from konbit.base.text import pick
from konbit.directory.queries.of_group import seen_things
from konbit.people.audience import Viewer
from konbit.work.models import Activity, Plan
from konbit.work.queries.wording import STILL_TO_DO


def unfinished(plan: Plan) -> QuerySet[Activity]:
    """The activities of a plan that are still to do and go on nowhere yet; of a published plan also those of
    which nobody knows."""
    states = (*STILL_TO_DO, Activity.State.UNKNOWN)
    standing = Activity.objects.filter(plan=plan, removed_at=None, state__in=states)
    return standing.exclude(continued_by__removed_at=None, continued_by__isnull=False)


def unfinished_choices(plan: Plan, language: str) -> list[tuple[str, str]]:
    """The same as uid and words, for a form."""
    return [(one.uid, f"{one.code} {pick(one.text, language).text[:160]}") for one in unfinished(plan)]


def other_plans(viewer: Viewer, plan: Plan, language: str) -> list[tuple[str, str]]:
    """The other plans of the same group as uid and title."""
    others = (
        Plan.objects.filter(group=plan.group_id, certainty="confirmed").exclude(pk=plan.pk).order_by("-pk")
    )
    return [(one.uid, pick(one.title, language).text) for one in seen_things(viewer, others)]
