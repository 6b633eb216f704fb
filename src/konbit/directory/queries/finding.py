"""Other groups by name, to tie one's own to them."""

from __future__ import annotations

from konbit.directory.models import Group
from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer, tokens_of
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
