from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_sources_that_disagree'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importrun',
            name='job',
            field=models.CharField(choices=[('try', 'looking through the file'), ('read', 'bringing the groups in'), ('sync', 'comparing a new edition'), ('take_back', 'taking the groups back'), ('bring_back', 'bringing the groups back')], default='try', max_length=10),
        ),
    ]
