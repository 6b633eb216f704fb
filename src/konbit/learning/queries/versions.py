"""The versions of a framework side by side: which priority grew from which, what was dropped, what is new."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from konbit.base.differing import Piece, differing
from konbit.base.text import Multilingual, pick
from konbit.directory.queries.of_group import seen_thing, seen_things
from konbit.learning.models import Framework, Growth, Priority
from konbit.learning.queries.frameworks import FrameworkLink, framework_links
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Cell:
    """A priority in the table; `differs`: its words beside those out of which it grew. `fate`: "dropped"
    where nothing grew out of it although a version follows, "new" where it grew out of nothing although one
    came before, else empty."""

    number: int
    title: Multilingual
    statement: Multilingual
    differs: tuple[Piece, ...]
    fate: str


@dataclass(frozen=True)
class VersionsPage:
    """The versions in order of time, and the table: a row for each family of priorities, with its
    cells in each version."""

    versions: tuple[FrameworkLink, ...]
    introductions: tuple[Multilingual, ...]
    rows: tuple[tuple[tuple[FrameworkLink, tuple[Cell, ...]], ...], ...]

    @property
    def dropped(self) -> list[Cell]:
        """What did not go on."""
        return [cell for row in self.rows for _v, cells in row for cell in cells if cell.fate == "dropped"]


def versions_page(viewer: Viewer, uid: str, language: str) -> VersionsPage:
    """The versions that lead to a framework and follow it, as far as the viewer may see them. Raises
    `NotFound`."""
    framework, _sight = seen_thing(viewer, Framework, uid)
    chain = seen_things(viewer, _chain(framework))
    links = framework_links(viewer, chain)
    order = [one.pk for one in chain]
    priorities = list(Priority.objects.filter(framework__in=order))
    roots: dict[int, set[int]] = defaultdict(set)
    shoots: dict[int, set[int]] = defaultdict(set)
    ids = {one.pk for one in priorities}
    for child, parent in Growth.objects.filter(priority__in=ids, out_of__in=ids).values_list(
        "priority", "out_of"
    ):
        roots[child].add(parent)
        shoots[parent].add(child)
    filled = [pk for pk in order if any(one.framework_id == pk for one in priorities)]
    by_id = {one.pk: one for one in priorities}

    def cell(one: Priority) -> Cell:
        before = [by_id[pk] for pk in sorted(roots[one.pk])]
        at = filled.index(one.framework_id)
        fate = "new" if at > 0 and not before else ""
        if at < len(filled) - 1 and not shoots[one.pk]:
            fate = "dropped"
        name = "statement" if one.statement and all(root.statement for root in before) else "title"
        was = " ".join(pick(getattr(root, name), language).text for root in before)
        now = pick(getattr(one, name), language).text
        return Cell(
            one.number, one.title, one.statement, differing(was, now) if was and was != now else (), fate
        )

    rows = tuple(
        tuple(
            (link, tuple(cell(by_id[pk]) for pk in family if by_id[pk].framework_id == version))
            for link, version in zip(links, order, strict=True)
        )
        for family in _families(priorities, roots, order)
    )
    return VersionsPage(tuple(links), tuple(one.introduction for one in chain), rows)


def _chain(framework: Framework) -> list[Framework]:
    """All versions in order: those before it, itself, those that follow."""
    first, passed = framework, {framework.pk}
    while first.follows is not None and first.follows_id not in passed:
        first = first.follows
        passed.add(first.pk)
    chain, edge = [], [first]
    known: set[int] = set()
    while edge:
        one = edge.pop(0)
        if one.pk not in known:
            known.add(one.pk)
            chain.append(one)
            edge += (
                one.followed_by.filter(removed_at=None).select_related("group").order_by("valid_from", "id")
            )
    return chain


def _families(priorities: list[Priority], roots: dict[int, set[int]], order: list[int]) -> list[list[int]]:
    """Priorities that grew out of each other, together; in the order of the earliest of each."""
    families: list[list[int]] = []
    for one in sorted(priorities, key=lambda one: (order.index(one.framework_id), one.number)):
        near = [family for family in families if roots[one.pk] & set(family)]
        at = families.index(near[0]) if near else len(families)
        joined = [*(pk for family in near for pk in family), one.pk]
        families = [family for family in families if family not in near]
        families.insert(at, joined)
    return families
