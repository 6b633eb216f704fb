"""Units that belong to everybody: the money of states, and hours. Each is kept once, when first used."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from konbit.base import money
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add
from konbit.exchange.models import Currency
from konbit.exchange.queries.units import HOURS

_HOURS_TITLE = {"en": "hours", "fr": "heures", "es": "horas", "pt-br": "horas", "ht": "èdtan"}


def currency_for(code: str) -> Currency:
    """Everybody's currency with this code: ISO 4217 letters, or `HOURS`. Raises `Problem` for no currency."""
    wanted = code.strip().upper()
    if wanted != HOURS:
        wanted = money.checked_currency(wanted)
    stands = Currency.objects.filter(group=None, code=wanted).first()
    return stands or _made(wanted)


def _made(code: str) -> Currency:
    row = Currency(code=code, sort=Currency.Sort.MONEY, digits=money.places(code) if code != HOURS else 0)
    if code == HOURS:
        row.sort, row.title = Currency.Sort.TIME.value, _HOURS_TITLE
    try:
        with transaction.atomic(), recording("system", "name currency") as batch:
            add(batch, row)
    except IntegrityError:  # another one came first
        return Currency.objects.get(group=None, code=code)
    return row
