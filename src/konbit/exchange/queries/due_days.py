"""Turns of tontines and days on which promises are due, as calendars show them to those whom they concern.

Calendars are read by other programs and stand open on tables: no amount and nobody's name goes into them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.registry import CalendarEntry
from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.directory.forms.fields import reader
from konbit.directory.queries.of_group import seen_things
from konbit.exchange.models import Circle, Cycle, Member, Obligation, Turn
from konbit.exchange.queries.acting import keeps
from konbit.exchange.queries.own_accounts import memberships
from konbit.people.audience import Viewer

OPEN = (Obligation.State.SAID, Obligation.State.STANDS, Obligation.State.DISPUTED)


def promise_days(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterable[CalendarEntry]:
    """The days on which something is due that the viewer, or a group that she edits, has promised or was
    promised, in circles of these groups (ids) or of which these groups are members. What is paid in at a turn
    stands at the turn."""
    own = {one.pk for one in _own(viewer, groups)}
    if not own:
        return
    due = list(
        Obligation.objects.filter(
            Q(payer__member__in=own) | Q(payee__member__in=own),
            state__in=OPEN, due_on__gte=first, due_on__lte=last,
        )
        .exclude(sort="turn")
        .select_related("circle", "payer", "payee")
        .order_by("due_on", "pk")
    )  # fmt: skip
    changed = changed_at(kind_of(Obligation), [one.pk for one in due])
    for one in due:
        title = _promised(one, goes=one.payer.member_id in own)
        day = one.due_on or first
        yield CalendarEntry(
            uid=f"promise@{one.uid}", title=title % {"circle": _called(one.circle)}, begin=day, end=day,
            url=_at("exchange:promises", one.circle), changed_at=changed.get(one.pk) or timezone.now(),
        )  # fmt: skip


def turn_days(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterable[CalendarEntry]:
    """The turns of tontines that run, in circles of these groups (ids) in which the viewer takes part or
    whose books she keeps."""
    own = _own(viewer, groups)
    held = Circle.objects.filter(group__in=groups, kind="tontine", removed_at=None).select_related("group")
    told = {one.circle_id for one in own} | {
        one.pk for one in seen_things(viewer, held) if keeps(viewer, one)
    }
    turns = list(
        Turn.objects.filter(
            cycle__circle__in=told, cycle__state=Cycle.State.RUNNING, due_on__gte=first, due_on__lte=last
        )
        .select_related("cycle__circle")
        .order_by("due_on", "pk")
    )
    changed = changed_at(kind_of(Turn), [one.pk for one in turns])
    ids = {one.pk for one in own}
    for one in turns:
        title = _("Your turn: %(circle)s") if one.holder_id in ids else _("Turn %(number)d: %(circle)s")
        circle = one.cycle.circle
        yield CalendarEntry(
            uid=f"turn@{one.uid}", title=title % {"circle": _called(circle), "number": one.number},
            begin=one.due_on, end=one.due_on, url=_at("exchange:circle", circle),
            changed_at=changed.get(one.pk) or timezone.now(),
        )  # fmt: skip


def _own(viewer: Viewer, groups: Collection[int]) -> list[Member]:
    """As whom the viewer takes part in circles that she sees and these groups hold, or are members of."""
    near = [one for one in memberships(viewer) if {one.circle.group_id, one.group_id} & set(groups)]
    seen = {one.pk for one in seen_things(viewer, {one.circle_id: one.circle for one in near}.values())}
    return [one for one in near if one.circle_id in seen]


def _promised(one: Obligation, goes: bool) -> str:
    if one.sort == "instalment":
        return _("An instalment is due: %(circle)s") if goes else _("An instalment comes in: %(circle)s")
    return _("You promised something: %(circle)s") if goes else _("Something is coming to you: %(circle)s")


def _called(circle: Circle) -> str:
    return sentence(circle.title, reader())


def _at(name: str, circle: Circle) -> str:
    return f"{settings.KONBIT_URL}{reverse(name, args=[circle.uid])}"
