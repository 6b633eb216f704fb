from django.db import migrations

UNSAID = ("postcode", "locality", "phone", "activity")
AT_ONCE = 1000


def forget(apps, _schema_editor):
    """Pairs kept the telephone numbers by which they were found, where no erasure looked for them."""
    Pair = apps.get_model("directory", "Pair")
    last = 0
    while some := list(Pair.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        for pair in some:
            pair.evidence = [
                {**one, "detail": []} if one["kind"] in UNSAID else one for one in pair.evidence
            ]
        Pair.objects.bulk_update(some, ["evidence"])
        last = some[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0013_addresses_looked_up'),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
