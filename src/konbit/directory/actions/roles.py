"""Giving and taking roles in groups and networks."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.rows import ROLE, note
from konbit.directory.models import Group, Role
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import MODERATOR, ORGANISER, STEWARD, Viewer
from konbit.people.rules import may_give

_NEVER_NOBODY = {
    STEWARD: gettext_lazy("A group needs a steward, and this is its last one."),
    ORGANISER: gettext_lazy("A network needs an organiser, and this is its last one."),
}
NETWORK_ROLES = frozenset({ORGANISER, MODERATOR})


def grant(person_id: int, scope: str, role: str, by_actor: str) -> None:
    """Give a person a role in a group's scope, within the caller's transaction; once is enough.

    Raises `NotFound` for a scope or person that is gone, `Problem` for a role that cannot be held there.
    """
    kind, _colon, number = scope.partition(":")
    group = Group.objects.filter(pk=number, removed_at=None).first() if kind == "group" else None
    person = get_user_model().objects.filter(pk=person_id, is_active=True).first()
    if group is None or person is None:
        raise NotFound(_("There is no such group."))
    if role not in Role.Kind.values or (role in NETWORK_ROLES and group.kind != Group.Kind.NETWORK):
        raise Problem(
            _("Nobody can be “%(role)s” there.") % {"role": role},
            remedy=_("Choose a role that this group has."),
        )
    with recording(by_actor, "give role") as batch:
        give(batch, group, person.pk, person.opaque_id, role)


def give(batch: Batch, group: Group, person_id: int, opaque_id: str, role: str) -> None:
    """Give a role within a batch, without asking permission; nothing happens to a role that is held."""
    held, is_new = Role.objects.get_or_create(person_id=person_id, group=group, kind=role)
    if is_new:
        after = {"group_id": group.pk, "person": opaque_id, "role": role}
        batch.changed(ROLE, held.pk, None, after)
        note(batch, ROLE, held.pk, [group.pk])


def change_role(viewer: Viewer, uid: str, person_id: int, old: str, new: str) -> None:
    """Give somebody who holds a role in the group another one instead.

    Only those who are in the group already, by an invitation that they accepted, can be given a role: so
    that nobody is made a member, and nobody's account vouched for, without her own act.
    """
    group, sight = seen_group(viewer, uid)
    may_take = may_give(viewer, old, sight.scope, sight.networks)
    if not (may_take and _giveable(viewer, group, new, sight.networks)):
        raise NotAllowed(
            _("You may not give this role."),
            remedy=_("The stewards of the group and the organisers of its networks can."),
        )
    if old == new:
        return
    with recording(viewer.actor, "change role") as batch:
        held = _held(group, person_id, old)
        _must_leave_another(group, held)
        give(batch, group, person_id, held.person.opaque_id, new)
        take(batch, group, held)


def take_role(viewer: Viewer, uid: str, person_id: int, role: str) -> None:
    """Take a role from somebody, or lay down one's own. The last steward cannot go."""
    group, sight = seen_group(viewer, uid)
    if viewer.person_id != person_id and not may_give(viewer, role, sight.scope, sight.networks):
        raise NotAllowed(
            _("You may not take this role away."),
            remedy=_("The stewards of the group and the organisers of its networks can."),
        )
    with recording(viewer.actor, "take role") as batch:
        held = _held(group, person_id, role)
        _must_leave_another(group, held)
        take(batch, group, held)


def _giveable(viewer: Viewer, group: Group, role: str, networks: tuple[str, ...]) -> bool:
    if role in NETWORK_ROLES and group.kind != Group.Kind.NETWORK:
        return False
    return may_give(viewer, role, group.scope, networks)


def _held(group: Group, person_id: int, role: str) -> Role:
    Group.objects.select_for_update().get(pk=group.pk)
    held = Role.objects.select_related("person").filter(group=group, person=person_id, kind=role).first()
    if held is None:
        raise NotFound(_("She does not hold this role."), remedy=_("Open the page again: it has changed."))
    return held


def _must_leave_another(group: Group, held: Role) -> None:
    if held.kind not in _NEVER_NOBODY:
        return
    if not Role.objects.filter(group=group, kind=held.kind).exclude(pk=held.pk).exists():
        raise Problem(str(_NEVER_NOBODY[held.kind]), remedy=_("Give this role to somebody else first."))


def take(batch: Batch, group: Group, held: Role) -> None:
    """Take a role within a batch, without asking permission."""
    pk = held.pk
    before = {"group_id": group.pk, "person": held.person.opaque_id, "role": held.kind}
    held.delete()
    batch.changed(ROLE, pk, before, None)
    note(batch, ROLE, pk, [group.pk])
