"""What a person says of a group that a source no longer names: still there, closed, another identifier."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.claiming import say_own
from konbit.directory.actions.importing.reading import Arrival, Summary, differing
from konbit.directory.actions.writing import change_groups
from konbit.directory.draft import Draft
from konbit.directory.drafted import state_from
from konbit.directory.formats.reading import Row
from konbit.directory.models import Claim, Difference, Group
from konbit.directory.queries.not_seen import missed_for
from konbit.directory.queries.towns import town_finder
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.people.audience import Viewer

THERE, CLOSED, KEY = "there", "closed", "key"
_NAMELESS = Draft(0, "", "")


def say_there(viewer: Viewer, difference_id: int) -> None:
    """The group is there: confirmed today, whatever its source says. Raises NotFound, NotAllowed."""
    missed = missed_for(viewer, difference_id)
    with recording(viewer.actor, "confirm") as batch:
        change_groups(batch, [(missed.group, {"confirmed_on": timezone.localdate().isoformat()})])
        _decided(viewer, missed, THERE)


def say_closed(viewer: Viewer, difference_id: int, on: str) -> None:
    """The group is no more, since a partial date, or since it was first missed where none is said.

    Raises NotFound, NotAllowed, and Problem for what is no date.
    """
    missed = missed_for(viewer, difference_id)
    on = on.strip() or _first_missed(missed)
    try:
        earliest(on)
    except ValueError as error:
        raise Problem(
            _("This is no date."), on, _("Write a year, a month or a day: 2024, 2024-09 or 2024-09-28.")
        ) from error
    with recording(viewer.actor, "edit") as batch:
        change_groups(batch, [(missed.group, {"valid_until": on})])
        say_own(batch, missed.group, {"valid_until": on})
        Difference.objects.create(
            run_id=missed.run_id, group=missed.group, claim=missed.claim, kind=Difference.Kind.CLOSED, now=on
        )
        _decided(viewer, missed, CLOSED)


def say_other_key(viewer: Viewer, difference_id: int, other_uid: str) -> None:
    """The group is there under another identifier, which came as a new group: that one goes, and what the
    source says of it becomes its word about this one, where nobody here has touched it.

    Raises NotFound, NotAllowed, and Problem where the source says nothing of the other.
    """
    missed = missed_for(viewer, difference_id)
    now = missed.claim
    other = Claim.objects.filter(
        source=missed.run.source_id, group__uid=other_uid, group__removed_at=None, missing_readings=0
    ).select_related("group")
    found = other.first()
    if now is None or found is None or found.group_id == missed.group_id:
        raise Problem(
            _("The list says nothing of this group."), other_uid, _("Choose one that came with the list.")
        )
    with recording(viewer.actor, "edit") as batch:
        _decided(viewer, missed, KEY)
        _take_over(batch, now, found)


def _take_over(batch: Batch, old: Claim, new: Claim) -> None:
    """Let the word about one group be the source's new word about another, under its new key."""
    group, double = Group.objects.get(pk=old.group_id), new.group
    terms, find_town = KnownTerms(), town_finder()
    state = state_from(new.fields, terms, find_town)
    arrival = Arrival(Row(0, {}), _NAMELESS, new.fields, new.digest, state, old, group)
    for one in differing([arrival], terms, find_town, Summary()):
        change_groups(batch, [(group, one.parts)])
    change_groups(batch, [(double, {"removed_at": timezone.now().isoformat()})])
    old.delete()
    new.group = group
    new.save(update_fields=["group"])


def _first_missed(missed: Difference) -> str:
    since = missed.claim.missing_since if missed.claim else None
    return timezone.localdate(since).isoformat() if since else timezone.localdate().isoformat()


def _decided(viewer: Viewer, missed: Difference, decision: str) -> None:
    """Keep who decided; from now on no reading settles it by itself."""
    missed.decided_at, missed.decided_by, missed.decision = timezone.now(), viewer.actor, decision
    missed.save(update_fields=["decided_at", "decided_by", "decision"])
    if missed.claim_id:
        Claim.objects.filter(pk=missed.claim_id).update(missing_readings=2)
