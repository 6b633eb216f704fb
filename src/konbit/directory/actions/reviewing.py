"""Deciding about what was proposed or reported, and how a network takes entries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.publishing import note_proposal, publish
from konbit.directory.models import Group, Policy, Proposal
from konbit.directory.plain_text import plain
from konbit.directory.proposed import NEW_PARTS, PARTS, differing, harmless
from konbit.directory.queries.proposals import decidable
from konbit.directory.queries.proposed import open_parts
from konbit.directory.queries.visible import seen_group
from konbit.directory.state import State, states_of
from konbit.people.audience import Viewer

LONGEST_REASON = 2_000


def take(viewer: Viewer, proposal_id: int, credit: str, *, belongs: bool = False) -> Group:
    """Publish a proposal as it stands now. Returns the group, new or changed.

    `credit` is what everybody reads of where it comes from, empty for nothing. `belongs`: whoever proposed
    the new group looks after it. Raises `NotFound` for whoever does not decide about it, `Problem` for one
    that is decided, or for a report.
    """
    with _deciding(viewer, proposal_id, "publish") as (batch, proposal):
        if proposal.kind == Proposal.Kind.REPORT:
            raise Problem(_("A report is answered, not taken."), remedy=_("Change the group, then answer."))
        proposal.credit = plain(credit)[0][:300]
        proposal.group = publish(batch, proposal, belongs=belongs)
        _decide(batch, viewer, proposal, Proposal.Status.PUBLISHED)
        return proposal.group


def refuse(viewer: Viewer, proposal_id: int, reason: str) -> None:
    """Do not take a proposal, and say why: whoever proposed it reads that. Raises as `take` does."""
    _must_say(reason)
    with _deciding(viewer, proposal_id, "refuse") as (batch, proposal):
        proposal.reason = plain(reason)[0][:LONGEST_REASON]
        _decide(batch, viewer, proposal, Proposal.Status.REFUSED)


def answer_report(viewer: Viewer, proposal_id: int, answer: str, *, mended: bool) -> None:
    """Close a report: what was wrong is `mended`, or nothing was wrong. Raises as `take` does."""
    _must_say(answer)
    with _deciding(viewer, proposal_id, "answer") as (batch, proposal):
        if proposal.kind != Proposal.Kind.REPORT:
            raise Problem(_("This is no report."), remedy=_("Take the proposal, or refuse it."))
        proposal.reason = plain(answer)[0][:LONGEST_REASON]
        status = Proposal.Status.PUBLISHED if mended else Proposal.Status.REFUSED
        _decide(batch, viewer, proposal, status)


def revise(viewer: Viewer, proposal_id: int, wanted: State) -> bool:
    """Change what is proposed before it is taken. Returns whether anything differs.

    Of a change, `wanted` is a whole part as it shall stand afterwards; the rest of the group stays as it is.
    """
    with _deciding(viewer, proposal_id, "revise") as (batch, proposal):
        allowed = NEW_PARTS if proposal.kind == Proposal.Kind.NEW else PARTS
        wanted = differing(proposal.state, harmless(wanted, allowed))
        if not wanted:
            return False
        if proposal.group is not None:
            group, sight = seen_group(viewer, proposal.group.uid)
            now = open_parts(sight, states_of([group])[group.pk])
            proposal.stood = {**proposal.stood, **{part: now[part] for part in wanted}}
        proposal.state = {**proposal.state, **wanted}
        proposal.revised_by = viewer.actor
        proposal.save(update_fields=["state", "stood", "revised_by"])
        note_proposal(batch, proposal, proposal.status)
        return True


def set_policy(viewer: Viewer, network_uid: str, entry: str) -> None:
    """Say whether a network takes entries at once or after a look: for those who organise it."""
    network, sight = seen_group(viewer, network_uid)
    sight.must("organise")
    if network.kind != Group.Kind.NETWORK or entry not in Policy.Entry.values:
        raise Problem(_("A network takes entries at once, or after a look."), remedy=_("Choose one of them."))
    with recording(viewer.actor, "set policy") as batch:
        before = Policy.objects.filter(network=network).values_list("entry", flat=True).first()
        if before == entry:
            return
        Policy.objects.update_or_create(network=network, defaults={"entry": entry})
        batch.changed("directory.policy", network.pk, before and {"entry": before}, {"entry": entry})


@contextmanager
def _deciding(viewer: Viewer, proposal_id: int, verb: str) -> Iterator[tuple[Batch, Proposal]]:
    """A proposal in the hands of somebody who decides about it, while nobody else can."""
    decidable(viewer, proposal_id)
    with recording(viewer.actor, verb) as batch:
        proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
        if proposal.status != Proposal.Status.WAITING:
            raise Problem(
                _("Somebody has decided about this already."),
                remedy=_("Open it again to see what came of it."),
                status=409,
            )
        yield batch, proposal


def _decide(batch: Batch, viewer: Viewer, proposal: Proposal, status: str) -> None:
    before = proposal.status
    proposal.status, proposal.decided_by, proposal.decided_at = status, viewer.actor, timezone.now()
    proposal.save(update_fields=["status", "group", "credit", "reason", "decided_by", "decided_at"])
    note_proposal(batch, proposal, before)


def _must_say(words: str) -> None:
    if not words.strip():
        raise Problem(_("Say why."), remedy=_("Whoever wrote this reads it: a sentence is enough."))
