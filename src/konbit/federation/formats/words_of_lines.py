"""The words of one line of the text form, and what is expected where it cannot be read on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.engines.statutes import bounds

KEY = re.compile(r"[^\W\d_][\w-]*\Z")
"""How keys are written: a letter, then letters, figures, hyphens, underscores."""

MOST = 1_000_000
"""No number is larger."""

_WORD = re.compile(
    r'(?P<word>[^\W\d_][\w-]*)|(?P<figures>\d[\d-]*)|(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[,;:%/])'
)
_BLANK = re.compile(r"[ \t]*")
_ESCAPES = {"n": "\n", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word, figures, a quoted text or a mark, and the column (from 1) where it begins."""

    kind: str
    text: str
    column: int


class Line:
    """One line that is read from left to right."""

    def __init__(self, text: str, file: str, number: int) -> None:
        self.file, self.row = file, number
        self.words = [*self._parted(text)]
        self._at = 0
        self._end = len(text) + 1

    def _parted(self, text: str) -> list[Word]:
        words, at = [], 0
        while (at := _BLANK.match(text, at).end()) < len(text):  # type: ignore[union-attr]
            if text[at] == "#":
                break
            match = _WORD.match(text, at)
            if not match:
                self._wrong(_("a word, a number or a text in quotation marks"), text[at:].split()[0], at + 1)
            words.append(Word(match.lastgroup or "", match.group(), at + 1))
            at = match.end()
        return words

    def _wrong(self, expected: str, found: str, column: int) -> NoReturn:
        raise Problem(
            _("Here %(expected)s was expected, not “%(found)s”.")
            % {"expected": expected, "found": found[:60]},
            place(self.file, self.row, column),
            _("How statutes are written is told in the help, under Statutes."),
        )

    @property
    def next(self) -> str:
        """The next word as it stands; "" at the end."""
        return self.words[self._at].text if self._at < len(self.words) else ""

    @property
    def column(self) -> int:
        """Where the next word begins."""
        return self.words[self._at].column if self._at < len(self.words) else self._end

    def expected(self, what: str) -> NoReturn:
        """Say what was expected here. Raises Problem."""
        self._wrong(what, self.next or _("the end of the line"), self.column)

    def took(self, *words: str) -> bool:
        """Whether the next words are these; they are read then."""
        there = [one.text for one in self.words[self._at : self._at + len(words)]]
        if there != list(words):
            return False
        self._at += len(words)
        return True

    def must(self, *words: str) -> None:
        """Read these words, or say that they were expected."""
        for word in words:
            if not self.took(word):
                self.expected(f"“{word}”")

    def one_of(self, *words: str) -> str:
        """Read one of these words."""
        for word in words:
            if self.took(word):
                return word
        return self.expected(_(" or ").join(f"“{word}”" for word in words))

    def _read(self, kind: str, what: str) -> str:
        if self._at >= len(self.words) or self.words[self._at].kind != kind:
            self.expected(what)
        self._at += 1
        return self.words[self._at - 1].text

    def key(self, what: str) -> str:
        """Read a key, such as that of a level."""
        return self._read("word", what)

    def text(self, what: str) -> str:
        """Read a text in quotation marks."""
        inside = self._read("text", what)[1:-1]
        return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match.group(1), match.group(1)), inside)

    def word_or_text(self, what: str) -> str:
        """Read a word, or a text in quotation marks."""
        return self.text(what) if self.next.startswith('"') else self.key(what)

    def number(self, least: int = 0) -> int:
        """Read a whole number."""
        what = _("a whole number from %(least)s to %(most)s") % {"least": least, "most": f"{MOST:,}"}
        text = self.next
        if not (text.isascii() and text.isdigit() and len(text) <= 7 and least <= int(text) <= MOST):
            self.expected(what)
        self._at += 1
        return int(text)

    def date(self) -> str:
        """Read a year, a month or a day."""
        what = _("a year, a month or a day, such as 1984, 1984-09 or 1984-09-28")
        try:
            bounds(self.next)
        except ValueError:
            self.expected(what)
        return self._read("figures", what)

    def period(self) -> tuple[str, str]:
        """Read `from DATE until DATE`, either or none."""
        since = self.date() if self.took("from") else ""
        return since, self.date() if self.took("until") else ""

    def end(self, what: str = "") -> None:
        """Say what was expected if there is more."""
        if self.next:
            self.expected(what or _("the end of the line"))


def place(file: str, line: int, column: int) -> str:
    """Where something stands, in words."""
    said = {"file": file, "line": line, "column": column}
    return _("%(file)s, line %(line)s, column %(column)s") % said


def quoted(text: str) -> str:
    """A text in quotation marks, on one line."""
    inside = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{inside}"'


def bare(text: str) -> str:
    """A word as it is, or in quotation marks where it is none."""
    return text if KEY.match(text) else quoted(text)


def period(since: str, until: str) -> str:
    """A period, with a space before it."""
    return (f" from {since}" if since else "") + (f" until {until}" if until else "")
