"""A pact as its forms need it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import visible_groups
from konbit.federation.models import Pact
from konbit.people.audience import Viewer


def pact_written(viewer: Viewer, uid: str) -> Pact:
    """A pact as it stands, for a form. Raises `NotFound`, `NotAllowed`."""
    pact, sight = seen_thing(viewer, Pact, uid)
    sight.must("edit")
    return pact


def asked_ids(pact: Pact) -> list[int]:
    """The groups (ids) that are asked, in their order."""
    return list(pact.parties.values_list("group", flat=True))


def lines_of(viewer: Viewer, groups: Iterable[int | None]) -> str:
    """Groups as one writes them into a form, one a line: by name, with the address of the page where others
    have the same name."""
    ids = [pk for pk in groups if pk]
    links = visible_groups(viewer, ids)
    names = Counter(
        Group.objects.filter(name__in={one.name for one in links.values()}).values_list("name", flat=True)
    )
    named = (links[pk] for pk in ids if pk in links)
    return "\n".join(one.name if names[one.name] == 1 else f"{one.name} /g/{one.uid}" for one in named)
