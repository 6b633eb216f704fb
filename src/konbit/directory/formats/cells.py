"""Cells as every spreadsheet format writes them: lists in one cell, and text that must not be a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"-\d+(?:\.\d+)?\Z")
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def neutralise(cell: str) -> str:
    """A cell that no spreadsheet program runs as a formula: an apostrophe stands before `=`, `+`, `-`, `@`.

    A plain negative number stays as it is: it is a value, and other programs must read it. `restore` takes
    the apostrophe away again, so that writing and reading change nothing.
    """
    if _DANGEROUS.match(cell) and not _NUMBER.match(cell):
        return "'" + cell
    return cell


def restore(cell: str) -> str:
    """The text that `neutralise` was given."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def join_list(items: Iterable[str], separator: str = ";") -> str:
    r"""Several values in one cell; a separator within a value is written `\;`.

    Backslashes just before a separator, or at the end of a value, are doubled: they would be misread.
    """
    mark = re.escape(separator)
    risky = re.compile(rf"(?<!\\)(\\*)({mark}|\Z)")

    def escaped(match: re.Match[str]) -> str:
        return match[1] * 2 + ("\\" + separator if match[2] else "")

    return separator.join(risky.sub(escaped, item) for item in items)


def split_list(cell: str, separator: str = ";") -> list[str]:
    """The values of a cell that `join_list` wrote, or that a person did; blanks fall away.

    Shape: text without outer spaces. Any other backslash stands for itself.
    """
    if separator not in cell:
        single = _halved(cell.strip())
        return [single] if single else []
    items: list[str] = []
    item = ""
    for piece in re.split(rf"(?<!\\)(\\*{re.escape(separator)})", cell):
        if not piece.endswith(separator):
            item += piece
            continue
        backslashes = len(piece) - len(separator)
        item += "\\" * (backslashes // 2)
        if backslashes % 2:
            item += separator
        else:
            items.append(item.strip())
            item = ""
    items.append(_halved(item.strip()))
    return [one for one in items if one]


def _halved(item: str) -> str:
    """The last value of a cell, whose closing backslashes `join_list` doubled."""
    closing = len(item) - len(item.rstrip("\\"))
    return item[: len(item) - closing // 2] if closing else item
