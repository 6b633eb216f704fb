"""Many rows into a table quickly.

Django's `bulk_create` prepares every value through several calls; for imports of a hundred thousand
groups that was half of the time (measured: docs/performance.md). Here only the columns that need it are
prepared, and the database takes the rows in one statement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models


def insert(instances: Sequence[models.Model]) -> None:
    """Insert new rows of one table within the present transaction. Their ids are not read back, and
    `auto_now_add` values must be set."""
    if not instances:
        return
    statement, attributes, adapters = _plan(type(instances[0]), connection.vendor)
    rows = [[getattr(instance, name) for name in attributes] for instance in instances]
    for place, adapt in adapters:
        for row in rows:
            row[place] = adapt(row[place])
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


@lru_cache(maxsize=64)
def _plan(
    model: type[models.Model], _vendor: str
) -> tuple[str, tuple[str, ...], tuple[tuple[int, Callable[[Any], Any]], ...]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    adapters = tuple(
        (place, adapter) for place, field in enumerate(fields) if (adapter := _adapter(field)) is not None
    )
    return statement, tuple(field.attname for field in fields), adapters


def _adapter(field: Any) -> Callable[[Any], Any] | None:
    """How a column's values become the database's; None where they already are."""
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
    plain = models.CharField | models.TextField | models.FloatField | models.IntegerField
    if isinstance(field, plain | models.ForeignKey | models.BooleanField):
        return None
    return lambda value: field.get_db_prep_save(value, connection)
