"""Who may read a pact: whom its audience lets in, and the people of every group that is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from konbit.base.errors import NotFound
from konbit.directory.queries.of_group import open_to, seen_thing, seen_things
from konbit.directory.queries.visible import Sight, sight_of
from konbit.federation.models import Pact, Party
from konbit.people.audience import Audience, Viewer


def seen_pact(viewer: Viewer, uid: str) -> tuple[Pact, Sight]:
    """A pact, and what the viewer may do with it for those who propose it. Raises `NotFound`."""
    try:
        return seen_thing(viewer, Pact, uid)
    except NotFound:
        rows = Pact.objects.select_related("group", "source").filter(uid=uid)
        found = asked_of(viewer, rows)
        if not found:
            raise
        return found[0], sight_of(viewer, found[0].group)


def seen_pacts(viewer: Viewer, pacts: Iterable[Pact]) -> list[Pact]:
    """Those of these pacts that the viewer may know of, in their order."""
    listed = list(pacts)
    seen = {one.pk for one in seen_things(viewer, listed)}
    left = [one for one in listed if one.pk not in seen]
    seen |= {one.pk for one in asked_of(viewer, left)}
    return [one for one in listed if one.pk in seen]


def asked_of(viewer: Viewer, pacts: Iterable[Pact]) -> list[Pact]:
    """Those of these pacts, sent and not taken away, in which a group of the viewer is asked."""
    own = [int(scope[6:]) for scope in viewer.roles if scope.startswith("group:") and scope[6:].isdigit()]
    if not own:
        return []
    listed = [
        one for one in pacts if one.removed_at is None and one.state != Pact.State.DRAFT
        and one.group.removed_at is None
    ]  # fmt: skip
    named = set(Party.objects.filter(pact__in=listed, group__in=own).values_list("pact", flat=True))
    return [one for one in listed if one.pk in named]


def opens_pacts(pacts: Iterable[Pact]) -> dict[int, tuple[str, ...]]:
    """Per pact (id) the tokens that open it in the index."""
    listed = list(pacts)
    opens = open_to(listed)
    asked: defaultdict[int, list[str]] = defaultdict(list)
    sent = [one for one in listed if one.state != Pact.State.DRAFT and one.audience != Audience.PUBLIC]
    for pact, group in Party.objects.filter(pact__in=sent).values_list("pact", "group"):
        asked[pact].append(f"group:{group}")
    return {pk: (*tokens, *asked[pk]) for pk, tokens in opens.items()}
