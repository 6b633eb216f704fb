"""Who stands on which level of statutes: one by one, and many at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.models import Group
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import visible_groups
from konbit.federation.actions.levels import kept
from konbit.federation.actions.organs import must_be_in_order
from konbit.federation.models import Standing, Statutes
from konbit.federation.queries.who_stands import may_stand
from konbit.people.audience import Viewer

MOST = 2000
"""So many are put on a level in one act."""


@dataclass(frozen=True)
class StandDraft:
    """A level and a place by their ids, and since when (partial dates)."""

    level: int | None
    region: int | None = None
    valid_from: str = ""
    valid_until: str = ""


def let_stand(viewer: Viewer, uid: str, groups: Collection[str], draft: StandDraft) -> list[Standing]:
    """Put groups (uids) on a level of statutes (uid); who stands there already, or elsewhere, is moved.

    Returns where they stand. Raises `Problem` for a group that does not belong to the group of the statutes,
    for a level of others, for nobody or for too many; `NotAllowed`, `NotFound`.
    """
    statutes = kept(viewer, uid)
    wanted = list(dict.fromkeys(groups))
    if not wanted or len(wanted) > MOST:
        raise Problem(
            _("Nobody is marked.") if not wanted else _("That is too many at once."),
            remedy=_("Mark at least one group, and at most %(most)s.") % {"most": MOST},
        )
    columns = _columns(statutes, draft)
    rows = {one.pk: one for one in Group.objects.filter(uid__in=wanted, removed_at=None)}
    seen = visible_groups(viewer, rows)
    may = may_stand(statutes)
    if len(rows) < len(wanted) or set(seen) != set(rows) or not set(rows) <= may:
        raise Problem(
            _("One of these groups does not belong to your network."),
            remedy=_("Open the page again. Who belongs to a network is said on the pages of the groups."),
        )
    stands = {one.group_id: one for one in statutes.standings.filter(group__in=rows)}
    with recording(viewer.actor, "let stand") as batch:
        for pk in rows:
            if pk in stands:
                change(batch, stands[pk], **columns)
            else:
                stands[pk] = Standing(statutes=statutes, group_id=pk, **columns)
                add(batch, stands[pk])
    return list(stands.values())


def write_standing(viewer: Viewer, pk: int, draft: StandDraft) -> Standing:
    """Put one group elsewhere, or for another time. Raises as `let_stand` does."""
    standing = standing_kept(viewer, pk)
    with recording(viewer.actor, "let stand") as batch:
        change(batch, standing, **_columns(standing.statutes, draft))
    return standing


def remove_standing(viewer: Viewer, pk: int) -> Standing:
    """Let a group stand on no level; it can be brought back. Returns what is left of the row."""
    standing = standing_kept(viewer, pk)
    with recording(viewer.actor, "stand nowhere") as batch:
        remove(batch, standing)
    return standing


def standing_kept(viewer: Viewer, pk: int) -> Standing:
    """Where a group stands, for whoever keeps the statutes. Raises `NotAllowed`, `NotFound`."""
    standing = Standing.objects.select_related("statutes", "group").filter(pk=pk).first()
    if standing is None or not visible_groups(viewer, [standing.group_id]):
        raise gone()
    standing.statutes = kept(viewer, standing.statutes.uid)
    return standing


def _columns(statutes: Statutes, draft: StandDraft) -> dict[str, object]:
    must_be_in_order(draft.valid_from, draft.valid_until)
    level = statutes.levels.filter(pk=draft.level or 0, organ=False).first()
    region = statutes.regions.filter(pk=draft.region).first() if draft.region else None
    if level is None or (draft.region and region is None):
        raise Problem(
            _("It is not said on which level they stand."), remedy=_("Choose a level from the list.")
        )
    return {
        "level": level, "region": region,
        "valid_from": draft.valid_from, "valid_until": draft.valid_until,
    }  # fmt: skip
