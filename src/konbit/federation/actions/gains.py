"""What was gained or kept, and what became of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, with_words
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.federation.actions.checking import must_have_come
from konbit.federation.gains import lost_on, since
from konbit.federation.models import Gain, Struggle, Turn
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class GainDraft:
    """What somebody writes of a gain, in one language. `country`: its two letters. `struggle`: a uid."""

    language: str
    title: str
    text: str = ""
    firmness: str = Gain.Firmness.PROJECT
    institution: str = ""
    place: str = ""
    country: str = ""
    struggle: str = ""
    audience: str = Audience.PUBLIC


@dataclass(frozen=True)
class TurnDraft:
    """What happened to a gain, in one language; `on`: a partial date, `address`: where it can be looked
    up."""

    language: str
    kind: str
    on: str = ""
    text: str = ""
    address: str = ""


def tell_gain(viewer: Viewer, group_uid: str, draft: GainDraft, first: TurnDraft, key: uuid.UUID) -> str:
    """A group tells of a gain and how it began: gained, or kept. Returns its uid; the same key again gives
    the gain that stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("take part")

    def make() -> Gain:
        gain = Gain(key=key, group=group, by=viewer.actor)
        for name, value in _columns(viewer, gain, draft).items():
            setattr(gain, name, value)
        with recording(viewer.actor, "tell of a gain") as batch:
            add(batch, gain)
            turn = Turn(gain=gain, key=uuid.uuid5(key, "first"), by=viewer.actor)
            for name, value in _turned(turn, first).items():
                setattr(turn, name, value)
            add(batch, turn)
            _settle(batch, gain)
        return gain

    return once(Gain, key, make).uid


def write_gain(viewer: Viewer, uid: str, draft: GainDraft) -> Gain:
    """Write a gain again, or in another language. Raises as `tell_gain` does."""
    gain, sight = seen_thing(viewer, Gain, uid)
    sight.must("edit")
    with recording(viewer.actor, "tell of a gain") as batch:
        change(batch, gain, **_columns(viewer, gain, draft))
    return gain


def remove_gain(viewer: Viewer, uid: str) -> Gain:
    """Take a gain out of the atlas, because it was told wrongly; it can be brought back."""
    gain, sight = seen_thing(viewer, Gain, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove a gain") as batch:
        change(batch, gain, removed_at=timezone.now())
    return gain


def tell_turn(viewer: Viewer, uid: str, draft: TurnDraft, key: uuid.UUID) -> Turn:
    """Tell what happened to a gain (uid). The same key again gives the turn that stands."""
    gain, sight = seen_thing(viewer, Gain, uid)
    sight.must("take part")

    def make() -> Turn:
        turn = Turn(gain=gain, key=key, by=viewer.actor)
        for name, value in _turned(turn, draft).items():
            setattr(turn, name, value)
        with recording(viewer.actor, "tell of a turn") as batch:
            add(batch, turn)
            _settle(batch, gain)
        return turn

    return once(Turn, key, make)


def write_turn(viewer: Viewer, turn_id: int, draft: TurnDraft) -> Turn:
    """Tell a turn differently, or in another language: one's own, or any by those who edit."""
    turn = own_turn(viewer, turn_id)
    with recording(viewer.actor, "tell of a turn") as batch:
        change(batch, turn, **_turned(turn, draft))
        _settle(batch, turn.gain)
    return turn


def remove_turn(viewer: Viewer, turn_id: int) -> Turn:
    """Take a turn away: one's own, or any by those who edit. It can be brought back."""
    turn = own_turn(viewer, turn_id)
    with recording(viewer.actor, "remove a turn") as batch:
        remove(batch, turn)
        _settle(batch, turn.gain)
    return turn


def own_turn(viewer: Viewer, turn_id: int) -> Turn:
    """A turn that this viewer may change. Raises `NotFound`, `NotAllowed`."""
    turn = Turn.objects.select_related("gain").filter(pk=turn_id).first()
    if turn is None:
        raise gone()
    _gain, sight = seen_thing(viewer, Gain, turn.gain.uid)
    sight.must("take part" if turn.by == viewer.actor else "edit")
    return turn


def _settle(batch: Batch, gain: Gain) -> None:
    """Since when it holds and when it was lost follow from its turns."""
    turns = [(one.on, one.kind) for one in gain.turns.all()]
    change(batch, gain, valid_from=since(turns), valid_until=lost_on(turns))


def _columns(viewer: Viewer, gain: Gain, draft: GainDraft) -> dict[str, Any]:
    if not draft.title.strip():
        raise Problem(_("The gain has no name."), remedy=_("Say in a few words what was gained or kept."))
    return {
        **in_language(gain, draft.language, {"title": draft.title, "text": draft.text}),
        "firmness": draft.firmness,
        "institution": draft.institution.strip(),
        "place": draft.place.strip(),
        "country": draft.country,
        "struggle": _struggle(viewer, gain, draft.struggle),
        "audience": draft.audience,
    }


def _struggle(viewer: Viewer, gain: Gain, uid: str) -> Struggle | None:
    if not uid:
        return None
    found, _sight = seen_thing(viewer, Struggle, uid)
    if found.group_id != gain.group_id:
        raise Problem(
            _("This struggle is another group’s."),
            remedy=_("Choose one of the group that tells of the gain."),
        )
    return found


def _turned(turn: Turn, draft: TurnDraft) -> dict[str, Any]:
    if draft.kind not in Turn.Kind.values:
        raise Problem(_("It is not said what happened to it."), remedy=_("Choose one from the list."))
    must_have_come(draft.on)
    return {
        "kind": draft.kind,
        "on": draft.on,
        "text": with_words(turn.text, draft.language, draft.text),
        "address": draft.address.strip(),
    }
