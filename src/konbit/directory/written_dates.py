"""Dates and spans as people write them, in English, French, Spanish and Portuguese, and back.

"October 2005", "30/06/2004", "2004-06", "June 30, 2004", "8–9 de abril de 2004" become one or two partial
dates. Pure: no database, no catalogues, since a sheet comes in any of these languages whatever the page's is.
"""

from __future__ import annotations

import re
from functools import cache

from konbit.base.period import PARTIAL_DATE, earliest
from konbit.directory.dates import partial_date
from konbit.directory.folding import fold

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_SHORT = (
    ("jan", "janv", "ene"), ("feb", "fev", "fevr"), ("mar",), ("apr", "avr", "abr"), ("may", "mai"),
    ("jun", "juin"), ("jul", "juil"), ("aug", "ago", "aou"), ("sep", "sept", "set", "setiembre"),
    ("oct", "out"), ("nov",), ("dec", "dez", "dic"),
)  # fmt: skip

_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|[ºª°])?"
_WORD = r"([^\W\d_]{3,10})\.?"
_YEAR = r"(\d{4})(?!\d)"
_OF = r"(?:\s+(?:de|del|of|do)\s+|\s*,\s*|\s+)"
_TO = r"\s*(?:-|–|—|\bto\b|\bà\b|\bau\b|\ba\b|\bal\b|\baté\b|\bhasta\b|\band\b|\bet\b|\by\b|\be\b|&)\s*"
_BETWEEN = r"\s*(?:–|—|\s-\s|\bto\b|\buntil\b|\bà\b|\bau\b|\bjusqu’à\b|\bal?\b|\baté\b|\bao?\b|\bhasta\b)\s*"

_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), order)
    for pattern, order in (
        (r"(\d{4}-\d{1,2}-\d{1,2}|\d{4}[-/.]\d{1,2}(?:[/.]\d{1,2})?)(?![\d/.-]*\d)", "w"),
        (r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[/.]\d{4})(?!\d)", "w"),
        (rf"{_WORD}\s+{_DAY}{_TO}{_DAY}\s*,?\s+{_YEAR}", "mddy"),
        (rf"{_WORD}\s+{_DAY}\s*,?\s+{_YEAR}", "mdy"),
        (rf"{_DAY}{_TO}{_DAY}{_OF}{_WORD}{_OF}{_YEAR}", "ddmy"),
        (rf"{_DAY}{_OF}{_WORD}{_OF}{_YEAR}", "dmy"),
        (rf"{_WORD}{_OF}{_YEAR}", "my"),
        (rf"{_YEAR}", "y"),
    )
)
_YEARLESS = tuple(
    (re.compile(pattern, re.IGNORECASE), order)
    for pattern, order in (
        (rf"{_WORD}\s+{_DAY}(?=\W)", "md"),
        (rf"{_DAY}{_OF}{_WORD}(?=\W)", "dm"),
        (rf"{_WORD}(?=\W)", "m"),
    )
)
_DIGIT = re.compile(r"\d")
_BEFORE = re.compile(r"(?:by|until|from|on|le|du|el|em|dia|para|até|hasta|de)\s+(?=[\w])", re.IGNORECASE)


@cache
def _months() -> dict[str, int]:
    named = {fold(name): number for names in MONTHS.values() for number, name in enumerate(names.split(), 1)}
    return named | {short: number for number, shorts in enumerate(_SHORT, 1) for short in shorts}


def read_span(text: str, start: int = 0, country: str = "") -> tuple[str, str, int] | None:
    """The span that begins at `start`: first and last partial date, and where it ends in the text.

    A single date stands as the last, the first is then empty. None where no date begins there, or one that
    no calendar has. `country` (ISO-2) decides what 3/4/2004 means.
    """
    before = _BEFORE.match(text, start)
    if before and (found := _span(text, before.end(), country)):
        return found
    return _span(text, start, country)


def read_date(text: str) -> str:
    """The partial date that `text` says, in words or numbers, or nothing: a span is not one date.

    Words beside it are passed over: "26 April 2027 in the evening" is the day, "since spring 1984" the year.
    """
    bare = text.strip()
    first, last, end = read_span(bare) or ("", "", 0)
    if first:
        return ""
    return last if last and not _DIGIT.search(bare, end) else partial_date(bare)


def _span(text: str, start: int, country: str) -> tuple[str, str, int] | None:
    single = _date(text, start, country)
    if single is None:
        return _without_first_year(text, start, country)
    first, last, end = single
    if first or not (link := re.compile(_BETWEEN, re.IGNORECASE).match(text, end)):
        return single
    second = _date(text, link.end(), country)
    if second is None or second[0] or not _rises(last, second[1]):
        return single
    return last, second[1], second[2]


def _without_first_year(text: str, start: int, country: str) -> tuple[str, str, int] | None:
    """ "April – June 2005": the year stands at the end only."""
    for form, order in _YEARLESS:
        match = form.match(text, start)
        link = re.compile(_BETWEEN, re.IGNORECASE).match(text, match.end()) if match else None
        second = _date(text, link.end(), country) if link else None
        if match is None or second is None or second[0]:
            continue
        first = _made(order + "y", (*match.groups(), second[1][:4]))
        if first and _rises(first[1], second[1]):
            return first[1], second[1], second[2]
    return None


def _date(text: str, start: int, country: str) -> tuple[str, str, int] | None:
    for form, order in _FORMS:
        match = form.match(text, start)
        if match is None:
            continue
        if order == "w":
            found = partial_date(match[1], country)
            if found:
                return "", found, match.end()
            continue
        made = _made(order, match.groups())
        if made:
            return *made, match.end()
    return None


def _made(order: str, said: tuple[str, ...]) -> tuple[str, str] | None:
    """Partial dates of what was said in this order of day, month and year; None for a day that is none."""
    days = [one for kind, one in zip(order, said, strict=True) if kind == "d"]
    year = said[order.index("y")]
    month = _months().get(fold(said[order.index("m")])) if "m" in order else 0
    if month is None or int(year) < 1:
        return None
    parts = [f"{year}-{month:02}-{int(day):02}" for day in days] or [f"{year}-{month:02}" if month else year]
    if not all(_stands(part) for part in parts):
        return None
    if len(parts) == 1:
        return "", parts[0]
    return (parts[0], parts[1]) if _rises(*parts) else None


def _stands(partial: str) -> bool:
    try:
        earliest(partial)
    except ValueError:
        return False
    return True


def _rises(first: str, last: str) -> bool:
    return first != last and earliest(first) <= earliest(last)


def write_span(first: str, last: str, language: str) -> str:
    """A span as it is written in a language (fr, es, pt and their kin; English otherwise).

    `first` may be empty. What is no partial date is given back as it stands.
    """
    tongue = tongue_of(language)
    if not first:
        return _write_date(last, tongue)
    same_month = len(first) == len(last) == 10 and first[:7] == last[:7]
    if same_month:
        return _write_days(f"{int(first[8:])}–{int(last[8:])}", last, tongue)
    return f"{_write_date(first, tongue)} – {_write_date(last, tongue)}"


def _write_date(partial: str, tongue: str) -> str:
    if len(partial) == 4 or not PARTIAL_DATE.match(partial):
        return partial
    if len(partial) == 10:
        return _write_days(str(int(partial[8:])), partial, tongue)
    of = " de " if tongue in ("es", "pt") else " "
    return f"{_month(partial, tongue)}{of}{partial[:4]}"


def _write_days(days: str, partial: str, tongue: str) -> str:
    month, year = _month(partial, tongue), partial[:4]
    of = " de " if tongue in ("es", "pt") else " "
    return f"{days}{of}{month}{of}{year}"


def _month(partial: str, tongue: str) -> str:
    return MONTHS[tongue].split()[int(partial[5:7]) - 1]


def tongue_of(language: str) -> str:
    """Which of the four languages stands for a language: its own, French for Haitian Creole, else English."""
    root = language.split("-")[0]
    return "fr" if root == "ht" else root if root in MONTHS else "en"
