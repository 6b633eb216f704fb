"""A network as a whole: its face, the networks in it, its members, sums in which each group counts once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils.formats import number_format

from konbit.base.period import holding_on
from konbit.directory.asked import Asked
from konbit.directory.models import Certainty, Group, Relation, Size, Term
from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.found import Found, find
from konbit.directory.queries.group_parts import term_link
from konbit.directory.queries.membership import DOWNWARD, UPWARD
from konbit.directory.queries.shown import GroupPage, TermLink
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.people.audience import Viewer

SHOWN_MEMBERS = 24
SHOWN_NETWORKS = 60
SHOWN_IN_SEVERAL = 12
_LOOKED_AT = 400


@dataclass(frozen=True)
class InnerNetwork:
    """A network within the network, and how many levels below it."""

    link: GroupLink
    level: int


@dataclass(frozen=True)
class Sum:
    """A count over all groups of a network that give it: `n` groups, each with its newest figure."""

    dimension: TermLink
    total: int
    n: int
    as_of: str

    @property
    def number(self) -> str:
        """The sum as the reader writes numbers."""
        return number_format(self.total, force_grouping=True)


@dataclass(frozen=True)
class InSeveral:
    """A group that belongs to several networks directly."""

    link: GroupLink
    networks: tuple[GroupLink, ...]


@dataclass(frozen=True)
class Waiting:
    """A group that says it belongs to the network, which nobody of the network has confirmed yet."""

    link: GroupLink
    relation_id: int


@dataclass(frozen=True)
class NetworkPage:
    """What a network's page shows besides that of any group; `found`: all below it, each once."""

    motto: str
    found: Found
    sums: tuple[Sum, ...]
    inner: tuple[InnerNetwork, ...]
    members: tuple[Card, ...]
    more_members: int
    in_several: tuple[InSeveral, ...]
    waiting: tuple[Waiting, ...]


def network_page(viewer: Viewer, page: GroupPage, language: str) -> NetworkPage:
    """What a network's page shows of its members, as far as this viewer may know of them."""
    network = page.link.id
    inner = inner_networks(network)
    face = face_of(network, language)
    asked = Asked(chosen={"network": (page.link.uid,)})
    found = find(viewer, asked, language, count=("kind", "country"), size=1)
    direct = _direct_members(network)
    links = visible_groups(viewer, {*inner, *direct})
    members = sorted(
        (links[pk] for pk in direct if pk in links and links[pk].kind != Group.Kind.NETWORK),
        key=lambda link: link.name.casefold(),
    )
    return NetworkPage(
        motto=face.motto if face else "",
        found=found,
        sums=_sums(viewer, [network, *inner], language),
        inner=tuple(InnerNetwork(links[pk], level) for pk, level in inner.items() if pk in links)[
            :SHOWN_NETWORKS
        ],
        members=cards(viewer, [link.id for link in members[:SHOWN_MEMBERS]], language),
        more_members=max(0, len(members) - SHOWN_MEMBERS),
        in_several=_in_several(viewer, [network, *inner]),
        waiting=_waiting(viewer, network) if "moderate" in page.may else (),
    )


def inner_networks(network: int, day: date | None = None) -> dict[int, int]:
    """The networks within a network on a day (today), each with its level: 1 for its own members."""
    holding = Relation.objects.filter(holding_on(day or date.today()))
    up = holding.filter(kind__in=UPWARD, subject__kind=Group.Kind.NETWORK, subject__removed_at=None)
    down = holding.filter(kind__in=DOWNWARD, object__kind=Group.Kind.NETWORK, object__removed_at=None)
    levels: dict[int, int] = {network: 0}
    wanted = [network]
    while wanted:
        found = [
            *up.filter(object__in=wanted).order_by("subject__name").values_list("subject", "object"),
            *((o, s) for s, o in down.filter(subject__in=wanted).values_list("subject", "object")),
        ]
        wanted = []
        for member, above in found:
            if member not in levels:
                levels[member] = levels[above] + 1
                wanted.append(member)
    del levels[network]
    return levels


def belonging(networks: Iterable[int], day: date | None = None) -> Q:
    """The condition on groups that they belong directly to one of these networks on a day (today)."""
    holding = Relation.objects.filter(holding_on(day or date.today()))
    networks = list(networks)
    return Q(pk__in=holding.filter(kind__in=UPWARD, object__in=networks).values("subject")) | Q(
        pk__in=holding.filter(kind__in=DOWNWARD, subject__in=networks).values("object")
    )


def _direct_members(network: int) -> list[int]:
    groups = Group.objects.filter(belonging([network]), removed_at=None).order_by("name")
    return list(groups.values_list("pk", flat=True)[:_LOOKED_AT])


def _sums(viewer: Viewer, networks: list[int], language: str) -> tuple[Sum, ...]:
    """Per dimension the sum of each group's newest count; of two of one day the group's own word."""
    groups = Group.objects.filter(belonging(networks), removed_at=None).values("pk")
    rows = list(
        Size.objects.filter(group__in=groups)
        .order_by("on", F("source_id").desc(nulls_last=True), "id")
        .values_list("group", "dimension", "value", "on")
    )
    known = visible_groups(viewer, {group for group, *_rest in rows})
    newest = {(dimension, group): (value, on) for group, dimension, value, on in rows if group in known}
    terms = Term.objects.select_related("scheme").in_bulk({dimension for dimension, _group in newest})
    sums = []
    for pk, term in sorted(terms.items(), key=lambda one: (one[1].scheme_id, one[1].order)):
        counts = [said for (dimension, _group), said in newest.items() if dimension == pk]
        years = sorted(on[:4] for _value, on in counts if on)
        as_of = period_words(years[0], years[-1]) if years else ""
        sums.append(Sum(term_link(term, language), sum(value for value, _on in counts), len(counts), as_of))
    return tuple(sums)


def _in_several(viewer: Viewer, networks: list[int]) -> tuple[InSeveral, ...]:
    """Some groups below these networks that belong directly to more than one network anywhere."""
    holding = Relation.objects.filter(holding_on(date.today()), kind__in=UPWARD)
    groups = Group.objects.filter(belonging(networks), removed_at=None).values("pk")
    several = (
        holding.filter(subject__in=groups)
        .values("subject")
        .annotate(count=Count("object", distinct=True))
        .filter(count__gt=1)
        .order_by("subject__name")
        .values_list("subject", flat=True)[: 2 * SHOWN_IN_SEVERAL]
    )
    above: dict[int, set[int]] = {}
    for subject, object_ in holding.filter(subject__in=list(several)).values_list("subject", "object"):
        above.setdefault(subject, set()).add(object_)
    links = visible_groups(viewer, {*above, *(one for ones in above.values() for one in ones)})
    found = []
    for group, its in above.items():
        known = tuple(links[one] for one in sorted(its) if one in links)
        if group in links and len(known) > 1:
            found.append(InSeveral(links[group], known))
    return tuple(sorted(found, key=lambda one: one.link.name.casefold())[:SHOWN_IN_SEVERAL])


def _waiting(viewer: Viewer, network: int) -> tuple[Waiting, ...]:
    """The ties of belonging that wait for the word of the network, for those who may give it."""
    ties = Relation.objects.filter(
        holding_on(date.today()), object=network, kind__in=UPWARD, certainty=Certainty.TO_VERIFY
    )
    rows = list(ties.order_by("id").values_list("pk", "subject")[:SHOWN_NETWORKS])
    links = visible_groups(viewer, [subject for _pk, subject in rows])
    return tuple(Waiting(links[subject], pk) for pk, subject in rows if subject in links)
