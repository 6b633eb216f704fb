"""What differs between databases when rows go from one to another: counters of ids, and what fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from konbit.base.errors import Problem

_FORGET_COUNTER = "DELETE FROM sqlite_sequence WHERE name = %s"
_SET_COUNTER = "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)"


def carry_counters(tables: Sequence[type[models.Model]], here: Any, there: Any) -> None:
    """Let each table there count on from where it is here (connections), so that the id of a row that is
    gone is never given again: history speaks of rows by their ids."""
    counts = _counters_of_sqlite(here) if here.vendor == "sqlite" else _counters_of_postgres(here, tables)
    with there.cursor() as cursor:
        for model in tables:
            table, count = model._meta.db_table, counts.get(model._meta.db_table)
            if count and there.vendor == "sqlite":
                cursor.execute(_FORGET_COUNTER, [table])
                cursor.execute(_SET_COUNTER, [table, count])
            elif count:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                    [there.ops.quote_name(table), model._meta.pk.column, count],
                )


def _counters_of_sqlite(connection: Any) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return dict(cursor.fetchall())


def _counters_of_postgres(connection: Any, tables: Sequence[type[models.Model]]) -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
                [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column],
            )
            counts[model._meta.db_table] = cursor.fetchone()[0] or 0
    return counts


def refused(model: type[models.Model], rows: Iterable[Sequence[Any]], said: str) -> Problem:
    """The problem of rows (values in the order of the table's columns) that a database refused with these
    words. SQLite keeps texts that are longer than it was told, and the character of number zero; PostgreSQL
    keeps neither: where that is it, the row and the column are named."""
    table, names = model._meta.db_table, model._meta.concrete_fields
    unfit = (
        (reason, f"{table}, id {dict(zip(names, row, strict=True))[model._meta.pk]}, {field.column}")
        for row in rows
        for field, value in zip(names, row, strict=True)
        if (reason := _unfit(field, value))
    )
    reason, where = next(unfit, (said, table))
    return Problem(
        _("The other database refuses a row: %(reason)s") % {"reason": reason},
        where,
        _("Mend it here, then start again. Nothing was moved."),
    )


def _unfit(field: Any, value: Any) -> str:
    """What is wrong with a value; nothing where it fits."""
    if isinstance(field, models.JSONField | models.CharField | models.TextField) and "\\x00" in repr(value):
        return _("A text holds the character of number zero.")
    most = getattr(field, "max_length", None)
    if most and isinstance(value, str) and len(value) > most:
        return _("A text is longer than %(most)s characters.") % {"most": most}
    return ""
