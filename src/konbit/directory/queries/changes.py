"""What changed in a list, or in a network, in a time: added, not seen, closed, moved, renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.errors import NotFound
from konbit.base.period import earliest, latest
from konbit.directory.models import Difference, Group, ImportRun, Place, Source
from konbit.directory.queries.imports import may_import
from konbit.directory.queries.lists import network_of
from konbit.directory.queries.networks import belonging, inner_networks
from konbit.directory.queries.posters import Credit
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Audience, Viewer

Kind = Difference.Kind
SHOWN = 25
"""So many of a kind stand on the page that shows all kinds."""
PAGE = 100
ON_PAPER = 300
"""So many of a kind are named on a poster; of more only the number is printed."""
YEAR = timedelta(days=365)
FIRST_YEAR, LAST_YEAR = 1900, 3000
UNDONE = ("returned", "key")

TITLES = {
    Kind.ADDED: gettext_lazy("Added"),
    Kind.GONE: gettext_lazy("Not seen any more"),
    Kind.CLOSED: gettext_lazy("Closed"),
    Kind.MOVED: gettext_lazy("Moved"),
    Kind.RENAMED: gettext_lazy("Renamed"),
    Kind.RETURNED: gettext_lazy("Seen again"),
}


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see: from which day to which (both included), one kind or all, which page."""

    since: date
    until: date
    kind: str = ""
    page: int = 1


def asked(since: str, until: str, kind: str, page: int) -> Asked:
    """What an address asks for; the last year where it says no time."""
    last = _day(until, latest) or timezone.localdate()
    return Asked(_day(since, earliest) or last - YEAR, last, kind if kind in TITLES else "", max(1, page))


def _day(text: str, bound: Callable[[str], date]) -> date | None:
    """The first or last day of a partial date, within what a calendar can add to; None for anything else."""
    try:
        day = bound(text.strip())
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year < LAST_YEAR else None


@dataclass(frozen=True)
class Line:
    """A group and what changed: `was` and `now` in words, `way` how far it moved; empty where unknown."""

    link: GroupLink
    was: str = ""
    now: str = ""
    way: str = ""


@dataclass(frozen=True)
class Section:
    """The changes of one kind: how many in all, and some of them."""

    kind: str
    title: str
    count: int
    lines: tuple[Line, ...]

    @property
    def more(self) -> int:
        """How many are not among its lines."""
        return self.count - len(self.lines)


@dataclass(frozen=True)
class Reading:
    """One reading in the time; `may_undo`: whether this viewer may take back what it added."""

    id: int
    source: str
    on: date
    rows: int
    added: int
    may_undo: bool


@dataclass(frozen=True)
class ChangesPage:
    """What changed. `pages` counts those of the one kind that was asked for; 1 where all are shown."""

    title: str
    network: GroupLink | None
    source_id: int | None
    asked: Asked
    sections: tuple[Section, ...]
    readings: tuple[Reading, ...]
    credits: tuple[Credit, ...]
    pages: int

    @property
    def total(self) -> int:
        """All changes together."""
        return sum(section.count for section in self.sections)


def changes_of_list(viewer: Viewer, source_id: int, wanted: Asked, shown: int = SHOWN) -> ChangesPage:
    """What changed in one list. Raises NotFound for a list of a network that the viewer may not know of."""
    source = Source.objects.filter(pk=source_id, runs__isnull=False).first()
    if source is None:
        raise NotFound(_("There is no such list."), remedy=_("Look for the network by its name."))
    network = network_of(source)
    if network is not None:
        seen_group(viewer, network.uid)
    runs = ImportRun.objects.filter(source=source)
    rows = Difference.objects.filter(run__in=_in_time(runs, wanted))
    return _page(viewer, source.name, network, source.pk, rows, _in_time(runs, wanted), wanted, shown)


def changes_of_network(viewer: Viewer, uid: str, wanted: Asked, shown: int = SHOWN) -> ChangesPage:
    """What changed among all groups of a network, whatever list said so. Raises NotFound."""
    network, _sight = seen_group(viewer, uid)
    if network.kind != Group.Kind.NETWORK:
        raise NotFound(_("There is no such network."), remedy=_("Look for it by its name."))
    within = [network.pk, *inner_networks(network.pk)]
    below = Group.objects.filter(belonging(within)).values("pk")
    timely = _in_time(ImportRun.objects.all(), wanted)
    rows = Difference.objects.filter(run__in=timely).filter(Q(run__network__in=within) | Q(group__in=below))
    runs = timely.filter(Q(network__in=within) | Q(pk__in=rows.values("run")))
    return _page(viewer, network.name, network, None, rows, runs, wanted, shown)


def _in_time(runs: QuerySet[ImportRun], wanted: Asked) -> QuerySet[ImportRun]:
    zone = timezone.get_current_timezone()
    begins = datetime.combine(wanted.since, time.min, zone)
    ends = datetime.combine(wanted.until + timedelta(days=1), time.min, zone)
    return runs.filter(started_at__gte=begins, started_at__lt=ends, source__isnull=False)


def _page(
    viewer: Viewer,
    title: str,
    network: Group | None,
    source_id: int | None,
    rows: QuerySet[Difference],
    runs: QuerySet[ImportRun],
    wanted: Asked,
    shown: int,
) -> ChangesPage:
    rows = _visible(viewer, rows.exclude(decision__in=UNDONE).filter(kind__in=TITLES))
    counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    kinds = [wanted.kind] if wanted.kind else [kind for kind in TITLES if counts.get(kind)]
    size = PAGE if wanted.kind else shown
    pages = max(1, -(-counts.get(wanted.kind, 0) // PAGE)) if wanted.kind else 1
    start = (min(wanted.page, pages) - 1) * PAGE if wanted.kind else 0
    sections = tuple(
        Section(
            str(kind),
            str(TITLES[Kind(kind)]),
            counts.get(kind, 0),
            _lines(viewer, rows.filter(kind=kind).order_by("group__name", "id")[start : start + size]),
        )
        for kind in kinds
    )
    link = next(iter(visible_groups(viewer, [network.pk]).values()), None) if network else None
    read = list(runs.select_related("source").order_by("-started_at")[:PAGE])
    return ChangesPage(
        title, link, source_id, wanted, sections, tuple(_readings(viewer, read)), _credits(read), pages
    )


def _visible(viewer: Viewer, rows: QuerySet[Difference]) -> QuerySet[Difference]:
    """Only what tells of groups that the viewer may know of."""
    rows = rows.filter(group__removed_at=None)
    closed = rows.exclude(group__audience=Audience.PUBLIC).values_list("group", flat=True).distinct()
    known = visible_groups(viewer, list(closed)) if viewer.is_someone or viewer.is_operator else {}
    return rows.filter(Q(group__audience=Audience.PUBLIC) | Q(group__in=list(known)))


def _lines(viewer: Viewer, rows: Iterable[Difference]) -> tuple[Line, ...]:
    rows = list(rows)
    links = visible_groups(viewer, [row.group_id for row in rows])
    precisions: defaultdict[int, set[str]] = defaultdict(set)
    for group, precision in Place.objects.filter(group__in=links).values_list("group", "precision"):
        precisions[group].add(precision)
    exact = {group for group, held in precisions.items() if held == {Place.Precision.EXACT}}
    return tuple(
        _line(links[row.group_id], row, row.group_id not in exact) for row in rows if row.group_id in links
    )


def _line(link: GroupLink, row: Difference, is_vague: bool) -> Line:
    """A change in words. Where a group does not show exactly where it is, nothing is said of where it was."""
    if row.kind == Kind.CLOSED:
        return Line(link, now=date_words(row.now) if row.now else "")
    if row.kind == Kind.MOVED:
        if is_vague:
            return Line(link)
        return Line(link, row.was, row.now, _way(row.km))
    return Line(link, row.was, row.now)


def _way(km: float | None) -> str:
    if km is None:
        return ""
    if km < 1:
        return _("under 1 km")
    return _("%(km)s km") % {"km": number_format(round(km))}


def _readings(viewer: Viewer, runs: Iterable[ImportRun]) -> Iterable[Reading]:
    for run in runs:
        if run.source is None or run.started_at is None:
            continue
        undo = bool(run.added) and run.state == ImportRun.State.DONE and may_import(viewer, run.network_id)
        on = timezone.localdate(run.started_at)
        yield Reading(run.pk, run.source.name, on, run.rows, run.added, undo)


def _credits(runs: Iterable[ImportRun]) -> tuple[Credit, ...]:
    """The sources of these readings, each once."""
    sources = {run.source.pk: run.source for run in runs if run.source}
    return tuple(Credit(one.name, one.attribution, one.licence) for one in sources.values())
