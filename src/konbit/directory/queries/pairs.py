"""Pairs of records that may be the same group, for those who look after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed
from konbit.directory.addresses import group_address
from konbit.directory.models import Claim, Contact, Group, Identifier, Merge, Pair
from konbit.directory.precedence import OWN
from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.membership import inner_networks, networks_of
from konbit.directory.queries.networks import belonging
from konbit.directory.queries.pair_words import Reason, reasons, without_closed
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, visible_groups
from konbit.people.audience import Audience, Viewer

PAGE = 10
MOST_MERGES = 50
VERY_MANY = 99


@dataclass(frozen=True)
class Side:
    """One record of a pair, as it stands here."""

    card: Card
    sources: tuple[str, ...]
    numbers: tuple[str, ...]
    websites: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Two records that may be one group, what speaks for it and against; `share`: how likely, of 100."""

    id: int
    sides: tuple[Side, Side]
    reasons: tuple[Reason, ...]
    share: int
    may_decide: bool

    @property
    def title(self) -> str:
        """Both names, for those who do not see them side by side."""
        return " / ".join(side.card.link.name for side in self.sides)


@dataclass(frozen=True)
class MergeLine:
    """A merge that can be taken back: what it made stands by itself."""

    id: int
    kept: str
    gone: str
    kept_url: str


@dataclass(frozen=True)
class PairsPage:
    """Some pairs, surest first, of a network or (without a link) of the whole instance."""

    network: GroupLink | None
    questions: tuple[Question, ...]
    open: int
    later: int
    merges: tuple[MergeLine, ...]
    number: int
    pages: int


def pairs_page(viewer: Viewer, uid: str, language: str, page: int = 1, *, later: bool = False) -> PairsPage:
    """The pairs that wait, or those that were put off, of a network (uid) or of the instance.

    Raises `NotFound`, and `NotAllowed` for those who do not look after it.
    """
    network = _network(viewer, uid)
    asked, put_off = _pairs(network, Pair.State.OPEN), _pairs(network, Pair.State.LATER)
    chosen = put_off if later else asked
    total = chosen.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = list(
        chosen.order_by("-strong", "-score", "id").select_related("first", "second")[
            (page - 1) * PAGE : page * PAGE
        ]
    )
    link = visible_groups(viewer, [network.pk]).get(network.pk) if network else None
    return PairsPage(
        network=link,
        questions=_questions(viewer, rows, language),
        open=asked.count(),
        later=put_off.count(),
        merges=_merges(network),
        number=page,
        pages=pages,
    )


def number_waiting(uid: str) -> int:
    """How many pairs of a network wait."""
    network = Group.objects.filter(uid=uid).first()
    return _pairs(network, Pair.State.OPEN).count() if network else 0


def _network(viewer: Viewer, uid: str) -> Group | None:
    if not uid:
        if not viewer.is_operator:
            raise NotAllowed(_("You may not do this."), remedy=_("Only who keeps this house can."))
        return None
    network, sight = seen_group(viewer, uid)
    sight.must("moderate")
    return network


def _pairs(network: Group | None, state: str) -> QuerySet[Pair]:
    rows = Pair.objects.filter(state=state, first__removed_at=None, second__removed_at=None)
    if network is None:
        return rows
    inside = _inside(network)
    return rows.filter(Q(first__in=inside) | Q(second__in=inside))


def _inside(network: Group) -> QuerySet[Group]:
    return Group.objects.filter(belonging([network.pk, *inner_networks(network.pk)])).only("pk")


def _merges(network: Group | None) -> tuple[MergeLine, ...]:
    standing = Merge.objects.filter(undone_at=None, kept__removed_at=None)
    rows = standing.select_related("kept", "gone").order_by("-at")
    if network is not None:
        rows = rows.filter(kept__in=_inside(network))
    return tuple(
        MergeLine(one.pk, one.kept.name, one.gone.name, group_address(one.kept.uid, one.kept.slug))
        for one in rows[:MOST_MERGES]
    )


def _questions(viewer: Viewer, rows: Sequence[Pair], language: str) -> tuple[Question, ...]:
    groups = {group.pk: group for row in rows for group in (row.first, row.second)}
    above = networks_of(groups)
    sights = {pk: Sight(viewer, group.scope, frozenset(above[pk])) for pk, group in groups.items()}
    seen = {pk for pk, sight in sights.items() if sight.sees(groups[pk].audience)}
    sides = _sides(viewer, {pk: groups[pk] for pk in seen}, language)
    return tuple(
        Question(
            id=row.pk,
            sides=(sides[row.first_id], sides[row.second_id]),
            reasons=reasons(row.evidence if _all_seen(row, sights) else without_closed(row.evidence)),
            share=min(VERY_MANY, round(row.score * 100)),
            may_decide=all(sights[pk].may("moderate") for pk in (row.first_id, row.second_id)),
        )
        for row in rows
        if row.first_id in sides and row.second_id in sides
    )


def _all_seen(row: Pair, sights: dict[int, Sight]) -> bool:
    return all(sights[pk].sees_all for pk in (row.first_id, row.second_id))


def _sides(viewer: Viewer, groups: dict[int, Group], language: str) -> dict[int, Side]:
    shown = {card.link.id: card for card in cards(viewer, groups, language)}
    own = _("the group itself")
    claims = Claim.objects.filter(group__in=groups)
    sources: dict[int, set[str]] = {pk: set() for pk in groups}
    for pk, code, name in claims.values_list("group", "source__code", "source__name"):
        sources[pk].add(own if code == OWN else name)
    numbers: dict[int, list[str]] = {pk: [] for pk in groups}
    registers = Identifier.objects.filter(group__in=groups)
    for pk, scheme, value in registers.values_list("group", "scheme", "value"):
        numbers[pk].append(f"{scheme}: {value}")
    websites: dict[int, list[str]] = {pk: [] for pk in groups}
    public = Contact.objects.filter(group__in=groups, kind=Contact.Kind.WEBSITE, audience=Audience.PUBLIC)
    for pk, value in public.values_list("group", "value"):
        websites[pk].append(value)
    return {
        pk: Side(
            card=card,
            sources=tuple(sorted(sources[pk])),
            numbers=tuple(numbers[pk]),
            websites=tuple(websites[pk]),
            names=tuple({*groups[pk].names.values(), *map(str, groups[pk].aliases)} - {groups[pk].name}),
        )
        for pk, card in shown.items()
    }
