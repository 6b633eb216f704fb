"""Who speaks for a body, who meets whom, and where contributions would run in a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.base.errors import NotAllowed
from konbit.directory.models import Group
from konbit.directory.queries.membership import members_of, networks_of
from konbit.federation.models import Alignment
from konbit.people.audience import EDITOR, MODERATOR, ORGANISER, STEWARD, Viewer

WAYS = {
    "contributes": (Alignment.Kind.CONTRIBUTES.value, False),
    "is_served": (Alignment.Kind.CONTRIBUTES.value, True),
    "same": (Alignment.Kind.SAME.value, False),
    "conflicts": (Alignment.Kind.CONFLICTS.value, False),
}
"""How one priority meets another, seen from the first: the kind, and whether the other is the lower one."""

WAY_LABELS = {
    "contributes": gettext_lazy("this contributes to the other"),
    "is_served": gettext_lazy("the other contributes to this"),
    "same": gettext_lazy("both say the same"),
    "conflicts": gettext_lazy("they stand against each other"),
}

_SPEAKING = (STEWARD, EDITOR, ORGANISER, MODERATOR)


def speaks_for(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer says yes and no for a body: its own people do, never those of a network above it,
    who would speak for both sides."""
    return viewer.is_operator or viewer.holds(group.scope, *_SPEAKING)


def must_speak_for(viewer: Viewer, group: Group) -> None:
    """Raise `NotAllowed` unless the viewer says yes and no for a body."""
    if not speaks_for(viewer, group):
        raise NotAllowed(
            _("You may not say this for %(group)s.") % {"group": group.name},
            remedy=_("Its own stewards and editors can: nobody speaks for both sides."),
        )


def belongs_to(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer is of a body, and reads what only its own people read."""
    return viewer.is_operator or viewer.holds(group.scope)


def their_eyes(group: Group) -> Viewer:
    """What the people of a body see of others: a reader who has a part in it and in nothing else."""
    return Viewer(actor="", person_id=0, roles={group.scope: frozenset({EDITOR, STEWARD})})


def related_to(group: int) -> tuple[set[int], set[int], set[int]]:
    """The bodies (ids) that a group meets: its networks, its members, the other members of its networks."""
    above, beneath = networks_of([group])[group], set(members_of(group))
    beside = {member for network in above for member in members_of(network)}
    return above, beneath, beside - above - beneath - {group}


def way_between(low: int, high: int, kind: str) -> list[int]:
    """The priorities (ids) through which contributions would run in a circle once `low` met `high` in this
    way, from one and back to it; empty where they would not. What says the same counts as one."""
    if kind == Alignment.Kind.CONFLICTS:
        return []
    back = _path(high, low, contributing=kind == Alignment.Kind.SAME)
    if back:
        return [low, *back]
    forth = _path(low, high, contributing=True) if kind == Alignment.Kind.SAME else []
    return [*forth, low] if forth else []


def _path(start: int, end: int, *, contributing: bool) -> list[int]:
    """The shortest way up from one priority to another through what was agreed, both included; with
    `contributing` one on which something contributes, not a way of what says the same alone."""
    begun = (start, False)
    came: dict[tuple[int, bool], tuple[int, bool]] = {begun: begun}
    wanted = deque([begun])
    while wanted:
        level = list(wanted)
        wanted.clear()
        steps = _steps({pk for pk, _moved in level})
        for here in level:
            for to, moves in steps.get(here[0], ()):
                there = (to, here[1] or moves)
                if there in came:
                    continue
                came[there] = here
                if to == end and (there[1] or not contributing):
                    return _walked(came, there)
                wanted.append(there)
    return []


def _steps(priorities: Iterable[int]) -> dict[int, list[tuple[int, bool]]]:
    """From each of these priorities the next ones up, and whether it contributes to them."""
    here = set(priorities)
    found: dict[int, list[tuple[int, bool]]] = {}
    agreed = Alignment.objects.filter(state=Alignment.State.AGREED).exclude(kind=Alignment.Kind.CONFLICTS)
    rows = agreed.filter(Q(lower__in=here) | Q(upper__in=here, kind=Alignment.Kind.SAME)).order_by("pk")
    for lower, upper, kind in rows.values_list("lower", "upper", "kind"):
        if lower in here:
            found.setdefault(lower, []).append((upper, kind == Alignment.Kind.CONTRIBUTES))
        if upper in here and kind == Alignment.Kind.SAME:
            found.setdefault(upper, []).append((lower, False))
    return found


def _walked(came: dict[tuple[int, bool], tuple[int, bool]], end: tuple[int, bool]) -> list[int]:
    way = [end]
    while came[way[-1]] != way[-1]:
        way.append(came[way[-1]])
    return [pk for pk, _moved in reversed(way)]


def may_propose(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer can say how a priority of a body meets others: for that body, or for one of those
    that it meets."""
    if speaks_for(viewer, group):
        return True
    own = {scope for scope in viewer.roles if viewer.holds(scope, *_SPEAKING)}
    return bool(own) and any(f"group:{pk}" in own for ids in related_to(group.pk) for pk in ids)


def must_propose(viewer: Viewer, group: Group) -> None:
    """Raise `NotAllowed` unless the viewer can say how a priority of a body meets others."""
    if not may_propose(viewer, group):
        must_speak_for(viewer, group)
