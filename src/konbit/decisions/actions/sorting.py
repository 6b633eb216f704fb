"""Many points to few: putting them under headings, making one of several, taking apart again.

A point that went into another stays as it was brought in; it only says into which it went.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual, in_language, short_enough, with_words
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.actions.points import LONGEST, next_number
from konbit.decisions.models import Gathering, Point
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Merged:
    """Into what several points are made one: another that stands (`into`, its number), or a new one in these
    words."""

    language: str
    title: str = ""
    text: str = ""
    into: int | None = None


def put_under(viewer: Viewer, uid: str, numbers: Collection[int], language: str, heading: str) -> list[Point]:
    """Put points that stand under a heading; no words take them out of any. Returns them. Raises `Problem`,
    `NotAllowed`, `NotFound`."""
    gathering = _sorted_by(viewer, uid)
    with recording(viewer.actor, "group points") as batch:
        points = standing(gathering, numbers)
        for point in points:
            said: Multilingual = with_words(point.heading, language, heading) if heading.strip() else {}
            change(batch, point, heading=said)
    return points


def merge_points(viewer: Viewer, uid: str, numbers: Collection[int], merged: Merged, key: uuid.UUID) -> Point:
    """Make one point of several. Each stays and says where it went; the same key again gives the point that
    stands. Returns what was made. Raises `Problem` where one of them is decided or went into another
    already; `NotAllowed`, `NotFound`."""
    gathering = _sorted_by(viewer, uid)
    with recording(viewer.actor, "merge points") as batch:
        gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
        stands = gathering.points.filter(key=key).first()
        if stands is not None:
            return stands
        points = standing(gathering, [one for one in numbers if one != merged.into])
        _must_be_open(points)
        if merged.into is None:
            return _made_of(batch, gathering, points, merged, key)
        return _taken_in(batch, gathering, points, merged.into)


def _made_of(
    batch: Batch, gathering: Gathering, points: list[Point], merged: Merged, key: uuid.UUID
) -> Point:
    if len(points) < 2:
        raise Problem(_("One point alone can’t be merged."), remedy=_("Choose two at least."))
    words = {"title": short_enough(merged.title, LONGEST), "text": merged.text}
    heads = {str(one.heading): one.heading for one in points}
    one = Point(
        gathering=gathering, key=key, number=next_number(gathering),
        round=max(point.round for point in points) + 1,
        heading=next(iter(heads.values())) if len(heads) == 1 else {},
        **in_language(Point(), merged.language, words),
    )  # fmt: skip
    add(batch, one)
    for point in points:
        change(batch, point, joined_into=one)
    return one


def _taken_in(batch: Batch, gathering: Gathering, points: list[Point], into: int) -> Point:
    """Points go into one that was made of others before."""
    target = standing(gathering, [into])[0]
    _must_be_open([target])
    if not target.round:
        raise Problem(
            _("Point %(number)d stands as it was brought in.") % {"number": into},
            remedy=_("Write a new wording for all of them: so each can still be found."),
        )
    change(batch, target, round=max([target.round, *(point.round + 1 for point in points)]))
    for point in points:
        change(batch, point, joined_into=target)
    return target


def take_apart(viewer: Viewer, uid: str, number: int) -> list[Point]:
    """Take a point apart into those of which it was made; it goes, they stand again. Returns them. Raises
    `Problem` where it is decided or went into another; `NotAllowed`, `NotFound`."""
    gathering = _sorted_by(viewer, uid)
    with recording(viewer.actor, "take point apart") as batch:
        point = standing(gathering, [number])[0]
        _must_be_open([point])
        parts = list(point.made_of.all())
        if not parts:
            raise Problem(
                _("Point %(number)d was not made of others.") % {"number": number},
                remedy=_("It stands as it was brought in."),
            )
        for part in parts:
            change(batch, part, joined_into=None)
        remove(batch, point)
    return parts


def take_out(viewer: Viewer, uid: str, number: int) -> Point:
    """Take one point out of that into which it went. Where nothing is left there, that goes too. Raises as
    `take_apart` does."""
    gathering = _sorted_by(viewer, uid)
    with recording(viewer.actor, "take point out") as batch:
        point = gathering.points.select_related("joined_into").filter(number=number).first()
        if point is None or point.joined_into is None:
            raise gone()
        whole = point.joined_into
        if whole.joined_into_id:
            raise Problem(
                _("It went further, into another point."), remedy=_("Take that one apart first."), status=409
            )
        _must_be_open([whole])
        change(batch, point, joined_into=None)
        if not whole.made_of.exists():
            remove(batch, whole)
    return point


def standing(gathering: Gathering, numbers: Collection[int]) -> list[Point]:
    """The points with these numbers, in their order, that went into no other. Raises `Problem` where one did,
    where there is none, and for no numbers."""
    wanted = set(numbers)
    if not wanted:
        raise Problem(_("No point is chosen."), remedy=_("Choose those that you mean on the list."))
    found = list(gathering.points.filter(number__in=wanted))
    if len(found) < len(wanted):
        raise gone()
    for point in found:
        if point.joined_into_id:
            raise Problem(
                _("Point %(number)d went into another already.") % {"number": point.number},
                remedy=_("Open the list again: somebody sorts beside you."),
                status=409,
            )
    return found


def _must_be_open(points: Collection[Point]) -> None:
    for point in points:
        if point.outcome != Point.Outcome.OPEN:
            raise Problem(
                _("Point %(number)d is decided already.") % {"number": point.number},
                remedy=_("Open it again first, if it is to be sorted anew."),
                status=409,
            )


def _sorted_by(viewer: Viewer, uid: str) -> Gathering:
    """A gathering whose points the viewer may sort."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    sight.must("edit")
    if gathering.state == Gathering.State.CLOSED:
        raise Problem(_("This gathering is closed."), remedy=_("Open it again first."), status=409)
    return gathering
