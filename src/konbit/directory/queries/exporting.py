"""Groups on their way out: everything of them that one viewer may see, a thousand at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from konbit.base.text import Multilingual
from konbit.directory.models import Claim, Contact, Group, Identifier, Place, Tagging
from konbit.directory.places import ShownPlace, shown_place
from konbit.directory.precedence import OWN
from konbit.directory.queries.labels import TermLabel, term_labels
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.visible import GroupLink, Sight, visible_groups
from konbit.people.audience import Audience, Viewer
from konbit.search.asking import Question
from konbit.search.queries import all_ids

Point = tuple[float, float]

_COLUMNS = (
    "pk", "uid", "slug", "kind", "name", "names", "aliases", "language", "languages", "description",
    "valid_from", "valid_until", "audience", "certainty", "confirmed_on", "made_at",
)  # fmt: skip
_PLACE = (
    "role", "name", "street", "locality", "region", "postcode", "country", "given_latitude",
    "given_longitude", "geocoded_latitude", "geocoded_longitude", "precision", "radius_km",
)  # fmt: skip


@dataclass(frozen=True)
class OutSource:
    """Where a group comes from, and what the licence of the source asks for."""

    code: str
    name: str
    licence: str
    attribution: str
    url: str


@dataclass(frozen=True)
class OutPlace:
    """A place as it may be shown, with what was said (`given`) and what was looked up (`geocoded`).

    A place that is not shown exactly has one point only, that of its surroundings, as if looked up.
    """

    shown: ShownPlace
    given: Point | None
    geocoded: Point | None
    confidence: int | None


@dataclass(frozen=True)
class OutGroup:
    """A group with nothing in it that its reader may not see."""

    link: GroupLink
    name: str
    names: Multilingual
    aliases: tuple[str, ...]
    language: str
    languages: tuple[str, ...]
    description: Multilingual
    founded: str
    closed: str
    certainty: str
    confirmed_on: date | None
    made_at: datetime
    places: tuple[OutPlace, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[TermLabel, bool], ...] = ()
    networks: tuple[GroupLink, ...] = ()
    sources: tuple[OutSource, ...] = field(default=())

    @property
    def uid(self) -> str:
        """Its permanent short name."""
        return self.link.uid

    def contact(self, kind: str) -> str:
        """The first way of this kind to reach it, or nothing."""
        return next((value for its_kind, value in self.contacts if its_kind == kind), "")

    def of_facet(self, facet: str) -> list[TermLabel]:
        """Its terms that feed a filter, main ones first."""
        held = [(primary, term) for term, primary in self.terms if term.facet == facet]
        return [term for _primary, term in sorted(held, key=lambda one: not one[0])]


def everything_found(viewer: Viewer, question: Question) -> Iterator[OutGroup]:
    """Every group that answers a question, in the order in which they were made, with flat memory."""
    for ids in all_ids(question):
        yield from outward(viewer, ids)


def outward(viewer: Viewer, ids: Iterable[int]) -> list[OutGroup]:
    """These groups in this order, as this viewer may see them; who is closed or removed is left out."""
    ids = list(ids)
    seen = visible_groups(viewer, ids)
    above = networks_of(seen)
    networks = visible_groups(viewer, {one for held in above.values() for one in held})
    parts = _Parts(viewer, seen, above)
    made = {}
    for values in Group.objects.filter(pk__in=list(seen)).values_list(*_COLUMNS):
        row = dict(zip(_COLUMNS, values, strict=True))
        pk = row["pk"]
        made[pk] = replace(
            _bare(row),
            places=tuple(parts.places[pk]),
            contacts=tuple(parts.contacts[pk]),
            identifiers=tuple(parts.identifiers[pk]),
            terms=tuple(parts.terms[pk]),
            networks=tuple(networks[one] for one in sorted(above[pk]) if one in networks),
            sources=tuple(dict.fromkeys(parts.sources[pk])),
        )
    return [made[pk] for pk in ids if pk in made]


def _bare(row: dict[str, Any]) -> OutGroup:
    aliases = (one if isinstance(one, str) else str(one.get("name", "")) for one in row["aliases"])
    return OutGroup(
        link=GroupLink(row["pk"], row["uid"], row["slug"], row["name"], row["kind"]),
        name=row["name"],
        names=row["names"],
        aliases=tuple(alias for alias in aliases if alias),
        language=row["language"],
        languages=tuple(row["languages"]),
        description={code: words for code, words in row["description"].items() if words},
        founded=row["valid_from"],
        closed=row["valid_until"],
        certainty=row["certainty"],
        confirmed_on=row["confirmed_on"],
        made_at=row["made_at"],
    )


class _Parts:
    """What hangs on these groups, one query per table, each part only if the viewer may see it."""

    def __init__(self, viewer: Viewer, seen: dict[int, GroupLink], above: dict[int, set[int]]) -> None:
        ids = list(seen)
        self.places: dict[int, list[OutPlace]] = defaultdict(list)
        self.contacts: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self.identifiers: dict[int, list[tuple[str, str]]] = defaultdict(list)
        self.terms: dict[int, list[tuple[TermLabel, bool]]] = defaultdict(list)
        self.sources: dict[int, list[OutSource]] = defaultdict(list)
        sights = {pk: Sight(viewer, f"group:{pk}", frozenset(above[pk])) for pk in ids}
        self._read_places(ids, sights)
        contacts = Contact.objects.filter(group__in=ids).order_by("id")
        for group, kind, value, audience in contacts.values_list("group", "kind", "value", "audience"):
            if audience == Audience.PUBLIC or sights[group].sees(audience):
                self.contacts[group].append((kind, value))
        numbers = Identifier.objects.filter(group__in=ids).order_by("id")
        for group, scheme, value in numbers.values_list("group", "scheme", "value"):
            self.identifiers[group].append((scheme, value))
        labels = term_labels().by_id
        used = Tagging.objects.filter(group__in=ids).order_by("id")
        for group, term, primary in used.values_list("group", "term", "primary"):
            if term in labels:
                self.terms[group].append((labels[term], primary))
        claims = Claim.objects.filter(group__in=ids).exclude(source__code=OWN).order_by("id")
        for group, *values in claims.values_list(
            "group", "source__code", "source__name", "source__licence", "source__attribution", "source__url"
        ):
            self.sources[group].append(OutSource(*values))

    def _read_places(self, ids: list[int], sights: dict[int, Sight]) -> None:
        rows = Place.objects.filter(group__in=ids).order_by("group", "order", "id")
        for group, confidence, *values in rows.values_list("group", "confidence", *_PLACE):
            said = dict(zip(_PLACE, values, strict=True))
            whole = said["precision"] == Place.Precision.EXACT or sights[group].sees_all
            shown = shown_place({**said, "precision": Place.Precision.EXACT} if whole else said)
            if whole:
                given = _point(said["given_latitude"], said["given_longitude"])
                geocoded = _point(said["geocoded_latitude"], said["geocoded_longitude"])
            else:
                given, geocoded, confidence = None, _point(shown.lat, shown.lon), None
            shown = replace(shown, precision=said["precision"])
            self.places[group].append(OutPlace(shown, given, geocoded, confidence))


def _point(lat: float | None, lon: float | None) -> Point | None:
    return (lat, lon) if lat is not None and lon is not None else None
