"""The lists that are read into a network, or into the instance: where each comes from, how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.models import Claim, Difference, Feed, Group, ImportRun, Source
from konbit.directory.queries.imports import may_import, must_import, network_for_import
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer

SHOWN_READINGS = 20
MOST_LISTS = 200


def source_named(code: str) -> Source | None:
    """The source with this code, if it has ever been read."""
    return Source.objects.filter(code=code).first()


@dataclass(frozen=True)
class Following:
    """A source that is read by itself: where, how often, when next; `problem` is what went wrong last."""

    address: str
    every_days: int
    asked_at: datetime | None
    read_at: datetime | None
    next_at: datetime | None
    problem: dict[str, Any]


@dataclass(frozen=True)
class ListLine:
    """A list among others. `groups`: how many it names; `not_seen`: how many it no longer does."""

    id: int
    name: str
    groups: int
    not_seen: int
    read_at: datetime | None
    following: Following | None


@dataclass(frozen=True)
class ListsPage:
    """The lists of a network; of the whole instance where there is none."""

    network: Group | None
    lists: tuple[ListLine, ...]


@dataclass(frozen=True)
class ListPage:
    """One list with its readings, newest first; `open` is the one that waits for somebody."""

    line: ListLine
    source: Source
    network: GroupLink | None
    network_uid: str
    readings: tuple[ImportRun, ...]
    open: ImportRun | None


def lists_of(viewer: Viewer, network_uid: str) -> ListsPage:
    """The lists that are read into a network (uid), or for an operator all, with an empty uid.

    Raises NotFound, NotAllowed for whoever may not bring lists there.
    """
    network = network_for_import(viewer, network_uid) if network_uid else None
    if network is None:
        must_import(viewer, None)
    into = Q(runs__network=network) | Q(feed__network=network) if network else Q()
    sources = Source.objects.filter(into, Q(runs__isnull=False) | Q(feed__isnull=False)).distinct()
    rows = list(sources.select_related("feed").order_by("name")[:MOST_LISTS])
    return ListsPage(network, tuple(_line(source) for source in rows))


def list_page(viewer: Viewer, source_id: int) -> ListPage:
    """One list, for those who may bring it. Raises NotFound for everybody else."""
    source, network = list_for(viewer, source_id)
    link = next(iter(visible_groups(viewer, [network.pk]).values()), None) if network else None
    runs = source.runs.order_by("-made_at")
    waiting = runs.exclude(state__in=(ImportRun.State.DONE, ImportRun.State.TAKEN_BACK)).first()
    return ListPage(
        _line(source), source, link, network.uid if network else "", tuple(runs[:SHOWN_READINGS]), waiting
    )


def list_for(viewer: Viewer, source_id: int) -> tuple[Source, Group | None]:
    """A source that is read here, with the network that it is read into, for those who may bring it.

    Raises NotFound for everybody else.
    """
    source = Source.objects.select_related("feed__network").filter(pk=source_id).first()
    if source is not None:
        network = network_of(source)
        if may_import(viewer, network.pk if network else None):
            return source, network
    raise NotFound(_("There is no such list, or it is not yours."), remedy=_("Sign in first."))


def feed_of(source: Source) -> Feed | None:
    """How a source is read by itself, if it is."""
    return Feed.objects.filter(source=source).first()


def network_of(source: Source) -> Group | None:
    """The network into which a source is read, by its feed or else its last run."""
    feed = Feed.objects.select_related("network").filter(source=source).first()
    if feed is not None and feed.network is not None:
        return feed.network
    run = source.runs.select_related("network").order_by("-made_at").first()
    return run.network if run else None


def _line(source: Source) -> ListLine:
    claims = Claim.objects.filter(source=source, group__removed_at=None)
    waiting = Difference.objects.filter(
        run__source=source, kind=Difference.Kind.GONE, decided_at=None, group__removed_at=None
    )
    last = source.runs.filter(state=ImportRun.State.DONE).aggregate(last=Max("finished_at"))["last"]
    feed = Feed.objects.filter(source=source).first()
    return ListLine(
        source.pk, source.name, claims.filter(missing_readings=0).count(), waiting.count(), last,
        _following(feed) if feed else None,
    )  # fmt: skip


def _following(feed: Feed) -> Following:
    asked = feed.asked_at
    after = asked + timedelta(days=feed.every_days) if asked and feed.every_days else None
    return Following(feed.address, feed.every_days, asked, feed.read_at, after, feed.problem)
