"""The tables of an instance: made at once where there are none, else brought to this version step by step."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def bring_tables(using: str) -> None:
    """Bring the tables of a database (its alias) to what this code needs. Safe again and again.

    An empty file of SQLite gets the tables as the models are today, with every migration noted as done, in
    one transaction: the same tables as all migrations one after the other make, without the wait for them at
    the first start. (On PostgreSQL ids of a library would be wider.)
    """
    connection = connections[using]
    if connection.vendor == "sqlite" and not connection.introspection.table_names():
        _make_at_once(using)
    with redirect_stdout(io.StringIO()):
        call_command("migrate", database=using, interactive=False, verbosity=0)


def _make_at_once(using: str) -> None:
    connection = connections[using]
    migrations = MigrationLoader(connection).disk_migrations
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        editor.create_model(recorder.Migration)
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for app, name in migrations:
            recorder.record_applied(app, name)
