"""What can be chosen in forms of this room and of those above: resolutions, groups, audiences."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.assembly.models import Resolution
from konbit.base.errors import Problem
from konbit.base.text import sentence
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import GroupLink, sight_of, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Audience, Viewer

MOST = 300
LONGEST = 110
_ADDRESS = re.compile(r"/g/([0-9a-z-]+)")

Choices = list[tuple[Any, Any]]
NONE: Choices = [("", "—")]


def audiences() -> Choices:
    """Who may see something."""
    return [(one.value, str(one.label)) for one in Audience]


def resolution_choices(viewer: Viewer, groups: Collection[int]) -> Choices:
    """What these groups (ids) agreed, newest first."""
    rows = Resolution.objects.filter(group__in=groups, removed_at=None, state=Resolution.State.ADOPTED)
    return [
        (one.uid, " · ".join(filter(None, (short(one.title or one.text), date_words(one.decided_on)))))
        for one in seen_things(viewer, rows.select_related("group").order_by("-decided_on", "-id")[:MOST])
    ]


def own_groups(viewer: Viewer, verb: str) -> dict[str, GroupLink]:
    """The groups in which the viewer has a part and may do this, by uid."""
    ids = [int(scope[6:]) for scope in viewer.roles if scope.startswith("group:") and scope[6:].isdigit()]
    rows = {one.pk: one for one in Group.objects.filter(pk__in=ids, removed_at=None)}
    links = visible_groups(viewer, rows)
    return {link.uid: link for pk, link in links.items() if sight_of(viewer, rows[pk]).may(verb)}


def group_named(viewer: Viewer, words: str) -> str:
    """The uid of the group with this name, or at this address; empty for no words. Raises `Problem`."""
    said = words.strip()
    if not said:
        return ""
    address = _ADDRESS.search(said)
    where = Q(uid=address[1]) if address else Q(name__iexact=said)
    ids = Group.objects.filter(where, removed_at=None).values_list("pk", flat=True)[:20]
    found = list(visible_groups(viewer, ids).values())
    if len(found) == 1:
        return found[0].uid
    what = (
        _("There are several groups called “%(name)s”.")
        if found
        else _("No group is called “%(name)s” here.")
    )
    raise Problem(
        what % {"name": said[:100]},
        remedy=_("Copy the address of the group’s page into this field, or leave it empty."),
    )


def short(text: dict[str, str]) -> str:
    """A text on one line, as short as a choice may be."""
    said = sentence(text, get_language() or "en")
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
