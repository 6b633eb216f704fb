"""Taking a person out of the directory: her roles, contacts that are hers, what sources said of her."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from konbit.base.registry import Identity
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.erasing_files import erase_in_import_files
from konbit.directory.actions.rows import ROLE, note
from konbit.directory.actions.writing import GROUP
from konbit.directory.models import (
    Call,
    CareRequest,
    Claim,
    Contact,
    Difference,
    DomainProof,
    Group,
    Proposal,
    Role,
    Source,
)

Matches = Callable[[str], bool]


def erase(identity: Identity) -> int:
    """Remove an identity's roles, the contacts that hold one of its values, the values from what sources
    said and from loose columns, and the files of imports in which they stand.

    Values are recognised by `identity.matches` alone: when an erasure is replayed after a restore nothing
    else is known of them. Returns how many rows and files were emptied. The chronicle notes which groups
    changed, not what stood there; the values beside it are purged by the caller.
    """
    with recording("system", "erase") as batch:
        emptied = _take_roles(batch, identity) + _take_asking(identity)
        touched = [
            *_remove_contacts(identity.matches),
            *_empty(Claim, "fields", "group_id", identity.matches),
            *_empty(Group, "extras", "pk", identity.matches),
            *_empty(Group, "own_words", "pk", identity.matches),
            *_empty(Call, "note", "group_id", identity.matches),
            *_empty(Call, "behalf", "group_id", identity.matches),
            *_empty(CareRequest, "text", "group_id", identity.matches),
            *_empty(Difference, "was", "group_id", identity.matches),
            *_empty(Difference, "now", "group_id", identity.matches),
        ]
        for group in sorted(set(touched)):
            batch.changed(GROUP, group, {"contacts": "erased"}, {"contacts": "erased"})
        emptied += _empty_proposals(identity)
    return emptied + len(touched) + erase_in_import_files(identity.matches)


def _empty_proposals(identity: Identity) -> int:
    """Take her out of what was proposed or reported: her name, her words beside it, and her values in it."""
    columns = ("state", "stood", "text", "credit", "reach", "reason")
    emptied = {pk for column in columns for pk in _empty(Proposal, column, "pk", identity.matches)}
    if identity.opaque_id:
        own = Proposal.objects.filter(by=identity.opaque_id)
        emptied |= set(own.values_list("pk", flat=True))
        own.update(by="", text="", reach="")
    known_from = Source.objects.filter(kind=Source.Kind.PERSON, code__startswith="proposal-")
    named = [pk for pk, name in known_from.values_list("pk", "name") if identity.matches(name)]
    known_from.filter(pk__in=named).update(name="–")
    return len(emptied) + len(named)


def _take_roles(batch: Batch, identity: Identity) -> int:
    roles = list(Role.objects.filter(person=identity.person_id)) if identity.person_id else []
    for role in roles:
        before = {"group_id": role.group_id, "person": identity.opaque_id, "role": role.kind}
        batch.changed(ROLE, role.pk, before, None)
        note(batch, ROLE, role.pk, [role.group_id])
        role.delete()
    return len(roles)


def _take_asking(identity: Identity) -> int:
    """Remove her questions after groups and her words for websites. Returns how many there were."""
    if identity.person_id is None:
        return 0
    asked, _tables = CareRequest.objects.filter(person=identity.person_id).delete()
    proofs, _tables = DomainProof.objects.filter(person=identity.person_id).delete()
    return asked + proofs


def _remove_contacts(matches: Matches) -> list[int]:
    """Remove the contacts that match. Returns the group of each."""
    rows = Contact.objects.values_list("pk", "group_id", "value").iterator(chunk_size=5000)
    doomed = {pk: group for pk, group, value in rows if matches(value)}
    ids = list(doomed)
    for start in range(0, len(ids), 500):
        Contact.objects.filter(pk__in=ids[start : start + 500]).delete()
    return list(doomed.values())


def _empty(model: type[Model], column: str, group: str, matches: Matches) -> list[int]:
    """Empty what matches in a column of JSON. Returns the group of each row where there was any."""
    rows = model._default_manager.values_list("pk", group, column).iterator(chunk_size=2000)
    emptied = [(pk, of, without) for pk, of, tree in rows if (without := _without(tree, matches)) is not tree]
    for pk, _group, tree in emptied:
        model._default_manager.filter(pk=pk).update(**{column: tree})
    return [of for _pk, of, _tree in emptied]


def _without(tree: Any, matches: Matches) -> Any:
    """The tree with matching texts emptied; the very same tree where there are none."""
    if isinstance(tree, str):
        return "" if tree and matches(tree) else tree
    if isinstance(tree, list):
        parts = [_without(one, matches) for one in tree]
        return parts if any(new is not old for new, old in zip(parts, tree, strict=True)) else tree
    if isinstance(tree, dict):
        said = {name: _without(one, matches) for name, one in tree.items()}
        return said if any(said[name] is not tree[name] for name in tree) else tree
    return tree
