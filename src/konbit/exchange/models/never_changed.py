"""Rows that the database itself lets nobody change or take away."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table

_ON_SQLITE = (
    "CREATE TRIGGER %(name)s BEFORE %(verb)s ON %(table)s "
    "BEGIN SELECT RAISE(ABORT, 'what is booked stays: correct it by a reversal'); END"
)
_ON_POSTGRES = (
    "CREATE OR REPLACE FUNCTION konbit_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'what is booked stays: correct it by a reversal' "
    "USING ERRCODE = 'integrity_constraint_violation'; END $$; "
    "CREATE TRIGGER %(name)s BEFORE UPDATE OR DELETE ON %(table)s "
    "FOR EACH ROW EXECUTE FUNCTION konbit_never_changed()"
)


class NeverChanged(models.BaseConstraint):
    """A constraint: rows are added to this table, never changed, never deleted.

    Held by triggers, on both databases, so that not even who writes SQL by hand does it unawares.
    """

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Nothing within the table's own definition: the triggers come behind it."""
        assert schema_editor is not None
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))
        return ""

    def create_sql(  # type: ignore[override]  # Django's own constraints give a Statement, too
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Statement:
        """The trigger of a table that stands already. (On SQLite Django makes such a table anew.)"""
        assert schema_editor is not None
        (statement,) = self._statements(model, schema_editor)
        return statement

    def remove_sql(  # type: ignore[override]
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Statement:
        """What takes the trigger away. (On SQLite Django makes the table anew.)"""
        assert schema_editor is not None
        assert model is not None
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement(
            "DROP TRIGGER %(name)s ON %(table)s", name=schema_editor.quote_name(self.name), table=table
        )

    def __eq__(self, other: object) -> bool:
        return self.name == other.name if isinstance(other, NeverChanged) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.name)

    def validate(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing about a row's values: only the database sees a change come."""

    def _statements(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        assert model is not None
        quote = schema_editor.quote_name
        table = Table(model._meta.db_table, quote)
        if schema_editor.connection.vendor == "postgresql":
            return [Statement(_ON_POSTGRES, name=quote(self.name), table=table)]
        return [
            Statement(_ON_SQLITE, name=quote(f"{self.name}_{verb.lower()}"), verb=verb, table=table)
            for verb in ("UPDATE", "DELETE")
        ]
