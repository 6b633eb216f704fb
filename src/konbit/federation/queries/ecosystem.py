"""The eco-system of supports of a network: who gives, uses and lacks what, where; what nobody gives there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import own_groups
from konbit.base.period import holding_on
from konbit.directory.countries import country_name
from konbit.directory.models import Tagging
from konbit.directory.places import ShownPlace
from konbit.directory.queries.cards import first_places
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.federation.models import Support
from konbit.federation.queries.supports import SupportLine, support_lines, supports_standing
from konbit.federation.support_words import FUNCTIONS, Function
from konbit.people.audience import Viewer

GIVES, USES, LACKS = Support.Does.values
SUGGESTED = 5
_SOME = 5000
"""How many ids stand in one question."""


@dataclass(frozen=True)
class Said:
    """That a group gives, uses or lacks something somewhere. `line`: where it is said; None where the group's
    own entry in the directory says that it gives it. `by`: who says it, where it is another group."""

    group: GroupLink
    does: str
    function: str
    territory: str
    line: SupportLine | None = None
    by: GroupLink | None = None


@dataclass(frozen=True)
class Cell:
    """A support function in a territory: the groups that give, use and lack it, by name."""

    function: Function
    gives: tuple[GroupLink, ...]
    uses: tuple[GroupLink, ...]
    lacks: tuple[GroupLink, ...]
    url: str

    @property
    def is_empty(self) -> bool:
        """Whether nobody says anything of it."""
        return not (self.gives or self.uses or self.lacks)

    @property
    def is_gap(self) -> bool:
        """Whether somebody lacks what nobody gives here, as far as it is told."""
        return bool(self.lacks) and not self.gives


@dataclass(frozen=True)
class Territory:
    """A row of the table; `name` is empty for what is told of no place."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Gap:
    """What some lack and nobody gives there, and who gives it elsewhere in the network."""

    territory: str
    function: Function
    lacks: tuple[GroupLink, ...]
    elsewhere: tuple[GroupLink, ...]


@dataclass(frozen=True)
class Ecosystem:
    """The supports of a network. `names`: all that is said, of the function and territory that were chosen;
    `mine`: groups of the reader that belong to it."""

    group: GroupLink
    functions: tuple[Function, ...]
    territories: tuple[Territory, ...]
    gaps: tuple[Gap, ...]
    said: tuple[Said, ...]
    names: tuple[tuple[Function, tuple[Said, ...]], ...]
    chosen: Function | None
    chosen_territory: str
    mine: tuple[GroupLink, ...]

    @property
    def groups(self) -> tuple[GroupLink, ...]:
        """Everybody of whom something is said, by name."""
        return _distinct(self.said)


def ecosystem(viewer: Viewer, uid: str, language: str, function: str = "", territory: str = "") -> Ecosystem:
    """The supports of a network and of all below it, as they hold today. Raises `NotFound`.

    `function`, `territory`: of which names are wanted; what is not known counts as all.
    """
    network, _sight = seen_group(viewer, uid)
    ids = {network.pk, *members_of(network.pk)}
    said = tuple(said_within(viewer, ids, language))
    by_place: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_place[_key(one.territory)].append(one)
    used = {one.function for one in said}
    functions = tuple(one for one in FUNCTIONS if one.code != Support.Function.OTHER or one.code in used)
    territories = tuple(
        Territory(told[0].territory, tuple(_cell(uid, told[0].territory, one, told) for one in functions))
        for key, told in sorted(by_place.items(), key=lambda one: (not one[0], one[0]))
    )
    chosen = next((one for one in functions if one.code == function), None)
    place = territory if _key(territory) in by_place else ""
    wanted = [
        one
        for one in said
        if (chosen is None or one.function == chosen.code)
        and (not place or _key(one.territory) == _key(place))
    ]
    own = own_groups(viewer, "take part") if viewer.is_someone else {}
    return Ecosystem(
        group=visible_groups(viewer, [network.pk])[network.pk],
        functions=functions,
        territories=territories,
        gaps=tuple(_gaps(territories, said)),
        said=said,
        names=tuple(
            (one, told) for one in functions if (told := tuple(s for s in wanted if s.function == one.code))
        ),
        chosen=chosen,
        chosen_territory=place,
        mine=tuple(link for link in own.values() if link.id in ids),
    )


def said_within(viewer: Viewer, ids: set[int], language: str) -> list[Said]:
    """All that is said of these groups (ids), by them or to them, as far as the viewer may know it: as groups
    say it themselves, as those who use it say it, as entries of the directory say it. What the group that is
    named says is not so does not count."""
    lines = support_lines(viewer, _rows(ids))
    tags = _tags(viewer, ids)
    known = {link.id for line in lines for link in (line.group, line.other) if link}
    places = first_places(known | {link.id for link, _code in tags})
    where = {pk: _place(place, language) for pk, place in places.items()}
    said: list[Said] = []
    for line in lines:
        at = line.other if line.does == GIVES and line.other else line.group
        territory = line.territory or where.get(at.id, "") or where.get(line.group.id, "")
        code = line.function.code
        said.append(Said(line.group, line.does, code, territory, line))
        if line.does == USES and line.other:
            said.append(Said(line.other, GIVES, code, territory, line, line.group))
    told = {(one.group.id, one.function) for one in said if one.does == GIVES}
    said += [
        Said(link, GIVES, code, where.get(link.id, "")) for link, code in tags if (link.id, code) not in told
    ]
    return said


def _rows(ids: set[int]) -> list[Support]:
    listed = sorted(ids)
    found: dict[int, Support] = {}
    for start in range(0, len(listed), _SOME):
        some = listed[start : start + _SOME]
        rows = supports_standing().filter(holding_on(date.today())).exclude(answer=Support.Answer.NO)
        found |= {row.pk: row for row in rows.filter(Q(group__in=some) | Q(other__in=some))}
    return list(found.values())


def _tags(viewer: Viewer, ids: set[int]) -> list[tuple[GroupLink, str]]:
    """What the entries of these groups in the directory say that they give."""
    listed = sorted(ids)
    found: list[tuple[int, str]] = []
    for start in range(0, len(listed), _SOME):
        rows = Tagging.objects.filter(
            group__in=listed[start : start + _SOME], term__scheme__facet="support",
            term__code__in=[one.code for one in FUNCTIONS],
        )  # fmt: skip
        found += rows.filter(holding_on(date.today())).order_by("pk").values_list("group", "term__code")
    links = visible_groups(viewer, {pk for pk, _code in found})
    return [(links[pk], code) for pk, code in found if pk in links]


def _place(place: ShownPlace, language: str) -> str:
    return place.region or place.locality or (country_name(place.country, language) if place.country else "")


def _key(territory: str) -> str:
    return " ".join(territory.split()).casefold()


def _distinct(said: Iterable[Said]) -> tuple[GroupLink, ...]:
    links = {one.group.id: one.group for one in said}
    return tuple(sorted(links.values(), key=lambda link: link.name.casefold()))


def _cell(uid: str, territory: str, function: Function, told: list[Said]) -> Cell:
    own = [one for one in told if one.function == function.code]
    asked = urlencode({"function": function.code, "territory": territory})
    gives, uses, lacks = (_distinct(one for one in own if one.does == does) for does in (GIVES, USES, LACKS))
    url = f"{reverse('federation:ecosystem', args=[uid])}?{asked}#names"
    return Cell(function, gives, uses, lacks, url)


def _gaps(territories: Iterable[Territory], said: Iterable[Said]) -> Iterator[Gap]:
    givers: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if one.does == GIVES:
            givers[one.function].append(one)
    for territory in territories:
        for cell in territory.cells:
            if cell.is_gap:
                elsewhere = _distinct(givers[cell.function.code])[:SUGGESTED]
                yield Gap(territory.name or _("no place said"), cell.function, cell.lacks, elsewhere)
