"""Sentences that an organiser did not know: what a network's list says when it is read as a whole.

Each is counted over what everybody may see, says how it was counted, and names the groups behind it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from math import cos, radians

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.base.text import pick
from konbit.directory.folding import fold
from konbit.directory.models import Contact, Group, Tagging
from konbit.directory.queries.cards import first_places
from konbit.directory.queries.labels import term_labels
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.engines.geodesy import distance_km
from konbit.people.audience import ANYONE, Audience

WALK_KM = 1.0
STALE_YEARS = 3
MOST_GROUPS = 50_000
LISTED = 200
FEWEST = 3
"""A sentence counts so many groups at least: that there is one, or two, tells nothing of a network."""


@dataclass(frozen=True)
class Insight:
    """A sentence, how it was counted, and the groups behind it (the first 200). `weight`: how telling it
    is, from 0 to 1, by the rule beside each count."""

    kind: str
    sentence: str
    how: str
    groups: tuple[GroupLink, ...]
    count: int
    weight: float


@dataclass
class Members:
    """A network's groups as everybody may see them: by id, with exact points, towns, last confirmations and
    the activities and types that they use."""

    links: dict[int, GroupLink]
    points: dict[int, tuple[float, float]] = field(default_factory=dict)
    towns: dict[int, str] = field(default_factory=dict)
    confirmed: dict[int, date] = field(default_factory=dict)
    terms: dict[int, list[int]] = field(default_factory=dict)


def insights(network: int, language: str) -> list[Insight]:
    """What is worth knowing of a network, the most telling first; nothing of a network of one or two."""
    members = _members(network)
    if len(members.links) < FEWEST:
        return []
    found = [one for count in _COUNTS if (one := count(members, language))]
    return sorted(found, key=lambda one: -one.weight)


def _members(network: int) -> Members:
    ids = list(members_of(network))[:MOST_GROUPS]
    links = {pk: one for pk, one in visible_groups(ANYONE, ids).items() if one.kind != Group.Kind.NETWORK}
    members = Members(links)
    for some in _some(links):
        for pk, place in first_places(some).items():
            if place.lat is not None and place.lon is not None and place.precision == "exact":
                members.points[pk] = (place.lat, place.lon)
            # A word without a point may be no town at all, or one of several.
            if place.locality and place.lat is not None:
                members.towns[pk] = place.locality
        dated = Group.objects.filter(pk__in=some).exclude(confirmed_on=None)
        members.confirmed.update({pk: day for pk, day in dated.values_list("pk", "confirmed_on") if day})
        taggings = Tagging.objects.filter(group__in=some, term__scheme__facet__in=("activity", "type"))
        for pk, term in taggings.values_list("group", "term"):
            members.terms.setdefault(pk, []).append(term)
    return members


def _some(ids: Iterable[int]) -> Iterable[list[int]]:
    wanted = list(ids)
    for start in range(0, len(wanted), 5000):
        yield wanted[start : start + 5000]


def _insight(kind: str, sentence: str, how: str, members: Members, ids: list[int], weight: float) -> Insight:
    links = sorted((members.links[pk] for pk in ids), key=lambda link: link.name.casefold())
    return Insight(kind, sentence, how, tuple(links[:LISTED]), len(ids), weight)


def neighbours(points: dict[int, tuple[float, float]], km: float) -> list[int]:
    """The largest set of points (degrees) that all lie within half of `km` of one of them, and so within
    `km` of each other: their ids. Looked for in squares of that size, so that 50,000 points take seconds."""
    half = km / 2
    step = half / 111.0
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    for pk, (lat, lon) in points.items():
        squares[_square(lat, lon, step)].append(pk)
    best: list[int] = []
    for (row, column), inside in squares.items():
        around = [pk for y in (-1, 0, 1) for x in (-1, 0, 1) for pk in squares.get((row + y, column + x), ())]
        if len(around) <= len(best):
            continue
        for pk in inside:
            near = [one for one in around if distance_km(*points[pk], *points[one]) <= half]
            if len(near) > len(best):
                best = near
    return best


def _square(lat: float, lon: float, step: float) -> tuple[int, int]:
    row = int(lat // step)
    return row, int(lon // (step / max(0.01, cos(radians((row + (row < 0)) * step)))))


def _walking(members: Members, _language: str) -> Insight | None:
    """The more groups, and the larger their share of the network (but not all of it), the more telling."""
    near = neighbours(members.points, WALK_KM)
    if len(near) < FEWEST:
        return None
    towns = Counter(members.towns[pk] for pk in near if pk in members.towns)
    town = towns.most_common(1)[0][0] if towns else ""
    said = {"count": len(near), "town": town}
    sentence = (
        ngettext(
            "%(count)s group in %(town)s is within walking distance of the others.",
            "%(count)s groups in %(town)s are within walking distance of each other.",
            len(near),
        )
        if town
        else ngettext(
            "%(count)s group is within walking distance of the others.",
            "%(count)s groups are within walking distance of each other.",
            len(near),
        )
    )
    how = _("No two of them lie more than one kilometre apart. Only places that are shown exactly count.")
    return _insight("walking", sentence % said, how, members, near, min(1.0, 0.5 + len(near) / 40))


def _stale(members: Members, _language: str) -> Insight | None:
    """The larger the share that nobody confirmed for years, the more telling."""
    year = date.today().year - STALE_YEARS
    old = [pk for pk, day in members.confirmed.items() if day.year < year]
    if len(old) < FEWEST:
        return None
    sentence = ngettext(
        "%(count)s group was last confirmed before %(year)s.",
        "%(count)s groups were last confirmed before %(year)s.",
        len(old),
    ) % {"count": len(old), "year": year}
    how = _("Counted from the day on which somebody last said that what stands there is true.")
    return _insight("stale", sentence, how, members, old, 0.4 + 0.5 * len(old) / len(members.links))


def _alone(members: Members, _language: str) -> Insight | None:
    """The larger the share of the groups that are alone in their town (but not all), the more telling."""
    towns = Counter(fold(town) for town in members.towns.values())
    alone = [pk for pk, town in members.towns.items() if towns[fold(town)] == 1]
    if len(alone) < FEWEST or len(alone) == len(members.towns):
        return None
    sentence = ngettext(
        "In %(count)s town there is only one group.",
        "In %(count)s towns there is only one group.",
        len(alone),
    ) % {"count": len(alone)}
    how = _("Towns are told apart by their names; only groups on the map count.")
    return _insight("alone", sentence, how, members, alone, 0.2 + 0.3 * len(alone) / len(members.towns))


def _gathered(members: Members, _language: str) -> Insight | None:
    """Half of the network in one town, or nearly: the rest lives with less company."""
    towns = Counter(fold(town) for town in members.towns.values())
    if len(towns) < 3:
        return None
    town, count = towns.most_common(1)[0]
    here = [pk for pk, its in members.towns.items() if fold(its) == town]
    if count < FEWEST or count * 6 < len(members.towns):
        return None
    sentence = _(
        "%(town)s holds %(count)s of your %(total)s groups; the others live in %(towns)s other towns."
    )
    said = {
        "town": members.towns[here[0]],
        "count": count,
        "total": len(members.towns),
        "towns": len(towns) - 1,
    }
    how = _("Towns are told apart by their names; only groups on the map count.")
    return _insight("gathered", sentence % said, how, members, here, 0.3 + 0.3 * count / len(members.towns))


def _silent(members: Members, _language: str) -> Insight | None:
    """Who cannot be reached by a reader of the site: the more, the more telling."""
    reached: set[int] = set()
    for some in _some(members.links):
        public = Contact.objects.filter(group__in=some, audience=Audience.PUBLIC)
        reached |= set(public.values_list("group", flat=True))
    silent = [pk for pk in members.links if pk not in reached]
    if len(silent) < FEWEST or len(silent) == len(members.links):
        return None
    sentence = ngettext(
        "%(count)s group cannot be reached by those who find it here.",
        "%(count)s groups cannot be reached by those who find them here.",
        len(silent),
    ) % {"count": len(silent)}
    how = _("They show no website, telephone or e-mail address to everybody.")
    return _insight("silent", sentence, how, members, silent, 0.25 + 0.4 * len(silent) / len(members.links))


def _only_here(members: Members, language: str) -> Insight | None:
    """What is done in one town only: a skill that others could visit."""
    where: dict[int, set[str]] = defaultdict(set)
    who: dict[int, list[int]] = defaultdict(list)
    for pk, terms in members.terms.items():
        for term in terms:
            where[term].add(fold(members.towns.get(pk, "")))
            who[term].append(pk)
    single = [term for term, towns in where.items() if len(towns) == 1 and "" not in towns]
    if not single or len(single) == len(where):
        return None
    labels = term_labels().by_id
    names = sorted(pick(labels[term].label, language).text for term in single if term in labels)
    some = ", ".join(names[:3])
    sentence = ngettext(
        "%(count)s activity is found in one town only: %(names)s.",
        "%(count)s activities are found in one town only, such as %(names)s.",
        len(single),
    ) % {"count": len(single), "names": some}
    ids = sorted({pk for term in single for pk in who[term]})
    how = _("Counted over the words for what groups do and what kind they are.")
    return _insight("only_here", sentence, how, members, ids, 0.45)


_COUNTS: tuple[Callable[[Members, str], Insight | None], ...] = (
    _walking, _stale, _alone, _only_here, _gathered, _silent,
)  # fmt: skip
