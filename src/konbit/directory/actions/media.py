"""Photos and audio descriptions of groups."""

from __future__ import annotations

import uuid
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.base.text import Multilingual
from konbit.chronicle.actions import recording
from konbit.directory import media_files
from konbit.directory.actions.rows import MEDIA, add_row, change_row, remove_row
from konbit.directory.models import Media
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer

MOST_PER_KIND = {"photo": 6, "audio": 6}
_READERS = {"photo": media_files.photo, "audio": media_files.audio}


def add_media(
    viewer: Viewer,
    uid: str,
    kind: str,
    file: BinaryIO,
    *,
    alt: Multilingual,
    language: str = "",
    licence: str,
    audience: str = "public",
) -> None:
    """Add a photo or a recording (`kind`) to a group; `alt` says in words what it shows or tells.

    Raises `Problem` for a file that is not what it should be, `NotAllowed`, `NotFound`.
    """
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    if Media.objects.filter(group=group, kind=kind).count() >= MOST_PER_KIND[kind]:
        raise Problem(
            _("There are %(count)s of them already.") % {"count": MOST_PER_KIND[kind]},
            remedy=_("Take one away first."),
        )
    kept = _READERS[kind](file.read(media_files.MOST_BYTES[kind] + 1))
    name = default_storage.save(f"groups/{uuid.uuid4().hex}.{kept.ending}", ContentFile(kept.content))
    with recording(viewer.actor, "add media") as batch:
        add_row(
            batch,
            MEDIA,
            {
                "group_id": group.pk,
                "kind": kind,
                "file": name,
                "alt": alt,
                "language": language,
                "licence": licence,
                "audience": audience,
            },
        )


def describe_media(
    viewer: Viewer, uid: str, media_id: int, *, alt: Multilingual, licence: str, audience: str
) -> None:
    """Change what is said of a photo or recording, and who may see it; other languages stay as they are."""
    media = _media(viewer, uid, media_id)
    with recording(viewer.actor, "describe media") as batch:
        said = {"alt": {**media.alt, **alt}, "licence": licence, "audience": audience}
        change_row(batch, MEDIA, media, said)


def remove_media(viewer: Viewer, uid: str, media_id: int) -> None:
    """Take a photo or recording away; its group's history can bring it back."""
    media = _media(viewer, uid, media_id)
    with recording(viewer.actor, "remove media") as batch:
        remove_row(batch, MEDIA, media)


def _media(viewer: Viewer, uid: str, media_id: int) -> Media:
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    media = Media.objects.filter(pk=media_id, group=group).first()
    if media is None or not sight.sees(media.audience):
        raise NotFound(_("This is no longer here."), remedy=_("Open the page again: it has changed."))
    return media
