"""Other groups by name, to tie one's own to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from konbit.directory.models import Group, Place
from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.networks import belonging
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Audience, Viewer, tokens_of
from konbit.search.asking import Question
from konbit.search.queries import search

MOST = 12


def groups_called(viewer: Viewer, words: str, language: str) -> tuple[Card, ...]:
    """Some groups that these words find, best first, as far as the viewer may know of them."""
    if not words.strip():
        return ()
    question = Question(visible=tokens_of(viewer), words=words[:200], kinds=("directory.group",), size=MOST)
    return cards(viewer, [hit.id for hit in search(question).hits], language)


def network_to_join(viewer: Viewer, uid: str) -> GroupLink | None:
    """The network with this uid, if the viewer may know of it."""
    group = Group.objects.filter(uid=uid, kind=Group.Kind.NETWORK).first() if uid else None
    return visible_groups(viewer, [group.pk]).get(group.pk) if group else None


def usual_country(network: int) -> str:
    """The ISO code of the country in which most groups of a network are; where it has none yet, of the
    network's own place. Empty where no country holds more than half of them."""
    groups = Group.objects.filter(belonging([network]), removed_at=None, audience=Audience.PUBLIC)
    shown = Place.objects.filter(role=Place.Role.SITE).exclude(precision=Place.Precision.NONE)
    places = shown.exclude(country="")
    countries = Counter(places.filter(group__in=groups).values_list("country", flat=True))
    countries = countries or Counter(places.filter(group=network).values_list("country", flat=True))
    most = countries.most_common(1)
    return most[0][0] if most and 2 * most[0][1] > countries.total() else ""


def groups_named(viewer: Viewer, names: Iterable[str]) -> dict[str, GroupLink]:
    """Those of these names that just one group bears of which the viewer may know, with that group."""
    wanted = {name.strip() for name in names} - {""}
    rows = list(Group.objects.filter(name__in=wanted, removed_at=None).values_list("name", "pk"))
    links = visible_groups(viewer, [pk for _name, pk in rows])
    found: dict[str, list[GroupLink]] = {}
    for name, pk in rows:
        if pk in links:
            found.setdefault(name, []).append(links[pk])
    return {name: several[0] for name, several in found.items() if len(several) == 1}
