"""Telling of practices, of what stood in their way, and of how one came out of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.period import earliest, latest
from konbit.base.text import pick, with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.finding import groups_named
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.directory.queries.visible import seen_group
from konbit.engines.descent import Runner, circle
from konbit.learning.models import Descent, Obstacle, Practice
from konbit.people.audience import Audience, Viewer
from konbit.work.queries.encounters import encounter_id

LONGEST_TEXT = 5_000


@dataclass(frozen=True)
class PracticeTold:
    """What somebody tells of a practice, in one language. `practised_by`: a group by its name, where that is
    not the group that tells. `valid_until` and `ended` say when and why it ended, if it has."""

    title: str
    language: str
    description: str = ""
    practised_by: str = ""
    place: str = ""
    valid_from: str = ""
    valid_until: str = ""
    ended: str = ""
    audience: str = Audience.PUBLIC


@dataclass(frozen=True)
class DescentTold:
    """How a practice came out of another, in one language. `encounter`: the uid of the one where they met."""

    parent_uid: str
    kind: str
    language: str
    on: str = ""
    kept: str = ""
    changed: str = ""
    dropped: str = ""
    why: str = ""
    worked: str = ""
    encounter: str = ""


def tell_practice(viewer: Viewer, group_uid: str, told: PracticeTold) -> Practice:
    """Keep what a group tells of a practice. Raises `NotAllowed`, `NotFound`, `Problem`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("take part")
    _must_make_sense(told)
    with recording(viewer.actor, "tell of a practice") as batch:
        practice = Practice(group=group, by=viewer.actor, **_values(viewer, Practice(), told))
        add(batch, practice)
    return practice


def tell_practice_again(viewer: Viewer, uid: str, told: PracticeTold) -> Practice:
    """Tell a practice differently, in another language, or that it ended. Raises as `tell_practice`."""
    practice = _own(viewer, uid)
    _must_make_sense(told)
    with recording(viewer.actor, "tell of a practice") as batch:
        change(batch, practice, **_values(viewer, practice, told))
    return practice


def remove_practice(viewer: Viewer, uid: str) -> Practice:
    """Take a practice away; it can be brought back, with its ancestors and descendants."""
    practice, sight = seen_thing(viewer, Practice, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove a practice") as batch:
        change(batch, practice, removed_at=timezone.now())
    return practice


def tell_descent(viewer: Viewer, uid: str, told: DescentTold) -> Descent:
    """Say that a practice came out of another, or say it differently.

    Raises `NotAllowed` for those who are not of the group that tells of it, `NotFound`, and `Problem` (409)
    where the other one comes out of this one, with the way.
    """
    child = _own(viewer, uid)
    parent, _sight = seen_thing(viewer, Practice, told.parent_uid)
    with recording(viewer.actor, "tell of a descent") as batch:
        list(Practice.objects.select_for_update().filter(pk__in=[child.pk, parent.pk]))
        _must_not_circle(viewer, child, parent, told.language)
        stands = Descent.objects.filter(child=child, parent=parent).first()
        values: dict[str, Any] = {
            name: with_words(getattr(stands, name, None), told.language, getattr(told, name))
            for name in ("kept", "changed", "dropped", "why")
        }
        values |= {"kind": told.kind, "on": told.on, "worked": told.worked}
        values["encounter_id"] = encounter_id(viewer, told.encounter)
        if stands is not None:
            change(batch, stands, **values)
            return stands
        descent = Descent(child=child, parent=parent, **values)
        add(batch, descent)
    return descent


def remove_descent(viewer: Viewer, uid: str, descent_id: int) -> Descent:
    """Take a descent away. Raises `NotAllowed`, `NotFound`."""
    practice = _own(viewer, uid)
    descent = practice.ancestors.filter(pk=descent_id).first()
    return _removed(viewer, descent, "remove a descent")


def tell_obstacle(
    viewer: Viewer, uid: str, language: str, text: str, strategy: str, worked: str, on: str = ""
) -> Obstacle:
    """Say what stood in the way of a practice, what was tried, whether it worked."""
    practice = _own(viewer, uid)
    with recording(viewer.actor, "tell of an obstacle") as batch:
        obstacle = Obstacle(
            practice=practice,
            text=with_words(None, language, text),
            strategy=with_words(None, language, strategy),
            worked=worked,
            on=on,
            by=viewer.actor,
        )
        add(batch, obstacle)
    return obstacle


def remove_obstacle(viewer: Viewer, uid: str, obstacle_id: int) -> Obstacle:
    """Take away what was told of an obstacle. Raises `NotAllowed`, `NotFound`."""
    practice = _own(viewer, uid)
    obstacle = practice.obstacles.filter(pk=obstacle_id).first()
    return _removed(viewer, obstacle, "remove an obstacle")


Row = TypeVar("Row", Descent, Obstacle)


def _removed(viewer: Viewer, row: Row | None, verb: str) -> Row:
    if row is None:
        raise NotFound(_("It is taken away already."), remedy=_("Open the page again."))
    with recording(viewer.actor, verb) as batch:
        remove(batch, row)
    return row


def _own(viewer: Viewer, uid: str) -> Practice:
    practice, sight = seen_thing(viewer, Practice, uid)
    sight.must("take part")
    return practice


def _values(viewer: Viewer, stands: Practice, told: PracticeTold) -> dict[str, Any]:
    by = groups_named(viewer, [told.practised_by]).get(told.practised_by.strip())
    if told.practised_by.strip() and by is None:
        raise Problem(
            _("The directory knows no single group called “%(name)s”.") % {"name": told.practised_by},
            remedy=_("Write its name as it stands there, or leave this empty."),
        )
    return {
        "title": with_words(stands.title, told.language, told.title),
        "description": with_words(stands.description, told.language, told.description),
        "practised_by_id": by.id if by else None,
        "place": told.place.strip(),
        "valid_from": told.valid_from,
        "valid_until": told.valid_until,
        "ended": with_words(stands.ended, told.language, told.ended),
        "audience": told.audience,
    }


def _must_make_sense(told: PracticeTold) -> None:
    if told.valid_from and told.valid_until and latest(told.valid_until) < earliest(told.valid_from):
        raise Problem(_("It ends before it begins."), remedy=_("Change one of the two dates."))


def _must_not_circle(viewer: Viewer, child: Practice, parent: Practice, language: str) -> None:
    """Raise `Problem` with the way, in which steps that are not for this viewer's eyes have no name."""
    known = [Runner(*ends, "") for ends in Descent.objects.values_list("child_id", "parent_id")]
    way = circle(known, child.pk, parent.pk)
    if not way:
        return
    seen = seen_things(viewer, Practice.objects.filter(pk__in=way))
    titles = {one.pk: pick(one.title, language).text for one in seen}
    raise Problem(
        _("A practice cannot come out of itself: %(way)s.")
        % {"way": " → ".join(titles.get(one, "…") for one in (*way, way[0]))},
        remedy=_(
            "Take one of these steps away first, or tell of a later form of it as a practice of its own."
        ),
        status=409,
    )
