"""Carrying an instance over into another database: every row as it is, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.models import Change
from konbit.chronicle.queries import broken_links
from konbit.site.keeping.carrying import carry_counters, refused
from konbit.site.keeping.tables import bring_tables

HERE, THERE = "default", "moved_to"
BATCH = 2_000
Progress = Callable[[float, str], None]

# Django writes these by itself when it makes the tables.
MADE_WITH_THE_TABLES: tuple[type[models.Model], ...] = (Permission, ContentType)


def move_to(description: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Copy everything that the database holds into an empty one (Django's description of it).

    The rows go over in one transaction, during which nobody can write here; ids, and the numbers that the
    next rows get, stay. Returns `tables`, `rows` and `changes` (length of the chronicle). Raises Problem,
    with nothing moved, for a target that is not empty or cannot be reached, and for a row that it refuses.
    """
    _must_be_up_to_date()
    with _opened(description):
        _must_be_empty()
        bring_tables(THERE)
        tables = _tables()
        with transaction.atomic(HERE), transaction.atomic(THERE):
            _hold_still(tables)
            for made in MADE_WITH_THE_TABLES:
                _empty(made)
            rows = _copy(tables, progress)
            carry_counters(tables, connections[HERE], connections[THERE])
            changes = _chain_must_hold()
        with connections[THERE].cursor() as cursor:
            cursor.execute("ANALYZE")
    return {"tables": len(tables), "rows": rows, "changes": changes}


@contextmanager
def _opened(description: dict[str, Any]) -> Iterator[None]:
    """The target as a second connection, as long as it is needed. What it refuses becomes a Problem."""
    described = connections.configure_settings({HERE: {}, THERE: {**description, "CONN_MAX_AGE": 0}})
    connections.settings[THERE] = described[THERE]
    try:
        connections[THERE].ensure_connection()
        yield
    except DatabaseError as error:
        raise Problem(
            _("The other database could not take the instance."),
            str(error).strip(),
            _("See that it is there, empty and yours to write, then start again. Nothing was moved."),
        ) from error
    finally:
        connections[THERE].close()
        del connections[THERE]
        del connections.settings[THERE]


def _must_be_up_to_date() -> None:
    executor = MigrationExecutor(connections[HERE])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Problem(
            _("The tables of this instance are older than this Konbit."),
            remedy=_("Run `konbit migrate`, then move."),
        )


def _must_be_empty() -> None:
    """Tables without rows are welcome: a move that was broken off leaves them."""
    connection = connections[THERE]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    ours = {model._meta.db_table: model for model in _tables()}
    strange = sorted(there - set(ours) - {MigrationRecorder.Migration._meta.db_table})
    filled = [
        table
        for table, model in ours.items()
        if table in there and model not in MADE_WITH_THE_TABLES
        if model._base_manager.using(THERE).exists()
    ]
    if strange or filled:
        raise Problem(
            _("The other database is not empty."),
            ", ".join([*filled, *strange][:5]),
            _("Name a new one, or empty it first. Nothing was moved."),
            status=409,
        )


def _tables() -> list[type[models.Model]]:
    """Every table of the house and of its libraries, each after those that it refers to as far as there is
    such an order; both databases look at references only at the end of a transaction."""
    waiting = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]
    ordered: list[type[models.Model]] = []
    while waiting:
        free = [model for model in waiting if not (_refers_to(model) & set(waiting)) - {model}]
        ordered += free or waiting[:1]
        waiting = [model for model in waiting if model not in ordered]
    return ordered


def _refers_to(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def _hold_still(tables: Sequence[type[models.Model]]) -> None:
    """Nobody writes here until we are done. SQLite's transactions do that by themselves."""
    connection = connections[HERE]
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE MODE")


def _empty(model: type[models.Model]) -> None:
    connection = connections[THERE]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _copy(tables: Sequence[type[models.Model]], progress: Progress) -> int:
    """Every row of every table. Returns how many there were."""
    total = sum(model._base_manager.using(HERE).count() for model in tables)
    done = 0
    for model in tables:
        fields = model._meta.concrete_fields
        rows = model._base_manager.using(HERE).order_by("pk")
        told = rows.values_list(*(field.attname for field in fields)).iterator(BATCH)
        while batch := list(islice(told, BATCH)):
            _insert(model, batch)
            done += len(batch)
            progress(done / total, f"{done:,} / {total:,}")
    return done


def _insert(model: type[models.Model], rows: Sequence[tuple[Any, ...]]) -> None:
    connection = connections[THERE]
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
        for row in rows
    ]
    try:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608
                values,
            )
    except (DatabaseError, ValueError) as error:
        raise refused(model, rows, str(error).strip()) from error


def _chain_must_hold() -> int:
    """Read the chronicle back. Returns its length; raises Problem where it came over otherwise."""
    if next(broken_links(THERE), None) and list(broken_links(THERE)) != list(broken_links(HERE)):
        raise Problem(
            _("The chain of changes did not come over whole."),
            remedy=_("Nothing was moved. Run `konbit doctor` here, and tell those who make Konbit."),
        )
    return Change.objects.using(THERE).count()
