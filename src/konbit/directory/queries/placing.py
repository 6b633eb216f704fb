"""Groups of a network whose town is unknown or not sure, and the towns that may be meant."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from konbit.directory.countries import country_name
from konbit.directory.gazetteer import Town
from konbit.directory.models import Group, Place
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.networks import belonging
from konbit.directory.queries.towns import gazetteer
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.engines.geodesy import distance_km
from konbit.people.audience import Viewer

SHOWN = 200
_KNOWN_BY = 100_000  # inhabitants of the town that tells people where another one lies
_AROUND = 3.0  # degrees


@dataclass(frozen=True)
class Waiting:
    """A group that waits for its place: the town as its list writes it, and its country."""

    link: GroupLink
    said: str
    country: str


@dataclass(frozen=True)
class Candidate:
    """A town that may be meant, in words that tell it from its namesakes; its middle in degrees."""

    id: int
    name: str
    where: str
    lat: float
    lon: float


def waiting_places(viewer: Viewer, network: int, language: str) -> tuple[list[Waiting], int]:
    """The groups of a network that need somebody who knows where they are (the first 200), and how many."""
    pointless = Q(given_latitude=None, geocoded_latitude=None)
    placed = Place.objects.exclude(pointless).values("group")
    rows = (
        Place.objects.filter(group__in=Group.objects.filter(belonging([network]), removed_at=None))
        .filter(pointless)
        .exclude(locality="")
        .exclude(precision=Place.Precision.NONE)
        .exclude(group__in=placed)
        .order_by("group__name", "group", "pk")
    )
    total = rows.values("group").order_by().distinct().count()
    first: dict[int, tuple[int, str, str, str]] = {}
    for row in rows.values_list("group", "locality", "region", "country")[: 2 * SHOWN]:
        first.setdefault(row[0], row)
    shown = list(first.values())[:SHOWN]
    links = visible_groups(viewer, [row[0] for row in shown])
    return [
        Waiting(
            links[pk],
            ", ".join(part for part in (locality, region) if part),
            country_name(country, language) if country else "",
        )
        for pk, locality, region, country in shown
        if pk in links
    ], total


@dataclass(frozen=True)
class Placing:
    """A group to be placed: what its list says, the towns that may be meant, nearest to its network first,
    and its place where it has one: the point in degrees, and how exactly it is shown."""

    link: GroupLink
    said: str
    candidates: list[Candidate]
    point: tuple[float, float] | None
    precision: str


def placing_of(viewer: Viewer, uid: str, language: str) -> Placing:
    """What is known of where a group is. Raises NotFound, NotAllowed."""
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    place = group.places.filter(role=Place.Role.SITE).first() or Place(group=group)
    said = ", ".join(part for part in (place.street, place.postcode, place.locality, place.region) if part)
    towns = gazetteer().candidates(place.locality, place.country) if place.locality else []
    towns = nearest_first(towns, group.pk)
    link = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
    named = [candidate(town, language) for town in towns]
    return Placing(link, said, named, place.point, place.precision)


def nearest_first(towns: list[Town], group: int) -> list[Town]:
    """The towns in the order of their distance from the places of the group's networks, as they came where
    those say none."""
    above = networks_of([group])[group]
    places = [place.point for place in Place.objects.filter(group__in=above) if place.point]
    if not places:
        return towns
    return sorted(
        towns, key=lambda town: min(distance_km(*point, town.latitude, town.longitude) for point in places)
    )


def candidate(town: Town, language: str) -> Candidate:
    """A town in words: its country, its people, and a larger town near it that people know."""
    near = gazetteer().nearest(town.latitude, town.longitude, _KNOWN_BY)
    words = [country_name(town.country, language)]
    if near and near.id != town.id and near.name != town.name:
        words.append(_("near %(town)s") % {"town": near.name})
    elif other := _other_large_town(town):
        apart = distance_km(town.latitude, town.longitude, other.latitude, other.longitude)
        words.append(_("%(km)s km from %(town)s") % {"km": round(apart), "town": other.name})
    if town.population:
        words.append(_("%(count)s people") % {"count": number_format(town.population, force_grouping=True)})
    return Candidate(town.id, town.name, " · ".join(words), town.latitude, town.longitude)


def _other_large_town(town: Town) -> Town | None:
    """The nearest large town of another name, by which a town that is large itself differs from its
    namesakes."""
    lat, lon = town.latitude, town.longitude
    others = [
        other
        for other in gazetteer().within(lat - _AROUND, lon - _AROUND, lat + _AROUND, lon + _AROUND)
        if other.population >= _KNOWN_BY and other.name != town.name
    ]
    return min(others, key=lambda one: distance_km(lat, lon, one.latitude, one.longitude), default=None)


def landmarks(lat: float, lon: float) -> list[tuple[str, float, float]]:
    """The towns around a point (degrees) by which one finds one's way on a map: name and middle."""
    half = 0.6
    towns = gazetteer().within(lat - half, lon - 2 * half, lat + half, lon + 2 * half)
    return [(town.name, town.latitude, town.longitude) for town in towns]
