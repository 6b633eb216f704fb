"""What joins priorities, adoptions and readings becomes rows of its own, so that an act on it can be undone."""

import django.db.models.deletion
from django.db import migrations, models


def key(to, related_name):
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=to)


def own_id():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):

    dependencies = [("learning", "0001_initial")]

    operations = [
        migrations.RemoveField("priority", "grew_from"),
        migrations.RemoveField("adoption", "priorities"),
        migrations.RemoveField("sitting", "readings"),
        migrations.CreateModel(
            name="Growth",
            fields=[
                own_id(),
                ("priority", key("learning.priority", "roots")),
                ("out_of", key("learning.priority", "shoots")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("priority", "out_of"), name="growth_once")]
            },
        ),
        migrations.CreateModel(
            name="Adopted",
            fields=[
                own_id(),
                ("adoption", key("learning.adoption", "parts")),
                ("priority", key("learning.priority", "+")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("adoption", "priority"), name="adopted_once")]
            },
        ),
        migrations.CreateModel(
            name="ToRead",
            fields=[
                own_id(),
                ("sitting", key("learning.sitting", "to_read")),
                ("reading", key("learning.reading", "+")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sitting", "reading"), name="to_read_once")]
            },
        ),
        migrations.AddField(
            "priority",
            "grew_from",
            models.ManyToManyField(
                related_name="grew_into",
                through="learning.Growth",
                through_fields=("priority", "out_of"),
                to="learning.priority",
            ),
        ),
        migrations.AddField(
            "adoption",
            "priorities",
            models.ManyToManyField(
                related_name="adopted_by", through="learning.Adopted", to="learning.priority"
            ),
        ),
        migrations.AddField(
            "sitting",
            "readings",
            models.ManyToManyField(related_name="sittings", through="learning.ToRead", to="learning.reading"),
        ),
    ]
