"""What can be chosen in forms of a cycle: meetings, projects with what the dividing gives."""

from __future__ import annotations

from konbit.assembly.models import Meeting
from konbit.assembly.queries.choices import MOST, NONE, Choices, short
from konbit.base import money
from konbit.decisions.models import Budget, Project
from konbit.decisions.queries.dividing import division_of, said_of
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Viewer


def meetings_of(viewer: Viewer, group: int) -> Choices:
    """The meetings of a group (id) in which a plenary can have been minuted, newest first."""
    rows = Meeting.objects.filter(group=group, removed_at=None).exclude(state=Meeting.State.CANCELLED)
    return [
        *NONE,
        *(
            (one.uid, " · ".join(filter(None, (short(one.title), date_words(one.held_from)))))
            for one in seen_things(viewer, rows.order_by("-held_from", "-id")[:MOST])
        ),
    ]


def projects_to_buy(budget: Budget) -> tuple[Choices, list[str]]:
    """The projects that a council can give money, in the order of priorities, with their cost; and (by uid)
    those to which the dividing gives it."""
    places = division_of(said_of(budget)).places
    projects = {one.number: one for one in budget.projects.filter(state=Project.State.FEASIBLE)}
    listed = [(projects[one.number], one.how) for one in places if one.number in projects]
    choices = [
        (one.uid, f"{one.number}. {short(one.title)} · {money.shown(one.cost or 0, budget.currency)}")
        for one, _how in listed
    ]
    return choices, [one.uid for one, how in listed if how]
