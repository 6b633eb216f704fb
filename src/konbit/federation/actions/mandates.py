"""Giving somebody a mandate, changing it, ending it, confirming it, passing a role on."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import resolution_of
from konbit.assembly.queries.choices import group_named
from konbit.base.errors import NotFound, Problem
from konbit.base.period import earliest, latest
from konbit.base.text import in_language
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.models import Group
from konbit.directory.queries.visible import Sight, seen_group, sight_of, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.federation.actions.organ_parts import kept_part, part_of
from konbit.federation.actions.organs import kept_organ, must_be_in_order
from konbit.federation.actions.seating import must_hold
from konbit.federation.models import College, Mandate, Organ, Region, Seat
from konbit.federation.queries.mandate_choices import accounts_of, regions_near, resolving
from konbit.federation.queries.organ_rows import must_know
from konbit.federation.sitting import day_before, expired, waits
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class MandateDraft:
    """Who sits, for whom, from when until when, in one language.

    `name`: of a person; `person`: her opaque id, where she has an account in the group. `holder`,
    `speaks_for`: names or addresses of groups. `college`, `seat`, `region`: ids. `valid_from`, `valid_until`,
    `confirm_by`: partial dates. `resolution`: the uid of the one that gave it. `audience`: who may see the
    name.
    """

    language: str
    name: str = ""
    person: str = ""
    holder: str = ""
    speaks_for: str = ""
    college: int | None = None
    seat: int | None = None
    region: int | None = None
    task: str = ""
    valid_from: str = ""
    valid_until: str = ""
    condition: str = ""
    confirm_by: str = ""
    resolution: str = ""
    audience: str = Audience.PUBLIC


def give_mandate(viewer: Viewer, uid: str, draft: MandateDraft, key: uuid.UUID) -> Mandate:
    """Let somebody sit in a body (uid). The same key again gives the mandate that stands. Raises `Problem` as
    `must_hold` says, `NotAllowed`, `NotFound`."""
    organ, sight = kept_organ(viewer, uid)

    def make() -> Mandate:
        with recording(viewer.actor, "give mandate") as batch:
            return _given(batch, viewer, _held(organ), sight, draft, key)

    return once(Mandate, key, make)


def change_mandate(viewer: Viewer, mandate_id: int, draft: MandateDraft) -> Mandate:
    """Say something else of a mandate. Raises as `give_mandate`."""
    mandate = _kept(viewer, mandate_id)
    organ, sight = kept_organ(viewer, mandate.organ.uid)
    with recording(viewer.actor, "change mandate") as batch:
        mandate.organ = _held(organ)
        columns = _columns(viewer, mandate, draft)
        said = Mandate(pk=mandate.pk, organ=mandate.organ, confirmed_on=mandate.confirmed_on, **columns)
        must_hold(said, sight, draft.language)
        change(batch, mandate, **columns)
    return mandate


def end_mandate(viewer: Viewer, mandate_id: int, on: str) -> Mandate:
    """A mandate ends on a day (a partial date). Raises `Problem` without a day, or for one before it began;
    `NotAllowed`, `NotFound`."""
    mandate = _kept(viewer, mandate_id)
    _must_say_when(on)
    must_be_in_order(mandate.valid_from, on)
    with recording(viewer.actor, "end mandate") as batch:
        change(batch, mandate, valid_until=on)
    return mandate


def confirm_mandate(viewer: Viewer, mandate_id: int, on: str) -> Mandate:
    """What a mandate depended upon has come, on a day (a partial date). Raises `Problem` where nothing waits,
    or for a day that is still to come, before it began, or after it expired; `NotAllowed`, `NotFound`."""
    mandate = _kept(viewer, mandate_id)
    _must_say_when(on)
    if not waits(mandate):
        raise Problem(
            _("Nothing is to be confirmed here any more."), remedy=_("Open the page again."), status=409
        )
    if earliest(on) > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write the day on which it was confirmed."))
    must_be_in_order(mandate.valid_from, on)
    if mandate.confirm_by and earliest(on) > latest(mandate.confirm_by):
        raise Problem(
            _("It was to be confirmed by %(day)s: it ended then.") % {"day": date_words(mandate.confirm_by)},
            remedy=_("Give a new mandate from the day on which you agreed upon it."),
        )
    with recording(viewer.actor, "confirm mandate") as batch:
        change(batch, mandate, confirmed_on=on)
    return mandate


def pass_on(viewer: Viewer, mandate_id: int, draft: MandateDraft, key: uuid.UUID) -> Mandate:
    """A role passes on: this mandate ends and the next begins on the day that the draft says, in one act; it
    keeps the seat and the college. Returns the next. Raises as `give_mandate`."""
    mandate = _kept(viewer, mandate_id)
    organ, sight = kept_organ(viewer, mandate.organ.uid)
    _must_say_when(draft.valid_from)

    def make() -> Mandate:
        with recording(viewer.actor, "pass mandate on") as batch:
            mandate.organ = _held(organ)
            ends = day_before(draft.valid_from)
            if mandate.valid_until and latest(mandate.valid_until) < latest(ends):
                ends = mandate.valid_until
            must_be_in_order(mandate.valid_from, ends)
            if not expired(mandate, earliest(ends)):
                change(batch, mandate, valid_until=ends)
            return _given(batch, viewer, mandate.organ, sight, draft, key, mandate)

    return once(Mandate, key, make)


def remove_mandate(viewer: Viewer, mandate_id: int) -> Mandate:
    """Take a mandate away that was written down by mistake. Returns it."""
    mandate = _kept(viewer, mandate_id)
    with recording(viewer.actor, "remove mandate") as batch:
        remove(batch, mandate)
    return mandate


def _kept(viewer: Viewer, mandate_id: int) -> Mandate:
    """A mandate for whoever may keep the body and know the name."""
    mandate = kept_part(viewer, Mandate, mandate_id)
    must_know(sight_of(viewer, mandate.organ.group), mandate)
    return mandate


def _held(organ: Organ) -> Organ:
    """The body, kept from others until the act is done, so that two do not get one seat."""
    return Organ.objects.select_for_update(of=("self",)).select_related("group").get(pk=organ.pk)


def _given(
    batch: Batch, viewer: Viewer, organ: Organ, sight: Sight, draft: MandateDraft, key: uuid.UUID,
    before: Mandate | None = None,
) -> Mandate:  # fmt: skip
    mandate = Mandate(organ=organ, key=key)
    if before is not None:
        mandate.college, mandate.seat = before.college, before.seat
    for name, value in _columns(viewer, mandate, draft, before is not None).items():
        setattr(mandate, name, value)
    must_hold(mandate, sight, draft.language, before)
    add(batch, mandate)
    return mandate


def _columns(
    viewer: Viewer, mandate: Mandate, draft: MandateDraft, keeps_seat: bool = False
) -> dict[str, object]:
    organ = mandate.organ
    college, seat = mandate.college, mandate.seat
    if not keeps_seat:
        seat = part_of(organ, Seat, draft.seat)
        college = part_of(organ, College, draft.college)
    if seat is not None and seat.college_id is not None:
        if college is not None and college.pk != seat.college_id:
            raise Problem(_("This seat is in another college."), remedy=_("Choose the seat, or the college."))
        college = seat.college
    accounts = dict(accounts_of(organ.group_id))
    if draft.person not in {"", mandate.person, *accounts}:
        raise Problem(_("This account is not of the group."), remedy=_("Choose one from the list."))
    return {
        **in_language(mandate, draft.language, {"task": draft.task, "condition": draft.condition}),
        "name": draft.name.strip() or accounts.get(draft.person, ""),
        "person": draft.person,
        "holder": _group(viewer, draft.holder, mandate.holder),
        "speaks_for": _group(viewer, draft.speaks_for, mandate.speaks_for),
        "college": college,
        "seat": seat,
        "region": _region(viewer, organ, draft.region, mandate.region),
        "valid_from": draft.valid_from,
        "valid_until": draft.valid_until,
        "confirm_by": draft.confirm_by,
        "resolution": _resolution(viewer, organ, draft.resolution, mandate),
        "audience": draft.audience,
    }


def _group(viewer: Viewer, words: str, stands: Group | None) -> Group | None:
    """The group that is meant; the one that stands, where its name does or the viewer may not know of it."""
    said = words.strip()
    if stands is not None:
        is_seen = bool(visible_groups(viewer, [stands.pk]))
        if said == (stands.name if is_seen else ""):
            return stands
    return seen_group(viewer, group_named(viewer, said))[0] if said else None


def _region(viewer: Viewer, organ: Organ, pk: int | None, stands: Region | None) -> Region | None:
    near = {one.pk: one for one in regions_near(viewer, organ.group_id)}
    if pk is None:
        return stands if stands is not None and stands.pk not in near else None
    if pk not in near:
        raise NotFound(_("There is no such region here."), remedy=_("Choose one from the list."))
    return near[pk]


def _resolution(viewer: Viewer, organ: Organ, uid: str, mandate: Mandate) -> object:
    groups = resolving(viewer, organ.group_id)
    if uid:
        return resolution_of(viewer, groups, uid)
    stands = mandate.resolution
    return stands if stands is not None and stands.group_id not in groups else None


def _must_say_when(on: str) -> None:
    if not on:
        raise Problem(_("It is not said when."), remedy=_("Write the day, the month or the year."))
