"""The first page of the room: its doors in the order in which an organiser needs them, each with shipped
examples to look at first, and the doors of the reader's own groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.queries.choices import own_groups
from konbit.base.registry import GroupDoor
from konbit.directory.models import Group
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.federation.queries.doors import group_doors
from konbit.people.audience import Viewer

MOST_GROUPS = 6


@dataclass(frozen=True)
class Way:
    """A way into a part of the room: an address of the whole house, or that of an example's group."""

    title: str
    url: str


@dataclass(frozen=True)
class Part:
    """A part of the room: what it is for in one sentence, and the ways into it; `code` names it."""

    code: str
    title: str
    sentence: str
    symbol: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class OwnGroup:
    """A group in which the reader takes part, with its doors into this room."""

    link: GroupLink
    doors: tuple[GroupDoor, ...]


@dataclass(frozen=True)
class Front:
    """The first page. `more`: how many groups of the reader are not shown here."""

    own: tuple[OwnGroup, ...]
    more: int
    parts: tuple[Part, ...]


_PARTS: tuple[tuple[str, Any, Any, str], ...] = (
    (
        "organs", gettext_lazy("Who sits where"),
        gettext_lazy("Boards, assemblies and secretariats: who sits in them, for whom, until when."),
        "armchair",
    ),
    (
        "statutes", gettext_lazy("Your own rules, checked"),
        gettext_lazy("What your statutes ask, what still lacks, and what groups could form together."),
        "scale",
    ),
    (
        "pacts", gettext_lazy("Federating"),
        gettext_lazy("A proposal, the answer of each group, a pact that holds; and how federations grew."),
        "handshake",
    ),
    (
        "priorities", gettext_lazy("What we want first"),
        gettext_lazy("Priorities and targets, and how those of near and far meet, from global to local."),
        "target",
    ),
    (
        "struggles", gettext_lazy("Struggles, and what was gained"),
        gettext_lazy("What we demand, defend or build ourselves, with whom; what was won, kept and lost."),
        "megaphone",
    ),
    (
        "supports", gettext_lazy("Supports"),
        gettext_lazy("Who gives money, training, research, help or a voice to whom, and what is lacking."),
        "hand-helping",
    ),
)  # fmt: skip

_HOUSE: tuple[tuple[str, str, Any], ...] = (
    ("statutes", "worked", gettext_lazy("Rules of movements, worked through")),
    ("struggles", "struggles", gettext_lazy("All struggles")),
    ("struggles", "gains", gettext_lazy("What was gained, and kept")),
    ("struggles", "wins", gettext_lazy("Small wins")),
    ("struggles", "institutions", gettext_lazy("By institution")),
)
"""Ways through the whole house: of which part, the name of the address, what it is called."""

_EXAMPLES: tuple[tuple[str, str, str], ...] = (
    ("organs", "organs", "chantier"),
    ("organs", "organs", "ripess"),
    ("priorities", "alignment", "example-rivers-and-hills"),
    ("pacts", "growth", "reso"),
    ("pacts", "growth", "chantier"),
    ("pacts", "pacts", "ripess"),
    ("supports", "ecosystem", "chantier"),
    ("supports", "consortium", "italian-social-cooperatives"),
)
"""Shipped examples to look at first: of which part, the name of the address, the slug of the group."""

_EXAMPLE_WORDS = {
    "organs": gettext_lazy("Who sits where: %(group)s"),
    "growth": gettext_lazy("How it grew: %(group)s"),
    "pacts": gettext_lazy("What it takes part in: %(group)s"),
    "priorities": gettext_lazy("What it wants first: %(group)s"),
    "alignment": gettext_lazy("From global to local: %(group)s"),
    "ecosystem": gettext_lazy("The eco-system of supports: %(group)s"),
    "consortium": gettext_lazy("What it weaves together: %(group)s"),
}


def front(viewer: Viewer) -> Front:
    """The first page of the room for a reader."""
    own = sorted(_own(viewer), key=lambda link: link.name.casefold())
    ways = [*_house(viewer), *_examples(viewer)]
    return Front(
        own=tuple(OwnGroup(link, tuple(group_doors(viewer, link.id))) for link in own[:MOST_GROUPS]),
        more=max(0, len(own) - MOST_GROUPS),
        parts=tuple(
            Part(code, str(title), str(sentence), symbol, tuple(way for part, way in ways if part == code))
            for code, title, sentence, symbol in _PARTS
        ),
    )


def _own(viewer: Viewer) -> list[GroupLink]:
    return list(own_groups(viewer, "take part").values()) if viewer.roles else []


def _house(viewer: Viewer) -> Iterator[tuple[str, Way]]:
    if viewer.is_someone:
        yield "organs", Way(_("Your own mandates"), reverse("federation:own-mandates"))
    for part, name, title in _HOUSE:
        yield part, Way(str(title), reverse(f"federation:{name}"))


def _examples(viewer: Viewer) -> Iterator[tuple[str, Way]]:
    """The ways to those example groups that are here and that the reader may know of."""
    slugs = {slug for _part, _name, slug in _EXAMPLES}
    rows = Group.objects.filter(slug__in=slugs, is_example=True, removed_at=None)
    ids = dict(rows.values_list("pk", "slug"))
    links = {ids[pk]: link for pk, link in visible_groups(viewer, ids).items()}
    for part, name, slug in _EXAMPLES:
        if slug in links:
            title = str(_EXAMPLE_WORDS[name]) % {"group": links[slug].name}
            yield part, Way(title, reverse(f"federation:{name}", args=[links[slug].uid]))
