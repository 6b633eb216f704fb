"""Taking a person out of this room: names of members, words in which she is named.

What is booked stays as it is: of people it holds nothing but an opaque id, which leads nowhere once the
account behind it is gone. What a transfer was for lies beside it and is emptied.
"""

from __future__ import annotations

from django.apps import apps

from konbit.base.registry import Identity
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import empty_personal, kind_of
from konbit.chronicle.personal import without_values
from konbit.exchange.models import Alert, Words
from konbit.exchange.models.never_changed import NeverChanged


def erase(identity: Identity) -> int:
    """Empty what holds one of an identity's values. Returns how many rows were emptied."""
    tables = [
        model
        for model in apps.get_app_config("exchange").get_models()
        if model is not Words and not any(isinstance(one, NeverChanged) for one in model._meta.constraints)
    ]
    with recording("system", "erase") as batch:
        Alert.objects.filter(person=identity.opaque_id).delete()
        return empty_personal(batch, tables, identity) + _empty_words(batch, identity)


def _empty_words(batch: Batch, identity: Identity) -> int:
    """Without its salt, nobody can try out what the words were that the journal keeps a digest of."""
    emptied = 0
    for row in Words.objects.exclude(text="").iterator(chunk_size=2000):
        kept = without_values(row.text, identity.matches)
        if kept != row.text:
            Words.objects.filter(pk=row.pk).update(text=kept, salt=b"")
            batch.changed(kind_of(Words), row.pk, {"personal": "erased"}, {"personal": "erased"})
            emptied += 1
    return emptied
