"""Numbers as people write them, and back: exact, never floats."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from konbit.base.errors import Problem

MOST_DIGITS, MOST_PLACES = 16, 4
"""Digits before and after the decimal mark that are kept."""

_MARK = r"[.,٫]"
_WRITTEN = re.compile(r"([+-]?)(\d[\d .,'٬٫]*?)(?:\s*%)?\Z")
_IN_THREES = re.compile(r"\d{1,3}(?:([ .,'٬])\d{3})(?:\1\d{3})*\Z")
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}\Z")
_DECIMAL = re.compile(rf"(.+?){_MARK}(\d+)\Z")


def read_number(text: str) -> Decimal:
    """A number with spaces, points or commas between its thousands and a decimal point or comma; a percent
    sign behind it says nothing more. Raises `Problem` for what is no number, for one that can be read in two
    ways ("1,234"), and for one too long to be kept."""
    bare = _plain(text)
    match = _WRITTEN.match(bare)
    if not match:
        raise Problem(
            _("“%(text)s” is not a number.") % {"text": text.strip()[:60]},
            remedy=_("Write figures only: 1 250 or 12,5. What is counted stands in the unit."),
            status=422,
        )
    sign, digits = match.groups()
    whole, places = _parted(digits.strip(), text)
    if len(whole.lstrip("0")) > MOST_DIGITS or len(places.rstrip("0")) > MOST_PLACES:
        raise Problem(
            _("“%(text)s” is too long a number.") % {"text": text.strip()[:60]},
            remedy=_("At most %(digits)s figures, and %(places)s behind the decimal mark.")
            % {"digits": MOST_DIGITS, "places": MOST_PLACES},
            status=422,
        )
    return Decimal(
        "".join(("-" if sign == "-" else "", whole, "." if places.strip("0") else "", places.rstrip("0")))
    )


def number_words(value: Decimal | None) -> str:
    """A number as the reader writes it; nothing for none."""
    return "" if value is None else str(number_format(_short(value), force_grouping=True))


def number_typed(value: Decimal | None) -> str:
    """The same for a form: without marks between thousands, and so that it can be read in one way only."""
    if value is None:
        return ""
    typed = str(number_format(_short(value), force_grouping=False))
    return f"{typed}0" if _TWO_WAYS.match(typed) else typed


def number_plain(value: Decimal | None) -> str:
    """The same for programs, with a decimal point."""
    return "" if value is None else _short(value)


def _short(value: Decimal) -> str:
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _plain(text: str) -> str:
    """Other scripts' digits, and what stands between thousands, as one writes them on a keyboard."""
    said = []
    for letter in text.strip():
        number = unicodedata.decimal(letter, None)
        if number is not None:
            said.append(str(number))
        elif letter.isspace():
            said.append(" ")
        else:
            said.append({"−": "-", "–": "-", "’": "'"}.get(letter, letter))
    return "".join(said)


def _parted(digits: str, text: str) -> tuple[str, str]:
    """The figures before and after the decimal mark."""
    if digits.isdigit():
        return digits, ""
    grouped, decimal = _IN_THREES.match(digits), _DECIMAL.match(digits)
    if grouped and grouped.group(1) in ".," and digits.count(grouped.group(1)) == 1 and digits[0] != "0":
        whole, places = re.split(r"[.,]", digits)
        raise Problem(
            _("“%(text)s” can be read in two ways.") % {"text": text.strip()[:60]},
            remedy=_("Write %(whole)s if it is so many, or %(part)s if figures stand behind the mark.")
            % {"whole": whole + places, "part": f"{digits}0"},
            status=422,
        )
    if grouped and not (digits[0] == "0" and grouped.group(1) in ".,"):
        return re.sub(r"\D", "", digits), ""
    if decimal:
        before, places = decimal.groups()
        if before.isdigit():
            return before, places
        inner = _IN_THREES.match(before)
        if inner and inner.group(1) != digits[len(before)]:
            return re.sub(r"\D", "", before), places
    raise Problem(
        _("“%(text)s” is not a number: its marks do not stand where they should.")
        % {"text": text.strip()[:60]},
        remedy=_("Write it without marks between thousands, such as 1250 or 12,5."),
        status=422,
    )
