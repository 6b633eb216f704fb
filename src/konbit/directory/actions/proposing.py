"""Proposing a new group for a network or a change to a group, and saying that something is wrong with one.

Anybody may, also without an account. What is proposed waits for somebody who decides, unless the network
takes at once what those with an account bring.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.publishing import note_proposal, publish
from konbit.directory.crowding import must_have_room
from konbit.directory.models import Certainty, Group, Proposal
from konbit.directory.plain_text import plain
from konbit.directory.proposed import FEW_LINKS, NEW_PARTS, PARTS, differing, harmless, links_in
from konbit.directory.queries.cards import direct_networks
from konbit.directory.queries.policies import changes_at_once, takes_at_once
from konbit.directory.queries.proposed import open_parts
from konbit.directory.queries.visible import seen_group
from konbit.directory.state import State, states_of
from konbit.people.audience import Viewer

LONGEST_WORDS = 3_000


@dataclass(frozen=True)
class Aside:
    """What comes with a proposal: words to those who decide, where it is known from (told to everybody once
    it is taken), how to answer (for those who decide), and the address on the net that it comes from."""

    text: str = ""
    credit: str = ""
    reach: str = ""
    address: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of a proposal: the group where it is shown already, None while it waits."""

    proposal_id: int
    group: Group | None


def propose_group(viewer: Viewer, network_uid: str, state: State, aside: Aside) -> Outcome:
    """Propose a new group for a network. Raises `NotFound`, and `Problem` for what nobody could read or where
    too many come.

    Without an account nobody can say that the group itself confirms what is written.
    """
    network, _sight = seen_group(viewer, network_uid)
    if network.kind != Group.Kind.NETWORK:
        raise Problem(_("Groups are proposed to networks, and this is none."), remedy=_("Choose a network."))
    state = harmless(state, NEW_PARTS)
    if not viewer.is_someone:
        state |= {"certainty": Certainty.TO_VERIFY.value, "confirmed_on": None}
    proposal = _noted(viewer, aside, Proposal(kind=Proposal.Kind.NEW, network=network, state=state))
    return _kept(viewer, aside, proposal, at_once=takes_at_once(viewer, network))


def propose_change(viewer: Viewer, uid: str, wanted: State, aside: Aside) -> Outcome:
    """Propose other words, places, contacts or categories for a group than stand there.

    Raises `NotFound`, and `Problem` where nothing differs, where nobody could read it, or too many come.
    """
    group, sight = seen_group(viewer, uid)
    stood = open_parts(sight, states_of([group])[group.pk])
    wanted = differing(stood, harmless(wanted, PARTS))
    if not wanted:
        raise Problem(
            _("Nothing is different from what stands there."),
            remedy=_("Change what is wrong, or say in words what you mean under “Something is wrong here”."),
        )
    proposal = Proposal(kind=Proposal.Kind.CHANGE, group=group, network_id=_network_of(group), state=wanted)
    proposal.stood = {part: stood[part] for part in wanted}
    at_once = changes_at_once(viewer, group)
    return _kept(viewer, aside, _noted(viewer, aside, proposal), at_once=at_once)


def report(viewer: Viewer, uid: str, trouble: str, aside: Aside) -> Outcome:
    """Say that something is wrong with a group, to the people of its networks or else the operator.

    Raises `NotFound`, and `Problem` for a trouble that is not among those to choose from.
    """
    group, _sight = seen_group(viewer, uid)
    if trouble not in Proposal.Trouble.values:
        raise Problem(_("What is wrong?"), remedy=_("Choose what fits best."))
    proposal = Proposal(
        kind=Proposal.Kind.REPORT, group=group, network_id=_network_of(group), trouble=trouble
    )
    return _kept(viewer, aside, _noted(viewer, aside, proposal), at_once=False)


def _network_of(group: Group) -> int | None:
    """The network in whose name a word about a group is kept: the group itself where it is one."""
    if group.kind == Group.Kind.NETWORK:
        return group.pk
    return min(direct_networks([group.pk]).get(group.pk, ()), default=None)


def _noted(viewer: Viewer, aside: Aside, proposal: Proposal) -> Proposal:
    """The proposal with what came beside it, made harmless and no longer than it may be."""
    proposal.by = viewer.actor if viewer.is_someone else ""
    proposal.text = plain(aside.text)[0][:LONGEST_WORDS]
    proposal.credit = plain(aside.credit)[0][:300]
    proposal.reach = plain(aside.reach)[0][:200]
    return proposal


def _kept(viewer: Viewer, aside: Aside, proposal: Proposal, *, at_once: bool) -> Outcome:
    """Keep a proposal and, where it is taken at once and is no advertisement, show it."""
    must_have_room(proposal.by, aside.address, proposal.network_id)
    few_links = links_in(proposal.state, proposal.text, proposal.credit) <= FEW_LINKS
    with recording(viewer.actor, "propose") as batch:
        proposal.save(force_insert=True)
        note_proposal(batch, proposal, None)
        group = _shown(batch, viewer, proposal) if at_once and few_links else None
    return Outcome(proposal.pk, group)


def _shown(batch: Batch, viewer: Viewer, proposal: Proposal) -> Group:
    """Show at once what an open network takes; whoever brings a group that she belongs to looks after it."""
    belongs = proposal.state.get("certainty") == Certainty.CONFIRMED
    group = publish(batch, proposal, belongs=belongs)
    proposal.status, proposal.group = Proposal.Status.PUBLISHED, group
    proposal.decided_by, proposal.decided_at = viewer.actor, proposal.made_at
    proposal.save(update_fields=["status", "group", "decided_by", "decided_at"])
    return group
