"""Beginning a gathering of points, and moving it on: collecting, sorting, deciding, closed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, short_enough
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.decisions.models import Gathering
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Audience, Viewer

LONGEST_TITLE = 200


@dataclass(frozen=True)
class GatheringDraft:
    """What somebody writes of a gathering, in one language. `until`: a partial date."""

    language: str
    title: str
    text: str = ""
    until: str = ""
    audience: str = Audience.PUBLIC

    @property
    def words(self) -> dict[str, str]:
        """The texts by their columns."""
        return {"title": short_enough(self.title, LONGEST_TITLE), "text": self.text}


def start_gathering(viewer: Viewer, group: str, draft: GatheringDraft, key: uuid.UUID) -> str:
    """A group (uid) asks for points. Returns the uid; the same key again gives the gathering that stands.
    Raises `Problem`, `NotAllowed`, `NotFound`."""
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")
    return once(Gathering, key, lambda: _started(viewer, keeper, draft, key)).uid


def _started(viewer: Viewer, keeper: Group, draft: GatheringDraft, key: uuid.UUID) -> Gathering:
    gathering = Gathering(
        key=key, group=keeper, by=viewer.actor, until=draft.until, audience=draft.audience,
        **in_language(Gathering(), draft.language, draft.words),
    )  # fmt: skip
    with recording(viewer.actor, "start gathering") as batch:
        add(batch, gathering)
    return gathering


def write_gathering(viewer: Viewer, uid: str, draft: GatheringDraft) -> None:
    """Write a gathering again in one language. Raises as `start_gathering` does."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    sight.must("edit")
    with recording(viewer.actor, "write gathering") as batch:
        change(
            batch, gathering, until=draft.until, audience=draft.audience,
            **in_language(gathering, draft.language, draft.words),
        )  # fmt: skip


def move_gathering(viewer: Viewer, uid: str, state: str) -> None:
    """Go on to the next step, or back to an earlier one. Raises `Problem` where points that stand are not
    decided and it would be closed; `NotAllowed`, `NotFound`."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    sight.must("edit")
    if state not in Gathering.State.values:
        raise Problem(_("There is no such step."), remedy=_("Choose one of the steps on the page."))
    with recording(viewer.actor, "move gathering") as batch:
        gathering = Gathering.objects.select_for_update().get(pk=gathering.pk)
        left = gathering.points.filter(joined_into=None, outcome="open").count()
        if state == Gathering.State.CLOSED and left:
            raise Problem(
                _("Points are left of which nobody has said what becomes of them: %(count)d.")
                % {"count": left},
                remedy=_("Decide them, refer them to another body, or say why they are not taken up."),
            )
        change(batch, gathering, state=state)


def remove_gathering(viewer: Viewer, uid: str) -> Gathering:
    """Take a gathering away with its points. It can be brought back. Returns it."""
    gathering, sight = seen_thing(viewer, Gathering, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove gathering") as batch:
        change(batch, gathering, removed_at=timezone.now())
    return gathering
