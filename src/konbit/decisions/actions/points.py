"""Bringing points in, one by one or many at once, and writing them again while they are collected."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import latest
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.decisions.formats.points import MOST, Line
from konbit.decisions.models import Gathering, Point
from konbit.decisions.queries.bringing import bringing_groups
from konbit.directory.models import Group
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import Sight, seen_group
from konbit.people.audience import Viewer

LONGEST = 300


@dataclass(frozen=True)
class PointDraft:
    """What somebody writes of a point, in one language. `brought_by`: uid of the group in whose name."""

    language: str
    title: str
    text: str = ""
    heading: str = ""
    brought_by: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The texts by their columns."""
        return {
            "title": short_enough(self.title, LONGEST),
            "text": self.text,
            "heading": self.heading.strip()[:LONGEST],
        }


@dataclass(frozen=True)
class Brought:
    """The points of a list that came in, and how many stood there already."""

    new: tuple[Point, ...]
    known: int


def bring_point(viewer: Viewer, uid: str, draft: PointDraft, key: uuid.UUID) -> Point:
    """Bring one point into a gathering (uid). The same key again gives the point that stands. Raises
    `Problem` where no points are collected (any more), `NotAllowed`, `NotFound`."""
    gathering, group = _may_bring(viewer, uid, draft.brought_by)
    with recording(viewer.actor, "bring point") as batch:
        gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
        stands = gathering.points.filter(key=key).first()
        if stands is not None:
            return stands
        point = Point(
            gathering=gathering, key=key, number=next_number(gathering), brought_by=group,
            person=viewer.actor, **in_language(Point(), draft.language, draft.words),
        )  # fmt: skip
        add(batch, point)
    return point


def bring_points(
    viewer: Viewer, uid: str, lines: Sequence[Line], language: str, brought_by: str, key: uuid.UUID
) -> Brought:
    """Bring many points in at once. What the same group (uid `brought_by`) has brought in with the same words
    already is left out. All come in, or none. Raises as `bring_point` does."""
    gathering, group = _may_bring(viewer, uid, brought_by)
    if not lines:
        raise Problem(_("No point is written yet."), remedy=_("Write one point on every line."))
    if len(lines) > MOST:
        raise Problem(
            _("These are %(count)d points at once.") % {"count": len(lines)},
            remedy=_("Part the list: at most %(most)d at once.") % {"most": MOST},
        )
    with recording(viewer.actor, "bring points") as batch:
        gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
        known = _words_of(gathering, group)
        number, new = next_number(gathering), list[Point]()
        for line in lines:
            draft = PointDraft(language, line.title, line.text, line.heading)
            words = draft.words
            if words["title"].casefold() in known:
                continue
            known.add(words["title"].casefold())
            point = Point(
                gathering=gathering, key=uuid.uuid5(key, words["title"]), number=number + len(new),
                brought_by=group, person=viewer.actor, **in_language(Point(), language, words),
            )  # fmt: skip
            add(batch, point)
            new.append(point)
    return Brought(tuple(new), len(lines) - len(new))


def write_point(viewer: Viewer, uid: str, number: int, draft: PointDraft) -> Point:
    """Write a point again in one language. As it was brought in it may be mended by whoever brought it, as
    long as points are collected; later by those who edit. Raises as `bring_point` does."""
    point, sight = point_of(viewer, uid, number)
    if not may_write(viewer, point, sight):
        sight.must("edit")
    with recording(viewer.actor, "write point") as batch:
        change(batch, point, **in_language(point, draft.language, draft.words))
    return point


def remove_point(viewer: Viewer, uid: str, number: int) -> Point:
    """Take a point away that was brought in by mistake. Raises `Problem` for one that was made of others or
    went into another; as `write_point` does."""
    point, sight = point_of(viewer, uid, number)
    if not may_write(viewer, point, sight):
        sight.must("edit")
    if point.round or point.joined_into_id or point.outcome != Point.Outcome.OPEN:
        raise Problem(
            _("This point has a story already: it is not taken away."),
            remedy=_("Take apart what was made of it first, or say why it is not taken up."),
        )
    with recording(viewer.actor, "remove point") as batch:
        remove(batch, point)
    return point


def point_of(viewer: Viewer, uid: str, number: int) -> tuple[Point, Sight]:
    """A point by its number in a gathering (uid), and what the viewer may do there. Raises `NotFound`."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    point = gathering.points.select_related("gathering", "joined_into").filter(number=number).first()
    if point is None:
        raise gone()
    return point, sight


def may_write(viewer: Viewer, point: Point, sight: Sight) -> bool:
    """Whether the viewer may write a point again: those who edit, and while points are collected whoever
    brought it."""
    own = bool(viewer.is_someone and point.person and point.person == viewer.actor)
    return sight.may("edit") or (own and point.gathering.state == Gathering.State.COLLECTING)


def next_number(gathering: Gathering) -> int:
    """The number of the next point."""
    return int(gathering.points.aggregate(last=Max("number"))["last"] or 0) + 1


def _may_bring(viewer: Viewer, uid: str, brought_by: str) -> tuple[Gathering, Group | None]:
    """The gathering, and the group in whose name a point comes: one of whoever brings it, or for those who
    edit any that they name."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    own = bringing_groups(viewer, gathering)
    if not own:
        sight.must("take part")
    if gathering.state == Gathering.State.CLOSED:
        raise Problem(
            _("This gathering is closed."), remedy=_("Ask those who keep it to open it again."), status=409
        )
    late = gathering.state != Gathering.State.COLLECTING or (
        gathering.until and latest(gathering.until) < date.today()
    )
    if late and not sight.may("edit"):
        raise Problem(
            _("Points are not collected any more."),
            remedy=_("Ask those who keep this gathering to bring yours in."),
            status=409,
        )
    if not brought_by:
        return gathering, None
    if brought_by not in own and not sight.may("edit"):
        raise Problem(_("You do not speak for this group."), remedy=_("Choose one of your own groups."))
    return gathering, _group(viewer, brought_by)


def _group(viewer: Viewer, uid: str) -> Group:
    return seen_group(viewer, uid)[0]


def _words_of(gathering: Gathering, group: Group | None) -> set[str]:
    rows = gathering.points.filter(brought_by=group, round=0)
    return {words.casefold() for title in rows.values_list("title", flat=True) for words in title.values()}
