"""Groups that a source no longer names, for whoever knows what has become of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.folding import fold
from konbit.directory.models import Claim, Difference, Group
from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.networks import belonging, inner_networks
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, sight_of, visible_groups
from konbit.people.audience import Viewer
from konbit.people.rules import require

PAGE = 25
CANDIDATES = 200
Kind = Difference.Kind


@dataclass(frozen=True)
class Missed:
    """A group that a source named and names no more. `readings`: how many readings did not have it."""

    id: int
    card: Card
    source: str
    since: date
    readings: int


@dataclass(frozen=True)
class NotSeenPage:
    """Some of the groups that wait for somebody's word, and how many there are in all."""

    network: GroupLink | None
    total: int
    missed: tuple[Missed, ...]
    page: int
    pages: int


@dataclass(frozen=True)
class OtherKeyPage:
    """A group that was missed, and those that came instead and may be it, the likeliest first."""

    missed: Missed
    network_uid: str
    candidates: tuple[Card, ...]


def not_seen(viewer: Viewer, network_uid: str, page: int, language: str) -> NotSeenPage:
    """The groups of a network, or with an empty uid of the whole instance, that sources no longer name and
    about which nobody has said anything. Raises NotFound, NotAllowed."""
    network, waiting = _waiting_for(viewer, network_uid)
    total = waiting.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PAGE
    rows = waiting.select_related("claim", "run__source").order_by("-run", "id")[start : start + PAGE]
    missed = tuple(_missed(viewer, rows, language))
    link = next(iter(visible_groups(viewer, [network.pk]).values()), None) if network else None
    return NotSeenPage(link, total, missed, page, pages)


@dataclass(frozen=True)
class Unseen:
    """A source that named a group and names it no more, and the day of its first reading without it."""

    source: str
    since: date


def unseen_by(group: int) -> tuple[Unseen, ...]:
    """The sources that named a group (id) and name it no more."""
    missing = Claim.objects.filter(group=group, missing_since__isnull=False).order_by("missing_since")
    rows = missing.values_list("source__name", "missing_since")
    return tuple(Unseen(name, timezone.localdate(since)) for name, since in rows if since)


def waiting_number(network: int) -> int:
    """How many groups of a network wait for a word on whether they are still there."""
    return _of_network(network).count()


def _waiting_for(viewer: Viewer, network_uid: str) -> tuple[Group | None, QuerySet[Difference]]:
    if not network_uid:
        require(viewer, "moderate", "")
        return None, _waiting()
    network, sight = seen_group(viewer, network_uid)
    sight.must("moderate")
    return network, _of_network(network.pk)


def _waiting() -> QuerySet[Difference]:
    return Difference.objects.filter(kind=Kind.GONE, decided_at=None, group__removed_at=None)


def _of_network(network: int) -> QuerySet[Difference]:
    within = [network, *inner_networks(network)]
    below = Group.objects.filter(belonging(within)).values("pk")
    return _waiting().filter(Q(run__network__in=within) | Q(group__in=below))


def _missed(viewer: Viewer, rows: Iterable[Difference], language: str) -> list[Missed]:
    rows = list(rows)
    shown = {card.link.id: card for card in cards(viewer, [row.group_id for row in rows], language)}
    return [
        Missed(
            row.pk,
            shown[row.group_id],
            row.run.source.name if row.run.source else "",
            timezone.localdate(_since(row)),
            row.claim.missing_readings if row.claim else 1,
        )
        for row in rows
        if row.group_id in shown
    ]


def _since(row: Difference) -> datetime:
    since = row.claim.missing_since if row.claim else None
    return since or row.run.started_at or row.run.made_at


def missed_for(viewer: Viewer, difference_id: int) -> Difference:
    """A group that waits for somebody's word, for those who may give it. Raises NotFound, NotAllowed."""
    row = (
        Difference.objects.select_related("group", "claim", "run__source", "run__network")
        .filter(pk=difference_id, kind=Kind.GONE, decided_at=None, group__removed_at=None)
        .first()
    )
    if row is None or not (sight := sight_of(viewer, row.group)).sees(row.group.audience):
        raise NotFound(
            _("Nobody waits for a word on this any more."), remedy=_("Open the list again: it has changed.")
        )
    _must_decide(viewer, row, sight)
    return row


def _must_decide(viewer: Viewer, row: Difference, sight: Sight) -> None:
    """Whoever looks after the group's networks may, or after the one for which the list was read."""
    network = row.run.network
    if not (network and sight_of(viewer, network).may("moderate")):
        sight.must("moderate")


def other_key(viewer: Viewer, difference_id: int, language: str) -> OtherKeyPage:
    """Those that the source named for the first time since, the likeliest first: the same name, then the
    same town. Raises NotFound, NotAllowed."""
    row = missed_for(viewer, difference_id)
    missed = _missed(viewer, [row], language)[0]
    came = Difference.objects.filter(
        run__source=row.run.source_id, kind=Kind.ADDED, run__gte=row.run_id, group__removed_at=None
    ).values_list("group", flat=True)
    alike = Claim.objects.filter(
        source=row.run.source_id, missing_readings=0, group__name__iexact=row.group.name
    ).exclude(group=row.group_id)
    ids = [*alike.values_list("group", flat=True)[:CANDIDATES], *came.order_by("id")[:CANDIDATES]]
    found = {card.link.id: card for card in cards(viewer, list(dict.fromkeys(ids)), language)}
    found.pop(row.group_id, None)
    own = missed.card

    def unlikeness(card: Card) -> tuple[bool, bool, str]:
        same_name = fold(card.link.name) == fold(own.link.name)
        return (not same_name, card.place != own.place, card.link.name.casefold())

    uid = row.run.network.uid if row.run.network else ""
    return OtherKeyPage(missed, uid, tuple(sorted(found.values(), key=unlikeness)[:PAGE]))
