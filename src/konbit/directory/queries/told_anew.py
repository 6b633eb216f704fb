"""Which documents of things of groups there are, and which of them are made again when something changes:
the thing itself, a part of it, the group that keeps it, or a tie by which that group comes into a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import said_at_last
from konbit.directory.models import Group
from konbit.directory.queries.documents import RELATION, groups_of_relations

Touching = Callable[[list[int]], Iterable[int]]
Model = type[models.Model]

_SOME = 500
"""How many ids stand in one question, so that every database takes them."""


def ids_of(rows: models.QuerySet[Any]) -> Callable[[], Iterator[int]]:
    """All ids of these rows in their order, for a rebuild. Nothing is asked before they are wanted."""
    return lambda: rows.order_by("pk").values_list("pk", flat=True).iterator(5000)


def told_anew(
    model: Model,
    parts: Mapping[Model, str] | None = None,
    wholes: Mapping[Model, str] | None = None,
    group: str = "group",
) -> dict[str, Touching]:
    """For `Documents.touched_by`: what makes a document of a thing of this table anew.

    `parts`: the tables of its parts, each with the column that names the thing; `wholes`: those of what it is
    a part of itself, with its own column; `group`: the way from it to the group that keeps it.
    """
    return {
        kind_of(model): lambda ids: ids,
        **{kind_of(part): of_parts(part, column) for part, column in (parts or {}).items()},
        **{kind_of(whole): _where(model, column) for whole, column in (wholes or {}).items()},
        kind_of(Group): _where(model, group),
        RELATION: lambda ids: _where(model, group)(sorted(groups_of_relations(ids))),
    }


def of_parts(part: Model, column: str) -> Touching:
    """From ids of parts to those of their things; of parts that are gone the chronicle tells."""

    def things(ids: list[int]) -> set[int]:
        there = dict(part._default_manager.filter(pk__in=ids).values_list("pk", column))
        name = part._meta.get_field(column).attname  # type: ignore[union-attr]
        gone = said_at_last(kind_of(part), [pk for pk in ids if pk not in there])
        return {*there.values(), *(said[name] for said in gone.values() if name in said)}

    return things


def _where(model: Model, column: str) -> Touching:
    """From ids that a column holds, of groups or of wholes, to the things."""

    def things(ids: list[int]) -> set[int]:
        found: set[int] = set()
        for start in range(0, len(ids), _SOME):
            rows = model._default_manager.filter(Q((f"{column}__in", ids[start : start + _SOME])))
            found.update(rows.values_list("pk", flat=True))
        return found

    return things
