"""Groups as likeness compares them: every form of a name, numbers, places, contacts, whatever their audience.

Nothing of it is shown: a pair's evidence names no telephone number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from konbit.directory.models import Contact, Group, Identifier, Place, Tagging
from konbit.directory.queries.labels import term_labels
from konbit.engines.likeness import Record

AT_ONCE = 5_000
_COMPARED = ("group", "locality", "postcode", "country", "given_latitude", "given_longitude",
             "geocoded_latitude", "geocoded_longitude")  # fmt: skip


def all_records() -> list[Record]:
    """Every group that is not removed, by its id as key."""
    ids = list(Group.objects.filter(removed_at=None).order_by("id").values_list("pk", flat=True))
    return [one for at in range(0, len(ids), AT_ONCE) for one in records_of(ids[at : at + AT_ONCE])]


def records_of(ids: Collection[int]) -> Iterator[Record]:
    """These groups, as far as they are there."""
    places: dict[int, tuple[Any, ...]] = {}
    rows = Place.objects.filter(group__in=ids, role=Place.Role.SITE).order_by("group", "order", "id")
    for group, *values in rows.values_list(*_COMPARED):
        places.setdefault(group, tuple(values))
    identifiers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for group, scheme, value in Identifier.objects.filter(group__in=ids).values_list(
        "group", "scheme", "value"
    ):
        identifiers[group].append((scheme, value))
    contacts: dict[tuple[int, str], list[str]] = defaultdict(list)
    for group, kind, value in Contact.objects.filter(group__in=ids).values_list("group", "kind", "value"):
        contacts[group, kind].append(value)
    known = term_labels().by_id
    activities: dict[int, list[str]] = defaultdict(list)
    for group, term in Tagging.objects.filter(group__in=ids).values_list("group", "term"):
        if term in known and known[term].facet == "activity":
            activities[group].append(known[term].ref)
    groups = Group.objects.filter(pk__in=ids, removed_at=None).order_by("pk")
    for pk, name, names, aliases in groups.values_list("pk", "name", "names", "aliases"):
        locality, postcode, country, *degrees = places.get(pk, ("", "", "", None, None, None, None))
        yield Record.of(
            str(pk),
            [name, *names.values(), *(str(alias) for alias in aliases)],
            point=_point(degrees),
            locality=locality,
            postcode=postcode,
            country=country,
            identifiers=identifiers[pk],
            websites=contacts[pk, Contact.Kind.WEBSITE],
            phones=contacts[pk, Contact.Kind.PHONE],
            activities=activities[pk],
        )


def _point(degrees: list[float | None]) -> tuple[float, float] | None:
    """By hand before geocoded; 0, 0 is no place."""
    for lat, lon in (degrees[:2], degrees[2:]):
        if lat is not None and lon is not None and (lat or lon):
            return lat, lon
    return None
