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
        hers = _empty_mandates(batch, identity)
        return hers + empty_personal(batch, apps.get_app_config("federation").get_models(), identity)


def _empty_mandates(batch: Batch, identity: Identity) -> int:
    """What stands in her mandates is hers, whether or not it is one of her values."""
    own = bool(identity.opaque_id)
    emptied = 0
    for row in Mandate.objects.exclude(name="", person="", declared={}).iterator(chunk_size=2000):
        if (own and row.person == identity.opaque_id) or (row.name and identity.matches(row.name)):
            Mandate.objects.filter(pk=row.pk).update(name="", person="", declared={})
            batch.changed(kind_of(Mandate), row.pk, {"personal": "erased"}, {"personal": "erased"})
            emptied += 1
    return emptied
