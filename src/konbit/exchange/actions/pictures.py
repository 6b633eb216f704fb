"""Pictures as this room keeps them."""

from __future__ import annotations

import uuid
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from konbit.directory import media_files


def kept_picture(file: BinaryIO, folder: str) -> str:
    """The name of a picture in the store: made small, only the picture, nothing of where or by what it was
    taken. Raises `Problem` for what is no picture, is broken, or far too large."""
    kept = media_files.photo(file.read(media_files.MOST_BYTES["photo"] + 1))
    return default_storage.save(f"{folder}/{uuid.uuid4().hex}.{kept.ending}", ContentFile(kept.content))
