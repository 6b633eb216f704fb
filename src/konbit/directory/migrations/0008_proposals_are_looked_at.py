from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0007_asked_and_called'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='credit',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
        migrations.AddField(
            model_name='proposal',
            name='revised_by',
            field=models.CharField(blank=True, default='', max_length=80),
        ),
        migrations.AddField(
            model_name='proposal',
            name='stood',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='proposal',
            name='trouble',
            field=models.CharField(blank=True, choices=[('closed', 'It no longer exists'), ('wrong', 'Something that stands there is not true'), ('place', 'It is somewhere else'), ('twice', 'It stands here twice'), ('private', 'Something stands there that should not be public'), ('harm', 'It is spam, or it harms somebody'), ('other', 'Something else')], default='', max_length=10),
        ),
    ]
