"""Who faced this in a place like ours?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.text import pick
from konbit.directory.countries import country_name
from konbit.directory.models import Place, Tagging
from konbit.directory.queries.labels import TermLabel, term_labels
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.learning.models import Obstacle, Practice, Worked
from konbit.learning.queries.practices import KIND, ObstacleView, PracticeLink, practice_links, told_obstacle
from konbit.people.audience import Viewer, tokens_of
from konbit.search.asking import Question
from konbit.search.queries import search

LOOKED_AT, SHOWN = 60, 20
_FIRST = {Worked.YES: 0, Worked.PARTLY: 1, Worked.NO: 2, Worked.TOO_EARLY: 3, "": 4}


@dataclass(frozen=True)
class Faced:
    """A practice in which the words were found, why its place is like ours, and what was tried there."""

    practice: PracticeLink
    alike: tuple[str, ...]
    obstacles: tuple[ObstacleView, ...]


@dataclass(frozen=True)
class Like:
    """What is known of a group's place and work: countries, terms."""

    countries: frozenset[str]
    terms: frozenset[int]


def who_faced(
    viewer: Viewer, words: str, language: str, group_uid: str = ""
) -> tuple[GroupLink | None, list[Faced]]:
    """The practices that these words find, those of places like the group's first, with the reason in words.

    What did not work is shown too. Raises `NotFound` for a group that the viewer may not know of.
    """
    ours: GroupLink | None = None
    like = Like(frozenset(), frozenset())
    if group_uid:
        group, _sight = seen_group(viewer, group_uid)
        ours = visible_groups(viewer, [group.pk])[group.pk]
        like = _likes([group.pk])[group.pk]
    if not words.strip():
        return ours, []
    question = Question(visible=tokens_of(viewer), words=words[:200], kinds=(KIND,), size=LOOKED_AT)
    ids = [hit.id for hit in search(question).hits]
    rows = Practice.objects.in_bulk(ids)
    links = practice_links(viewer, [rows[pk] for pk in ids if pk in rows])
    theirs = _likes({link.whose.id for link in links.values()})
    tried: dict[int, list[Obstacle]] = {}
    for one in Obstacle.objects.filter(practice__in=links):
        tried.setdefault(one.practice_id, []).append(one)
    labels = term_labels().by_id
    found = [
        Faced(
            practice=link,
            alike=_alike(like, theirs[link.whose.id], labels, language),
            obstacles=tuple(
                told_obstacle(one) for one in sorted(tried.get(pk, ()), key=lambda one: _FIRST[one.worked])
            ),
        )
        for pk, link in links.items()
    ]
    found.sort(key=lambda one: -len(one.alike))
    return ours, found[:SHOWN]


def _likes(groups: set[int] | list[int]) -> dict[int, Like]:
    countries: dict[int, set[str]] = {pk: set() for pk in groups}
    terms: dict[int, set[int]] = {pk: set() for pk in groups}
    places = (
        Place.objects.filter(group__in=groups).exclude(precision=Place.Precision.NONE).exclude(country="")
    )
    for pk, country in places.values_list("group", "country"):
        countries[pk].add(country)
    for pk, term in Tagging.objects.filter(group__in=groups).values_list("group", "term"):
        terms[pk].add(term)
    return {pk: Like(frozenset(countries[pk]), frozenset(terms[pk])) for pk in groups}


def _alike(ours: Like, theirs: Like, labels: Mapping[int, TermLabel], language: str) -> tuple[str, ...]:
    reasons = [
        _("also in %(country)s") % {"country": country_name(one, language)}
        for one in sorted(ours.countries & theirs.countries)
    ]
    shared = [labels[one].label for one in sorted(ours.terms & theirs.terms) if one in labels]
    also = (_("also: %(what)s") % {"what": pick(one, language).text} for one in shared[:3])
    return (*reasons, *also)
