"""Pictures of what is offered or needed: looked at by their content, made small, only the picture kept."""

from __future__ import annotations

from typing import BinaryIO

from django.db.models import Max
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, remove
from konbit.directory.queries.of_group import gone
from konbit.exchange.actions.listings import kept_listing
from konbit.exchange.actions.pictures import kept_picture
from konbit.exchange.models import Listing, Photo
from konbit.people.audience import Viewer

MOST = 4


def add_photo(viewer: Viewer, uid: str, file: BinaryIO, language: str, alt: str = "") -> Photo:
    """Add a picture; `alt` says in words what it shows. Returns it.

    Raises `Problem` for a file that is none, or for more
    than four; `NotFound`, `NotAllowed`."""
    row = kept_listing(viewer, uid)
    name = kept_picture(file, "listings")
    with recording(viewer.actor, "add photo") as batch:
        Listing.objects.select_for_update().get(pk=row.pk)
        if row.photos.count() >= MOST:
            raise Problem(
                _("There are %(count)s pictures already.") % {"count": MOST}, remedy=_("Take one away first.")
            )
        last = row.photos.aggregate(last=Max("order"))["last"]
        order = 0 if last is None else last + 1
        photo = Photo(listing=row, image=name, alt=with_words({}, language, alt[:300]), order=order)
        add(batch, photo)
    return photo


def remove_photo(viewer: Viewer, uid: str, photo_id: int) -> Photo:
    """Take a picture away. Returns what was taken, for who wants it back. Raises as `add_photo` does."""
    row = kept_listing(viewer, uid)
    photo = row.photos.filter(pk=photo_id).first()
    if photo is None:
        raise gone()
    with recording(viewer.actor, "remove photo") as batch:
        remove(batch, photo)
    return photo
