from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_runs_are_tried_and_taken_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='group',
            name='own_words',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
