"""Text from anywhere made plain: no tags, no scripts, no invisible characters, no stray entities."""

from __future__ import annotations

import html
import re
import unicodedata

import nh3

_SUSPECT = re.compile(r"[<&\r\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_LINE_ENDS = re.compile(r"<\s*(?:br|/?(?:p|div|li|tr|h[1-6]))\b[^<>]*>", re.IGNORECASE)
# Control characters but for tab and line feed, and those that turn the direction of what follows.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
# A tag written as entities of entities needs as many passes; whoever nests deeper loses the brackets.
_PASSES = 3


def plain(text: str) -> tuple[str, bool]:
    """The text without HTML, and whether there was any.

    Scripts and styles go with what they hold, other tags leave their words; entities become characters,
    line breaks and paragraphs become line ends. The answer holds no tag, whatever came in.
    """
    tidy = text.strip()
    if not tidy.isascii():
        tidy = unicodedata.normalize("NFC", tidy)
    if not _SUSPECT.search(tidy):
        return tidy, False
    tidy = _INVISIBLE.sub("", tidy.replace("\r\n", "\n").replace("\r", "\n"))
    marked = False
    for _pass in range(_PASSES):
        if _TAG.search(tidy):
            marked = True
            tidy = nh3.clean(_LINE_ENDS.sub("\n", tidy), tags=set(), clean_content_tags={"script", "style"})
        elif not _ENTITY.search(tidy):
            break
        tidy = _ENTITY.sub(lambda entity: html.unescape(entity[0]), tidy)
    if _TAG.search(tidy):
        tidy = tidy.replace("<", "").replace(">", "")
    return _BLANK_LINES.sub("\n\n", _INVISIBLE.sub("", tidy)).strip(), marked
