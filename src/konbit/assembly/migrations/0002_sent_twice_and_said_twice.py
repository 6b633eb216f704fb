import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

KEYED = ("Meeting", "Goal", "Item")


def give_keys(apps: Any, _schema_editor: Any) -> None:
    """A key of its own for every row that stands."""
    for name in KEYED:
        for row in apps.get_model("assembly", name).objects.filter(key=None).only("pk"):
            row.key = uuid.uuid4()
            row.save(update_fields=["key"])


def add_key(model: str) -> migrations.AddField:
    return migrations.AddField(model_name=model, name="key", field=models.UUIDField(null=True))


def settle_key(model: str) -> migrations.AlterField:
    field = models.UUIDField(default=uuid.uuid4, unique=True)
    return migrations.AlterField(model_name=model, name="key", field=field)


def joined_into(model: str) -> migrations.AddField:
    field = models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="joined",
        to=f"assembly.{model}",
    )
    return migrations.AddField(model_name=model, name="joined_into", field=field)


class Migration(migrations.Migration):
    dependencies = [("assembly", "0001_initial")]

    operations = [
        *(add_key(name.lower()) for name in KEYED),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        *(settle_key(name.lower()) for name in KEYED),
        joined_into("attendance"),
        joined_into("resolution"),
        migrations.AddField(
            model_name="resolution",
            name="decided_by",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
    ]
