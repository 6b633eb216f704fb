"""Reading the directory as JSON: the same filters, the same eyes as the pages."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from pydantic import Field

from konbit.base.errors import NotFound, Problem
from konbit.directory import api_shapes as shapes
from konbit.directory.asked import FACETS, Asked
from konbit.directory.queries.clusters import as_bounds, circles_within
from konbit.directory.queries.exporting import OutGroup, outward
from konbit.directory.queries.found import center_of, question_of, total_of
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.labels import TermLabel, term_labels
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.words import definitions_of
from konbit.people.audience import Viewer
from konbit.search.queries import search

router = Router()

WRONG = frozenset({422})
NOT_HERE = frozenset({404, 422})
Uid = Annotated[str, Field(max_length=40, pattern=r"^[0-9a-z-]+$")]


@router.get(
    "groups",
    response={200: shapes.Groups, WRONG: shapes.Problem},
    summary="Find groups",
    operation_id="find_groups",
)
def groups(request: HttpRequest, filters: Query[shapes.Filters], paged: Query[shapes.Paged]) -> Any:
    """Groups by words, filters and place, a page at a time; at most the first 10,000 (an export has all)."""
    viewer = _viewer(request)
    asked = _asked(filters)
    _within_reach(paged)
    question = question_of(viewer, asked, _center(asked))
    answer = search(replace(question, size=paged.size, offset=(paged.page - 1) * paged.size))
    away = {hit.id: hit.distance for hit in answer.hits}
    return {
        "total": answer.total,
        "page": paged.page,
        "size": paged.size,
        "groups": [
            {**_group(group), "distance_km": _rounded(away[group.link.id])} for group in outward(viewer, away)
        ],
    }


@router.get(
    "groups/{uid}",
    response={200: shapes.WholeGroup, NOT_HERE: shapes.Problem},
    summary="One group",
    operation_id="get_group",
)
def group(request: HttpRequest, uid: Path[Uid]) -> Any:
    """All that you may see of a group, and where each thing comes from."""
    viewer = _viewer(request)
    page = group_page(viewer, uid, get_language() or "en")
    (whole,) = outward(viewer, [page.link.id])
    return {
        **_group(whole),
        "sizes": [
            {
                "dimension": size.dimension.label.text,
                "value": size.value,
                "as_of": size.as_of,
                "certainty": size.certainty,
                "source": size.source.name if size.source else "",
            }
            for size in page.sizes
        ],
        "facts": [
            {
                "text": fact.text.text,
                "language": fact.text.language,
                "when": fact.when,
                "certainty": fact.written.certainty,
                "source": fact.source.name if fact.source else "",
            }
            for fact in page.facts
        ],
        "relations": [
            {
                "kind": tie.kind,
                "outward": tie.outward,
                "other": _named(tie.other),
                "when": tie.when,
                "certainty": tie.written.certainty,
                "source": tie.source.name if tie.source else "",
            }
            for tie in page.relations
        ],
    }


@router.get(
    "terms",
    response={200: shapes.Terms, WRONG: shapes.Problem},
    summary="The words of the vocabularies",
    operation_id="list_terms",
)
def terms(
    request: HttpRequest,
    paged: Query[shapes.Paged],
    scheme: Annotated[str, Field(max_length=120, description="Only those of this scheme.")] = "",
    facet: Annotated[str, Field(max_length=30, description="Only those that feed this filter.")] = "",
) -> Any:
    """Terms of all vocabularies in all their languages, by scheme and in its order."""
    wanted = [
        term
        for term in term_labels().by_id.values()
        if scheme in ("", term.scheme) and facet in ("", term.facet)
    ]
    start = (paged.page - 1) * paged.size
    return {
        "total": len(wanted),
        "page": paged.page,
        "size": paged.size,
        "terms": [_term(term) for term in wanted[start : start + paged.size]],
    }


@router.get(
    "terms/{path:ref}",
    response={200: shapes.WholeTerm, NOT_HERE: shapes.Problem},
    summary="One word",
    operation_id="get_term",
)
def term(request: HttpRequest, ref: Path[Annotated[str, Field(max_length=250)]]) -> Any:
    """A term by scheme and code (`essglobal/activities-ica/ICA210`): definitions, and how many use it."""
    scheme, _mark, code = ref.replace("#", "/").rpartition("/")
    found = term_labels().by_ref.get(f"{scheme}#{code}")
    if found is None:
        raise NotFound(_("There is no such word."), ref, _("Write scheme/code, as the list of words does."))
    asked = Asked(chosen=MappingProxyType({"term": (found.ref,)}))
    return {
        **_term(found),
        "definitions": definitions_of(found.id),
        "groups": total_of(_viewer(request), asked),
    }


@router.get(
    "networks/{uid}/members",
    response={200: shapes.Members, NOT_HERE: shapes.Problem},
    summary="Who belongs to a network",
    operation_id="list_members",
)
def members(request: HttpRequest, uid: Path[Uid], paged: Query[shapes.Paged]) -> Any:
    """The members of a network today, directly or through other networks, each counted once."""
    viewer = _viewer(request)
    network, _sight = seen_group(viewer, uid)
    above = members_of(network.pk)
    seen = visible_groups(viewer, [*above, network.pk])
    listed = sorted((seen[pk] for pk in above if pk in seen), key=lambda one: (one.name.casefold(), one.uid))
    start = (paged.page - 1) * paged.size
    return {
        "total": len(listed),
        "page": paged.page,
        "size": paged.size,
        "members": [
            {**_named(one), "through": sorted(seen[pk].uid for pk in above[one.id] if pk in seen)}
            for one in listed[start : start + paged.size]
        ],
    }


@router.get(
    "clusters",
    response={200: shapes.Circles, WRONG: shapes.Problem},
    summary="Groups as circles of a map",
    operation_id="list_clusters",
)
def clusters(
    request: HttpRequest,
    filters: Query[shapes.Filters],
    zoom: Annotated[int, Field(ge=0, le=20, description="Zoom of a map of 256 pixels a tile.")] = 4,
) -> Any:
    """How many groups lie where, in cells as wide as a circle of a map at this zoom."""
    asked = _asked(filters)
    _center(asked)
    part = circles_within(_viewer(request), asked, zoom)
    return {
        "placed": part.placed,
        "circles": [
            {
                "lat": circle.lat,
                "lon": circle.lon,
                "count": circle.count,
                "near": circle.near,
                "bounds": as_bounds(circle.bounds),
                "group": _named(circle.group) if circle.group else None,
            }
            for circle in part.circles
        ],
    }


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined]


def _asked(filters: shapes.Filters) -> Asked:
    """The filters as the search page knows them. Raises Problem for a part of the map that is none."""
    chosen = {name: tuple(values) for name in FACETS if (values := getattr(filters, name, ()))}
    asked = Asked(
        q=filters.q, chosen=MappingProxyType(chosen), near=filters.near, lat=filters.lat, lon=filters.lon,
        km=filters.km,
    )  # fmt: skip
    if filters.bbox is None:
        return asked
    south, west, north, east = (float(part) for part in filters.bbox.split(","))
    if not (-90 <= south <= north <= 90 and abs(west) <= 180 and abs(east) <= 180):
        raise Problem(
            _("This is no part of the map."), "bbox", _("Write south,west,north,east in degrees."), status=422
        )
    return replace(asked, bounds=(south, west, north, east))


def _center(asked: Asked) -> Any:
    """The point to search around. Raises Problem where a place is asked for that nobody knows."""
    center, notices = center_of(asked)
    if asked.near and center is None:
        raise Problem(notices[0], "near", _("Give lat and lon instead."), status=422)
    return center


def _within_reach(paged: shapes.Paged) -> None:
    if paged.page * paged.size > shapes.MOST_RESULTS + paged.size:
        raise Problem(
            _("Only the first 10,000 results can be paged through."),
            "page",
            _("Narrow the search, or take everything as an export from the search page."),
            status=422,
        )


def _rounded(km: float | None) -> float | None:
    return None if km is None else round(km, 1)


def _named(link: GroupLink) -> dict[str, str]:
    return {
        "uid": link.uid, "name": link.name, "kind": link.kind, "url": f"{settings.KONBIT_URL}{link.url}",
    }  # fmt: skip


def _term(term: TermLabel) -> dict[str, Any]:
    return {"ref": term.ref, "uri": term.uri, "facet": term.facet, "labels": term.label}


def _group(group: OutGroup) -> dict[str, Any]:
    return {
        **_named(group.link),
        "names": group.names,
        "aliases": group.aliases,
        "language": group.language,
        "languages": group.languages,
        "description": group.description,
        "founded": group.founded,
        "closed": group.closed,
        "certainty": group.certainty,
        "last_confirmed": group.confirmed_on.isoformat() if group.confirmed_on else "",
        "places": [
            {
                "role": place.shown.role,
                "name": place.shown.name,
                "street": place.shown.street,
                "postcode": place.shown.postcode,
                "locality": place.shown.locality,
                "region": place.shown.region,
                "country": place.shown.country,
                "lat": place.shown.lat,
                "lon": place.shown.lon,
                "shown_as": place.shown.precision,
                "radius_km": place.shown.radius_km,
            }
            for place in group.places
        ],
        "contacts": [{"kind": kind, "value": value} for kind, value in group.contacts],
        "identifiers": [{"scheme": scheme, "value": value} for scheme, value in group.identifiers],
        "terms": [{**_term(term), "primary": primary} for term, primary in group.terms],
        "networks": [_named(network) for network in group.networks],
        "sources": group.sources,
    }
