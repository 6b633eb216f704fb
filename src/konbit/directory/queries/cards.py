"""Groups as a list of results shows them, in a bounded number of queries whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from konbit.base.period import Period
from konbit.base.text import pick
from konbit.directory.countries import country_name
from konbit.directory.models import Group, Place, Relation, Tagging
from konbit.directory.places import ShownPlace, shown_place
from konbit.directory.queries.labels import TermLabel, TermLabels, term_labels
from konbit.directory.queries.membership import DOWNWARD, UPWARD
from konbit.directory.queries.shown_by import shown_by
from konbit.directory.queries.visible import GroupLink, visible_groups, visible_rows
from konbit.people.audience import Viewer

MOST_TERMS = 2
TOLD_LAST = frozenset({"structure", "membership"})
SUMMARY = 150  # characters of the description
_COLUMNS = ("names", "language", "description", "confirmed_on", "certainty", "is_example")
_PLACE = (
    "role", "name", "street", "locality", "region", "postcode", "country", "given_latitude",
    "given_longitude", "geocoded_latitude", "geocoded_longitude", "precision", "radius_km",
)  # fmt: skip


@dataclass(frozen=True)
class Card:
    """A group as a list shows it. `place` in words and `point` (degrees) as the public may see them;
    `labels`: its `terms` in the reader's language; `shown_by`: the network whose choice of words this is."""

    link: GroupLink
    language: str
    place: str
    point: tuple[float, float] | None
    precision: str
    terms: tuple[TermLabel, ...]
    networks: tuple[GroupLink, ...]
    confirmed_on: date | None
    certainty: str
    is_example: bool
    summary: str
    summary_language: str
    labels: tuple[str, ...] = ()
    distance: float | None = None
    shown_by: str = ""

    @property
    def where(self) -> str:
        """What it is, where that is not an initiative, and its place."""
        kind = "" if self.link.kind == Group.Kind.INITIATIVE else self.link.kind_label
        return " · ".join(part for part in (kind, self.place) if part)

    @property
    def away(self) -> str:
        """How far it is from where one asked, in words; empty where nobody asked."""
        if self.distance is None:
            return ""
        if self.distance < 1:
            return _("under 1 km away")
        return _("%(km)s km away") % {"km": number_format(round(self.distance))}


def cards(
    viewer: Viewer,
    ids: Iterable[int],
    language: str,
    distances: Mapping[int, float | None] | None = None,
    labels: TermLabels | None = None,
    in_name_of: GroupLink | None = None,
) -> tuple[Card, ...]:
    """The cards of these groups in this order; who is removed or not open to the viewer has none.

    `in_name_of`: a network whose choice of the sources' words is shown where it is another.
    """
    ids = list(ids)
    chosen = shown_by(in_name_of.id, ids) if in_name_of else {}
    rows = list(visible_rows(viewer, ids, *_COLUMNS))
    seen = [link.id for link, _values in rows]
    above = direct_networks(seen)
    networks = visible_groups(viewer, {one for held in above.values() for one in held}) if above else {}
    places = first_places(seen) | {
        pk: place for pk, told in chosen.items() if (place := _first_of(told.get("places", [])))
    }
    terms = _terms(seen, labels or term_labels())
    made = {}
    for link, (names, own_language, description, confirmed_on, certainty, is_example) in rows:
        pk = link.id
        if in_name_of and pk in chosen:
            told = chosen[pk]
            link = replace(link, name=told.get("name", link.name), shown_by=in_name_of.uid)
            names, description = told.get("names", names), told.get("description", description)
        said = pick(description, language, (own_language, "en"))
        place = places.get(pk)
        made[pk] = Card(
            link=_named(link, names, language),
            language=own_language,
            place=place_words(place, language) if place else "",
            point=(place.lat, place.lon)
            if place and place.lat is not None and place.lon is not None
            else None,
            precision=place.precision if place else "none",
            terms=terms.get(pk, ()),
            networks=tuple(networks[one] for one in sorted(above.get(pk, ())) if one in networks),
            confirmed_on=confirmed_on,
            certainty=certainty,
            is_example=is_example,
            summary=_shortened(said.text),
            summary_language=said.language,
            labels=tuple(pick(term.label, language).text for term in terms.get(pk, ())),
            distance=(distances or {}).get(pk),
            shown_by=in_name_of.name if in_name_of and pk in chosen else "",
        )
    return tuple(made[pk] for pk in ids if pk in made)


def _shortened(text: str) -> str:
    return text if len(text) <= SUMMARY else text[: SUMMARY - 1].rstrip() + "…"


def _named(link: GroupLink, names: dict[str, str], language: str) -> GroupLink:
    """The group under the name that it has in the reader's language, if it has one."""
    name = pick(names, language, ())
    return replace(link, name=name.text) if name.text and name.wanted else link


def place_words(place: ShownPlace, language: str) -> str:
    """A place in one line: town or region, and country."""
    country = country_name(place.country, language) if place.country else ""
    return ", ".join(part for part in (place.locality or place.region, country) if part)


def first_places(ids: Iterable[int]) -> dict[int, ShownPlace]:
    """Per group the place that stands for it, as the public may see it: the first on the map, as in the
    index, else the first."""
    found: dict[int, ShownPlace] = {}
    rows = Place.objects.filter(group__in=list(ids)).order_by("group", "order", "id")
    for group, *values in rows.values_list("group", *_PLACE):
        shown = shown_place(dict(zip(_PLACE, values, strict=True)))
        if group not in found or (found[group].lat is None and shown.lat is not None):
            found[group] = shown
    return found


def _first_of(places: list[dict[str, Any]]) -> ShownPlace | None:
    """Of places in a state the one that stands for the group, as the public may see it."""
    shown = [shown_place(place) for place in places]
    return next((one for one in shown if one.lat is not None), shown[0] if shown else None)


def direct_networks(ids: Iterable[int]) -> dict[int, set[int]]:
    """Per group the networks to which it belongs itself, today."""
    ids = list(ids)
    above: dict[int, set[int]] = defaultdict(set)
    own = Q(subject__in=ids, kind__in=UPWARD) | Q(object__in=ids, kind__in=DOWNWARD)
    today = date.today()
    ties = Relation.objects.filter(own).values_list("subject", "kind", "object", "valid_from", "valid_until")
    for subject, kind, other, start, end in ties:
        if Period(start, end).covers(today):
            member, network = (subject, other) if kind in UPWARD else (other, subject)
            above[member].add(network)
    return dict(above)


def _terms(ids: Iterable[int], known: TermLabels) -> dict[int, tuple[TermLabel, ...]]:
    """Per group a few terms that tell what it does: main ones first, how it is organised last."""
    labels = known.by_id
    held: dict[int, list[tuple[bool, int]]] = defaultdict(list)
    rows = Tagging.objects.filter(group__in=list(ids)).order_by("id")
    for group, term, primary in rows.values_list("group", "term", "primary"):
        held[group].append((primary, term))
    found = {}
    for group, terms in held.items():
        own = [(primary, labels[term]) for primary, term in terms if term in labels]
        own.sort(key=lambda one: (one[1].facet in TOLD_LAST, not one[0]))
        found[group] = tuple(term for _primary, term in own[:MOST_TERMS])
    return found
