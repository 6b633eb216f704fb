"""Amounts as people write and read them: money, hours and minutes, and a circle's own unit."""

from __future__ import annotations

import re
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.base import money
from konbit.base.errors import Problem
from konbit.base.text import sentence
from konbit.directory.forms.fields import reader
from konbit.exchange.models import LARGEST, Currency

_CLOCK = re.compile(r"(\d{1,9}):([0-5]\d)")
_HOURS = re.compile(
    r"(?:(\d{1,9})\s*h(?:ours?|eures?|oras?)?)?\s*(?:(\d{1,9})\s*(?:m|min|minutes?|minutos?)?)?\.?"
)
_DECIMAL = re.compile(r"\d{1,12}(?:[.,]\d+)?")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,18})")


def shown(amount: int, currency: Currency) -> str:
    """An amount, in smallest parts, in the reader's language: 12,50 €, 1 h 30 min, 12 kòb."""
    if currency.sort == Currency.Sort.MONEY:
        return money.shown(amount, currency.code)
    if currency.sort == Currency.Sort.TIME:
        return _time_shown(amount)
    number = format_decimal(Decimal(amount).scaleb(-currency.digits), locale=money.locale())
    return f"{number} {sentence(currency.title, reader()) or currency.code}"


def written(amount: int, currency: Currency) -> str:
    """An amount as it stands in a field: 12.50, 1:30, 12."""
    if currency.sort == Currency.Sort.TIME:
        sign, minutes = "-" if amount < 0 else "", abs(amount)
        return f"{sign}{minutes // 60}:{minutes % 60:02d}"
    return f"{Decimal(amount).scaleb(-currency.digits):f}"


def read(words: str, currency: Currency) -> int:
    """Smallest parts from an amount as typed: "1 234,50", "1:30", "1 h 30", "1.5" hours.

    Raises `Problem` for what is no amount, negative, finer than the smallest part, or too large.
    """
    if currency.sort == Currency.Sort.MONEY:
        amount = money.read(words, currency.code)
    elif currency.sort == Currency.Sort.TIME:
        amount = _time_read(words)
    else:
        amount = _parts_of(words, Decimal(10) ** currency.digits, _own_example(currency))
    if amount > LARGEST:
        raise Problem(_("This is more than can be counted here."), remedy=_("Write a smaller amount."))
    return amount


def from_digits(digits: object) -> int:
    """An amount of the API: a text of digits, in smallest parts. Raises `Problem` (422) for what is none."""
    if not isinstance(digits, str) or not _WHOLE.fullmatch(digits):
        raise Problem(
            _("“%(said)s” is no amount.") % {"said": str(digits)[:40]},
            remedy=_("Send whole numbers of the smallest part as text: “57528”."),
            status=422,
        )
    return int(digits)


def _time_shown(minutes: int) -> str:
    sign, rest = "−" if minutes < 0 else "", abs(minutes)
    hours, left = divmod(rest, 60)
    if not hours:
        return sign + ngettext("%(count)d minute", "%(count)d minutes", left) % {"count": left}
    if not left:
        return sign + ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return sign + _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": left}


def _time_read(words: str) -> int:
    bare = words.strip().lower()
    if clock := _CLOCK.fullmatch(bare):
        return int(clock[1]) * 60 + int(clock[2])
    if "h" in bare or "m" in bare:
        said = _HOURS.fullmatch(bare)
        if said and (said[1] or said[2]):
            return int(said[1] or 0) * 60 + int(said[2] or 0)
        raise _unreadable(words, "1:30")
    return _parts_of(words, Decimal(60), "1:30")


def _parts_of(words: str, parts: Decimal, example: str) -> int:
    bare = re.sub(r"[\s'’\u00a0\u202f]", "", words)
    if not _DECIMAL.fullmatch(bare):
        raise _unreadable(words, example)
    amount = Decimal(bare.replace(",", ".")) * parts
    if amount != amount.to_integral_value():
        raise _unreadable(words, example)
    return int(amount)


def _own_example(currency: Currency) -> str:
    return "12" if not currency.digits else f"{Decimal(1250).scaleb(-currency.digits):f}"


def _unreadable(words: str, example: str) -> Problem:
    return Problem(
        _("“%(words)s” is no amount.") % {"words": words.strip()[:40]},
        remedy=_("Write it in digits, such as %(example)s.") % {"example": example},
        status=422,
    )
