"""What can be chosen in forms: priorities, frameworks, studies, states."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from konbit.assembly.queries.choices import MOST, NONE, Choices, short
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import seen_things
from konbit.learning.models import Case, Claim, Framework, Priority, Study
from konbit.people.audience import Viewer


def stances() -> Choices:
    """What a case does to a claim."""
    return [(code, str(label)) for code, label in Case.Stance.choices]


def case_kinds() -> Choices:
    """What a case is."""
    return [(code, str(label)) for code, label in Case.Kind.choices]


def first_states() -> Choices:
    """How a claim can begin."""
    return [(one.value, str(one.label)) for one in (Claim.State.ASSUMPTION, Claim.State.TO_VERIFY)]


def frameworks_near(viewer: Viewer, group: int) -> list[Framework]:
    """The frameworks of a group (id), of its networks, and those that it adopted."""
    near = {group, *networks_of([group])[group]}
    rows = Framework.objects.filter(Q(group__in=near) | Q(adoptions__group=group), removed_at=None)
    return seen_things(viewer, rows.distinct().order_by("-valid_from", "id")[:MOST])


def priority_choices(viewer: Viewer, group: int) -> Choices:
    """The priorities of which a group's claim can speak, under their frameworks."""
    frameworks = frameworks_near(viewer, group)
    of: dict[int, Choices] = {one.pk: [] for one in frameworks}
    for one in Priority.objects.filter(framework__in=of):
        of[one.framework_id].append((one.pk, f"{one.number}. {short(one.title)}"))
    filled = (one for one in frameworks if of[one.pk])
    return [*NONE, *((short(one.title), of[one.pk]) for one in filled)]


def earlier_choices(viewer: Viewer, group: int, own: str = "") -> Choices:
    """The frameworks that another one (`own`: its uid) can follow."""
    return [
        *NONE,
        *(
            (one.uid, " · ".join(filter(None, (short(one.title), one.version))))
            for one in frameworks_near(viewer, group)
            if one.uid != own
        ),
    ]


def study_choices(viewer: Viewer, groups: Collection[int]) -> Choices:
    """The studies of these groups (ids)."""
    rows = seen_things(viewer, Study.objects.filter(group__in=groups, removed_at=None)[:MOST])
    return [*NONE, *((one.uid, short(one.title)) for one in rows)]
