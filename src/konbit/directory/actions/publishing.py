"""Putting into the directory what was proposed, with the word of whoever proposed it as its source.

Called by the other actions inside their own `recording(…)`; asks no permission itself.
"""

from __future__ import annotations

from django.utils import timezone

from konbit.chronicle.actions import Batch
from konbit.directory.actions.claiming import say_own
from konbit.directory.actions.roles import give
from konbit.directory.actions.rows import RELATION, add_row
from konbit.directory.actions.writing import add_groups, change_groups
from konbit.directory.models import Certainty, Group, Proposal, RelationKind, Source
from konbit.directory.proposed import brought_together
from konbit.directory.state import State, states_of
from konbit.people.audience import ORGANISER, STEWARD
from konbit.people.persons import person_behind

PROPOSAL = "directory.proposal"


def note_proposal(batch: Batch, proposal: Proposal, before: str | None) -> None:
    """Note in the chronicle that a proposal came or was decided: nothing of what it says."""
    was = None if before is None else {"status": before}
    now = {"kind": proposal.kind, "status": proposal.status, "group_id": proposal.group_id}
    batch.changed(PROPOSAL, proposal.pk, was, now)


def publish(batch: Batch, proposal: Proposal, *, belongs: bool = False) -> Group:
    """Make the proposed group, or give the group what is proposed for it. Returns the group.

    `belongs`: whoever proposed a new group is one of its people and looks after it from now on.
    """
    if proposal.credit:
        batch.source = _source(proposal).code
    if proposal.kind == Proposal.Kind.NEW:
        return _publish_new(batch, proposal, belongs)
    group = Group.objects.select_for_update().get(pk=proposal.group_id or 0)
    now = states_of([group])[group.pk]
    becomes = brought_together(now, proposal.stood, proposal.state)
    say_own(batch, group, becomes)
    change_groups(batch, [(group, becomes)])
    return group


def _publish_new(batch: Batch, proposal: Proposal, belongs: bool) -> Group:
    person = person_behind(proposal.by) if belongs else None
    state: State = dict(proposal.state)
    if person is None:
        state |= {"certainty": Certainty.TO_VERIFY.value, "confirmed_on": None}
    group = add_groups(batch, [state])[0]
    say_own(batch, group, state)
    if person is not None:
        give(batch, group, person.pk, person.opaque_id, STEWARD)
        if group.kind == Group.Kind.NETWORK:
            give(batch, group, person.pk, person.opaque_id, ORGANISER)
    now = timezone.now().isoformat()
    tie = {
        "subject_id": group.pk,
        "kind": RelationKind.MEMBER_OF.value,
        "object_id": proposal.network_id,
        "certainty": Certainty.CONFIRMED.value,
        "confirmed_from": now if person else None,
        "confirmed_to": now,
    }
    add_row(batch, RELATION, tie)
    return group


def _source(proposal: Proposal) -> Source:
    """What the proposer said of where she knows it from, as a source that the history names."""
    source, _is_new = Source.objects.get_or_create(
        code=f"proposal-{proposal.pk}", defaults={"name": proposal.credit, "kind": Source.Kind.PERSON}
    )
    return source
