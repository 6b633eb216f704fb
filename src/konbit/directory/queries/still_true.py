"""Links that ask a group whether what stands there is still true, and what they show to whoever opens them.

A link names the group and the day of its last confirmation, and carries the signature of this house: it
can neither be guessed nor used for another group, holds nothing of any person, ends after `LASTS`, and is
used up by the next confirmation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound, Problem
from konbit.directory.models import Group
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import ANYONE, Audience, Viewer
from konbit.people.sharing import passed_on

LASTS = timedelta(days=90)
_NEVER = "0"


@dataclass(frozen=True)
class Asked:
    """A link that holds: the group it asks, and whether the answer has been given since (`is_answered`)."""

    group: Group
    is_answered: bool


def link_for(viewer: Viewer, uid: str) -> str:
    """The whole address of a link for this group, for those who may edit it. Raises `NotFound`, `NotAllowed`,
    and `Problem` for a group that is not open to everyone: whoever opened the link would see it."""
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    if group.audience != Audience.PUBLIC:
        raise Problem(
            _("This group is not open to everyone, so no link can show it."),
            remedy=_("Ask by telephone, or let one of its people sign in."),
        )
    return link_to(group)


def link_to(group: Group) -> str:
    """The same for a group whose viewer has been asked about already."""
    return passed_on(reverse("directory:still_true", args=[group.uid, _token(group)]))


def asked_by(uid: str, token: str) -> Asked:
    """What a link asks.

    Raises `NotFound` for one that this house did not make for this group, or a group that is gone or not
    open to everyone: all the same from outside. Raises `Problem` (410) for one that is too old.
    """
    unknown = NotFound(_("This link does not hold."), remedy=_("Ask whoever sent it to you for a new one."))
    try:
        group, _sight = seen_group(ANYONE, uid)
        said = _signer().unsign(f"{uid}.{token}", max_age=LASTS)
    except SignatureExpired as error:
        raise Problem(
            _("This link is older than %(days)s days and no longer holds.") % {"days": LASTS.days},
            remedy=_("Ask whoever sent it to you for a new one."),
            status=410,
        ) from error
    except (BadSignature, NotFound) as error:
        raise unknown from error
    fresh = group.confirmed_on == date.today()
    return Asked(group, is_answered=fresh or said != f"{uid}.{_stamp(group)}")


def _token(group: Group) -> str:
    return _signer().sign(f"{group.uid}.{_stamp(group)}").removeprefix(f"{group.uid}.")


def _stamp(group: Group) -> str:
    return group.confirmed_on.strftime("%Y%m%d") if group.confirmed_on else _NEVER


def _signer() -> TimestampSigner:
    return TimestampSigner(sep=".", salt="konbit.directory.still_true")
