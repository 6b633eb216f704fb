"""Days that cannot be: still to come, before a founding, before what had to come first."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest, latest
from konbit.directory.models import Group
from konbit.directory.queries.wording import date_words


def must_be_day(on: str, *groups: Group) -> None:
    """Raise `Problem` for a partial date that is still to come, or on which one of these groups was not
    founded yet."""
    if on and earliest(on) > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write the day on which it was agreed."))
    for group in groups:
        must_be_founded(on, group)


def must_be_founded(on: str, group: Group) -> None:
    """Raise `Problem` for a partial date on which a group was not founded yet."""
    if on and group.valid_from and latest(on) < earliest(group.valid_from):
        raise Problem(
            _("%(group)s was founded later, in %(date)s.")
            % {"group": group.name, "date": date_words(group.valid_from)},
            remedy=_("Look at the day again, or correct the founding on the page of the group."),
        )


def must_follow(on: str, first: str, words: str) -> None:
    """Raise `Problem` for a partial date that lies before another, in words that name that one (`date`)."""
    if on and first and latest(on) < earliest(first):
        raise Problem(words % {"date": date_words(first)}, remedy=_("Write a later day."))
