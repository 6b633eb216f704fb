"""Taking a person out of the assembly: her names, and her id where she wrote, came or follows."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from konbit.assembly.actions.nominating import forget
from konbit.base.registry import Identity
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import empty_personal

WHO = ("by", "person")


def erase(identity: Identity) -> int:
    """Empty an identity's values in every table of the room, and drop what only she had: what she follows,
    her calendar's address. What she said at a meeting stays there without her name. Returns how many."""
    tables = list(apps.get_app_config("assembly").get_models())
    own = [model for model in tables if _belongs_to_an_account(model)]
    said = [model for model in tables if model not in own and _may_hold(model)]
    gone = 0
    with recording("system", "erase") as batch:
        if identity.person_id is not None:
            for model in own:
                gone += model._default_manager.filter(person=identity.person_id).delete()[0]
        gone += forget(batch, identity)
        return gone + empty_personal(batch, said, identity)


def _belongs_to_an_account(model: type[models.Model]) -> bool:
    return any(field.name == "person" and field.is_relation for field in model._meta.fields)


def _may_hold(model: type[models.Model]) -> bool:
    names = {field.name for field in model._meta.fields}
    return hasattr(model, "personal") or hasattr(model, "spoken") or bool(names & set(WHO))
