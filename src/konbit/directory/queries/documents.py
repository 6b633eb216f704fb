"""What the directory puts into the index: groups and terms, with what the public may see of them.

Written for a rebuild over a million groups: rows as tuples, one query per table and five thousand groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from konbit.chronicle.queries import said_at_last
from konbit.directory.asked import AFTER, FIRST
from konbit.directory.models import Contact, Definition, Group, Place, Relation, Size, Tagging, Term
from konbit.directory.places import shown_point
from konbit.directory.queries.everything import show_groups, show_terms
from konbit.directory.queries.membership import BELONGING, ends_of_tie, members_of, networks_above
from konbit.people.audience import Audience, tokens_for
from konbit.search.documents import Document, Documents

RELATION = "directory.relation"
SEVERAL = "several"
GROUP_FACETS = (
    "kind", "activity", "structure", "membership", "qualifier", "type", "path", "stage", "term",
    "country", "region", "network", "joined", "freshness", "certainty",
)  # fmt: skip
COUNTED = frozenset((*FIRST, *AFTER))
TERM_FACETS = frozenset(("activity", "structure", "membership", "qualifier", "type", "path", "stage"))


def group_ids() -> Iterator[int]:
    """Ids of all groups that are not removed."""
    return Group.objects.filter(removed_at=None).order_by("id").values_list("id", flat=True).iterator(5000)


def term_words() -> dict[int, tuple[str, str, str]]:
    """Each term's facet, written code ("scheme#code") and labels in all languages joined."""
    rows = Term.objects.values_list("id", "scheme__facet", "scheme__code", "code", "label", "aliases")
    return {
        pk: (facet, f"{scheme}#{code}", " ".join([*label.values(), *aliases]))
        for pk, facet, scheme, code, label, aliases in rows
    }


def _among(field: str, ids: list[int]) -> Q:
    """The condition that a column holds one of these ids or, for ids that lie close together, one between
    the least and the greatest: met in half the time of a list of thousands. Others are to be passed over."""
    least, greatest = min(ids, default=0), max(ids, default=0)
    if greatest - least < 2 * len(ids):
        return Q((f"{field}__gte", least), (f"{field}__lte", greatest))
    return Q((f"{field}__in", ids))


def build_groups(ids: list[int]) -> Iterator[Document]:
    """The documents of these groups; removed groups have none."""
    words = term_words()
    terms = defaultdict(list)
    for group, term in Tagging.objects.filter(_among("group", ids)).values_list("group", "term"):
        terms[group].append(words[term])
    places = _places(ids)
    websites = defaultdict(list)
    public = Contact.objects.filter(_among("group", ids), audience=Audience.PUBLIC)
    for group, value in public.values_list("group", "value"):
        websites[group].append(value)
    above = networks_above(ids)
    networks = above.all
    numbers = _numbers(ids)
    wanted = set(ids)
    # in the order of ids, so that results that fit equally well stand in one order on every database
    rows = Group.objects.filter(_among("id", ids), removed_at=None).order_by("id").values_list(
        "id", "kind", "name", "names", "aliases", "description", "own_words", "audience",
        "certainty", "confirmed_on",
    )  # fmt: skip
    told = rows.iterator(5000)
    for pk, kind, name, names, aliases, description, own, audience, certainty, confirmed in told:
        if pk not in wanted:
            continue
        facets: dict[str, list[str]] = {
            "kind": [kind],
            "certainty": [certainty],
            "freshness": [str(confirmed.year) if confirmed else "never"],
            "network": [str(network) for network in networks[pk]],
            "joined": _joined(above.direct[pk]),
        }
        body = [*names.values(), *map(_alias, aliases), *description.values(), *own.values(), *websites[pk]]
        codes = []
        for facet, code, label in terms[pk]:
            codes.append(code)
            body.append(label)
            if facet in TERM_FACETS:
                facets.setdefault(facet, []).append(code)
        facets["term"] = codes
        point, where, countries, regions = places.get(pk, (None, [], [], []))
        facets["country"], facets["region"] = countries, regions
        yield Document(
            id=pk,
            title=name,
            body="\n".join([*body, *where]),
            visible=tokens_for(audience, f"group:{pk}", [f"group:{one}" for one in networks[pk]]),
            facets=facets,
            lat=point[0] if point else None,
            lon=point[1] if point else None,
            numbers=numbers.get(pk, {}),
        )


def _joined(networks: set[int]) -> list[str]:
    """The networks to which a group belongs itself, and that these are several where they are."""
    return [*map(str, networks), *([SEVERAL] if len(networks) > 1 else [])]


def _alias(alias: Any) -> str:
    return alias if isinstance(alias, str) else str(alias.get("name", ""))


def _numbers(ids: list[int]) -> dict[int, dict[str, int]]:
    """Per group its newest count by dimension, as the index sums it, and of which year; of two of one day the
    group's own word."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Size.objects.filter(_among("group", ids)).order_by(
        "on", F("source_id").desc(nulls_last=True), "id"
    )
    for group, dimension, value, on in rows.values_list("group", "dimension", "value", "on"):
        counted, year = number_names(dimension)
        found[group].pop(year, None)
        found[group][counted] = value
        if on:
            found[group][year] = int(on[:4])
    return found


def number_names(dimension: int) -> tuple[str, str]:
    """Under which names the index keeps a count of this dimension (term id), and its year."""
    return f"n{dimension}", f"y{dimension}"


def _places(ids: list[int]) -> dict[int, tuple[tuple[float, float] | None, list[str], list[str], list[str]]]:
    """Per group: the first point that may be shown, the words of its places, its countries and regions."""
    found: dict[int, tuple[tuple[float, float] | None, list[str], list[str], list[str]]] = {}
    rows = Place.objects.filter(_among("group", ids)).order_by("group", "order", "id").values_list(
        "group", "name", "street", "locality", "region", "postcode", "country", "given_latitude",
        "given_longitude", "geocoded_latitude", "geocoded_longitude", "precision",
    )  # fmt: skip
    for group, name, street, locality, region, postcode, country, *coordinates, precision in rows:
        point, where, countries, regions = found.get(group, (None, [], [], []))
        if point is None:
            given_lat, given_lon, geocoded_lat, geocoded_lon = coordinates
            point = shown_point(given_lat, given_lon, geocoded_lat, geocoded_lon, precision)
        if precision == "exact":
            where += [street, postcode]
        if precision in {"exact", "district", "town"}:
            where += [name, locality]
        if precision != "none" and region:
            where.append(region)
            regions.append(f"{country}/{region}")
        if country:
            countries.append(country)
        found[group] = (point, where, countries, regions)
    return found


def groups_of_relations(ids: list[int]) -> set[int]:
    """Who belongs through these ties: their members and everybody below them. What stands above a tie does
    not change by it; a tie that was taken away is known from the chronicle alone."""
    rows = list(Relation.objects.filter(id__in=ids).values_list("id", "kind", "subject_id", "object_id"))
    told = {pk: (kind, subject, object_) for pk, kind, subject, object_ in rows}
    for pk, said in said_at_last(RELATION, [pk for pk in ids if pk not in told]).items():
        told[pk] = said["kind"], said["subject_id"], said["object_id"]
    touched: set[int] = set()
    for kind, subject, object_ in told.values():
        member = ends_of_tie(kind, subject, object_)[0]
        if kind in BELONGING and member not in touched:
            touched |= {member, *members_of(member)}
    return touched


def _groups_of_terms(ids: list[int]) -> set[int]:
    return set(Tagging.objects.filter(term__in=ids).values_list("group_id", flat=True))


def term_ids() -> Iterator[int]:
    """Ids of all terms."""
    return Term.objects.order_by("id").values_list("id", flat=True).iterator()


def _terms_of_networks(ids: list[int]) -> set[int]:
    return set(Term.objects.filter(scheme__network__in=ids).values_list("id", flat=True))


def build_terms(ids: list[int]) -> Iterator[Document]:
    """The documents of these terms: labels and definitions, open to all who may see the network whose words
    they are, if they are a network's."""
    meanings: dict[int, list[str]] = defaultdict(list)
    for pk, text in Definition.objects.filter(term__in=ids).values_list("term", "text"):
        meanings[pk] += list(text.values())
    for term in Term.objects.filter(id__in=ids, retired_on=None).select_related("scheme__network"):
        network = term.scheme.network
        scope = f"group:{network.pk}" if network else ""
        yield Document(
            id=term.pk,
            title=" · ".join(dict.fromkeys(term.label.values())) or term.code,
            body="\n".join([*map(str, term.aliases), *meanings[term.pk]]),
            visible=tokens_for(network.audience, scope, [scope]) if network else ("public",),
        )


@lru_cache(maxsize=1)
def documents() -> dict[str, Documents]:
    """The directory's entry in the registry of rooms."""
    return {
        "directory.group": Documents(
            build=build_groups,
            ids=group_ids,
            touched_by={
                "directory.group": lambda ids: ids,
                RELATION: groups_of_relations,
                "directory.term": _groups_of_terms,
            },
            facets=GROUP_FACETS,
            counted=COUNTED,
            show=show_groups,
            title=gettext_lazy("Groups"),
        ),
        "directory.term": Documents(
            build=build_terms,
            ids=term_ids,
            touched_by={"directory.term": lambda ids: ids, "directory.group": _terms_of_networks},
            show=show_terms,
            title=gettext_lazy("Words"),
        ),
    }
