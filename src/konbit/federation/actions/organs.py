"""Bodies of a group: said, changed, taken away."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.period import earliest, latest
from konbit.base.text import in_language
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import Sight, seen_group
from konbit.directory.queries.wording import date_words
from konbit.federation.models import College, Level, Organ
from konbit.federation.queries.mandate_choices import level_choices
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class OrganDraft:
    """What somebody says of a body, in one language. `level`: the id of the level on which its statutes see
    it; `valid_from`, `valid_until`: partial dates."""

    language: str
    title: str
    kind: str = Organ.Kind.BOARD
    purpose: str = ""
    valid_from: str = ""
    valid_until: str = ""
    level: int | None = None
    audience: str = Audience.PUBLIC


def found_organ(viewer: Viewer, group: str, draft: OrganDraft, key: uuid.UUID) -> str:
    """Say that a group (uid) has a body, with the colleges that its statutes name. Returns its uid; the same
    key again gives the one that stands.

    Raises `Problem` for a day before the group was founded, an end before the beginning; `NotAllowed`,
    `NotFound`.
    """
    keeper, sight = seen_group(viewer, group)
    sight.must("edit")

    def make() -> Organ:
        organ = Organ(key=key, group=keeper, by=viewer.actor)
        for name, value in _columns(viewer, organ, draft).items():
            setattr(organ, name, value)
        level = Level.objects.filter(pk=organ.level_id).first() if organ.level_id else None
        with recording(viewer.actor, "found body") as batch:
            add(batch, organ)
            for order, one in enumerate(level.colleges if level else ()):
                add(batch, College(organ=organ, word=one["word"], title=one["title"], order=order))
        return organ

    return once(Organ, key, make).uid


def write_organ(viewer: Viewer, uid: str, draft: OrganDraft) -> None:
    """Say something else of a body. Raises as `found_organ`, and `Problem` where somebody sat there before
    the day on which it would now begin."""
    organ, _sight = kept_organ(viewer, uid)
    columns = _columns(viewer, organ, draft)
    before = [one.valid_from for one in organ.mandates.all() if one.valid_from]
    if draft.valid_from and before and latest(min(before, key=latest)) < earliest(draft.valid_from):
        first = date_words(min(before, key=latest))
        raise Problem(
            _("Somebody sat there since %(day)s: before it would begin.") % {"day": first},
            remedy=_("Write an earlier day, or change that mandate first."),
        )
    with recording(viewer.actor, "write body") as batch:
        change(batch, organ, **columns)


def remove_organ(viewer: Viewer, uid: str) -> Organ:
    """Take a body away that was written down by mistake; it can be brought back. Returns it."""
    organ, _sight = kept_organ(viewer, uid)
    with recording(viewer.actor, "remove body") as batch:
        change(batch, organ, removed_at=timezone.now())
    return organ


def kept_organ(viewer: Viewer, uid: str) -> tuple[Organ, Sight]:
    """A body for whoever may keep it. Raises `NotAllowed`, `NotFound`."""
    organ, sight = seen_thing(viewer, Organ, uid)
    sight.must("edit")
    return organ, sight


def must_be_in_order(start: str, until: str) -> None:
    """Raise `Problem` for an end before the beginning."""
    if start and until and latest(until) < earliest(start):
        raise Problem(
            _("It ends (%(until)s) before it begins (%(start)s).")
            % {"until": date_words(until), "start": date_words(start)},
            remedy=_("Change one of the two dates."),
        )


def must_be_founded(group: Group, day: str) -> None:
    """Raise `Problem` for a day before a group was founded."""
    if day and group.valid_from and latest(day) < earliest(group.valid_from):
        raise Problem(
            _("%(day)s is before %(group)s was founded (%(founded)s).")
            % {"group": group.name, "founded": date_words(group.valid_from), "day": date_words(day)},
            remedy=_("Write a later day, or correct when the group was founded."),
        )


def _columns(viewer: Viewer, organ: Organ, draft: OrganDraft) -> dict[str, object]:
    if not draft.title.strip() and not organ.title:
        raise Problem(_("It has no name."), remedy=_("Write how you call it: Board, Committee of the well."))
    must_be_in_order(draft.valid_from, draft.valid_until)
    must_be_founded(organ.group, draft.valid_from)
    if draft.kind not in Organ.Kind.values:
        raise Problem(_("There is no such kind of body."), remedy=_("Choose one from the list."))
    if draft.level not in {
        None,
        organ.level_id,
        *(pk for pk, _words in level_choices(viewer, organ.group_id)),
    }:
        raise Problem(_("These statutes are not of this group."), remedy=_("Choose from the list."))
    return {
        **in_language(organ, draft.language, {"title": draft.title, "purpose": draft.purpose}),
        "kind": draft.kind,
        "valid_from": draft.valid_from,
        "valid_until": draft.valid_until,
        "level_id": draft.level,
        "audience": draft.audience,
    }
