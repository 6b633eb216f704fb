"""Things of groups, as far as a viewer may know of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.models import Group, OfGroup
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, sight_of, visible_groups
from konbit.people.audience import Audience, Viewer, may_see, tokens_for

Thing = TypeVar("Thing", bound=OfGroup)

_NARROWER: tuple[str, ...] = (Audience.PUBLIC, Audience.NETWORK, Audience.GROUP, Audience.STEWARDS)


def seen_thing(viewer: Viewer, model: type[Thing], uid: str) -> tuple[Thing, Sight]:
    """The thing of this kind with this uid, and what the viewer may do with it. Raises `NotFound` if it or
    its group is removed or not for this viewer's eyes."""
    found: Thing | None = (
        model._default_manager.select_related("group", "source").filter(uid=uid, removed_at=None).first()
    )
    if found is not None and found.group.removed_at is None:
        sight = sight_of(viewer, found.group)
        if sight.sees(narrower(found.audience, found.group.audience)):
            return found, sight
    raise NotFound(
        _("There is no such page, or it is not open to you."),
        remedy=_("Look for it by its words. If it is your group's, sign in first."),
    )


def seen_things(viewer: Viewer, things: Iterable[Thing]) -> list[Thing]:
    """Those of these things that the viewer may know of, in their order."""
    listed = [thing for thing in things if thing.removed_at is None]
    groups = visible_groups(viewer, {thing.group_id for thing in listed})
    closed = {thing.group_id for thing in listed if thing.audience != Audience.PUBLIC}
    networks = networks_of(closed) if closed else {}
    return [
        thing
        for thing in listed
        if thing.group_id in groups
        and (
            thing.audience == Audience.PUBLIC
            or may_see(
                viewer,
                thing.audience,
                f"group:{thing.group_id}",
                [f"group:{one}" for one in networks[thing.group_id]],
            )
        )
    ]


def takes_part(viewer: Viewer, group_id: int) -> bool:
    """Whether the viewer takes part in a group, or in the care of a network of it. Asks nothing of the
    database for whoever takes part nowhere."""
    if not (viewer.is_operator or viewer.roles):
        return False
    group = Group.objects.filter(pk=group_id).first()
    return group is not None and sight_of(viewer, group).may("take part")


def keepers(viewer: Viewer, things: Iterable[OfGroup]) -> dict[int, GroupLink]:
    """The groups of these things, as pages name them, by id."""
    return visible_groups(viewer, {thing.group_id for thing in things})


def narrower(one: str, other: str) -> str:
    """The audience of which fewer people are part."""
    return max(one, other, key=_NARROWER.index)


def open_to(things: Iterable[OfGroup]) -> dict[int, tuple[str, ...]]:
    """Per thing (id) the tokens that open it in the index; none for one whose group is removed."""
    listed = list(things)
    ids = {thing.group_id for thing in listed}
    audiences = dict(Group.objects.filter(pk__in=ids, removed_at=None).values_list("pk", "audience"))
    networks = networks_of(ids)
    return {
        thing.pk: tokens_for(
            narrower(thing.audience, audiences[thing.group_id]),
            f"group:{thing.group_id}",
            [f"group:{one}" for one in networks[thing.group_id]],
        )
        for thing in listed
        if thing.group_id in audiences
    }


def group_for(viewer: Viewer, uid: str, verb: str) -> tuple[Group, GroupLink]:
    """A group in which something is to be written. Raises `NotFound`, `NotAllowed`."""
    group, sight = seen_group(viewer, uid)
    sight.must(verb)
    return group, visible_groups(viewer, [group.pk])[group.pk]


def gone() -> NotFound:
    """What is said where a part is no longer there."""
    return NotFound(_("This is no longer here."), remedy=_("Open the page again: it has changed."))
