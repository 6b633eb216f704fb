"""What a meeting leaves behind in other rooms: tasks, lessons; made there, noted here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konbit.assembly.actions.reaching import minuted, part_of
from konbit.assembly.models import Item, Outcome, Resolution
from konbit.base.errors import Problem
from konbit.base.registry import Maker, Wish, rooms
from konbit.base.text import short_enough
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.people.audience import Viewer

LONGEST_WISH = 2_000


def makers() -> tuple[Maker, ...]:
    """What meetings can leave behind, as the rooms offer it."""
    return tuple(maker for room in rooms() for maker in room.makers)


def leave(viewer: Viewer, uid: str, kind: str, wish: Wish, item_id: int | None = None) -> Outcome:
    """Make something of a wish in the room that offers this kind, and note it at the meeting. The same wish
    again gives what stands. Raises `NotFound`, `NotAllowed`, `Problem` for a kind that no room offers or a
    decision of another meeting."""
    meeting = minuted(viewer, uid)
    item = part_of(meeting, Item, item_id)
    maker = next((one for one in makers() if one.kind == kind), None)
    if maker is None:
        raise Problem(_("Nothing of this kind can be made here."), kind[:60], _("Choose again."), status=422)
    short_enough(wish.text, LONGEST_WISH)
    if wish.resolution is not None:
        known = Resolution.objects.filter(pk=wish.resolution, meeting=meeting).exists()
        if not known:
            raise Problem(_("This was not decided at this meeting."), remedy=_("Choose again."), status=422)

    def make() -> Outcome:
        made = maker.make(viewer, meeting.group_id, wish)
        outcome = Outcome.objects.filter(meeting=meeting, kind=made.kind, object_id=made.id).first()
        if outcome is None:
            outcome = Outcome(meeting=meeting, item=item, key=wish.key, kind=made.kind, object_id=made.id)
            with recording(viewer.actor, "leave behind") as batch:
                rows.add(batch, outcome)
        return outcome

    return once(Outcome, wish.key, make)
