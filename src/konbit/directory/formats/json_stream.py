"""JSON read piece by piece: a file of any length, one value of it at a time in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem

_CHUNK = 1 << 18
_LONGEST_VALUE = 32_000_000
_BLANK = " \t\r\n"


class JsonStream:
    """A cursor over a JSON file in UTF-8. Every method raises Problem where the text is not JSON."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = max(path.stat().st_size, 1)
        self._bytes = path.open("rb")
        self._file = TextIOWrapper(self._bytes, encoding="utf-8-sig", errors="surrogateescape")
        self._decode = json.JSONDecoder().raw_decode
        self._text = ""
        self._at = 0

    def __enter__(self) -> JsonStream:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def read_share(self) -> float:
        """How much of the file has been read, 0 to 1."""
        return min(self._bytes.tell() / self._size, 1.0)

    def next_mark(self) -> str:
        """The next character that is not blank, left where it stands; empty at the end of the file."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, mark: str) -> None:
        """Steps over `mark`, which must come next."""
        if self.next_mark() != mark:
            raise self.broken()
        self._at += 1

    def value(self) -> Any:
        """The whole next value, at most 32 million characters of it."""
        self.next_mark()
        while True:
            try:
                found, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                unfinished = error.msg.startswith("Unterminated") or error.pos >= len(self._text.rstrip())
                if len(self._text) - self._at > _LONGEST_VALUE:
                    raise self.broken() from error
                if not self._more():
                    raise (self._cut() if unfinished else self.broken()) from error
                continue
            except (ValueError, RecursionError) as error:
                raise self.broken() from error
            # A number that touches the end of what was read may go on.
            if end == len(self._text) and self._more():
                continue
            self._at = end
            return found

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next; the caller takes each value before asking for another."""
        self.take("{")
        while self.next_mark() != "}":
            key = self.value()
            self.take(":")
            yield key
            self._comma_before("}")
        self.take("}")

    def items(self) -> Iterator[Any]:
        """The values of the array that comes next."""
        self.take("[")
        while self.next_mark() != "]":
            yield self.value()
            self._comma_before("]")
        self.take("]")

    def broken(self) -> Problem:
        """What is wrong here, with the place in the file."""
        if not self.next_mark():
            return self._cut()
        near = self._text[self._at : self._at + 40].encode("utf-8", "replace").decode()
        return Problem(
            _("This file is not proper JSON."),
            _("%(file)s, near “%(text)s”") % {"file": self._path.name, "text": near},
            _("Export it again from the program that it comes from."),
        )

    def _cut(self) -> Problem:
        return Problem(
            _("The file ends too early; it may have been cut."),
            self._path.name,
            _("Fetch the whole file again. What stands before its end can be used."),
        )

    def _comma_before(self, closing: str) -> None:
        if self.next_mark() != closing:
            self.take(",")

    def _more(self) -> bool:
        chunk = self._file.read(max(_CHUNK, len(self._text) - self._at))
        self._text = self._text[self._at :] + chunk
        self._at = 0
        return bool(chunk)
