"""Invitation links: made by whoever may give the role, accepted by whoever holds the link."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions import recording
from konbit.people.audience import Viewer
from konbit.people.models import Invitation
from konbit.people.queries import account_of, invitation_of_token, roles_to_give
from konbit.people.scopes import grant, viewer_allows
from konbit.people.tokens import new_token, token_digest

MOST_USES = 500
MOST_DAYS = 90


def make_invitation(by: Viewer, scope: str, role: str, uses: int = 1, days: int = 14) -> str:
    """Make a link that gives a role; returns its token, which is not kept.

    Raises `NotFound` for an unknown scope, `NotAllowed` for whoever may not give that role there,
    `Problem` for numbers out of bounds.
    """
    if role not in roles_to_give(by, scope):
        raise NotAllowed(
            _("You may not invite people here in that role."),
            remedy=_("Ask a steward of the group or an organiser of the network for the link."),
        )
    if not (1 <= uses <= MOST_USES and 1 <= days <= MOST_DAYS):
        raise Problem(
            _("An invitation is for 1 to %(uses)s people and lasts 1 to %(days)s days.")
            % {"uses": MOST_USES, "days": MOST_DAYS}
        )
    token = new_token()
    with recording(by.actor, "invite") as batch:
        invitation = Invitation.objects.create(
            token_digest=token_digest(token), scope=scope, role=role, made_by_id=by.person_id,
            expires_at=timezone.now() + timedelta(days=days), uses=uses,
        )  # fmt: skip
        after = {"scope": scope, "role": role, "uses": uses, "days": days}
        batch.changed("invitation", invitation.pk, None, after)
    return token


def close_invitation(by: Viewer, invitation_id: int) -> str:
    """Close a link: its maker may, and whoever may invite there. Returns the scope it led into."""
    invitation = Invitation.objects.filter(pk=invitation_id).first()
    if invitation is None or not (
        (by.is_someone and invitation.made_by_id == by.person_id)
        or viewer_allows(by, "invite", invitation.scope)
    ):
        raise NotFound(_("There is no such invitation."))
    with recording(by.actor, "close invitation") as batch:
        Invitation.objects.filter(pk=invitation.pk).update(closed_at=timezone.now())
        batch.changed("invitation", invitation.pk, {"open": invitation.closed_at is None}, {"open": False})
    return invitation.scope


def accept_invitation(by: Viewer, token: str) -> str:
    """Take the role that an invitation offers; returns the scope.

    Whoever holds the role already uses up nothing. Raises `NotFound` for a link that is unknown, used up,
    expired, closed, or whose maker may no longer invite: all the same from outside.
    """
    person = account_of(by)
    offer = invitation_of_token(token)
    if by.holds(offer.scope, offer.role):
        return offer.scope
    with recording(by.actor, "accept invitation") as batch:
        taken = Invitation.objects.filter(pk=offer.id, closed_at=None, used__lt=F("uses")).update(
            used=F("used") + 1
        )
        if not taken:
            raise NotFound(_("This invitation is no longer open."), remedy=_("Ask for a new link."))
        grant(person.pk, offer.scope, offer.role, by.actor)
        batch.changed("invitation", offer.id, {}, {"accepted_by": by.actor})
    return offer.scope
