"""The tables that are made at once are those that all migrations make."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from tests.site.instances import Instance, new_instance, prepared

__all__ = ["new_instance", "prepared"]

pytestmark = pytest.mark.xdist_group("instances")

AT_ONCE = "from konbit.site.keeping.tables import bring_tables; bring_tables('default')"
STEP_BY_STEP = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
LOOK = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
found = []
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        for column in connection.introspection.get_table_description(cursor, table):
            found.append((table, column.name, str(column.type_code), column.null_ok, column.default))
        for name, one in connection.introspection.get_constraints(cursor, table).items():
            found.append((table, name if one['index'] else '', *map(str, sorted(one.items()))))
found += MigrationRecorder(connection).applied_migrations()
for one in sorted(map(str, found)):
    print(one)
"""


def test_tables_made_at_once_are_those_of_all_migrations(new_instance: Callable[..., Instance]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite gets its tables at once")
    one, other = new_instance(empty=True), new_instance(empty=True)
    one.do(AT_ONCE)
    other.do(STEP_BY_STEP)
    seen = one.do(LOOK).splitlines()
    assert len(seen) > 1000
    assert seen == other.do(LOOK).splitlines()
