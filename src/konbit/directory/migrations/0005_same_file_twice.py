from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_own_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='digest',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
    ]
