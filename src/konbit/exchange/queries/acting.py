"""Who may act for an account: whose it is, and those who keep the circle, on behalf of others."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import sight_of, sights_of
from konbit.exchange.models import Account, Circle, Member
from konbit.people.audience import Viewer


def is_own(viewer: Viewer, member: Member) -> bool:
    """Whether a viewer is this member, or edits the group that is."""
    return member.pk in own_among(viewer, [member])


def own_among(viewer: Viewer, members: Iterable[Member]) -> set[int]:
    """Which of these members (ids) a viewer is herself, or edits as a group, asked for all at once."""
    if not viewer.is_someone:
        return set()
    here = [one for one in members if one.left_on is None]
    groups = {one.group_id for one in here if one.group_id and not one.person}
    sights = sights_of(viewer, groups) if groups and (viewer.roles or viewer.is_operator) else {}
    edits = {group for group, sight in sights.items() if sight.may("edit")}
    return {one.pk for one in here if (one.person == viewer.actor if one.person else one.group_id in edits)}


def keeps(viewer: Viewer, circle: Circle) -> bool:
    """Whether a viewer keeps the books of a circle."""
    return sight_of(viewer, circle.group).may("edit")


def acts_for(viewer: Viewer, account: Account) -> bool:
    """Whether a viewer may pay out of an account: its owner, and who keeps the circle's books."""
    owns = account.member is not None and is_own(viewer, account.member)
    return owns or keeps(viewer, account.circle)


def may_read(viewer: Viewer, account: Account) -> bool:
    """Whether a viewer may read the statement of an account: a common one is read by all who take part."""
    if acts_for(viewer, account):
        return True
    if account.member is not None or not viewer.is_someone:
        return False
    return bool(own_among(viewer, account.circle.members.filter(left_on=None)))


def account_named(uid: str) -> Account:
    """An account with its circle and its member. Raises `NotFound`, also where the circle or its group was
    taken away."""
    account = (
        Account.objects.select_related("circle__group", "currency", "member__group").filter(uid=uid).first()
    )
    if account is None:
        raise gone()
    if account.circle.removed_at is not None or account.circle.group.removed_at is not None:
        raise gone()
    return account


def account_acted_for(viewer: Viewer, uid: str) -> Account:
    """An account that a viewer may act for. Raises `NotFound` for who may not know of it, `NotAllowed`."""
    account = account_named(uid)
    if acts_for(viewer, account):
        return account
    if not sight_of(viewer, account.circle.group).may("take part"):
        raise gone()
    raise NotAllowed(
        _("This is somebody else’s account."),
        remedy=_("Ask whose it is, or those who keep the circle’s books."),
    )
