"""Many points at once: lines that somebody pasted, or a table as text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

MOST = 1000

_TITLES = {"title", "point", "titre", "título", "titulo", "punto", "ponto"}
_TEXTS = {"text", "texte", "texto", "why", "pourquoi", "por qué", "por quê"}
_HEADINGS = {"heading", "theme", "thème", "tema", "rubrique", "axis", "axe", "eje", "eixo"}


@dataclass(frozen=True)
class Line:
    """A point of a list."""

    title: str
    text: str = ""
    heading: str = ""


def read_points(written: str) -> list[Line]:
    """The points of a list: one on every line, marks of a list before it taken off; or, where the first line
    names a column "title" (or "point") and parts are set off by tab, semicolon or comma, the rows of that
    table. Empty lines say nothing. Raises `csv.Error` for a table that can't be read."""
    said = written.replace("\ufeff", "").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    first = said.split("\n", 1)[0]
    for mark in ("\t", ";", ","):
        heads = [one.strip().strip('"').casefold() for one in first.split(mark)]
        if len(heads) > 1 and any(one in _TITLES for one in heads):
            return _table(said, mark, heads)
    lines = said.split("\n")
    if first.strip().strip('"').casefold() in _TITLES:
        lines = lines[1:]
    return [Line(words) for words in map(_bare, lines) if words]


def _bare(line: str) -> str:
    """A line without the mark of a list: "-", "•", "3.", "3)"."""
    words = line.strip()
    if words[:1] in {"-", "–", "—", "*", "•", "·"}:
        return words[1:].strip()
    digits = len(words) - len(words.lstrip("0123456789"))
    if 0 < digits <= 4 and words[digits : digits + 1] in {".", ")"} and words[digits + 1 : digits + 2] == " ":
        return words[digits + 1 :].strip()
    return words


def _table(said: str, mark: str, heads: list[str]) -> list[Line]:
    places = [
        next((number for number, one in enumerate(heads) if one in names), -1)
        for names in (_TITLES, _TEXTS, _HEADINGS)
    ]
    rows = list(csv.reader(io.StringIO(said, newline=""), delimiter=mark, strict=True))[1:]
    cells = [[row[one].strip() if 0 <= one < len(row) else "" for one in places] for row in rows]
    return [Line(title, text, heading) for title, text, heading in cells if title]
