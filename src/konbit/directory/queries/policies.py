"""How networks take entries, and who decides about what was proposed or reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.models import Group, Policy, Proposal, Role
from konbit.directory.queries.cards import direct_networks
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.people.audience import EDITOR, STEWARD, Viewer

OPEN, REVIEWED = Policy.Entry.OPEN, Policy.Entry.REVIEWED

VERB_OF_KIND = {
    Proposal.Kind.NEW: "moderate",
    Proposal.Kind.CHANGE: "edit",
    Proposal.Kind.REPORT: "moderate",
}
"""What one must be allowed to do, in the network or to the group, to decide about a proposal of a kind."""


@dataclass(frozen=True)
class PolicyPage:
    """How a network takes entries, for whoever organises it."""

    link: GroupLink
    entry: str


def policy_page(viewer: Viewer, uid: str) -> PolicyPage:
    """How a network takes entries. Raises `NotFound`, `NotAllowed` for those who do not organise it."""
    network, sight = seen_group(viewer, uid)
    sight.must("organise")
    link = GroupLink(network.pk, network.uid, network.slug, network.name, network.kind)
    return PolicyPage(link, entry_of(network.pk))


def entry_of(network: int) -> str:
    """Whether a network takes entries at once or after a look, which is so while it has said nothing."""
    said = Policy.objects.filter(network=network).values_list("entry", flat=True).first()
    return said or str(REVIEWED)


def all_open(networks: Iterable[int]) -> bool:
    """Whether all of these networks take entries at once; not so where there is none."""
    wanted = set(networks)
    return bool(wanted) and Policy.objects.filter(network__in=wanted, entry=OPEN).count() == len(wanted)


def takes_at_once(viewer: Viewer, network: Group) -> bool:
    """Whether a network shows at once the groups that this viewer brings."""
    return viewer.is_someone and all_open([network.pk])


def changes_at_once(viewer: Viewer, group: Group) -> bool:
    """Whether what this viewer proposes for a group is shown at once: all networks that it belongs to are
    open, and it has nobody of its own who would have to be asked."""
    if not viewer.is_someone or Role.objects.filter(group=group, kind__in=(STEWARD, EDITOR)).exists():
        return False
    return all_open(direct_networks([group.pk]).get(group.pk, ()))


@dataclass(frozen=True)
class WaysIn:
    """How a viewer brings a group to a network: as one who looks after it, or shown `at_once`, or to wait."""

    link: GroupLink
    moderates: bool
    at_once: bool

    @property
    def waits(self) -> bool:
        """Whether somebody of the network looks first."""
        return not (self.moderates or self.at_once)


def ways_in(viewer: Viewer, uid: str) -> WaysIn:
    """How a viewer brings a group to a network. Raises `NotFound` also for a group that is no network."""
    network, sight = seen_group(viewer, uid)
    if network.kind != Group.Kind.NETWORK:
        raise NotFound(_("This is no network."), remedy=_("Look for the network that the group belongs to."))
    link = GroupLink(network.pk, network.uid, network.slug, network.name, network.kind)
    return WaysIn(link, sight.may("moderate"), takes_at_once(viewer, network))


def may_decide(sight: Sight, kind: str) -> bool:
    """Whether a viewer decides about a proposal of this kind, by what she may do in its network or group."""
    return sight.may(VERB_OF_KIND[Proposal.Kind(kind)])
