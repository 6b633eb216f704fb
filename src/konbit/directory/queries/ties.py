"""Ties as their two sides see them: who said that one holds, who has not yet, what waits for one's word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from konbit.base.period import holding_on
from konbit.directory.models import Certainty, Group, Relation, RelationKind
from konbit.directory.queries.membership import DOWNWARD, UPWARD, ends_of_tie
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, sight_of, visible_groups
from konbit.directory.queries.wording import certainty_words, period_words, relation_words
from konbit.people.audience import EDITOR, MODERATOR, ORGANISER, STEWARD, Viewer

PAGE = 40
_UNSURE = (
    Q(certainty=Certainty.TO_VERIFY)
    | Q(confirmed_from=None, confirmed_to__isnull=False)
    | Q(confirmed_from__isnull=False, confirmed_to=None)
)


def answers_for(kind: str, sight: Sight, *, outward: bool) -> bool:
    """Whether the viewer answers for an end of a tie of this kind: the subject where `outward`, else the
    object.

    A group's own people answer for it, never the organisers of a network above it, who would otherwise speak
    for both ends; for the network of a tie of belonging, whoever may moderate it does. An operator answers
    for any group.
    """
    viewer = sight.viewer
    if viewer.is_operator:
        return True
    if kind not in UPWARD and kind not in DOWNWARD:
        return viewer.holds(sight.scope, STEWARD, EDITOR, ORGANISER, MODERATOR)
    belongs = outward == (kind in UPWARD)
    return viewer.holds(sight.scope, STEWARD, ORGANISER) if belongs else sight.may("moderate")


def standing_words(row: Relation, subject: str, object_: str) -> str:
    """“said by A, not confirmed by B yet”; empty for a tie that both sides confirmed, or neither."""
    if (row.confirmed_from is None) == (row.confirmed_to is None):
        return ""
    said_by, missing = (subject, object_) if row.confirmed_from else (object_, subject)
    return _("said by %(group)s, not confirmed by %(other)s yet") % {"group": said_by, "other": missing}


def waits_for(row: Relation, sight: Sight, *, outward: bool) -> bool:
    """Whether a tie waits for the word of a group for which the viewer answers: the subject where `outward`.

    A tie that a publication tells, and of which neither side said anything, waits for nobody.
    """
    mine, theirs = (row.confirmed_from, row.confirmed_to)[:: 1 if outward else -1]
    is_open = mine is None and (theirs is not None or row.certainty == Certainty.TO_VERIFY)
    return is_open and answers_for(row.kind, sight, outward=outward)


def may_confirm(viewer: Viewer, relation_id: int) -> bool:
    """Whether the viewer answers for an end of a tie that has not confirmed it."""
    row = Relation.objects.select_related("subject", "object").filter(pk=relation_id).first()
    if row is None:
        return False
    ends = ((row.confirmed_from, row.subject, True), (row.confirmed_to, row.object, False))
    return any(
        said is None and answers_for(row.kind, sight_of(viewer, group), outward=outward)
        for said, group, outward in ends
    )


@dataclass(frozen=True)
class WaitingTie:
    """A tie that waits for the word of a group: told from the group (“has as a member” the other)."""

    id: int
    words: str
    other: GroupLink
    when: str
    standing: str


@dataclass(frozen=True)
class WaitingPage:
    """The ties that wait for the word of a group, a page at a time."""

    link: GroupLink
    ties: tuple[WaitingTie, ...]
    total: int
    number: int
    pages: int


def waiting_page(viewer: Viewer, uid: str, number: int = 1) -> WaitingPage:
    """The ties that wait for the word of a group, oldest first, for those who answer for it.

    Raises `NotFound`, and `NotAllowed` for everybody else.
    """
    group, sight = seen_group(viewer, uid)
    if not any(_kinds(sight)):
        sight.must("steward")
    rows, others = _waiting(group, sight)
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(1, number), pages)
    some = rows[(number - 1) * PAGE : number * PAGE]
    shown = tuple(_shown(row, group, others[_other(row, group)]) for row in some)
    link = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
    return WaitingPage(link, shown, len(rows), number, pages)


def waiting_ties(viewer: Viewer, uid: str, limit: int) -> tuple[int, tuple[WaitingTie, ...]]:
    """How many ties wait for the word of a group for which the viewer answers, and the first of them."""
    group, sight = seen_group(viewer, uid)
    rows, others = _waiting(group, sight)
    return len(rows), tuple(_shown(row, group, others[_other(row, group)]) for row in rows[:limit])


def unconfirmed_members(
    network: GroupLink, members: Iterable[GroupLink]
) -> tuple[tuple[GroupLink, str], ...]:
    """Those of these members of a network of whom something is to be said: that one side alone has confirmed
    the tie, or that it is to be verified."""
    links = {link.id: link for link in members}
    up = Q(subject__in=list(links), object=network.id, kind__in=UPWARD)
    down = Q(object__in=list(links), subject=network.id, kind__in=DOWNWARD)
    told = {}
    for row in Relation.objects.filter(up | down).filter(_UNSURE, holding_on(date.today())):
        member = links[ends_of_tie(row.kind, row.subject_id, row.object_id)[0]]
        ends = (member, network) if row.subject_id == member.id else (network, member)
        told[member] = standing_words(row, *(end.name for end in ends)) or certainty_words(row.certainty)
    return tuple(sorted(told.items(), key=lambda one: one[0].name.casefold()))


def one_sided(above: Mapping[int, set[int]]) -> set[int]:
    """Of these members, each with the networks directly above it, those that belong only by ties that one
    side alone has confirmed, or that are to be verified."""
    unsure: dict[int, set[int]] = defaultdict(set)
    ties = Relation.objects.filter(_UNSURE, holding_on(date.today())).filter(
        Q(subject__in=list(above), kind__in=UPWARD) | Q(object__in=list(above), kind__in=DOWNWARD)
    )
    for kind, subject, object_ in ties.values_list("kind", "subject_id", "object_id"):
        member, network = ends_of_tie(kind, subject, object_)
        unsure[member].add(network)
    return {member for member, its in unsure.items() if above[member] <= its}


def _kinds(sight: Sight) -> tuple[list[str], list[str]]:
    """The kinds of tie in which the viewer answers for a group as the subject, and as the object."""
    outward, inward = (
        [kind for kind in RelationKind.values if answers_for(kind, sight, outward=way)]
        for way in (True, False)
    )
    return outward, inward


def _waiting(group: Group, sight: Sight) -> tuple[list[Relation], dict[int, GroupLink]]:
    outward, inward = _kinds(sight)
    if not outward and not inward:
        return [], {}
    unsure = Q(certainty=Certainty.TO_VERIFY)
    mine = Q(subject=group, kind__in=outward, confirmed_from=None) & (unsure | Q(confirmed_to__isnull=False))
    theirs = Q(object=group, kind__in=inward, confirmed_to=None) & (unsure | Q(confirmed_from__isnull=False))
    rows = list(Relation.objects.filter(mine | theirs).filter(holding_on(date.today())).order_by("pk"))
    others = visible_groups(sight.viewer, {_other(row, group) for row in rows})
    return [row for row in rows if _other(row, group) in others], others


def _other(row: Relation, group: Group) -> int:
    return row.object_id if row.subject_id == group.pk else row.subject_id


def _shown(row: Relation, group: Group, other: GroupLink) -> WaitingTie:
    outward = row.subject_id == group.pk
    names = (group.name, other.name) if outward else (other.name, group.name)
    return WaitingTie(
        id=row.pk,
        words=relation_words(row.kind, outward=outward, over=False),
        other=other,
        when=period_words(row.valid_from, row.valid_until),
        standing=standing_words(row, *names),
    )
