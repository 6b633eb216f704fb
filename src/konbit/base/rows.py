"""Many rows into a table quickly.

Django's `bulk_create` prepares every value through several calls; for imports of a hundred thousand
groups that was half of the time (measured: docs/performance.md). Here only the columns that need it are
prepared, and the database takes the rows in one statement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

Row = Mapping[str, Any]
"""A new row by the attributes of its columns ("group_id"); what is left out has the default of its field."""


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Insert new rows of one table within the present transaction. Their ids are not read back; moments
    (`auto_now_add`) and whatever else is worked out anew for each row must be given."""
    if not rows:
        return
    statement, columns, adapters = _plan(model, connection.vendor)
    values = [[row.get(name, usual) for name, usual in columns] for row in rows]
    for place, adapt in adapters:
        for each in values:
            each[place] = adapt(each[place])
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


@lru_cache(maxsize=64)
def _plan(
    model: type[models.Model], _vendor: str
) -> tuple[str, tuple[tuple[str, Any], ...], tuple[tuple[int, Callable[[Any], Any]], ...]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    adapters = tuple(
        (place, adapter) for place, field in enumerate(fields) if (adapter := _adapter(field)) is not None
    )
    return statement, tuple((field.attname, field.get_default()) for field in fields), adapters


def _adapter(field: Any) -> Callable[[Any], Any] | None:
    """How a column's values become the database's; None where they already are."""
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
    plain = models.CharField | models.TextField | models.FloatField | models.IntegerField
    if isinstance(field, plain | models.ForeignKey | models.BooleanField):
        return None
    return lambda value: field.get_db_prep_save(value, connection)
