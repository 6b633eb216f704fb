"""What is counted, from BLT files and a file of rules: contests, who says what, limits, the public order.

The file of rules is TOML; docs/elections.md describes it. Every word in it is checked: a name that stands in
no BLT file, or a field that means nothing, is a mistake and not passed over.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.formats.blt import Blt
from konbit.engines.count import Candidate, Contest, Election, Limit, Paper, drawn_order

Method = Literal["scottish", "meek", "approval"]
METHODS: tuple[Method, ...] = get_args(Method)

MOST_BYTES = 1_000_000
"""No larger file of rules is read."""

EACH = "each"
"""The `within` of a limit that holds for every contest by itself."""

FIELDS = ("method", "lot", "ties", "seats", "limits", "people")
LIMIT_FIELDS = ("dimension", "value", "least", "most", "within", "where_seats")


@dataclass(frozen=True, slots=True)
class Asked:
    """An election, how it is counted, and the titles of its contests by their keys."""

    election: Election
    method: Method
    titles: Mapping[str, str]


def asked(files: Sequence[tuple[Path, Blt]], rules: Path | None, method: str) -> Asked:
    """What is to be counted. A contest has the name of its file as key; candidates have theirs.

    `method` of the command line goes before that of the rules; "" is none. Raises Problem for what cannot be
    read, and what does not fit together.
    """
    said = _read(rules) if rules else {}
    table = _Rules(said, rules.name if rules else "--rules")
    contests = _contests(files, table)
    known = {contest.key for contest in contests}
    limits = [
        limit for at, row in enumerate(table.rows("limits"), 1) for limit in table.limit(row, at, contests)
    ]
    table.known("seats", table.table("seats"), known)
    keys = [one.key for contest in contests for one in contest.standing()]
    table.known("people", table.table("people"), {one.key for each in contests for one in each.candidates})
    titles = {path.stem: blt.title or path.stem for path, blt in files}
    election = Election(tuple(contests), tuple(limits), table.order(keys))
    return Asked(election, _method(method or table.text("method", METHODS[0])), titles)


def _method(said: str) -> Method:
    for known in METHODS:
        if said == known:
            return known
    raise Problem(
        _("“%(said)s” is not known here.") % {"said": said},
        "--method",
        _("Write one of: %(known)s.") % {"known": ", ".join(METHODS)},
    )


def _contests(files: Sequence[tuple[Path, Blt]], table: _Rules) -> list[Contest]:
    contests: list[Contest] = []
    seen: dict[str, str] = {}
    seats, people = table.table("seats"), table.table("people")
    for path, blt in files:
        if path.stem in {contest.key for contest in contests}:
            raise Problem(
                _("Two files have the same name."), str(path), _("Give every contest a file name of its own.")
            )
        for name in blt.names:
            if name in seen:
                raise Problem(
                    _("Two candidates are called “%(name)s”.") % {"name": name},
                    f"{seen[name]}, {path.name}",
                    _("Write their names so that they differ, in the files and in the rules."),
                )
            seen[name] = path.name
        candidates = [Candidate(name, table.traits(name, people.get(name, {}))) for name in blt.names]
        papers = [
            Paper(tuple(tuple(blt.names[at - 1] for at in rank) for rank in ballot.ranks), ballot.weight)
            for ballot in blt.ballots
        ]
        number = table.number(f"seats.{path.stem}", seats.get(path.stem, blt.seats), 1)
        withdrawn = frozenset(blt.names[at - 1] for at in blt.withdrawn)
        contests.append(Contest(path.stem, number, tuple(candidates), tuple(papers), withdrawn))
    return contests


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise Problem(_("There is no such file."), str(path), _("Check its name and folder."), status=404)
    if path.stat().st_size > MOST_BYTES:
        raise Problem(_("This file is too long."), str(path), _("Part it into several."))
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Problem(_("This file is no text in UTF-8."), str(path), _("Save it as plain text.")) from error
    except tomllib.TOMLDecodeError as error:
        raise Problem(
            _("These rules cannot be read: %(error)s") % {"error": error},
            str(path),
            _("Compare them with the example on the page “Elections” of the help."),
        ) from error


class _Rules:
    """The fields of a file of rules, each read with its place for errors."""

    def __init__(self, said: Mapping[str, Any], file: str) -> None:
        self._said, self._file = said, file
        self.known("", said, FIELDS)

    def known(self, field: str, said: Iterable[str], known: Iterable[str]) -> None:
        """Nothing stands there that nobody knows. Raises Problem."""
        for key in said:
            if key not in known:
                raise self._wrong(
                    f"{field}.{key}".strip("."), _("one of: %(known)s") % {"known": ", ".join(sorted(known))}
                )

    def text(self, field: str, default: str) -> str:
        """A text."""
        return self._text(field, self._said.get(field, default))

    def table(self, field: str) -> dict[str, Any]:
        """A table of names."""
        found = self._said.get(field, {})
        if not isinstance(found, dict):
            raise self._wrong(field, _("a table with a name and a value on each line"))
        return found

    def rows(self, field: str) -> list[dict[str, Any]]:
        """A list of tables."""
        found = self._said.get(field, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self._wrong(field, _("tables, each beginning with [[%(field)s]]") % {"field": field})
        return found

    def number(self, field: str, said: Any, least: int) -> int:
        """A whole number."""
        if not isinstance(said, int) or isinstance(said, bool) or not least <= said <= 1_000_000:
            raise self._wrong(field, _("a whole number from %(least)s on") % {"least": least})
        return said

    def traits(self, name: str, said: Any) -> dict[str, str]:
        """What somebody says of herself."""
        if not isinstance(said, dict):
            raise self._wrong(f"people.{name}", _('a table such as { gender = "woman" }'))
        return {key: self._text(f"people.{name}.{key}", value) for key, value in said.items()}

    def order(self, keys: Sequence[str]) -> tuple[str, ...]:
        """The public order: drawn by `lot`, or as `ties` tells it; then whoever is not named."""
        if "lot" in self._said and "ties" in self._said:
            raise self._wrong("ties", _("either ties or a lot, not both"))
        if "lot" in self._said:
            return drawn_order(keys, self.text("lot", ""))
        named = self._said.get("ties", [])
        if not isinstance(named, list) or len(set(map(str, named))) < len(named):
            raise self._wrong("ties", _("a list of names, each once"))
        self.known("ties", map(str, named), set(keys))
        return (*map(str, named), *(key for key in keys if key not in named))

    def limit(self, row: Mapping[str, Any], at: int, contests: Sequence[Contest]) -> list[Limit]:
        """One limit, or one for each contest that it holds for."""
        place = f"limits {at}"
        self.known(place, row, LIMIT_FIELDS)
        dimension = self._text(f"{place}.dimension", row.get("dimension"))
        value = self._text(f"{place}.value", row.get("value"))
        if not any(dimension in one.traits for contest in contests for one in contest.candidates):
            raise self._wrong(f"{place}.dimension", _("a word that somebody says of herself under [people]"))
        least = self.number(f"{place}.least", row.get("least", 0), 0)
        most = None if "most" not in row else self.number(f"{place}.most", row["most"], least)
        if "least" not in row and most is None:
            raise self._wrong(place, _("least, most or both"))
        within, where = self._text(f"{place}.within", row.get("within", "")), row.get("where_seats")
        if within not in ("", EACH):
            self.known(f"{place}.within", [within], {contest.key for contest in contests})
        if not within and where is None:
            return [Limit(dimension, value, least, most)]
        if where is not None:
            self.number(f"{place}.where_seats", where, 1)
        return [
            Limit(dimension, value, least, most, contest.key)
            for contest in contests
            if within in ("", EACH, contest.key) and where in (None, contest.seats)
        ]

    def _text(self, field: str, said: Any) -> str:
        if not isinstance(said, str) or (not said and not field.endswith("within")):
            raise self._wrong(field, _("a text in quotation marks"))
        return said

    def _wrong(self, field: str, wanted: str) -> Problem:
        return Problem(
            _("This rule cannot be read."),
            f"{self._file}: {field}",
            _("Expected: %(wanted)s.") % {"wanted": wanted},
        )
