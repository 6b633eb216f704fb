"""Days on which all work on somebody's field, as calendars show them to those who take part."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.registry import CalendarEntry
from konbit.base.text import sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.directory.queries.of_group import seen_things
from konbit.exchange.models import Circle, FieldDay
from konbit.exchange.queries.acting import keeps
from konbit.exchange.queries.members import names_in, own_members
from konbit.people.audience import Viewer


def field_days(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterable[CalendarEntry]:
    """The days in circles of these groups (ids) in which the viewer takes part, or which she keeps."""
    circles = seen_things(viewer, Circle.objects.filter(group__in=groups, kind="rota", removed_at=None))
    told = [one.pk for one in circles if own_members(viewer, one) or keeps(viewer, one)]
    if not told:
        return
    days = list(
        FieldDay.objects.filter(circle__in=told, removed_at=None, on__gte=first, on__lte=last)
        .exclude(host=None)
        .select_related("circle", "host__group")
    )
    names = names_in(viewer, [one.host for one in days if one.host is not None])
    changed = changed_at(kind_of(FieldDay), [one.pk for one in days])
    for day in days:
        address = reverse("exchange:circle", args=[day.circle.uid])
        yield CalendarEntry(
            uid=f"field-day@{day.uid}",
            title=_("We work together: %(host)s") % {"host": names[day.host_id or 0][0]},
            begin=day.on,
            end=day.on,
            url=f"{settings.KONBIT_URL}{address}#day-{day.uid}",
            changed_at=changed.get(day.pk) or timezone.now(),
            place=day.where,
            text=sentence(day.text, get_language() or "en"),
        )
