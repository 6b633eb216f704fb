"""Money: whole numbers of a currency's smallest unit, shown and read as people write it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from babel import Locale, UnknownLocaleError
from babel.numbers import format_currency, get_currency_name, get_currency_precision, list_currencies
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.errors import Problem

MOST = 2**52
"""In smallest units, no larger amount: floats hold it exactly."""

_NUMBER = re.compile(r"\d+(?:[.,'’ \u00a0\u202f]\d+)*\Z")
_SPACES = re.compile(r"['’ \u00a0\u202f]")


def places(currency: str) -> int:
    """How many digits the smallest unit takes behind the point: 2 for EUR, 0 for JPY."""
    return get_currency_precision(currency)


def checked_currency(words: str) -> str:
    """An ISO 4217 code in capitals. Raises `Problem` for a currency that there is not."""
    code = words.strip().upper()
    if code in list_currencies():
        return code
    raise Problem(
        _("“%(code)s” is no currency.") % {"code": words.strip()[:20]},
        remedy=_("Write its three letters, such as EUR, HTG or BRL."),
    )


def shown(units: int | Fraction, currency: str) -> str:
    """An amount in the reader's language: 12.500,00 €. Whole amounts without zeros behind the point;
    fractions of the smallest unit are rounded to it."""
    digits = places(currency)
    rounded = round(units)
    spoken, value = locale(), Decimal(rounded).scaleb(-digits)
    if digits and rounded % 10**digits == 0:
        whole = re.sub(r"([0#])\.0+", r"\1", spoken.currency_formats["standard"].pattern)
        return str(format_currency(value, currency, format=whole, locale=spoken, currency_digits=False))
    return str(format_currency(value, currency, locale=spoken))


def written(units: int, currency: str) -> str:
    """An amount as it stands in a field: 12500.50, without the currency."""
    return f"{Decimal(units).scaleb(-places(currency)):f}"


def read(words: str, currency: str) -> int:
    """Smallest units from an amount as typed: "1 234,50", "1,234.50", "1'234".

    A last part of exactly three digits behind a single point or comma is thousands. Raises `Problem`.
    """
    bare = words.strip().removesuffix(currency).removeprefix(currency).strip()
    if not _NUMBER.match(bare):
        raise _unreadable(words)
    bare = _SPACES.sub("", bare)
    whole, behind = _parted(bare, places(currency))
    if len(behind) > places(currency):
        if behind.strip("0"):
            raise _unreadable(words)
        behind = ""
    units = int(whole) * 10 ** places(currency) + int(behind.ljust(places(currency), "0") or "0")
    if units > MOST:
        raise Problem(_("This is more money than can be counted here."), remedy=_("Write a smaller amount."))
    return units


def _parted(bare: str, digits: int) -> tuple[str, str]:
    """The digits before and behind the decimal mark."""
    marks = [mark for mark in bare if mark in ".,"]
    if not marks:
        return bare, ""
    last = max(bare.rfind("."), bare.rfind(","))
    behind = bare[last + 1 :]
    is_thousands = marks.count(bare[last]) > 1 or (
        len(set(marks)) == 1 and len(behind) == 3 and digits != 3 and bare[:last].lstrip("0")
    )
    if is_thousands:
        behind = ""
        whole = bare
    else:
        whole = bare[:last]
    return whole.replace(".", "").replace(",", "") or "0", behind


def name(currency: str) -> str:
    """The currency's name in the reader's language."""
    return str(get_currency_name(currency, locale=locale()))


def locale() -> Locale:
    """In which language and country's way numbers are written for the reader."""
    try:
        return Locale.parse((get_language() or "en").replace("-", "_"), sep="_")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _unreadable(words: str) -> Problem:
    return Problem(
        _("“%(words)s” is no amount.") % {"words": words.strip()[:40]},
        remedy=_("Write it in digits, such as 12500 or 12500.50."),
        status=422,
    )
