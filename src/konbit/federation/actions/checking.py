"""What dates of struggles and gains must hold."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest, latest


def must_follow(start: str, until: str) -> None:
    """Raise `Problem` where something ends before it begins."""
    if start and until and latest(until) < earliest(start):
        raise Problem(_("It ends before it begins."), remedy=_("Change one of the two dates."))


def must_have_come(on: str) -> None:
    """Raise `Problem` for a day that is still to come."""
    if on and earliest(on) > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write the day on which it happened."))
