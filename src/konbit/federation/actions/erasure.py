"""Taking a person out of this room: names on mandates and contacts, free words in which she is named."""

from __future__ import annotations

from django.apps import apps

from konbit.base.registry import Identity
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import empty_personal, kind_of
from konbit.federation.models import Mandate


def erase(identity: Identity) -> int:
    """Empty what holds one of an identity's values. Returns how many rows were emptied."""
    with recording("system", "erase") as batch:
        said = _take_back_declared(batch, identity)
        return said + empty_personal(batch, apps.get_app_config("federation").get_models(), identity)


def _take_back_declared(batch: Batch, identity: Identity) -> int:
    """What she said of herself goes with her mandates, though it holds none of her values."""
    emptied = 0
    for row in Mandate.objects.exclude(declared={}).iterator(chunk_size=2000):
        own = bool(identity.opaque_id) and row.person == identity.opaque_id
        if own or (row.name and identity.matches(row.name)):
            Mandate.objects.filter(pk=row.pk).update(declared={})
            batch.changed(kind_of(Mandate), row.pk, {"personal": "erased"}, {"personal": "erased"})
            emptied += 1
    return emptied
