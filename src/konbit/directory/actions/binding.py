"""Ties of belonging that follow from what rooms above record: a member and a network have both agreed.

Called inside a `recording(…)` by actions that have asked both sides; asks no permission itself.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from konbit.chronicle.actions import Batch
from konbit.directory.actions.circles import must_not_circle
from konbit.directory.actions.rows import RELATION, add_row, change_row
from konbit.directory.models import Certainty, Group, Relation, RelationKind
from konbit.directory.queries.membership import DOWNWARD, UPWARD
from konbit.people.audience import Viewer


def bind(
    batch: Batch, viewer: Viewer, member: Group, network: Group, since: str, said_at: datetime
) -> Relation:
    """The member belongs to the network since a partial date, as the member said at a moment and the network
    says now. A tie that stands already, and has not ended, is confirmed by both.

    Raises `Problem`, with the way named, where a group would belong to itself."""
    now = timezone.now()
    said = {
        "confirmed_from": said_at.isoformat(),
        "confirmed_to": now.isoformat(),
        "certainty": Certainty.CONFIRMED.value,
        "valid_until": "",
    }
    standing = _standing(member, network, since)
    if standing is not None:
        if standing.kind in DOWNWARD:
            said |= {"confirmed_from": now.isoformat(), "confirmed_to": said_at.isoformat()}
        change_row(batch, RELATION, standing, said)
        return standing
    columns = {
        "subject_id": member.pk,
        "kind": RelationKind.MEMBER_OF.value,
        "object_id": network.pk,
        "valid_from": since,
        **said,
    }
    must_not_circle(columns, viewer)
    made = add_row(batch, RELATION, columns)
    assert isinstance(made, Relation)
    return made


def release(batch: Batch, relation: Relation, until: str) -> None:
    """A tie of belonging ends on a partial date, as the side that lets go may always say."""
    ended = relation.valid_until
    if not ended or until < ended:
        change_row(batch, RELATION, relation, {"valid_until": until})


def _standing(member: Group, network: Group, since: str) -> Relation | None:
    ends = Q(subject=member, object=network, kind__in=UPWARD) | Q(
        subject=network, object=member, kind__in=DOWNWARD
    )
    running = Q(valid_until="") | Q(valid_from=since)
    return Relation.objects.filter(ends, running).order_by("pk").first()
