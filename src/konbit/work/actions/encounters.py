"""Telling of encounters: who visited whom, what was seen, what was taken home."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest, latest
from konbit.base.text import with_words
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.queries.finding import groups_named
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Audience, Viewer
from konbit.work.models import Encounter, Visitor

LONGEST_TEXT = 5_000
MOST_VISITORS = 60


@dataclass(frozen=True)
class Told:
    """What somebody tells of an encounter, in one language. Groups are told by name: one that the directory
    knows by just this name is tied to the encounter."""

    kind: str
    title: str
    language: str
    host: str = ""
    visitors: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    place: str = ""
    seen: str = ""
    taken_home: str = ""
    people: int | None = None
    audience: str = Audience.PUBLIC


def tell_encounter(viewer: Viewer, group_uid: str, told: Told) -> Encounter:
    """Keep what a group tells of an encounter. Raises `NotAllowed`, `NotFound`, `Problem` for an end before
    its beginning."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("take part")
    _must_make_sense(told)
    with recording(viewer.actor, "tell of an encounter") as batch:
        encounter = Encounter(group=group, by=viewer.actor, **_values(viewer, Encounter(), told))
        add(batch, encounter)
        _set_visitors(batch, viewer, encounter, told.visitors)
    return encounter


def tell_encounter_again(viewer: Viewer, uid: str, told: Told) -> Encounter:
    """Tell an encounter differently, or in another language. Raises as `tell_encounter`."""
    encounter, sight = seen_thing(viewer, Encounter, uid)
    sight.must("take part")
    _must_make_sense(told)
    with recording(viewer.actor, "tell of an encounter") as batch:
        change(batch, encounter, **_values(viewer, encounter, told))
        _set_visitors(batch, viewer, encounter, told.visitors)
    return encounter


def remove_encounter(viewer: Viewer, uid: str) -> Encounter:
    """Take an encounter away; it can be brought back."""
    encounter, sight = seen_thing(viewer, Encounter, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove an encounter") as batch:
        change(batch, encounter, removed_at=timezone.now())
    return encounter


def _values(viewer: Viewer, stands: Encounter, told: Told) -> dict[str, object]:
    host = groups_named(viewer, [told.host]).get(told.host.strip())
    return {
        "kind": told.kind,
        "title": with_words(stands.title, told.language, told.title),
        "host_id": host.id if host else None,
        "host_name": "" if host else told.host.strip(),
        "valid_from": told.valid_from,
        "valid_until": told.valid_until,
        "place": told.place.strip(),
        "seen": with_words(stands.seen, told.language, told.seen),
        "taken_home": with_words(stands.taken_home, told.language, told.taken_home),
        "people": told.people,
        "audience": told.audience,
    }


def _set_visitors(batch: Batch, viewer: Viewer, encounter: Encounter, names: tuple[str, ...]) -> None:
    """Give an encounter just these visitors, each once."""
    known = groups_named(viewer, names)
    wanted = {
        (known[name].id, "") if name in known else (None, name)
        for name in (one.strip() for one in names[:MOST_VISITORS])
        if name
    }
    stand = {(one.group_id, one.name): one for one in encounter.visitors.all()}
    for ends, visitor in stand.items():
        if ends not in wanted:
            remove(batch, visitor)
    for group_id, name in sorted(wanted - set(stand), key=str):
        add(batch, Visitor(encounter=encounter, group_id=group_id, name=name))


def _must_make_sense(told: Told) -> None:
    if told.valid_from and told.valid_until and latest(told.valid_until) < earliest(told.valid_from):
        raise Problem(_("It ends before it begins."), remedy=_("Change one of the two dates."))
