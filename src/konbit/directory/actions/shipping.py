"""Bringing in what rooms ship of groups, each thing once: what people changed, or took away, stays so."""

from __future__ import annotations

from typing import Any, TypeVar

from konbit.base.uids import uid_from
from konbit.chronicle.actions import Batch
from konbit.chronicle.actions.rows import add
from konbit.directory.models import Group, OfGroup, Source
from konbit.directory.shipped.roots import Root

SHIPPED = "konbit"
"""Who makes what is shipped."""

Thing = TypeVar("Thing", bound=OfGroup)


def shipped_uid(kind: str, code: str) -> str:
    """The same uid for the same shipped thing everywhere: an address that holds on every instance."""
    return uid_from(f"konbit:{kind}:{code}")


class Shipping:
    """What is being brought in: the batch, the shipped groups and the sources to which things refer, by slug
    and by code, and how many things were made."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.count = 0
        self.groups = {one.slug: one for one in Group.objects.filter(is_example=True, removed_at=None)}
        self.sources = {one.code: one for one in Source.objects.all()}

    def make(self, model: type[Thing], root: Root, **columns: Any) -> Thing | None:
        """Make a thing, if its group is here and it was not made before; None otherwise."""
        uid = shipped_uid(model.__name__, root.code)
        group = self.groups.get(root.group)
        if group is None or model._default_manager.filter(uid=uid).exists():
            return None
        row = model(
            uid=uid, group=group, source=self.sources.get(root.source), address=root.address,
            certainty=root.certainty, by=SHIPPED, **columns,
        )  # fmt: skip
        add(self.batch, row)
        self.count += 1
        return row

    def found(self, model: type[Thing], code: str) -> Thing | None:
        """A shipped thing by its code, None where it is not here."""
        found: Thing | None = model._default_manager.filter(uid=shipped_uid(model.__name__, code)).first()
        return found
