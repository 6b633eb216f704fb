"""What must hold of a mandate before it is given or changed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest, latest
from konbit.base.text import sentence
from konbit.directory.folding import fold
from konbit.directory.queries.visible import Sight
from konbit.directory.queries.wording import date_words
from konbit.federation.actions.organs import must_be_founded, must_be_in_order
from konbit.federation.models import Mandate
from konbit.federation.sitting import last_day, surely_together


def must_hold(mandate: Mandate, sight: Sight, language: str, besides: Mandate | None = None) -> None:
    """Raise `Problem` for a mandate that cannot be as it is said. `besides`: one that ends for it.

    Nobody has it; it ends before it begins; its condition has no day; it was before the body, or the group
    for which somebody sits, was founded; somebody else surely has the seat; she sits in another college.
    """
    _must_be_somebodys(mandate)
    must_be_in_order(mandate.valid_from, mandate.valid_until)
    _must_have_a_day(mandate)
    _must_have_begun(mandate, language)
    for group in filter(None, (mandate.speaks_for, mandate.holder)):
        must_be_founded(group, mandate.valid_from)
    others = [
        one
        for one in mandate.organ.mandates.select_related("holder", "college")
        if one.pk not in (mandate.pk, besides.pk if besides else None)
    ]
    for one in others:
        if surely_together(mandate, one, date.today()):
            _must_have_another_seat(mandate, one, sight)
            _must_be_of_one_college(mandate, one, language)


def _must_be_somebodys(mandate: Mandate) -> None:
    if not (mandate.name or mandate.person or mandate.holder_id):
        raise Problem(
            _("Nobody has this mandate."), remedy=_("Write who sits there, or which group has the role.")
        )


def _must_have_a_day(mandate: Mandate) -> None:
    if mandate.condition and not mandate.confirm_by:
        raise Problem(
            _("The condition has no day by which it is to be confirmed."),
            remedy=_("Write by when: unless it is confirmed, the mandate ends on that day."),
        )
    if mandate.confirm_by and not mandate.condition:
        raise Problem(
            _("It is to be confirmed, but not upon what."),
            remedy=_("Write the condition, or take the day out."),
        )
    must_be_in_order(mandate.valid_from, mandate.confirm_by)


def _must_have_begun(mandate: Mandate, language: str) -> None:
    organ, since = mandate.organ, mandate.valid_from
    must_be_founded(organ.group, since)
    said = {"body": sentence(organ.title, language), "day": date_words(since)}
    if since and organ.valid_from and latest(since) < earliest(organ.valid_from):
        raise Problem(
            _("%(day)s is before “%(body)s” began (%(began)s).")
            % {**said, "began": date_words(organ.valid_from)},
            remedy=_("Write a later day, or correct when it began."),
        )
    if since and organ.valid_until and earliest(since) > latest(organ.valid_until):
        raise Problem(
            _("%(day)s is after “%(body)s” ended (%(ended)s).")
            % {**said, "ended": date_words(organ.valid_until)},
            remedy=_("Write an earlier day, or correct when it ended."),
        )


def _must_have_another_seat(mandate: Mandate, other: Mandate, sight: Sight) -> None:
    if mandate.seat_id is None or mandate.seat_id != other.seat_id:
        return
    until = last_day(other)
    said = {"who": _who(other, sight), "until": date_words(until)}
    what = (
        _("%(who)s has this seat until %(until)s.") % said
        if until
        else _("%(who)s has this seat, and no end is written.") % said
    )
    raise Problem(what, remedy=_("Write when that mandate ended, or choose another seat."), status=409)


def _must_be_of_one_college(mandate: Mandate, other: Mandate, language: str) -> None:
    if not mandate.college or not other.college or mandate.college == other.college:
        return
    if _same(mandate, other):
        raise Problem(
            _("The same person sits in the college “%(college)s” at that time.")
            % {"college": sentence(other.college.title, language)},
            remedy=_("Nobody sits in two colleges of one body: end that mandate first."),
            status=409,
        )


def _same(one: Mandate, other: Mandate) -> bool:
    if one.person and other.person:
        return one.person == other.person
    if one.holder_id or other.holder_id:
        return one.holder_id == other.holder_id
    return bool(one.name) and fold(one.name) == fold(other.name)


def _who(mandate: Mandate, sight: Sight) -> str:
    if mandate.name and sight.sees(mandate.audience):
        return mandate.name
    return _("Somebody")
