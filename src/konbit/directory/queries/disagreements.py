"""What the sources of groups do not agree upon, for those who settle it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed
from konbit.directory.models import Disagreement, Group, Settled
from konbit.directory.precedence import Said, ranked
from konbit.directory.queries.claim_words import SourceWord, Telling
from konbit.directory.queries.claims import Orders, Speaking, said_of
from konbit.directory.queries.membership import inner_networks
from konbit.directory.queries.networks import belonging
from konbit.directory.queries.visible import GroupLink, seen_group, sight_of, visible_groups
from konbit.directory.state import states_of
from konbit.people.audience import Viewer

PAGE = 20


@dataclass(frozen=True)
class Question:
    """A field of a group on which its sources do not agree: what each says, the shown one first."""

    id: int
    link: GroupLink
    field: str
    label: str
    words: tuple[SourceWord, ...]

    @property
    def title(self) -> str:
        """The group and what is asked, for those who do not see them side by side."""
        return f"{self.link.name}: {self.label}"

    @property
    def choices(self) -> tuple[SourceWord, ...]:
        """The sources whose word can be taken, each once."""
        return tuple({word.code: word for word in reversed(self.words)}.values())[::-1]


@dataclass(frozen=True)
class Queue:
    """A page of questions, of a network or (without a link) of the whole instance."""

    network: GroupLink | None
    questions: tuple[Question, ...]
    open: int
    later: int
    number: int
    pages: int
    may_order: bool


def must_settle(viewer: Viewer, network_id: int | None) -> None:
    """Raise `NotAllowed` unless the viewer may settle disagreements for a network, or for the instance."""
    _must(viewer, network_id, "moderate")


def must_order(viewer: Viewer, network_id: int | None) -> None:
    """Raise `NotAllowed` unless the viewer may say whose word a network, or the instance, shows."""
    _must(viewer, network_id, "organise")


def _must(viewer: Viewer, network_id: int | None, verb: str) -> None:
    if network_id is not None:
        sight_of(viewer, Group.objects.get(pk=network_id)).must(verb)
    elif not viewer.is_operator:
        raise NotAllowed(_("You may not do this."), remedy=_("Only who keeps this house can."))


def _may_order(viewer: Viewer, network: Group | None) -> bool:
    return sight_of(viewer, network).may("organise") if network else viewer.is_operator


def network_of(viewer: Viewer, uid: str) -> Group | None:
    """The network with this uid; None for an empty one, which stands for the instance. Raises `NotFound`."""
    return seen_group(viewer, uid)[0] if uid else None


def queue(viewer: Viewer, uid: str, language: str, page: int = 1, *, later: bool = False) -> Queue:
    """The open questions of a network (uid), or of the instance; or those that were put off.

    Raises `NotFound`, and `NotAllowed` for those who may not settle them.
    """
    network = network_of(viewer, uid)
    must_settle(viewer, network.pk if network else None)
    asked, put_off = waiting(network), waiting(network, later=True)
    chosen = put_off if later else asked
    total = chosen.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = list(chosen.order_by("id").select_related("group")[(page - 1) * PAGE : page * PAGE])
    return Queue(
        network=_link(network) if network else None,
        questions=_questions(viewer, network, rows, language),
        open=total if not later else asked.count(),
        later=total if later else put_off.count(),
        number=page,
        pages=pages,
        may_order=_may_order(viewer, network),
    )


def unsettled(network: Group | None) -> QuerySet[Disagreement]:
    """The disagreements that nobody has settled for a network (None: for the instance) as they stand now."""
    rows = Disagreement.objects.filter(group__removed_at=None)
    if network is not None:
        inside = [network.pk, *inner_networks(network.pk)]
        rows = rows.filter(group__in=Group.objects.filter(belonging(inside)).values("pk"))
    whose = Q(network=network.pk) | Q(network=None) if network else Q(network=None)
    same = Settled.objects.filter(whose, group=OuterRef("group"), field=OuterRef("field"))
    return rows.filter(~Exists(same.filter(digest=OuterRef("digest"))))


def waiting(network: Group | None, *, later: bool = False) -> QuerySet[Disagreement]:
    """Those of them that wait for an answer; or those that were put off."""
    off = Settled.objects.filter(network=network, group=OuterRef("group"), field=OuterRef("field"), digest="")
    rows = unsettled(network)
    return rows.filter(Exists(off)) if later else rows.filter(~Exists(off))


def number_waiting(uid: str) -> int:
    """How many disagreements wait for an answer of a network (uid)."""
    network = Group.objects.filter(uid=uid).first()
    return waiting(network).count() if network else 0


def _questions(
    viewer: Viewer, network: Group | None, rows: Sequence[Disagreement], language: str
) -> tuple[Question, ...]:
    groups = {row.group_id: row.group for row in rows}
    links = visible_groups(viewer, groups)
    said = said_of(list(groups.values()), Speaking())
    orders = Orders(network.pk if network else None, groups)
    states = states_of(groups.values())
    telling = Telling(said.values(), language)
    found = []
    for row in rows:
        told: list[Said] = [one for one in said[row.group_id] if row.field in one.words]
        if row.group_id not in links or not told:
            continue
        order = ranked(told, row.field, orders.of(row.group_id)(row.field))
        words = telling.words(row.field, order, sight_of(viewer, row.group), states[row.group_id])
        label = telling.label(row.field)
        found.append(Question(row.pk, links[row.group_id], row.field, label, words))
    return tuple(found)


def _link(group: Group) -> GroupLink:
    return GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
