"""Elections as BLT files: `read`, `parse` and `write`.

The format of I. D. Hill, B. A. Wichmann, D. R. Woodall (1987), 'Algorithm 123', with what later programs
added to it: equal ranks (`2=3`), ranks left out (`-`), comments (from `#` to the end of the line), and after
the title a source and a remark. Nothing is guessed: a ballot ends with 0 on its own line, names stand in
quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem

MOST_BYTES = 100_000_000
"""No larger file is read."""

MOST_CANDIDATES = 1_000
MOST_WEIGHT = 10**9

Ranks = tuple[tuple[int, ...], ...]
"""From the first choice on, each the numbers of the candidates (from 1) who share it; none: left out."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """So many equal ballots, or one of this weight. `line`: where they stand; 0: in no file."""

    weight: int
    ranks: Ranks
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Blt:
    """What a file holds. Candidates are numbered from 1, in the order of `names`."""

    title: str
    seats: int
    names: tuple[str, ...]
    ballots: tuple[Ballots, ...]
    withdrawn: tuple[int, ...] = ()
    source: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the file, with where it begins; a text has no quotation marks any more."""

    text: str
    line: int
    column: int
    quoted: bool = False


_PIECES = re.compile(r'"(?P<quoted>[^"]*)"|(?P<open>")|(?P<comment>#.*)|(?P<word>[^\s"#]+)|(?P<space>\s+)')


def read(path: Path) -> Blt:
    """The election in a file. Raises Problem where it cannot be read (see `parse`)."""
    if not path.is_file():
        raise Problem(_("There is no such file."), str(path), _("Check its name and folder."), status=404)
    if path.stat().st_size > MOST_BYTES:
        raise Problem(_("This file is too long."), str(path), _("Part it into several."))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(_("This file is no text in UTF-8."), str(path), _("Save it as plain text.")) from error
    return parse(text, path.name)


def parse(text: str, file: str) -> Blt:
    """The election in a text; `file` is its name, for errors.

    Raises Problem with line, column and what was expected there: for whatever the format does not allow, a
    ballot that names nobody who is there, or somebody twice, and for numbers that are too large.
    """
    return _Reader(text.removeprefix("\ufeff"), file).election()


def write(election: Blt) -> str:
    """An election as text; reading it gives the same election.

    Raises Problem for a name or title with a quotation mark or line break in it: the format has no way to say
    it.
    """
    lines = [f"{len(election.names)} {election.seats}"]
    if election.withdrawn:
        lines.append(" ".join(f"-{number}" for number in election.withdrawn))
    for ballot in election.ballots:
        ranks = ["=".join(map(str, rank)) or "-" for rank in ballot.ranks]
        lines.append(" ".join([str(ballot.weight), *ranks, "0"]))
    lines.append("0")
    texts = [*election.names, election.title]
    if election.source or election.remark:
        texts.append(election.source)
    if election.remark:
        texts.append(election.remark)
    for text in texts:
        if '"' in text or "\n" in text or "\r" in text:
            raise Problem(
                _('A BLT file cannot hold quotation marks (") or line breaks within a name.'),
                text,
                _("Write it with other marks, such as “ and ”."),
            )
        lines.append(f'"{text}"')
    return "\n".join(lines) + "\n"


class _Reader:
    """Reads one file from its first word to its last."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        lines = re.split(r"\r\n|\r|\n", text)
        self._end = _Token("", len(lines), len(lines[-1]) + 1)
        self._tokens = self._words(lines)
        self._next = next(self._tokens, self._end)

    def election(self) -> Blt:
        """Everything."""
        candidates = self._number(_("the number of candidates"), 1, MOST_CANDIDATES)
        seats = self._number(_("the number of seats"), 1, MOST_CANDIDATES)
        withdrawn = list(self._withdrawn(candidates))
        ballots = list(self._ballots(candidates))
        names = [self._quoted(_("the name of candidate %(at)s in quotation marks") % {"at": at + 1})
                 for at in range(candidates)]  # fmt: skip
        title = self._quoted(_("the title of the election in quotation marks"))
        more = [self._quoted("") for _more in range(2) if self._next.quoted]
        if self._next is not self._end:
            raise self._wrong(_("the end of the file"))
        source, remark = (*more, "", "")[:2]
        return Blt(title, seats, tuple(names), tuple(ballots), tuple(withdrawn), source, remark)

    def _withdrawn(self, candidates: int) -> Iterator[int]:
        seen = set()
        while self._next.text.startswith("-") and not self._next.quoted:
            token = self._take()
            number = self._read(token, token.text[1:], _("the number of a candidate"), 1, candidates)
            if number in seen:
                raise self._twice(token, number)
            seen.add(number)
            yield number
            if self._next.line == token.line and not self._next.text.startswith("-"):
                raise self._wrong(_("withdrawn candidates on a line of their own, such as -2 -5"))

    def _ballots(self, candidates: int) -> Iterator[Ballots]:
        """Up to the 0 that ends them."""
        while True:
            begins = self._next
            weight = self._number(_("how many ballots say this, or 0 after the last one"), 0, MOST_WEIGHT)
            if not weight:
                return
            yield Ballots(weight, tuple(self._ranks(begins.line, candidates)), begins.line)

    def _ranks(self, line: int, candidates: int) -> Iterator[tuple[int, ...]]:
        seen: set[int] = set()
        while True:
            if self._next.line != line or self._next is self._end:
                raise Problem(
                    _("This ballot does not end."),
                    self._place(_Token("", line, 1)),
                    _("Write a 0 after the last choice, on the same line."),
                )
            token = self._take()
            if token.text == "0" and not token.quoted:
                return
            if token.text == "-" and not token.quoted:
                yield ()
                continue
            rank = []
            for said in token.text.split("="):
                wanted = _("the number of a candidate, “-” for a rank left out, or 0 at the end")
                number = self._read(token, said, wanted, 1, candidates)
                if number in seen:
                    raise self._twice(token, number)
                seen.add(number)
                rank.append(number)
            yield tuple(rank)

    def _number(self, wanted: str, least: int, most: int) -> int:
        token = self._take()
        return self._read(token, token.text, wanted, least, most)

    def _read(self, token: _Token, text: str, wanted: str, least: int, most: int) -> int:
        if token.quoted or not re.fullmatch(r"[0-9]{1,12}", text):
            raise self._wrong(wanted, token)
        number = int(text)
        if not least <= number <= most:
            said = {"wanted": wanted, "least": least, "most": most}
            raise self._wrong(_("%(wanted)s, from %(least)s to %(most)s") % said, token)
        return number

    def _quoted(self, wanted: str) -> str:
        token = self._take()
        if not token.quoted:
            raise self._wrong(wanted, token)
        return token.text.strip()

    def _take(self) -> _Token:
        token = self._next
        self._next = next(self._tokens, self._end)
        return token

    def _words(self, lines: list[str]) -> Iterator[_Token]:
        for number, line in enumerate(lines, 1):
            for piece in _PIECES.finditer(line):
                column = piece.start() + 1
                if piece["open"]:
                    raise Problem(
                        _("This quotation mark is not closed on its line."),
                        self._place(_Token("", number, column)),
                        _('Write names and the title as "name".'),
                    )
                if piece["quoted"] is not None:
                    yield _Token(piece["quoted"], number, column, quoted=True)
                elif piece["word"]:
                    yield _Token(piece["word"], number, column)

    def _place(self, token: _Token) -> str:
        said = {"file": self._file, "line": token.line, "column": token.column}
        return _("%(file)s, line %(line)s, column %(column)s") % said

    def _wrong(self, wanted: str, token: _Token | None = None) -> Problem:
        token = token or self._next
        found = _("The file ends here.")
        if token is not self._end:
            found = _("“%(found)s” is not what belongs here.") % {"found": token.text[:80]}
        return Problem(found, self._place(token), _("Expected: %(wanted)s.") % {"wanted": wanted})

    def _twice(self, token: _Token, number: int) -> Problem:
        return Problem(
            _("Candidate %(number)s stands here twice.") % {"number": number},
            self._place(token),
            _("Name each candidate once."),
        )
