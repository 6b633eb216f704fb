"""A practice among its ancestors and descendants."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.base.text import pick
from konbit.directory.queries.of_group import seen_thing
from konbit.engines.descent import Field, Runner, kin, lay_out
from konbit.engines.descent import Practice as Drawn
from konbit.learning.models import Descent, Practice
from konbit.learning.queries.practices import PracticeLink, practice_links
from konbit.people.audience import Viewer

MOST = 120
"""How many practices a drawing holds; more are listed on their own pages."""


@dataclass(frozen=True)
class Line:
    """A practice of a lineage as a list tells it, with its generation and what it came out of."""

    link: PracticeLink
    generation: int
    parents: tuple[tuple[str, PracticeLink], ...]


@dataclass(frozen=True)
class Lineage:
    """The drawing of a lineage, its practices by id, the same as a list, and how many are not drawn."""

    of: PracticeLink
    field: Field
    links: dict[int, PracticeLink]
    lines: tuple[Line, ...]
    left_out: int


def lineage(viewer: Viewer, uid: str, language: str) -> Lineage:
    """All that a practice came out of and all that came out of it, as far as the viewer may know of it.

    Raises `NotFound`.
    """
    practice, _sight = seen_thing(viewer, Practice, uid)
    known = [
        Runner(*row) for row in Descent.objects.order_by("id").values_list("child_id", "parent_id", "kind")
    ]
    wanted = kin(known, practice.pk)
    links = practice_links(viewer, list(Practice.objects.filter(pk__in=wanted).order_by("valid_from", "id")))
    steps = [one for one in known if one.child in links and one.parent in links]
    drawn = [pk for pk in links if pk in kin(steps, practice.pk)]
    chosen = set(drawn[:MOST]) | {practice.pk}
    field = lay_out(
        [
            Drawn(pk, pick(link.title, language).text, link.has_ended)
            for pk, link in links.items()
            if pk in chosen
        ],
        steps,
    )
    parents: dict[int, list[tuple[str, PracticeLink]]] = {}
    for one in steps:
        parents.setdefault(one.child, []).append((str(Descent.Kind(one.kind).label), links[one.parent]))
    return Lineage(
        of=links[practice.pk],
        field=field,
        links=links,
        lines=tuple(
            Line(links[plant.practice.id], plant.generation, tuple(parents.get(plant.practice.id, ())))
            for plant in field.plants
        ),
        left_out=len(drawn) - len(chosen & set(drawn)),
    )
