import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0002_cycle'),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(max_length=22)),
                ('entitled', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='link', to='decisions.entitled')),
                ('vote', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='decisions.vote')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Urn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('waiting', models.JSONField(default=list)),
                ('voters', models.PositiveSmallIntegerField(default=0)),
                ('vote', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='urn', to='decisions.vote')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
