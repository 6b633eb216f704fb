"""How wide a text is, about, and where its lines break: for drawings made without a typeface at hand."""

from __future__ import annotations

from unicodedata import east_asian_width

_NARROW = frozenset("iIjlftr.,:;'’|!()[]-· ")
_BROAD = frozenset("mwMW@%&—…")


def text_width(text: str, size: float) -> float:
    """Width of one line in letters of `size`, in the same unit; on the broad side for common faces."""
    return sum(map(_share, text)) * size


def _share(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _BROAD or east_asian_width(letter) in "WF":
        return 1.0
    return 0.72 if letter.isupper() else 0.58


def wrapped(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """The text in at most `most` lines no wider than `width`, cut with "…" where it is longer.

    Breaks at spaces; a word wider than a line is broken anywhere. An empty text has no line.
    """
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most:
        last = len(lines) == most - 1
        if text_width(rest, size) <= width:
            lines.append(rest)
            rest = ""
        elif last:
            lines.append(rest[: _fitting(rest, size, width - text_width("…", size))].rstrip() + "…")
        else:
            end = _fitting(rest, size, width)
            space = rest.rfind(" ", 0, end + 1)
            end = space if space > 0 else end
            lines.append(rest[:end])
            rest = rest[end:].lstrip()
    return tuple(lines)


def _fitting(text: str, size: float, width: float) -> int:
    """How many letters fit into a width: at least one."""
    taken = 0.0
    for end, letter in enumerate(text):
        taken += _share(letter) * size
        if taken > width:
            return max(1, end)
    return len(text)
