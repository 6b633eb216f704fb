"""Deadlines as plans write them, and back: a date, a span, "?", "Ongoing", alternatives, draft and final.

`read_deadline` keeps what it cannot read as words; `write_deadline` writes what was read so that reading it
again gives the same. Pure, and in English, French, Spanish and Portuguese alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from konbit.directory.folding import fold
from konbit.directory.written_dates import read_span, tongue_of, write_span

DATED, UNKNOWN, ONGOING, UNPLANNED, NONE = "dated", "unknown", "ongoing", "unplanned", "none"
DUE, OPTION, DRAFT, FINAL = "due", "option", "draft", "final"

LONGEST_PLACE = 200
LONGEST_WORDS = 500

_SAID = {
    UNKNOWN: "? tbd tba",
    ONGOING: "ongoing; continuous; all the time; en continu; en cours; permanent; en curso; continuo; "
    "permanente; em andamento; em curso; continua; contínuo",
    UNPLANNED: "needs planning; to be planned; to plan; a planifier; por planificar; a planificar; "
    "a planejar; por planejar; a planear; falta planificar; precisa de planejamento; necesita planificacion",
    NONE: "-; –; —; none; aucune; ninguna; nenhum; sin plazo; sans echeance; sem prazo; no deadline",
}
_UNKNOWN_WORDS = "unknown; to be decided; a definir; por definir; a decider; a decidir; por decidir; inconnu"
_WRITTEN = {
    ONGOING: {"en": "Ongoing", "fr": "En continu", "es": "En curso", "pt": "Em andamento"},
    UNPLANNED: {"en": "Needs planning", "fr": "À planifier", "es": "Por planificar", "pt": "A planejar"},
}
_OR = {"en": "or", "fr": "ou", "es": "o", "pt": "ou"}
_AT = {"en": "in", "fr": "à", "es": "en", "pt": "em"}
_STAGE = {
    DRAFT: {"en": "Draft", "fr": "Brouillon", "es": "Borrador", "pt": "Rascunho"},
    FINAL: {"en": "Final", "fr": "Version finale", "es": "Versión final", "pt": "Versão final"},
}
_STAGES = re.compile(
    r"(?P<draft>draft|brouillon|ébauche|borrador|rascunho|minuta)\s*:"
    r"|(?P<final>version\s+finale|versión\s+final|versão\s+final|finale?|definiti[fv]o?)\s*:",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\s+(?:or|ou|o|u)\s+", re.IGNORECASE)
_WHERE = re.compile(r"\s+(?:in|at|à|au|aux|en|em|no|na)\s+|\s*@\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Due:
    """One date of a deadline: `kind` as in the table of deadlines, two partial dates (a single one stands in
    `until`), a place or nothing."""

    kind: str
    since: str
    until: str
    place: str = ""


@dataclass(frozen=True)
class Written:
    """A deadline that was read: its pace, its dates, and the words that nobody could read."""

    pace: str
    dues: tuple[Due, ...] = ()
    words: str = ""


def read_deadline(text: str, country: str = "") -> Written:
    """What a written deadline says. What cannot be read whole is kept whole, as words.

    `country` (ISO-2) decides what 3/4/2004 means.
    """
    bare = " ".join(text.split())
    if not bare:
        return Written(NONE)
    pace = _paces().get(fold(bare) or bare) or _paces().get(bare)
    if pace or not bare.strip("?¿ "):
        return Written(pace or UNKNOWN)
    dues = _read_dues(text, country)
    return Written(DATED, dues) if dues else Written(NONE, (), bare[:LONGEST_WORDS])


def _paces() -> dict[str, str]:
    said = {word: pace for pace in (ONGOING, UNPLANNED, NONE) for word in _SAID[pace].split("; ")}
    said |= dict.fromkeys((*_SAID[UNKNOWN].split(), *_UNKNOWN_WORDS.split("; ")), UNKNOWN)
    return said | {fold(word): pace for word, pace in said.items() if fold(word)}


def _read_dues(text: str, country: str) -> tuple[Due, ...]:
    """The dates of all parts of a text; nothing if one of the parts cannot be read."""
    dues: list[Due] = []
    for part in re.split(r"[;\n]", text):
        bare = " ".join(part.split())
        if not bare:
            continue
        found = _read_part(bare, country)
        if not found:
            return ()
        dues += found
    return tuple(dues)


def _read_part(part: str, country: str) -> list[Due]:
    """One part: dates between which it is still to be chosen, or dates of a draft and of what follows it."""
    stages = list(_STAGES.finditer(part))
    if not stages:
        return _read_options(part, country)
    if part[: stages[0].start()].strip():
        return []
    dues: list[Due] = []
    for stage, until in zip(stages, [*(one.start() for one in stages[1:]), len(part)], strict=True):
        one = _read_one(part[stage.end() : until].strip(" ,"), country, DRAFT if stage["draft"] else FINAL)
        if one is None:
            return []
        dues.append(one)
    return dues


def _read_options(part: str, country: str) -> list[Due]:
    pieces: list[str] = []
    start = 0
    for choice in _CHOICE.finditer(part):
        if choice.start() > start and read_span(part, choice.end(), country):
            pieces.append(part[start : choice.start()])
            start = choice.end()
    pieces.append(part[start:])
    dues = [_read_one(piece.strip(" ,"), country, OPTION if len(pieces) > 1 else DUE) for piece in pieces]
    return [due for due in dues if due] if all(dues) else []


def _read_one(text: str, country: str, kind: str) -> Due | None:
    """A date or span, and perhaps a place, to the end of the text."""
    found = read_span(text, 0, country)
    if found is None:
        return None
    since, until, end = found
    rest = text[end:]
    where = _WHERE.match(rest)
    place = rest[where.end() :].strip() if where else ""
    if (rest.strip(" .") and not place) or len(place) > LONGEST_PLACE:
        return None
    return Due(kind, since, until, place)


def write_deadline(written: Written, language: str) -> str:
    """A deadline in words of a language; what was not read as it was written. "" where there is none."""
    tongue = tongue_of(language)
    if written.words:
        return written.words
    if written.pace == UNKNOWN:
        return "?"
    if written.pace in _WRITTEN:
        return _WRITTEN[written.pace][tongue]
    said = ""
    for before, due in zip((None, *written.dues), written.dues, strict=False):
        said += _between(before, due, tongue) + _write_due(due, tongue)
    return said


def _between(before: Due | None, due: Due, tongue: str) -> str:
    if before is None:
        return ""
    if before.kind == due.kind == OPTION:
        return f" {_OR[tongue]} "
    return " " if (before.kind, due.kind) == (DRAFT, FINAL) else "; "


def _write_due(due: Due, tongue: str) -> str:
    stage = f"{_STAGE[due.kind][tongue]}: " if due.kind in _STAGE else ""
    place = f" {_AT[tongue]} {due.place}" if due.place else ""
    return f"{stage}{write_span(due.since, due.until, tongue)}{place}"
