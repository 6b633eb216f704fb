"""Taking a person out of the directory."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import GROUP
from konbit.directory.models import Claim, Contact


def erase(identity: Any) -> int:
    """Remove the contacts that hold one of the identity's values, and the values from what sources said.

    `identity.values` are the personal values (addresses, numbers, names); case and spaces do not count.
    Returns how many contacts and claims were emptied. The chronicle notes which groups changed, not what
    stood there; the side rows are purged by the caller.
    """
    wanted = {_normal(value) for value in identity.values if value.strip()}
    if not wanted:
        return 0
    emptied = 0
    with recording("system", "erase") as batch:
        touched = set()
        loose = Q()
        for value in wanted:
            loose |= Q(value__icontains=value[:3])
        for contact in Contact.objects.filter(loose):
            if _normal(contact.value) in wanted:
                touched.add(contact.group_id)
                contact.delete()
                emptied += 1
        for claim in Claim.objects.filter(group__in=touched) | _claims_naming(wanted):
            fields, changed = _without(claim.fields, wanted)
            if changed:
                claim.fields = fields
                claim.save(update_fields=["fields"])
                touched.add(claim.group_id)
                emptied += 1
        for group in sorted(touched):
            batch.changed(GROUP, group, {"contacts": "erased"}, {"contacts": "erased"})
    return emptied


def _normal(value: str) -> str:
    return "".join(value.casefold().split())


def _claims_naming(wanted: set[str]) -> Any:
    doomed = [
        pk
        for pk, fields in Claim.objects.values_list("pk", "fields").iterator(chunk_size=2000)
        if _without(fields, wanted)[1]
    ]
    return Claim.objects.filter(pk__in=doomed)


def _without(tree: Any, wanted: set[str]) -> tuple[Any, bool]:
    """The tree without the personal values, and whether there were any."""
    if isinstance(tree, str):
        return ("", True) if _normal(tree) in wanted else (tree, False)
    if isinstance(tree, list):
        parts = [_without(one, wanted) for one in tree]
        return [part for part, _ in parts], any(changed for _, changed in parts)
    if isinstance(tree, dict):
        said = {name: _without(one, wanted) for name, one in tree.items()}
        return {name: part for name, (part, _) in said.items()}, any(changed for _, changed in said.values())
    return tree, False
