"""Photos and recordings that people send: looked at by their content, made smaller, freed of what they
tell beside the picture or the voice (where a photo was taken, by which telephone)."""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from konbit.base.errors import Problem

LONGEST_SIDE = 1600
MOST_PIXELS = 60_000_000
MOST_BYTES = {"photo": 15_000_000, "audio": 6_000_000}
_QUALITY = 80
_BOXES = {b"moov", b"trak", b"mdia"}


@dataclass(frozen=True)
class Kept:
    """A file as it is kept: its bytes and the ending that tells its kind."""

    content: bytes
    ending: str


CONTENT_TYPES = {
    "webp": "image/webp",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "webm": "audio/webm",
}


def photo(content: bytes) -> Kept:
    """A photo as WebP, upright, its longer side at most 1,600 pixels, without anything but the picture.

    Raises `Problem` for what is no JPEG, PNG, WebP or GIF, is broken, or is far too large.
    """
    _must_be_light(content, "photo")
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as read:
            if read.width * read.height > MOST_PIXELS:
                raise _too_large()
            read.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
            upright = ImageOps.exif_transpose(read)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            written = io.BytesIO()
            Image.frombytes(plain.mode, plain.size, plain.tobytes()).save(written, "WEBP", quality=_QUALITY)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Problem(
            _("This is not a photo that can be read."),
            remedy=_("Send a JPEG, PNG, WebP or GIF file, such as a telephone makes."),
        ) from error
    return Kept(written.getvalue(), "webp")


def audio(content: bytes) -> Kept:
    """A recording as it came, told by its content, without tags that say where or by whom it was made.

    Raises `Problem` for what is no MP3, Ogg, M4A, WAV or WebM audio.
    """
    _must_be_light(content, "audio")
    if content[:3] == b"ID3" or (content[:1] == b"\xff" and content[1:2] and content[1] & 0xE0 == 0xE0):
        return Kept(_without_id3(content), "mp3")
    if content[:4] == b"OggS":
        return Kept(content, "ogg")
    if content[4:8] == b"ftyp" and b"moov" in content:
        return Kept(_without_user_data(content), "m4a")
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return Kept(content, "wav")
    if content[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in content[:64]:
        return Kept(content, "webm")
    raise Problem(
        _("This is not a recording that can be played everywhere."),
        remedy=_("Send an MP3, M4A, Ogg, WAV or WebM file."),
    )


def _must_be_light(content: bytes, kind: str) -> None:
    if len(content) > MOST_BYTES[kind]:
        raise Problem(
            _("This file is larger than %(size)s megabytes.") % {"size": MOST_BYTES[kind] // 1_000_000},
            remedy=_("Send a smaller photo, or a shorter recording: one minute says a lot."),
        )


def _too_large() -> Problem:
    return Problem(_("This photo has too many pixels."), remedy=_("Send a smaller one."))


def _without_id3(content: bytes) -> bytes:
    """An MP3 without its tags: ID3v2 at the beginning, ID3v1 at the end.

    Source: M. Nilsson (2000), 'ID3 tag version 2.4.0 - Main Structure'.
    """
    while content[:3] == b"ID3" and len(content) > 10:
        size = 0
        for byte in content[6:10]:
            size = size << 7 | byte & 0x7F
        footer = 10 if content[5] & 0x10 else 0
        content = content[10 + size + footer :]
    return content[:-128] if content[-128:-125] == b"TAG" else content


def _without_user_data(content: bytes) -> bytes:
    """An MP4 whose boxes of user data and metadata are made free space, so that nothing else moves.

    Source: ISO/IEC 14496-12 (2015), 'ISO base media file format', 4.2 and 8.1.2.
    """
    cleaned = bytearray(content)
    _free_user_data(cleaned, 0, len(cleaned))
    return bytes(cleaned)


def _free_user_data(content: bytearray, start: int, end: int) -> None:
    while start + 8 <= end:
        size, name = int.from_bytes(content[start : start + 4]), bytes(content[start + 4 : start + 8])
        head = 8
        if size == 1:
            size, head = int.from_bytes(content[start + 8 : start + 16]), 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            return
        if name in (b"udta", b"meta", b"uuid"):
            content[start + 4 : start + 8] = b"free"
            content[start + head : start + size] = bytes(size - head)
        elif name in _BOXES:
            _free_user_data(content, start + head, start + size)
        start += size
