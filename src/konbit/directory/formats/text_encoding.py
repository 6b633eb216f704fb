"""Which letters do the bytes of a text file stand for? Spreadsheet programs do not say."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem

_CHUNK = 1 << 20
_ESCAPED = re.compile(r"[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# What people write beyond ASCII in the languages of Western Europe and the Americas. The code pages that
# old programs used differ in which byte is which, and a wrong one gives hardly any of these.
_LIKELY = re.compile(r"[áàâãäåæçéèêëíìîïñóòôõöøœúùûüßÁÀÂÃÄÅÇÉÈÊËÍÑÓÔÕÖØÚÜ’‘“”–—«»°€£§ºª¿¡·…\xa0]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Encoding:
    """The name of a Python codec, and how bytes that do not fit it are to be treated."""

    name: str
    errors: str = "surrogateescape"
    note: str = ""


def find_encoding(path: Path) -> Encoding:
    """The encoding of a whole text file: by its mark, by its zeros, as UTF-8, or by its likeliest letters.

    A file that is UTF-8 but for a few bytes is read with `surrogateescape`, so that the rows with those
    bytes can be told from the others. Raises Problem when it is not text.
    """
    with path.open("rb") as file:
        start = file.read(8192)
    for mark, name in _BOMS:
        if start.startswith(mark):
            return Encoding(name, "replace" if name == "utf-16" else "surrogateescape")
    if start.startswith(
        (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")
    ):
        raise Problem(
            _("This file is not a table of text."), path.name, _("Save it as CSV or as XLSX and try again.")
        )
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) > len(start) // 8:
        return Encoding("utf-16-be" if even > odd else "utf-16-le", "replace", _("Read as UTF-16 text."))
    if _is_utf8(path):
        return Encoding("utf-8")
    good, bad, sample = _mixture(path)
    if good > bad:
        return Encoding(
            "utf-8",
            "surrogateescape",
            _("The file is UTF-8 text, but not throughout: the rows in question are listed."),
        )
    name = max(("cp1252", "mac_roman", "cp850"), key=lambda one: _likelihood(sample, one))
    names = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (850)"}
    return Encoding(
        name,
        "surrogateescape",
        _("Read as %(encoding)s text, not UTF-8. If accents look wrong, save the file as UTF-8.")
        % {"encoding": names[name]},
    )


def _is_utf8(path: Path) -> bool:
    """Whether every byte is UTF-8; a last letter that is cut short is not counted against it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if chunk.isascii() and not decoder.getstate()[0]:
                continue
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return False
    return True


def _mixture(path: Path) -> tuple[int, int, bytes]:
    """How many letters beyond ASCII are good UTF-8, how many bytes are not, and pieces with such bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    sample = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            lost = len(_ESCAPED.findall(text))
            good += len(_BEYOND_ASCII.findall(text)) - lost
            bad += lost
            if lost and len(sample) < _CHUNK:
                sample += chunk
    return good, bad, sample


def _likelihood(sample: bytes, encoding: str) -> int:
    return len(_LIKELY.findall(sample.decode(encoding, "replace")))
