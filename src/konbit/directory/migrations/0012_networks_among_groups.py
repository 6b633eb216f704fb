from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0011_ties_by_their_object'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='group',
            index=models.Index(condition=models.Q(('kind', 'network')), fields=['kind'], name='networks_among_groups'),
        ),
    ]
