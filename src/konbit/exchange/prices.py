"""Prices in the money of a state, as a rule of a circle keeps them: `1250 EUR`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from konbit.base import money
from konbit.base.errors import Problem

_WRITTEN = re.compile(r"(?P<amount>[\d.,'’ \u00a0\u202f]+?)\s*(?P<code>[A-Za-z]{3})")
_KEPT = re.compile(r"(\d{1,15}) ([A-Z]{3})")


@dataclass(frozen=True)
class Price:
    """So many smallest parts of a currency (ISO 4217)."""

    units: int
    code: str

    @property
    def stored(self) -> str:
        """As a rule keeps it."""
        return f"{self.units} {self.code}"

    @property
    def shown(self) -> str:
        """As people read it."""
        return money.shown(self.units, self.code)

    @property
    def written(self) -> str:
        """As it stands in a field."""
        return f"{money.written(self.units, self.code)} {self.code}"

    def for_minutes(self, minutes: int) -> str:
        """What so many minutes would cost at this price an hour, as people read it."""
        return money.shown(Fraction(self.units * minutes, 60), self.code)


def kept(stored: str) -> Price:
    """A price as a rule keeps it. Raises `ValueError`."""
    found = _KEPT.fullmatch(stored)
    if found is None:
        raise ValueError(stored)
    return Price(int(found[1]), found[2])


def read(words: str) -> Price:
    """A price as typed: "12.50 EUR". Raises `Problem`."""
    found = _WRITTEN.fullmatch(words.strip())
    if found is None:
        raise Problem(
            _("“%(words)s” is no price.") % {"words": words.strip()[:40]},
            remedy=_("Write an amount and the three letters of its money, such as 12.50 EUR."),
        )
    code = money.checked_currency(found["code"])
    return Price(money.read(found["amount"], code), code)
