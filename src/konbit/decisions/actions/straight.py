"""The few statements that every ballot takes, said straight to the database.

Putting them together anew for each voter takes more time than all else that a ballot needs. What they mean
stands here once; how a value is written is asked of its field, so that it holds on every database.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.decisions.models import Entitled, Link, Participation, Proxy, Urn, Vote
from konbit.directory.models import Group

_VOTE = (
    "id", "uid", "group_id", "title", "text", "method", "rules", "unit", "secrecy", "state", "closes_at",
    "handoff",
)  # fmt: skip
_BESIDE: dict[str, type[Model]] = {"participation": Participation, "link": Link, "proxy": Proxy}


def locked_to_vote(vote_uid: str) -> Vote:
    """A vote that nobody closes while one votes, with what a ballot needs of it; all else is read when it is
    asked for. To be called in a transaction. Raises `NotFound`."""
    row = _first(_vote_statement(connection.features.has_select_for_update), [vote_uid])
    if row is None:
        raise no_such_vote()
    vote: Vote = _as(Vote, _VOTE, row)
    vote.group = _as(Group, ("id", "name"), (vote.group_id, row[-1]))
    return vote


def no_such_vote() -> NotFound:
    """What is said where a vote is not there, or not any more."""
    return NotFound(_("There is no such vote."), remedy=_("Look for it on the page of your group."))


def own_line(vote: Vote, actor: str) -> Entitled | None:
    """The line of the roll that holds today on which somebody (opaque id) stands herself, with all that says
    whether she has voted. The vote must be locked."""
    day = Entitled._meta.get_field("from_on").get_db_prep_value(date.today(), connection)
    row = _first(_line_statement(), [vote.pk, actor, day, day])
    if row is None:
        return None
    line: Entitled = _as(Entitled, _of(Entitled), row)
    for (name, model), pk in zip(_BESIDE.items(), row[-len(_BESIDE) :], strict=True):
        there = None if pk is None else _as(model, ("id",), (pk,))
        Entitled._meta.get_field(name).set_cached_value(line, there)  # type: ignore[union-attr]
    return line


def waiting_in(vote: Vote) -> Urn | None:
    """The urn in which the ballots of a vote wait, once there is one. The vote must be locked."""
    row = _first(_urn_statement(), [vote.pk])
    return None if row is None else _as(Urn, _of(Urn), row)


def put(model: type[Model], **values: Any) -> None:
    """Write a new row; columns by the names of their fields, every one that has no value by itself."""
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, tuple(values)), _written(model, values))


def change(row: Model, **values: Any) -> None:
    """Change columns of a row."""
    model = type(row)
    with connection.cursor() as cursor:
        cursor.execute(_changing(model, tuple(values)), [*_written(model, values), row.pk])


def _first(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _as(model: type[Model], names: tuple[str, ...], row: tuple[Any, ...]) -> Any:
    """A row as an object of its model, each value as its field reads it."""
    values = list(row[: len(names)])
    for place, column, readers in _readers(model, names, connection.vendor):
        for read in readers:
            values[place] = read(values[place], column, connection)
    return model.from_db(connection.alias, names, values)


@cache
def _readers(model: type[Model], names: tuple[str, ...], _vendor: str) -> list[tuple[int, Any, Any]]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = [fields[name].get_col(model._meta.db_table) for name in names]
    found = [
        (place, one, [*connection.ops.get_db_converters(one), *one.get_db_converters(connection)])
        for place, one in enumerate(columns)
    ]
    return [(place, one, readers) for place, one, readers in found if readers]


@cache
def _of(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _written(model: type[Model], values: dict[str, Any]) -> list[Any]:
    fields = model._meta
    return [fields.get_field(name).get_db_prep_save(one, connection) for name, one in values.items()]  # type: ignore[union-attr]


@cache
def _vote_statement(locks: bool) -> str:
    columns = ", ".join(f"v.{name}" for name in _VOTE)
    lock = " FOR UPDATE OF v" if locks else ""
    return (
        f"SELECT {columns}, g.name"  # noqa: S608
        f" FROM {Vote._meta.db_table} v JOIN {Group._meta.db_table} g ON g.id = v.group_id"
        f" WHERE v.uid = %s AND v.removed_at IS NULL AND g.removed_at IS NULL{lock}"
    )


@cache
def _line_statement() -> str:
    columns = ", ".join(f"e.{name}" for name in _of(Entitled))
    return (
        f"SELECT {columns}, done.id, link.id, proxy.id"  # noqa: S608
        f" FROM {Entitled._meta.db_table} e"
        f" LEFT JOIN {Participation._meta.db_table} done ON done.entitled_id = e.id"
        f" LEFT JOIN {Link._meta.db_table} link ON link.entitled_id = e.id"
        f" LEFT JOIN {Proxy._meta.db_table} proxy ON proxy.giver_id = e.id"
        " WHERE e.vote_id = %s AND e.person = %s"
        " AND (e.from_on IS NULL OR e.from_on <= %s) AND (e.until_on IS NULL OR e.until_on > %s)"
    )


@cache
def _urn_statement() -> str:
    return f"SELECT {', '.join(_of(Urn))} FROM {Urn._meta.db_table} WHERE vote_id = %s"  # noqa: S608


@cache
def _insertion(model: type[Model], names: tuple[str, ...]) -> str:
    columns = [str(model._meta.get_field(name).column) for name in names]  # type: ignore[union-attr]
    places = ", ".join("%s" for _name in names)
    return f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608


@cache
def _changing(model: type[Model], names: tuple[str, ...]) -> str:
    settings = ", ".join(f"{model._meta.get_field(name).column} = %s" for name in names)  # type: ignore[union-attr]
    return f"UPDATE {model._meta.db_table} SET {settings} WHERE id = %s"  # noqa: S608
