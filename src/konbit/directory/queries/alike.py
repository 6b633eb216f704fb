"""Groups that are here already and look like one that somebody is about to add."""

from __future__ import annotations

from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.towns import gazetteer
from konbit.people.audience import Viewer, tokens_of
from konbit.search.asking import Question
from konbit.search.queries import search, words_of

MOST = 5
NEAR_KM = 30.0
SHORTEST = 4  # letters, before which a name that is being typed could be anything
MOST_WORDS = 5
_GROUP = "directory.group"


def groups_alike(viewer: Viewer, name: str, place: tuple[str, str, str], language: str) -> tuple[Card, ...]:
    """Some groups with nearly the name that somebody writes, best first, as far as she may know of them.

    `place`: town, region and country (ISO code), as far as they are written. Near the town one word of the
    name may differ; elsewhere all words must be there.
    """
    words = list(dict.fromkeys(words_of(name[:200])))[:MOST_WORDS]
    if sum(map(len, words)) < SHORTEST:
        return ()
    town = gazetteer().find(*place) if place[0].strip() else None
    near = (town.latitude, town.longitude, NEAR_KM) if town else None
    asked: list[tuple[list[str], tuple[float, float, float] | None]] = [(words, near)] if near else []
    asked += [([one for one in words if one != left], near) for left in words if near and len(words) > 1]
    asked.append((words, None))
    ids: dict[int, None] = {}
    for some, around in asked:
        question = Question(
            visible=tokens_of(viewer), words=" ".join(some), kinds=(_GROUP,), near=around, size=2 * MOST
        )
        ids |= dict.fromkeys(hit.id for hit in search(question).hits)
    return tuple(card for card in cards(viewer, ids, language) if _alike(words, card.link.name))[:MOST]


def _alike(words: list[str], name: str) -> bool:
    """Whether more than half of the words of the shorter of two names begin words of the other."""
    others = list(dict.fromkeys(words_of(name)))
    if not others:
        return False
    shared = sum(any(other.startswith(word) for other in others) for word in words)
    return 2 * shared > min(len(words), len(others))
