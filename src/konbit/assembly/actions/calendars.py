"""Private addresses of calendars: made, renewed, given up. A person's own: they stand in no history."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.models import CalendarAddress
from konbit.assembly.queries.calendars import Known
from konbit.base.errors import NotAllowed
from konbit.directory.models import Group
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer
from konbit.people.tokens import new_token, token_digest

_NOTED = timedelta(hours=1)


def make_address(viewer: Viewer, group_uid: str = "") -> str:
    """A new secret for the calendar of a group, or of all of the viewer's groups; the old one stops. Only its
    digest is kept, so it is told this once.

    Raises `NotFound`, and `NotAllowed` for those who are not signed in or have no part in the group.
    """
    if viewer.person_id is None:
        raise NotAllowed(_("You are not signed in."), remedy=_("Sign in and try again."))
    group = _own_group(viewer, group_uid)
    secret = new_token()
    CalendarAddress.objects.update_or_create(
        person_id=viewer.person_id,
        group=group,
        defaults={"digest": token_digest(secret), "made_at": timezone.now(), "asked_at": None},
    )
    return secret


def give_up_address(viewer: Viewer, group_uid: str = "") -> bool:
    """Let the address of a calendar stop. Returns whether there was one."""
    own = CalendarAddress.objects.filter(person=viewer.person_id)
    own = own.filter(group__uid=group_uid) if group_uid else own.filter(group=None)
    return bool(own.delete()[0])


def note_asked(known: Known) -> None:
    """Note that somebody read a calendar, once an hour at most: so its person sees whether it is in use."""
    now = timezone.now()
    if known.asked_at is None or known.asked_at < now - _NOTED:
        CalendarAddress.objects.filter(pk=known.id).update(asked_at=now)


def _own_group(viewer: Viewer, uid: str) -> Group | None:
    if not uid:
        return None
    group, _sight = seen_group(viewer, uid)
    if not viewer.holds(group.scope):
        raise NotAllowed(
            _("This calendar is for the people of the group."),
            remedy=_("Ask one of its stewards to invite you."),
        )
    return group
