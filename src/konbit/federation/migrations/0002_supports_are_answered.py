import konbit.base.period
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("federation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="support",
            name="answer",
            field=models.CharField(
                choices=[("open", "not answered yet"), ("yes", "it is so"), ("no", "it is not so")],
                default="open",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="support",
            name="answered_on",
            field=konbit.base.period.PartialDateField(blank=True, default="", max_length=10),
        ),
        migrations.AlterField(
            model_name="support",
            name="function",
            field=models.CharField(
                choices=[
                    ("finance", "finance"),
                    ("training", "training"),
                    ("research", "research"),
                    ("technical", "technical help"),
                    ("legal", "legal help"),
                    ("marketing", "marketing"),
                    ("workforce", "workforce"),
                    ("voice", "voice"),
                    ("other", "another support"),
                ],
                max_length=10,
            ),
        ),
    ]
