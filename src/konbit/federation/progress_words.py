"""How far a target is, in words and for a bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from konbit.base.period import earliest, latest
from konbit.engines import alignment as engine
from konbit.federation.models import Reading, Target
from konbit.federation.numbers import number_words

ON_THE_WAY = ("rising", "falling")
IN_A_BAND = ("inside", "below", "above")


@dataclass(frozen=True)
class Progress:
    """How a target stands: what the engine found (`code`), in words, and how full a bar is (percent; None
    where there is no way to go). `stale`: what was read last is older than it should be."""

    code: str
    words: str
    percent: int | None
    stale: bool

    @property
    def badge(self) -> str:
        """The kind of badge: what is good stands out, what is not is said plainly."""
        return "leaf" if self.code == "inside" or (self.percent or 0) >= 100 else ""


def progress_of(target: Target, readings: list[Reading], at: date) -> Progress:
    """How a target stands on a day by what was read of it."""
    told = engine.reached(
        engine.Target(target.baseline, target.goal, target.low, target.high),
        [engine.Reading(min(latest(one.on), at), one.value) for one in readings if earliest(one.on) <= at],
        at,
    )
    percent = None
    if told.share is not None:
        percent = max(0, min(100, int(told.share * 100)))
    return Progress(told.code, _words(target, told), percent, told.stale)


def _words(target: Target, told: engine.Progress) -> str:
    said = {
        "now": _amount(told.now),
        "from": number_words(target.baseline),
        "goal": number_words(target.goal),
        "low": number_words(target.low),
        "high": number_words(target.high),
        "unit": target.indicator.unit,
        "percent": 0 if told.share is None else int(told.share * 100),
    }
    if told.share is not None and told.share < 0:
        return (
            _("%(now)s %(unit)s now: further from the goal, %(goal)s, than at the beginning, %(from)s.")
            % said
        )
    if told.share is not None and told.share >= 1:
        return _("%(now)s %(unit)s now: the goal, %(goal)s, is reached.") % said
    return _told_plainly(told.code) % said


def _told_plainly(code: str) -> str:
    match code:
        case "rising" | "falling":
            return _("%(now)s %(unit)s now: %(percent)s %% of the way from %(from)s to %(goal)s.")
        case "inside":
            return _("%(now)s %(unit)s now: inside the bounds.")
        case "below":
            return _("%(now)s %(unit)s now: below the lower bound, %(low)s.")
        case "above":
            return _("%(now)s %(unit)s now: above the upper bound, %(high)s.")
        case "no_way_to_go":
            return _(
                "The goal is the same as the beginning, %(goal)s %(unit)s: there is no way to measure. "
                "If it is to be kept so, say between which bounds."
            )
        case "no_baseline":
            return _(
                "Wanted are %(goal)s %(unit)s. It is not said where it began, so no way can be measured."
            )
        case "no_reading":
            return _("Nothing was read yet.")
    return _("It is not said how much is wanted.")


def _amount(value: Fraction | None) -> str:
    return "" if value is None else number_words(Decimal(value.numerator) / Decimal(value.denominator))
