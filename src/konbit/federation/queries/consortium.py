"""A network as a consortium: its members, the supports woven among them, their common aim, what budded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from konbit.base.period import holding_on
from konbit.base.text import Multilingual
from konbit.directory.models import Certainty, Group, Relation, RelationKind
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.federation.models import Pact, Priority
from konbit.federation.queries.ecosystem import GIVES, USES, Said, said_within
from konbit.federation.support_words import FUNCTIONS, Function
from konbit.people.audience import Viewer

MOST_MEMBERS, MOST_PRIORITIES = 600, 12
_BUDDED = (RelationKind.GREW_OUT_OF, RelationKind.INSPIRED_BY)


@dataclass(frozen=True)
class Woven:
    """A support function: who of the consortium, or for it, gives it, and who uses it."""

    function: Function
    gives: tuple[GroupLink, ...]
    uses: tuple[GroupLink, ...]


@dataclass(frozen=True)
class Offshoot:
    """A group that grew out of it, or that it inspired; `when` in words, empty where nobody said."""

    group: GroupLink
    grew: bool
    when: str
    certainty: str


@dataclass(frozen=True)
class Consortium:
    """A network with its aim (`aim_of`: the uid of the pact that says it, empty where its own entry does)."""

    group: GroupLink
    aim: Multilingual
    aim_of: str
    priorities: tuple[tuple[str, Multilingual], ...]
    members: tuple[GroupLink, ...]
    left_out: int
    woven: tuple[Woven, ...]
    said: tuple[Said, ...]
    offshoots: tuple[Offshoot, ...]
    is_empty: bool

    @property
    def grown(self) -> int:
        """How many grew out of it."""
        return sum(one.grew for one in self.offshoots)

    @property
    def inspired(self) -> int:
        """How many it inspired."""
        return len(self.offshoots) - self.grown


def consortium(viewer: Viewer, uid: str, language: str) -> Consortium:
    """A network as a consortium, as it is today and as the viewer may know it. Raises `NotFound`."""
    group, _sight = seen_group(viewer, uid)
    ids = set(members_of(group.pk))
    links = sorted(visible_groups(viewer, ids).values(), key=lambda link: link.name.casefold())
    said = tuple(said_within(viewer, {group.pk, *ids}, language))
    aim, aim_of = _aim(viewer, group)
    woven = tuple(_woven(said))
    offshoots = tuple(_offshoots(viewer, group))
    return Consortium(
        group=visible_groups(viewer, [group.pk])[group.pk],
        aim=aim,
        aim_of=aim_of,
        priorities=tuple(_priorities(viewer, group)),
        members=tuple(links[:MOST_MEMBERS]),
        left_out=max(0, len(links) - MOST_MEMBERS),
        woven=woven,
        said=said,
        offshoots=offshoots,
        is_empty=not (links or woven or offshoots),
    )


def _aim(viewer: Viewer, group: Group) -> tuple[Multilingual, str]:
    """What the pact says that holds, the newest first; else how the group describes itself."""
    rows = Pact.objects.filter(Q(network=group) | Q(group=group), state=Pact.State.HOLDS, removed_at=None)
    for pact in seen_things(viewer, rows.order_by("-valid_from", "-pk")):
        if pact.aim:
            return pact.aim, pact.uid
    return group.description, ""


def _priorities(viewer: Viewer, group: Group) -> list[tuple[str, Multilingual]]:
    rows = Priority.objects.filter(holding_on(date.today()), group=group, removed_at=None)
    seen = seen_things(viewer, rows.order_by("order", "pk")[:MOST_PRIORITIES])
    return [(one.uid, one.statement) for one in seen]


def _woven(said: tuple[Said, ...]) -> list[Woven]:
    found = []
    for function in FUNCTIONS:
        own = [one for one in said if one.function == function.code]
        gives, uses = (
            tuple(
                sorted(
                    {one.group.id: one.group for one in own if one.does == does}.values(),
                    key=lambda link: link.name.casefold(),
                )
            )
            for does in (GIVES, USES)
        )
        if gives or uses:
            found.append(Woven(function, gives, uses))
    return found


def _offshoots(viewer: Viewer, group: Group) -> list[Offshoot]:
    rows = list(Relation.objects.filter(object=group, kind__in=_BUDDED).order_by("valid_from", "pk"))
    links = visible_groups(viewer, {row.subject_id for row in rows})
    return [
        Offshoot(
            links[row.subject_id],
            row.kind == RelationKind.GREW_OUT_OF,
            period_words(row.valid_from, row.valid_until),
            row.certainty if row.certainty != Certainty.CONFIRMED else "",
        )
        for row in rows
        if row.subject_id in links
    ]
