"""Who stands on which level of statutes, and who could."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from konbit.assembly.queries.choices import NONE, Choices, short
from konbit.directory.folding import fold
from konbit.directory.models import Group, Tagging, Term
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.directory.queries.wording import period_words
from konbit.federation.models import Standing, Statutes
from konbit.people.audience import Viewer

MOST = 500
"""More are not listed at once; the search narrows them down."""


@dataclass(frozen=True)
class StandShown:
    """Where a group stands."""

    id: int
    group: GroupLink
    level: str
    region: str
    period: str


@dataclass(frozen=True)
class Could:
    """A group that can be put on a level; `stands`: where it stands already."""

    group: GroupLink
    stands: str


@dataclass(frozen=True)
class Wanted:
    """Which groups are looked for: words of their names, a kind, a term (id), who stands nowhere yet."""

    words: str = ""
    kind: str = ""
    term: int | None = None
    only_new: bool = True


@dataclass(frozen=True)
class StandsPage:
    """Who stands where, and those who could, as far as the reader may see them; `more`: not listed."""

    uid: str
    title: dict[str, str]
    group: GroupLink
    stands: tuple[StandShown, ...]
    could: tuple[Could, ...]
    more: int
    has_levels: bool
    may_edit: bool

    @property
    def url(self) -> str:
        """The address of the statutes."""
        return reverse("federation:statutes", args=[self.uid])


def may_stand(statutes: Statutes) -> set[int]:
    """The groups (ids) that can stand on its levels: the group of the statutes and everybody below it."""
    return {statutes.group_id, *members_of(statutes.group_id)}


def stands_page(viewer: Viewer, uid: str, wanted: Wanted) -> StandsPage:
    """Who stands where in statutes (uid), for who takes part in their group. Raises `NotFound`,
    `NotAllowed`."""
    statutes, sight = seen_thing(viewer, Statutes, uid)
    sight.must("take part")
    rows = list(
        statutes.standings.select_related("level", "region").order_by(
            "level__order", "region", "group__name", "id"
        )
    )
    ids = may_stand(statutes)
    links = visible_groups(viewer, {*ids, *(row.group_id for row in rows), statutes.group_id})
    stands = [_stands(row, links[row.group_id]) for row in rows if row.group_id in links]
    of = {one.group.id: one.level for one in stands}
    could = _could(wanted, {pk: link for pk, link in links.items() if pk in ids}, of)
    return StandsPage(
        uid=uid,
        title=statutes.title,
        group=links[statutes.group_id],
        stands=tuple(stands),
        could=tuple(could[:MOST]),
        more=max(0, len(could) - MOST),
        has_levels=statutes.levels.filter(organ=False).exists(),
        may_edit=sight.may("edit"),
    )


def _stands(row: Standing, link: GroupLink) -> StandShown:
    return StandShown(
        row.pk,
        link,
        short(row.level.title) or row.level.word,
        (short(row.region.title) or row.region.word) if row.region else "",
        period_words(row.valid_from, row.valid_until),
    )


def _could(wanted: Wanted, links: dict[int, GroupLink], of: dict[int, str]) -> list[Could]:
    if wanted.term is not None:
        tagged = set(
            Tagging.objects.filter(term=wanted.term, group__in=links).values_list("group", flat=True)
        )
        links = {pk: link for pk, link in links.items() if pk in tagged}
    words = fold(wanted.words)
    found = [
        Could(link, of.get(link.id, ""))
        for link in links.values()
        if words in fold(link.name)
        and wanted.kind in ("", link.kind)
        and not (wanted.only_new and link.id in of)
    ]
    return sorted(found, key=lambda one: (one.group.name.casefold(), one.group.id))


def kind_choices() -> Choices:
    """The kinds of groups."""
    return [*NONE, *((one.value, str(one.label)) for one in Group.Kind)]


def term_choices(viewer: Viewer, uid: str) -> Choices:
    """The terms that those who could stand use of themselves."""
    statutes, _sight = seen_thing(viewer, Statutes, uid)
    seen = visible_groups(viewer, may_stand(statutes))
    used = Tagging.objects.filter(group__in=seen).values("term")
    terms = Term.objects.filter(pk__in=used)[:MOST]
    return [*NONE, *sorted(((one.pk, short(one.label)) for one in terms), key=lambda one: one[1])]
