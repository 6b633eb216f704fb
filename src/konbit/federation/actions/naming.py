"""Whom somebody means: a group that has a page here, or only a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konbit.assembly.queries.choices import group_named
from konbit.directory.models import Group
from konbit.directory.queries.finding import groups_named
from konbit.directory.queries.visible import visible_groups
from konbit.people.audience import Viewer

_ADDRESS = re.compile(r"/g/[0-9a-z-]+")


@dataclass(frozen=True)
class Named:
    """A group, or the name of somebody who has no page here."""

    group: Group | None = None
    name: str = ""

    @property
    def says_nobody(self) -> bool:
        """Whether nobody is named."""
        return self.group is None and not self.name


def named(viewer: Viewer, words: str, stands: Group | None = None) -> Named:
    """The group with this name or at this address; only the name, where no group or several bear it.

    `stands`: the group that is named now. It stays where the words still are its name, or where the viewer
    may not know of it and names nobody else. Raises `Problem` for an address at which there is no group.
    """
    said = words.strip()
    if stands is not None:
        is_seen = stands.pk in visible_groups(viewer, [stands.pk])
        if (is_seen and said == stands.name) or (not is_seen and not said):
            return Named(stands)
    if _ADDRESS.search(said):
        return Named(Group.objects.get(uid=group_named(viewer, said)))
    found = groups_named(viewer, [said]).get(said)
    return Named(Group.objects.get(pk=found.id)) if found else Named(None, said)
