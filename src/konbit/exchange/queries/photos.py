"""Pictures of offers and needs, for those who may see what they show."""

from __future__ import annotations

from konbit.base.errors import NotFound
from konbit.directory.media_files import CONTENT_TYPES
from konbit.directory.queries.media import MediaFile
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.exchange.models import Listing
from konbit.people.audience import Audience, Viewer


def listing_photo(viewer: Viewer, uid: str, photo_id: int) -> MediaFile:
    """A picture of an offer or a need. Raises `NotFound` where it is gone or not for this viewer's eyes."""
    row, _sight = seen_thing(viewer, Listing, uid)
    photo = row.photos.filter(pk=photo_id).first()
    if photo is None:
        raise gone()
    try:
        with photo.image.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise NotFound(gone().what, remedy=gone().remedy) from error
    return MediaFile(content, CONTENT_TYPES["webp"], row.audience == Audience.PUBLIC == row.group.audience)
