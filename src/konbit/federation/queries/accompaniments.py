"""A group goes along with an enterprise: what only the people of the two may know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.base.period import Period, earliest, latest
from konbit.base.registry import CalendarEntry, GroupDoor
from konbit.base.text import Multilingual, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.directory.models import Group
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.federation.models import Accompaniment, Visit
from konbit.people.audience import Viewer
from konbit.people.names import names_of


@dataclass(frozen=True)
class AccompanimentLine:
    """Who goes along with whom; a group that the reader may not see any more is not named."""

    id: int
    uid: str
    supporter: GroupLink | None
    enterprise: GroupLink | None
    aim: Multilingual
    period: Period
    visits: int
    next_step: str
    next_on: str

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:accompaniment", args=[self.uid])

    @property
    def when(self) -> str:
        """Its period in words."""
        return period_words(self.period.start, self.period.until)

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return bool(self.period.until) and latest(self.period.until) < date.today()


@dataclass(frozen=True)
class VisitShown:
    """A visit or a talk; `is_late`: its next step was to be done before today, and nothing came after it."""

    id: int
    on: str
    text: str
    next_step: str
    next_on: str
    is_late: bool
    who: str


@dataclass(frozen=True)
class AccompanimentPage:
    """An accompaniment with its visits, oldest first."""

    line: AccompanimentLine
    visits: tuple[VisitShown, ...]
    came: GroupLink | None
    """The group from which the reader comes: of the two the first in which she takes part."""


@dataclass(frozen=True)
class AccompanimentsPage:
    """The accompaniments of a group that the reader takes part in, those that are over last."""

    group: GroupLink
    lines: tuple[AccompanimentLine, ...]
    may_begin: bool


def belongs(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer takes part in a group herself: neither the care of a network above it nor that of
    the instance is enough here."""
    return group.removed_at is None and viewer.holds(group.scope)


def seen_accompaniment(viewer: Viewer, uid: str) -> Accompaniment:
    """The accompaniment with this uid. Raises `NotFound` for whoever takes part in neither group."""
    row = _standing().filter(uid=uid).first()
    if row is None or not _may_know(viewer, row):
        raise NotFound(
            _("There is no such page, or it is not open to you."),
            remedy=_("What is written of an accompaniment is for the people of the two groups alone."),
        )
    return row


def seen_visit(viewer: Viewer, pk: int) -> Visit:
    """A visit by its id. Raises `NotFound` as `seen_accompaniment` does."""
    visit = Visit.objects.select_related("accompaniment").filter(pk=pk).first()
    seen_accompaniment(viewer, visit.accompaniment.uid if visit else "")
    assert visit is not None
    return visit


def accompaniment_page(viewer: Viewer, uid: str) -> AccompanimentPage:
    """An accompaniment with all that was written. Raises `NotFound`."""
    row = seen_accompaniment(viewer, uid)
    visits = list(row.visits.all())
    links = visible_groups(viewer, [row.group_id, row.enterprise_id])
    own = next((one for one in (row.group, row.enterprise) if belongs(viewer, one)), row.group)
    names = names_of({one.by for one in visits if one.by})
    return AccompanimentPage(
        line=_line(row, visits, links),
        visits=tuple(_visit(one, visits, names.get(one.by, "")) for one in visits),
        came=links.get(own.pk),
    )


def accompaniments_page(viewer: Viewer, group_uid: str) -> AccompanimentsPage:
    """The accompaniments of a group, on either side. Raises `NotFound` for whoever takes part in none."""
    group, _sight = seen_group(viewer, group_uid)
    rows = _of_groups(viewer, [group.pk])
    if not rows and not belongs(viewer, group):
        seen_accompaniment(viewer, "")
    lines = sorted(_lines(viewer, rows), key=lambda line: line.is_over)
    link = visible_groups(viewer, [group.pk])[group.pk]
    return AccompanimentsPage(link, tuple(lines), belongs(viewer, group))


def goes_along(viewer: Viewer, group: Group) -> bool:
    """Whether the way to the accompaniments of a group is shown to the viewer."""
    return viewer.is_someone and (belongs(viewer, group) or bool(_of_groups(viewer, [group.pk])))


def accompaniment_doors(viewer: Viewer, group_id: int) -> Iterator[GroupDoor]:
    """The door to the accompaniments of a group, for the people of one of the two sides alone."""
    rows = _of_groups(viewer, [group_id])
    uid = Group.objects.filter(pk=group_id).values_list("uid", flat=True).first() if rows else None
    if uid:
        address = reverse("federation:accompaniments", args=[uid])
        yield GroupDoor(_("Going along together"), address, "footprints", len(rows))


def calendar(viewer: Viewer, groups: Collection[int], first: date, last: date) -> Iterator[CalendarEntry]:
    """The next steps of the accompaniments of these groups (ids), from a first to a last day: on the last of
    the days that a date may mean."""
    rows = {row.pk: row for row in _of_groups(viewer, groups)}
    visits = list(Visit.objects.filter(accompaniment__in=rows).exclude(next_on="")) if rows else []
    changed = changed_at(kind_of(Visit), [one.pk for one in visits]) if visits else {}
    for visit in visits:
        day, row = latest(visit.next_on), rows[visit.accompaniment_id]
        if first <= day <= last:
            yield CalendarEntry(
                uid=f"next-step-{visit.pk}@{row.uid}",
                title=visit.next_step,
                begin=day,
                end=day,
                url=f"{settings.KONBIT_URL}{reverse('federation:accompaniment', args=[row.uid])}",
                changed_at=changed.get(visit.pk, row.made_at),
                text=sentence(row.aim, get_language() or "en"),
            )


def _standing() -> QuerySet[Accompaniment]:
    return Accompaniment.objects.filter(removed_at=None).select_related("group", "enterprise")


def _of_groups(viewer: Viewer, groups: Collection[int]) -> list[Accompaniment]:
    """The accompaniments of these groups (ids), on either side, that the viewer may know of; asks nothing of
    the database for whoever takes part nowhere."""
    if not viewer.roles:
        return []
    rows = _standing().filter(Q(group__in=groups) | Q(enterprise__in=groups)).order_by("-valid_from", "-pk")
    return [row for row in rows if _may_know(viewer, row)]


def _may_know(viewer: Viewer, row: Accompaniment) -> bool:
    return belongs(viewer, row.group) or belongs(viewer, row.enterprise)


def _lines(viewer: Viewer, rows: list[Accompaniment]) -> list[AccompanimentLine]:
    links = visible_groups(viewer, {pk for row in rows for pk in (row.group_id, row.enterprise_id)})
    visits: dict[int, list[Visit]] = {row.pk: [] for row in rows}
    for one in Visit.objects.filter(accompaniment__in=visits):
        visits[one.accompaniment_id].append(one)
    return [_line(row, visits[row.pk], links) for row in rows]


def _line(row: Accompaniment, visits: list[Visit], links: dict[int, GroupLink]) -> AccompanimentLine:
    last = visits[-1] if visits else None
    return AccompanimentLine(
        id=row.pk,
        uid=row.uid,
        supporter=links.get(row.group_id),
        enterprise=links.get(row.enterprise_id),
        aim=row.aim,
        period=row.period,
        visits=len(visits),
        next_step=last.next_step if last else "",
        next_on=date_words(last.next_on) if last else "",
    )


def _visit(row: Visit, visits: Iterable[Visit], who: str) -> VisitShown:
    later = row.next_on and any(
        one.pk != row.pk and one.on and earliest(one.on) >= latest(row.next_on) for one in visits
    )
    return VisitShown(
        id=row.pk,
        on=date_words(row.on),
        text=row.text,
        next_step=row.next_step,
        next_on=date_words(row.next_on),
        is_late=bool(row.next_on) and latest(row.next_on) < date.today() and not later,
        who=who,
    )
