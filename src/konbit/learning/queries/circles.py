"""A study circle with its dates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from konbit.base.registry import CalendarEntry
from konbit.base.text import Multilingual, pick
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.learning.models import Circle, Module, Reading, Sitting
from konbit.learning.queries.modules import CircleLink, ModuleLink, circle_links, module_page
from konbit.people.audience import Audience, Viewer


@dataclass(frozen=True)
class SittingShown:
    """A date of a circle, in the hour of its own place (`at`, `zone`)."""

    id: int
    at: datetime
    zone: str
    minutes: int
    place: str
    readings: tuple[Reading, ...]
    note: str
    is_over: bool

    @property
    def clock(self) -> datetime:
        """The same without its zone, so that a page shows the hour of the place, not the server's."""
        return self.at.replace(tzinfo=None)

    @property
    def reading_minutes(self) -> int:
        """How long its texts take to read."""
        return sum(one.minutes or 0 for one in self.readings)


@dataclass(frozen=True)
class CirclePage:
    """A study circle: what it studies, and when it sits."""

    link: CircleLink
    note: Multilingual
    module: ModuleLink | None
    module_uid: str
    sittings: tuple[SittingShown, ...]
    audience: str
    may_take_part: bool


def circle_page(viewer: Viewer, uid: str) -> CirclePage:
    """The page of a circle. Raises `NotFound`."""
    circle, sight = seen_thing(viewer, Circle, uid)
    seen = bool(seen_things(viewer, [circle.module]))
    return CirclePage(
        link=circle_links(viewer, [circle])[0],
        note=circle.note,
        module=module_page(viewer, circle.module.uid).link if seen else None,
        module_uid=circle.module.uid,
        sittings=tuple(
            sitting_shown(one, {circle.module_id} if seen else ())
            for one in circle.sittings.prefetch_related("readings")
        ),
        audience=str(Audience(circle.audience).label),
        may_take_part=sight.may("take part"),
    )


def sitting_written(pk: int) -> Sitting | None:
    """A date as it stands, for a form."""
    return Sitting.objects.select_related("circle__module").filter(pk=pk).first()


def sitting_shown(one: Sitting, modules: Collection[int]) -> SittingShown:
    """A date in the hour of its place, with its texts out of the modules (ids) that its reader may see."""
    zone = ZoneInfo(one.zone) if one.zone else timezone.get_default_timezone()
    return SittingShown(
        id=one.pk,
        at=one.starts_at.astimezone(zone),
        zone=one.zone,
        minutes=one.minutes,
        place=one.place,
        readings=tuple(text for text in one.readings.all() if text.module_id in modules),
        note=one.note,
        is_over=one.starts_at < timezone.now(),
    )


def calendar(viewer: Viewer, groups: Collection[int], first: date, last: date) -> list[CalendarEntry]:
    """The dates of study circles of these groups (ids) from a first to a last day."""
    circles = {
        one.pk: one for one in seen_things(viewer, Circle.objects.filter(group__in=groups, removed_at=None))
    }
    rows = Sitting.objects.filter(
        circle__in=circles, starts_at__date__gte=first, starts_at__date__lte=last
    ).prefetch_related("readings")
    changed = changed_at(kind_of(Sitting), [one.pk for one in rows])
    modules = Module.objects.filter(pk__in={one.module_id for one in circles.values()})
    studied = {one.pk for one in seen_things(viewer, modules)}
    return [
        _entry(circles[one.circle_id], one, sitting_shown(one, studied), changed.get(one.pk)) for one in rows
    ]


def _entry(circle: Circle, one: Sitting, shown: SittingShown, changed: datetime | None) -> CalendarEntry:
    language = get_language() or "en"
    texts = [pick(text.title, language).text for text in shown.readings]
    return CalendarEntry(
        uid=f"sitting-{one.pk}@{circle.uid}",
        title=pick(circle.title, language).text,
        begin=shown.at,
        end=shown.at + timedelta(minutes=one.minutes),
        url=f"{settings.KONBIT_URL}{reverse('learning:circle', args=[circle.uid])}",
        changed_at=changed or circle.made_at,
        sequence=one.sequence,
        zone=one.zone,
        place=one.place,
        text="\n".join(texts),
    )
