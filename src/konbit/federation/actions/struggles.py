"""Taking up a struggle: what is demanded, defended or built ourselves; what came of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import resolution_of
from konbit.base.errors import NotFound, Problem
from konbit.base.text import in_language, with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.federation.actions.checking import must_follow, must_have_come
from konbit.federation.actions.naming import named
from konbit.federation.models import Struggle
from konbit.federation.queries.struggle_choices import near_groups
from konbit.people.audience import Audience, Viewer

ENDED = frozenset({Struggle.State.WON.value, Struggle.State.PARTLY.value, Struggle.State.LOST.value})


@dataclass(frozen=True)
class StruggleDraft:
    """What somebody writes of a struggle, in one language. `institution`: its name, or the address of its
    page. `within`: the uid of the wider struggle. `resolution`: the uid of that by which it was taken
    up."""

    language: str
    title: str
    aim: str = ""
    way: str = Struggle.Way.DEMAND
    institution: str = ""
    contested: str = ""
    stand: str = ""
    within: str = ""
    resolution: str = ""
    valid_from: str = ""
    audience: str = Audience.PUBLIC

    @property
    def words(self) -> dict[str, str]:
        """The texts by their columns."""
        return {name: getattr(self, name) for name in ("title", "aim", "contested", "stand")}


@dataclass(frozen=True)
class ResultDraft:
    """What came of a struggle, in one language; `on`: since when (a partial date; empty: today)."""

    language: str
    state: str
    result: str = ""
    on: str = ""


def take_up(viewer: Viewer, group_uid: str, draft: StruggleDraft, key: uuid.UUID) -> str:
    """A group takes up a struggle. Returns its uid; the same key again gives the one that stands. Raises
    `Problem`, `NotAllowed`, `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("take part")

    def make() -> Struggle:
        row = Struggle(key=key, group=group, by=viewer.actor)
        with recording(viewer.actor, "take up a struggle") as batch:
            for name, value in _columns(viewer, row, draft).items():
                setattr(row, name, value)
            add(batch, row)
        return row

    return once(Struggle, key, make).uid


def write_struggle(viewer: Viewer, uid: str, draft: StruggleDraft) -> Struggle:
    """Write a struggle again, or in another language. Raises as `take_up` does."""
    row, sight = seen_thing(viewer, Struggle, uid)
    sight.must("edit")
    with recording(viewer.actor, "write a struggle") as batch:
        change(batch, row, **_columns(viewer, row, draft))
    return row


def tell_result(viewer: Viewer, uid: str, draft: ResultDraft) -> Struggle:
    """Say what came of a struggle, or that it goes on again. Raises as `take_up` does."""
    row, sight = seen_thing(viewer, Struggle, uid)
    sight.must("edit")
    if draft.state not in Struggle.State.values:
        raise Problem(_("It is not said what became of it."), remedy=_("Choose one from the list."))
    must_have_come(draft.on)
    until = (draft.on or timezone.localdate().isoformat()) if draft.state in ENDED else ""
    must_follow(row.valid_from, until)
    with recording(viewer.actor, "tell what came of a struggle") as batch:
        result = with_words(row.result, draft.language, draft.result)
        change(batch, row, state=draft.state, result=result, valid_until=until)
    return row


def remove_struggle(viewer: Viewer, uid: str) -> Struggle:
    """Take a struggle away; it can be brought back."""
    row, sight = seen_thing(viewer, Struggle, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove a struggle") as batch:
        change(batch, row, removed_at=timezone.now())
    return row


def _columns(viewer: Viewer, row: Struggle, draft: StruggleDraft) -> dict[str, Any]:
    if not draft.title.strip():
        raise Problem(_("The struggle has no name."), remedy=_("Say in a few words what it is about."))
    must_follow(draft.valid_from, row.valid_until)
    whose = named(viewer, draft.institution, row.institution_group)
    resolution = resolution_of(viewer, {row.group_id}, draft.resolution) if draft.resolution else None
    return {
        **in_language(row, draft.language, draft.words),
        "way": draft.way,
        "institution": whose.name,
        "institution_group": whose.group,
        "within": _wider(viewer, row, draft.within),
        "resolution": resolution or _unseen(viewer, row),
        "valid_from": draft.valid_from,
        "audience": draft.audience,
    }


def _unseen(viewer: Viewer, row: Struggle) -> Any:
    """The resolution that stands, where the viewer may not know of it: she could not choose it."""
    if row.resolution is None:
        return None
    try:
        seen_thing(viewer, type(row.resolution), row.resolution.uid)
    except NotFound:
        return row.resolution
    return None


def _wider(viewer: Viewer, row: Struggle, uid: str) -> Struggle | None:
    """The wider struggle: of the same group or of a network above it, and not a part of this one itself."""
    if not uid:
        stands = row.within
        return stands if stands is not None and not _is_seen(viewer, stands) else None
    if row.within is not None and row.within.uid == uid:
        return row.within
    wider, _sight = seen_thing(viewer, Struggle, uid)
    if wider.group_id not in near_groups(row.group_id):
        raise Problem(
            _("This struggle is of a group to which yours does not belong."),
            remedy=_("Choose one of your own group, or of a network of it."),
        )
    above = dict(Struggle.objects.filter(within__isnull=False).values_list("pk", "within"))
    at: int | None = wider.pk
    passed: set[int] = set()
    while at is not None and at not in passed:
        if at == row.pk:
            raise Problem(
                _("A struggle cannot be a part of itself, not even through others."),
                remedy=_("Choose another wider struggle, or none."),
                status=409,
            )
        passed.add(at)
        at = above.get(at)
    return wider


def _is_seen(viewer: Viewer, row: Struggle) -> bool:
    try:
        seen_thing(viewer, Struggle, row.uid)
    except NotFound:
        return False
    return True
