"""Recruiting allies: who could stand with us, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import visible_groups
from konbit.federation.actions.checking import must_follow
from konbit.federation.actions.naming import Named, named
from konbit.federation.models import Ally, Struggle
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class AllyDraft:
    """What somebody writes of an ally, in one language. `who`: a name, or the address of a group's page.

    `shares`: for an alliance the vision, for a partnership the resources. `contact`: None where the viewer
    may not see it, so that it stays.
    """

    language: str
    who: str
    tie: str = Ally.Tie.ALLIANCE
    shares: str = ""
    contact: str | None = None
    next_step: str = ""
    next_on: str = ""
    reason: str = ""
    valid_from: str = ""
    valid_until: str = ""


def add_ally(viewer: Viewer, uid: str, draft: AllyDraft) -> Ally:
    """Think of an ally for a struggle (uid). Who stands there with the same tie already is given back.
    Raises `Problem`, `NotAllowed`, `NotFound`."""
    struggle, sight = seen_thing(viewer, Struggle, uid)
    sight.must("take part")
    with recording(viewer.actor, "think of an ally") as batch:
        Struggle.objects.select_for_update().get(pk=struggle.pk)  # whoever sends it twice waits here
        who = _who(viewer, draft, None)
        there = Ally.objects.filter(struggle=struggle, tie=draft.tie, group=who.group, name__iexact=who.name)
        stands = there.first()
        if stands is not None:
            return stands
        ally = Ally(struggle=struggle, tie=draft.tie)
        for name, value in _columns(ally, draft, who).items():
            setattr(ally, name, value)
        add(batch, ally)
    return ally


def write_ally(viewer: Viewer, ally_id: int, draft: AllyDraft) -> Ally:
    """Write an ally again. Raises as `add_ally` does."""
    ally = own_ally(viewer, ally_id)
    with recording(viewer.actor, "write of an ally") as batch:
        change(batch, ally, **_columns(ally, draft, _who(viewer, draft, ally)), tie=draft.tie)
    return ally


def move_ally(viewer: Viewer, ally_id: int, stage: str) -> Ally:
    """Move an ally to another stage. From the day on which they are with us the tie holds, until the day on
    which they are no longer. Raises `Problem` for a stage that there is not."""
    ally = own_ally(viewer, ally_id)
    if stage not in Ally.Stage.values:
        raise Problem(
            _("There is no such stage."), remedy=_("Open the page again, and press a button there.")
        )
    today = timezone.localdate().isoformat()
    dates: dict[str, Any] = {}
    if stage == Ally.Stage.AGREED:
        dates = {"valid_from": ally.valid_from or today, "valid_until": ""}
    elif stage == Ally.Stage.ENDED and ally.valid_from:
        dates = {"valid_until": ally.valid_until or today}
    with recording(viewer.actor, "move an ally") as batch:
        change(batch, ally, stage=stage, **dates)
    return ally


def remove_ally(viewer: Viewer, ally_id: int) -> Ally:
    """Take an ally out of the list; it can be brought back."""
    ally = own_ally(viewer, ally_id, "edit")
    with recording(viewer.actor, "remove an ally") as batch:
        remove(batch, ally)
    return ally


def own_ally(viewer: Viewer, ally_id: int, verb: str = "take part") -> Ally:
    """An ally of whom this viewer may write: who stands with a group of which she may not know is not told.
    Raises `NotFound`, `NotAllowed`."""
    ally = Ally.objects.select_related("struggle", "group").filter(pk=ally_id).first()
    if ally is None or (
        ally.group is not None and ally.group.pk not in visible_groups(viewer, [ally.group.pk])
    ):
        raise gone()
    _struggle, sight = seen_thing(viewer, Struggle, ally.struggle.uid)
    sight.must(verb)
    return ally


def _who(viewer: Viewer, draft: AllyDraft, stands: Ally | None) -> Named:
    who = named(viewer, draft.who, stands.group if stands else None)
    if who.says_nobody:
        raise Problem(_("Nobody is named."), remedy=_("Write who it is, or the address of their page."))
    return who


def _columns(ally: Ally, draft: AllyDraft, who: Named) -> dict[str, Any]:
    must_follow(draft.valid_from, draft.valid_until)
    return {
        "group": who.group,
        "name": who.name,
        "shares": with_words(ally.shares, draft.language, draft.shares),
        "contact": ally.contact if draft.contact is None else draft.contact.strip(),
        "next_step": draft.next_step.strip(),
        "next_on": draft.next_on,
        "reason": with_words(ally.reason, draft.language, draft.reason),
        "valid_from": draft.valid_from,
        "valid_until": draft.valid_until,
    }
