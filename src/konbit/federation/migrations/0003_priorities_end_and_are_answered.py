import uuid

import django.db.models.deletion
from django.db import migrations, models

import konbit.base.text


class Migration(migrations.Migration):
    dependencies = [
        ("assembly", "0003_panels_are_drawn"),
        ("federation", "0002_supports_are_answered"),
    ]

    operations = [
        migrations.RenameField(model_name="alignment", old_name="proposed_by_upper", new_name="by_upper"),
        migrations.AddField(
            model_name="priority",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="assembly.resolution",
            ),
        ),
        migrations.AddField(
            model_name="priority",
            name="ended_why",
            field=konbit.base.text.MultilingualField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="target",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, unique=True),
        ),
    ]
