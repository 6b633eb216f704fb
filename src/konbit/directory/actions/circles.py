"""No group belongs to itself, through any number of others: ties that would close a circle are refused."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import Period
from konbit.directory.queries.membership import BELONGING, ends_of_tie, way_up
from konbit.directory.queries.visible import visible_groups
from konbit.people.audience import ANYONE, Viewer


def must_not_circle(columns: Mapping[str, Any], viewer: Viewer = ANYONE, without: int | None = None) -> None:
    """Raise `Problem`, with the way named, if a tie with these columns would let a group belong to itself.

    Ties of other times do not count: who was once above may be below today. Groups on the way that the
    viewer may not know of are not named. `without`: the id of the tie that these columns replace.
    """
    kind = columns["kind"]
    if kind not in BELONGING:
        return
    member, network = ends_of_tie(kind, columns["subject_id"], columns["object_id"])
    period = Period(columns.get("valid_from", ""), columns.get("valid_until", ""))
    way = way_up(network, member, period, without)
    if way:
        raise _refused(way, viewer)


def _refused(way: tuple[int, ...], viewer: Viewer) -> Problem:
    """The problem of a way from a network up to the group that was to become its member."""
    known = visible_groups(viewer, way)
    names = [known[one].name if one in known else _("a group that is not open to you") for one in way]
    said = [_("%(group)s belongs to %(other)s") % {"group": names[0], "other": names[1]}]
    said += [
        _("%(group)s to %(other)s") % {"group": group, "other": other} for group, other in pairwise(names[1:])
    ]
    return Problem(
        _("%(way)s, so %(group)s cannot belong to %(other)s.")
        % {"way": ", ".join(said), "group": names[-1], "other": names[0]},
        remedy=_("End one of these ties first, or leave this one out."),
    )
