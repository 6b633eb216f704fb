"""In whose name a person may bring points into a gathering."""

from __future__ import annotations

from konbit.assembly.queries.choices import own_groups
from konbit.decisions.models import Gathering
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.visible import GroupLink
from konbit.people.audience import Viewer


def bringing_groups(viewer: Viewer, gathering: Gathering) -> dict[str, GroupLink]:
    """The viewer's groups that belong to the group that gathers, through any number of levels, and that group
    itself; by uid. Asks nothing of the database for whoever takes part nowhere."""
    own = own_groups(viewer, "take part") if viewer.roles else {}
    above = networks_of([link.id for link in own.values()]) if own else {}
    return {
        uid: link
        for uid, link in own.items()
        if link.id == gathering.group_id or gathering.group_id in above[link.id]
    }
