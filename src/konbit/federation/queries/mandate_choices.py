"""What can be chosen in forms of bodies and mandates: accounts, colleges, seats, regions, levels."""

from __future__ import annotations

from collections.abc import Iterable

from konbit.assembly.queries.choices import (
    MOST,
    NONE,
    Choices,
    own_groups,
    resolution_choices,
    short,
)
from konbit.directory.models import Role
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import seen_things
from konbit.federation.models import Level, Organ, Region, Statutes
from konbit.people.audience import Viewer
from konbit.people.names import names_of


def accounts_of(group: int) -> list[tuple[str, str]]:
    """The accounts of the people of a group (id): opaque id and name, by name. For who keeps its bodies."""
    people = Role.objects.filter(group=group).select_related("person").order_by("person")[:MOST]
    ids = {role.person.opaque_id for role in people}
    return sorted(names_of(ids).items(), key=lambda one: one[1].casefold())


def statutes_near(viewer: Viewer, group: int) -> list[Statutes]:
    """The statutes of a group (id) and of its networks that the viewer may know of."""
    near = {group, *networks_of([group])[group]}
    return seen_things(viewer, Statutes.objects.filter(group__in=near, removed_at=None))


def regions_near(viewer: Viewer, group: int) -> Iterable[Region]:
    """The regions as these statutes part the world."""
    return Region.objects.filter(statutes__in=[one.pk for one in statutes_near(viewer, group)])[:MOST]


def region_choices(viewer: Viewer, group: int) -> Choices:
    """For which region somebody can sit; nothing where no statutes part the world."""
    return [*NONE, *((one.pk, short(one.title) or one.word) for one in regions_near(viewer, group))]


def level_choices(viewer: Viewer, group: int) -> Choices:
    """As which body of statutes a body of a group (id) can be seen."""
    statutes = {one.pk: short(one.title) for one in statutes_near(viewer, group)}
    rows = Level.objects.filter(statutes__in=statutes, organ=True)[:MOST]
    return [
        *NONE,
        *((one.pk, f"{short(one.title) or one.word} · {statutes[one.statutes_id]}") for one in rows),
    ]


def college_choices(organ: Organ) -> Choices:
    """The colleges of a body."""
    return [*NONE, *((one.pk, short(one.title) or one.word) for one in organ.colleges.all())]


def seat_choices(organ: Organ, unnamed: str) -> Choices:
    """The seats of a body; `unnamed`: what one without a name is called, with its number."""
    return [
        *NONE,
        *(
            (one.pk, " · ".join(filter(None, [_college(one), short(one.title) or unnamed % number])))
            for number, one in enumerate(organ.seats.select_related("college"), start=1)
        ),
    ]


def _college(seat: object) -> str:
    college = getattr(seat, "college", None)
    return short(college.title) if college else ""


def account_choices(group: int) -> Choices:
    """Whose mandate it can be among the people of a group (id) with an account."""
    return [*NONE, *accounts_of(group)]


def mandate_choices(viewer: Viewer, organ: Organ, unnamed: str) -> dict[str, Choices]:
    """All that can be chosen in the form of a mandate, by field; `unnamed` as in `seat_choices`."""
    agreed = resolution_choices(viewer, resolving(viewer, organ.group_id))
    return {
        "person": account_choices(organ.group_id),
        "college": college_choices(organ),
        "seat": seat_choices(organ, unnamed),
        "region": region_choices(viewer, organ.group_id),
        "resolution": [*NONE, *agreed],
    }


def resolving(viewer: Viewer, group: int) -> set[int]:
    """The groups (ids) whose resolutions can give a mandate in a body of a group: itself, and those of the
    viewer, which send somebody."""
    return {group, *(link.id for link in own_groups(viewer, "take part").values())}
