"""Votes that rules of majority speak of."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.assembly.models import Resolution
from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.engines.statutes import COUNTINGS
from konbit.federation.actions.levels import kept
from konbit.federation.models import Organ, Poll
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class PollDraft:
    """A resolution (uid) that was a vote on a matter; `organ`: the uid of the body that voted, empty for the
    group; `counted_in`: heads, organisations or weights."""

    resolution: str
    matter: str = ""
    organ: str = ""
    counted_in: str = "heads"
    present: int | None = None
    entitled: int | None = None


def record_poll(viewer: Viewer, uid: str, draft: PollDraft) -> Poll:
    """Say that a resolution was a vote of which rules of statutes (uid) speak; saying it again changes it.

    Raises `Problem` for a resolution whose votes nobody counted, more present than entitled or more votes
    than present; `NotAllowed`, `NotFound`.
    """
    statutes = kept(viewer, uid)
    resolution = _counted(viewer, draft.resolution)
    organ = Organ.objects.filter(uid=draft.organ, level__statutes=statutes, removed_at=None).first()
    if draft.counted_in not in COUNTINGS or (draft.organ and organ is None):
        raise Problem(_("This cannot be chosen."), remedy=_("Choose from the lists."))
    _must_add_up(resolution, draft)
    said = {
        "matter": " ".join(draft.matter.split())[:40], "organ": organ, "counted_in": draft.counted_in,
        "present": draft.present, "entitled": draft.entitled,
    }  # fmt: skip
    with recording(viewer.actor, "record vote") as batch:
        poll = Poll.objects.select_for_update().filter(statutes=statutes, resolution=resolution).first()
        if poll is None:
            poll = Poll(statutes=statutes, resolution=resolution, **said)
            add(batch, poll)
        else:
            change(batch, poll, **said)
    return poll


def remove_poll(viewer: Viewer, pk: int) -> Poll:
    """Say that it was no such vote. Returns what is left of the row."""
    poll = Poll.objects.select_related("statutes").filter(pk=pk).first()
    if poll is None:
        raise gone()
    poll.statutes = kept(viewer, poll.statutes.uid)
    with recording(viewer.actor, "remove vote") as batch:
        remove(batch, poll)
    return poll


def _counted(viewer: Viewer, uid: str) -> Resolution:
    try:
        resolution, _sight = seen_thing(viewer, Resolution, uid)
    except NotFound:
        resolution = None
    if resolution is None or resolution.in_favour is None or resolution.against is None:
        raise Problem(
            _("Nobody counted the votes for and against of this resolution."),
            remedy=_("Write them down on the page of the resolution, then come back."),
        )
    if not resolution.decided_on:
        raise Problem(
            _("It is not said when this was decided."), remedy=_("Write the day on its page, then come back.")
        )
    return resolution


def _must_add_up(resolution: Resolution, draft: PollDraft) -> None:
    cast = (resolution.in_favour or 0) + (resolution.against or 0)
    if draft.present is not None and cast > draft.present:
        raise Problem(_("More voted than were present."), remedy=_("Look at both numbers again."))
    if draft.present is not None and draft.entitled is not None and draft.present > draft.entitled:
        raise Problem(_("More were present than may vote."), remedy=_("Look at both numbers again."))
