"""The roles that people hold in groups and networks."""

from __future__ import annotations

from collections import defaultdict

from konbit.directory.models import Role


def roles_of(person_id: int) -> dict[str, frozenset[str]]:
    """A person's roles by scope ("group:7")."""
    held: dict[str, set[str]] = defaultdict(set)
    for group, kind in Role.objects.filter(person=person_id).values_list("group_id", "kind"):
        held[f"group:{group}"].add(kind)
    return {scope: frozenset(kinds) for scope, kinds in held.items()}
