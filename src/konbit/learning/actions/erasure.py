"""Taking a person out of this room: her name on cases, the recordings of her voice, what she wrote by id."""

from __future__ import annotations

from django.apps import apps
from django.core.files.storage import default_storage

from konbit.base.registry import Identity
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.rows import change, empty_personal
from konbit.learning.models import Case


def erase(identity: Identity) -> int:
    """Empty what holds one of an identity's values, and delete the recordings that she told. Returns how many
    rows were emptied."""
    with recording("system", "erase") as batch:
        return _silence(batch, identity) + empty_personal(
            batch, apps.get_app_config("learning").get_models(), identity
        )


def _silence(batch: Batch, identity: Identity) -> int:
    """Delete her recordings: those that name her, and those that she brought in her own name."""
    gone = 0
    for case in Case.objects.exclude(voice=""):
        own = bool(identity.opaque_id) and case.by == identity.opaque_id and not case.told_by
        if own or (case.told_by and identity.matches(case.told_by)):
            default_storage.delete(str(case.voice.name))
            change(batch, case, voice="")
            gone += 1
    return gone
