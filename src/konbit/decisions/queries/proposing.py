"""Projects as far as a viewer may know of them, and in whose name she may propose one."""

from __future__ import annotations

from konbit.assembly.queries.choices import own_groups
from konbit.decisions.models import Budget, Project
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import GroupLink, Sight
from konbit.people.audience import Viewer


def seen_project(viewer: Viewer, uid: str) -> tuple[Project, Sight]:
    """The project with this uid, and what the viewer may do in its budget. Raises `NotFound`."""
    project = (
        Project.objects.select_related("budget__group", "budget__vote", "area", "option")
        .filter(uid=uid)
        .first()
    )
    if project is None:
        raise gone()
    budget, sight = seen_thing(viewer, Budget, project.budget.uid)
    project.budget = budget
    return project, sight


def proposing_groups(viewer: Viewer, budget: Budget) -> dict[str, GroupLink]:
    """The viewer's groups that belong to the group whose budget it is, and that group itself; by uid."""
    own = own_groups(viewer, "take part") if viewer.roles else {}
    above = networks_of([link.id for link in own.values()]) if own else {}
    return {
        uid: link
        for uid, link in own.items()
        if link.id == budget.group_id or budget.group_id in above[link.id]
    }
