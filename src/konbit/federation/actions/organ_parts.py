"""Colleges and seats of a body."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.folding import fold
from konbit.directory.queries.of_group import gone
from konbit.federation.actions.organs import kept_organ
from konbit.federation.models import College, OfOrgan, Organ, Seat
from konbit.people.audience import Viewer

MOST_SEATS = 100
Part = TypeVar("Part", bound=OfOrgan)


def add_college(viewer: Viewer, uid: str, language: str, title: str, word: str = "") -> College:
    """Add a college to a body (uid); the one that stands, where one has this name. `word`: how rules name it,
    made of its name where none is given.

    Raises `Problem` without a name, or for a word that another has; `NotAllowed`, `NotFound`.
    """
    organ, _sight = kept_organ(viewer, uid)
    said = _must_say(title)
    for stands in organ.colleges.all():
        if stands.title.get(language) == said:
            return stands
    college = College(organ=organ, word=_word(organ, said, word), title={language: said})
    college.order = organ.colleges.count()
    with recording(viewer.actor, "add college") as batch:
        add(batch, college)
    return college


def write_college(viewer: Viewer, college_id: int, language: str, title: str) -> College:
    """Say a college in other words, or in another language. Raises `Problem`, `NotAllowed`, `NotFound`."""
    college = kept_part(viewer, College, college_id)
    with recording(viewer.actor, "write college") as batch:
        change(batch, college, title=with_words(college.title, language, _must_say(title)))
    return college


def remove_college(viewer: Viewer, college_id: int) -> College:
    """Take a college away; its seats and those who sat in it stay in the body. Returns it."""
    college = kept_part(viewer, College, college_id)
    with recording(viewer.actor, "remove college") as batch:
        for one in [*college.seats.all(), *college.mandates.all()]:
            change(batch, one, college=None)
        remove(batch, college)
    return college


def add_seats(
    viewer: Viewer, uid: str, language: str, title: str = "", college: int | None = None, number: int = 1
) -> Seat:
    """Add so many seats to a body (uid), or to a college (id) of it. Returns the last.

    Raises `Problem` for too many seats, or a college of another body; `NotAllowed`, `NotFound`.
    """
    organ, _sight = kept_organ(viewer, uid)
    stands = organ.seats.count()
    if number < 1 or stands + number > MOST_SEATS:
        raise Problem(
            _("A body can have at most %(most)d seats here.") % {"most": MOST_SEATS},
            remedy=_("Add fewer. A body of hundreds needs no seats: give the mandates as they are."),
        )
    of = part_of(organ, College, college)
    with recording(viewer.actor, "add seats") as batch:
        for order in range(stands, stands + number):
            seat = Seat(organ=organ, college=of, title=with_words({}, language, title), order=order)
            add(batch, seat)
    return seat


def write_seat(viewer: Viewer, seat_id: int, language: str, title: str, college: int | None) -> Seat:
    """Say how a seat is called, and in which college (id) it is. Raises as `add_seats`."""
    seat = kept_part(viewer, Seat, seat_id)
    of = part_of(seat.organ, College, college)
    with recording(viewer.actor, "write seat") as batch:
        change(batch, seat, title=with_words(seat.title, language, title), college=of)
        for mandate in seat.mandates.all():
            change(batch, mandate, college=of)
    return seat


def remove_seat(viewer: Viewer, seat_id: int) -> Seat:
    """Take a seat away; who had it stays in the body. Returns it."""
    seat = kept_part(viewer, Seat, seat_id)
    with recording(viewer.actor, "remove seat") as batch:
        for mandate in seat.mandates.all():
            change(batch, mandate, seat=None)
        remove(batch, seat)
    return seat


def kept_part(viewer: Viewer, model: type[Part], pk: int) -> Part:
    """A part of a body for whoever may keep it. Raises `NotAllowed`, `NotFound`."""
    part: Any = model._default_manager.select_related("organ").filter(pk=pk).first()
    if part is None:
        raise gone()
    part.organ, _sight = kept_organ(viewer, part.organ.uid)
    found: Part = part
    return found


def part_of(organ: Organ, model: type[Part], pk: int | None) -> Part | None:
    """A part of this body by its id, None for none. Raises `Problem` for one of another body."""
    if pk is None:
        return None
    found: Part | None = model._default_manager.filter(organ=organ, pk=pk).first()
    if found is None:
        raise Problem(_("This is not a part of this body."), remedy=_("Choose one from the list."))
    return found


def _must_say(title: str) -> str:
    if not title.strip():
        raise Problem(_("It has no name."), remedy=_("Write in a few words who they are: Workers, Farmers."))
    return title.strip()


def _word(organ: Organ, title: str, word: str) -> str:
    wanted = re.sub(r"[^0-9a-z]+", "-", fold(word or title)).strip("-")[:36] or "college"
    wanted = wanted if wanted[0].isalpha() else f"c-{wanted}"
    taken = set(organ.colleges.values_list("word", flat=True))
    if word and wanted in taken:
        raise Problem(
            _("Rules name another college “%(word)s” already.") % {"word": wanted},
            remedy=_("Give this one another word."),
        )
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)
