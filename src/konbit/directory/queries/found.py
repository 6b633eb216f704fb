"""Finding groups: one question to the index, and the words and cards for what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from konbit.directory.asked import PAGE_SIZE, Asked
from konbit.directory.models import Group
from konbit.directory.queries.cards import Card, cards
from konbit.directory.queries.facets import Facet, chosen_labels, shown_facets
from konbit.directory.queries.labels import term_labels
from konbit.directory.queries.towns import gazetteer
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import Viewer, tokens_of
from konbit.search.asking import Question
from konbit.search.queries import Answer, Cell, Counted, search

GROUPS = "directory.group"
_NO_NETWORK = "0"  # no group has this id, so an unknown network finds nothing


@dataclass(frozen=True)
class Center:
    """The point around which is searched (degrees), how far (km), and what it is called."""

    lat: float
    lon: float
    km: int
    name: str


@dataclass(frozen=True)
class Found:
    """What was found: the cards of one page, and the point that was searched around.

    `question` is what the index was asked, for the map and for exports; its counts are taken beside the
    making of the page, so what is read last waits least. `notices` are in plain words.
    """

    asked: Asked
    question: Question
    answer: Answer
    cards: tuple[Card, ...]
    center: Center | None
    notices: tuple[str, ...]
    telling: Callable[[Counted], tuple[Facet, ...]]
    naming: Callable[[], dict[tuple[str, str], str]]

    @property
    def total(self) -> int:
        """How many groups were found."""
        return self.answer.total

    @property
    def cells(self) -> Sequence[Cell]:
        """The places of all that was found by cells of the map, where they were counted."""
        return self.answer.cells

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """The filters with their values and counts."""
        return self.telling(self.answer.facets)

    @cached_property
    def labels(self) -> dict[tuple[str, str], str]:
        """What was chosen, in words: by filter and value."""
        return self.naming()

    @property
    def pages(self) -> int:
        """How many pages the results fill."""
        return max(1, -(-self.total // PAGE_SIZE))


def find(
    viewer: Viewer,
    asked: Asked,
    language: str,
    *,
    count: tuple[str, ...] | None = None,
    size: int = PAGE_SIZE,
    cells: int | None = None,
) -> Found:
    """Answer a question to the directory with what the viewer may see, in a language.

    `count`: the facets that are counted beside it, by default those that the question itself wants.
    `size`: results per page. `cells`: the zoom at which places are counted in the same reading of the
    index, for a map of all of them.
    """
    center, notices = center_of(asked)
    question = replace(
        question_of(viewer, asked, center),
        count_facets=asked.counted if count is None else count,
        size=size,
        offset=(asked.page - 1) * size,
        cells=cells,
    )
    answer = search(question)
    terms = term_labels()
    distances = {hit.id: hit.distance for hit in answer.hits}
    return Found(
        asked=asked,
        question=question,
        answer=answer,
        cards=cards(viewer, distances, language, distances, terms, _only_network(viewer, asked)),
        center=center,
        notices=(*asked.notices, *notices),
        telling=lambda counted: shown_facets(viewer, asked, counted, language, terms),
        naming=lambda: chosen_labels(viewer, asked, language, terms),
    )


def _only_network(viewer: Viewer, asked: Asked) -> GroupLink | None:
    """The network in whose name the cards are made: the only one that is asked for."""
    uids = asked.chosen.get("network", ())
    ids = Group.objects.filter(uid__in=uids).values_list("pk", flat=True) if len(uids) == 1 else ()
    return next(iter(visible_groups(viewer, ids).values()), None)


def question_of(viewer: Viewer, asked: Asked, center: Center | None) -> Question:
    """What the index is asked: words, filters and places, without facets, page and map."""
    return Question(
        visible=tokens_of(viewer),
        words=asked.q,
        kinds=(GROUPS,),
        facets=_with_network_ids(viewer, asked.chosen),
        bounds=asked.bounds,
        near=(center.lat, center.lon, center.km) if center else None,
    )


def center_of(asked: Asked) -> tuple[Center | None, tuple[str, ...]]:
    """The point to search around, and what to tell of it: a place is found offline by its name."""
    if asked.point:
        name = asked.near or f"{asked.point[0]:.2f}, {asked.point[1]:.2f}"
        return Center(*asked.point, asked.km, name), ()
    if not asked.near:
        return None, ()
    town = gazetteer().find(asked.near)
    if town is None:
        said = _("We know no place called “%(place)s”. Try a larger town nearby, or add its country.")
        return None, (said % {"place": asked.near},)
    center = Center(town.latitude, town.longitude, asked.km, town.name)
    if town.sure:
        return center, ()
    said = _("There are several places called “%(place)s”; this is the largest, in %(country)s.")
    return center, (said % {"place": town.name, "country": town.country},)


def _with_network_ids(viewer: Viewer, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The choices as the index knows them: it counts networks by id, addresses name them by uid. A network
    of which the viewer may not know finds nothing, as one that nobody knows."""
    uids = chosen.get("network", ())
    if not uids:
        return dict(chosen)
    ids = visible_groups(viewer, Group.objects.filter(uid__in=uids).values_list("pk", flat=True))
    return {**chosen, "network": tuple(map(str, ids)) or (_NO_NETWORK,)}


def total_of(viewer: Viewer, asked: Asked) -> int:
    """How many groups a question would find."""
    return search(replace(question_of(viewer, asked, center_of(asked)[0]), size=0)).total
