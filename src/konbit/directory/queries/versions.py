"""Which change of a group is its newest, and what changed since one: so that two who write lose nothing."""

from __future__ import annotations

from konbit.chronicle.queries import history
from konbit.directory.state import EMPTY

GROUP = "directory.group"
MOST = 200


def version_of(group_id: int) -> int:
    """The id of the group's newest change; 0 while there is none."""
    newest = history(GROUP, group_id, 1)
    return newest[0].pk if newest else 0


def parts_changed_since(group_id: int, version: int) -> frozenset[str]:
    """The parts of its state that changed after a version; all of them where that was too long ago."""
    changes = history(GROUP, group_id, MOST)
    newer = [change for change in changes if change.pk > version]
    if len(newer) == MOST:
        return frozenset(EMPTY)
    touched = {part for change in newer for part in [*(change.before or {}), *(change.after or {})]}
    return frozenset(touched & set(EMPTY))
