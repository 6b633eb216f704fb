"""Photos and recordings, for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.media_files import CONTENT_TYPES
from konbit.directory.models import Media
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class MediaFile:
    """A file to send (a few megabytes at most) and its type; `is_public` where everyone may see it."""

    content: bytes
    content_type: str
    is_public: bool


def media_file(viewer: Viewer, media_id: int) -> MediaFile:
    """The file of a photo or recording. Raises `NotFound` where it is gone or not for this viewer's eyes."""
    media = Media.objects.select_related("group").filter(pk=media_id).first()
    if media is None:
        raise _gone()
    group, sight = seen_group(viewer, media.group.uid)
    if not sight.sees(media.audience):
        raise _gone()
    try:
        with media.file.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise _gone() from error
    ending = str(media.file.name).rpartition(".")[2]
    return MediaFile(
        content=content,
        content_type=CONTENT_TYPES.get(ending, "application/octet-stream"),
        is_public=media.audience == Audience.PUBLIC == group.audience,
    )


def _gone() -> NotFound:
    return NotFound(_("There is no such photo or recording, or it is not open to you."))
