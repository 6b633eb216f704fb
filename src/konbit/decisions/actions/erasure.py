"""Taking a person out of this room: names on rolls, of those who stand, words in which she is named."""

from __future__ import annotations

from django.apps import apps

from konbit.base.registry import Identity
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import empty_personal


def erase(identity: Identity) -> int:
    """Empty what holds one of an identity's values. Returns how many rows were emptied."""
    with recording("system", "erase") as batch:
        return empty_personal(batch, apps.get_app_config("decisions").get_models(), identity)
