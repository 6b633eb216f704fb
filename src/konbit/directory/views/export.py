"""Exactly this search as a file, in every format that is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.base.errors import NotFound
from konbit.directory.asked import Asked
from konbit.directory.formats import (
    geojson_out,
    gogocarto_out,
    jsonld,
    kml_out,
    murmurations_out,
    openfairdb_out,
    standard_csv,
    turtle_out,
    xlsx_out,
)
from konbit.directory.queries.exporting import OutGroup, everything_found
from konbit.directory.queries.found import center_of, question_of
from konbit.people.audience import ANYONE

Chunks = Callable[[Iterable[OutGroup], Callable[[OutGroup], str]], Iterator[str]]

_CSV = "text/csv; charset=utf-8"
_STREAMED: dict[str, tuple[str, str, Chunks]] = {
    "csv": ("groups.csv", _CSV, standard_csv.lines),
    "geojson": ("groups.geojson", "application/geo+json", geojson_out.chunks),
    "jsonld": ("groups.jsonld", "application/ld+json", jsonld.chunks),
    "turtle": ("groups.ttl", "text/turtle; charset=utf-8", turtle_out.chunks),
    "kml": ("groups.kml", "application/vnd.google-earth.kml+xml", kml_out.chunks),
    "murmurations": ("murmurations.json", "application/json", murmurations_out.chunks),
    "murmurations-csv": ("murmurations.csv", _CSV, murmurations_out.lines),
    "openfairdb": ("openfairdb.json", "application/json", openfairdb_out.chunks),
    "gogocarto": ("gogocarto.json", "application/json", gogocarto_out.chunks),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AT_ONCE = 64_000  # characters sent together
_MINE = frozenset({"mine"})


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All groups of a search as a file, with what everyone may see; with `mine=1`, what the viewer may see.

    All but Excel, which holds 100,000 groups, have no limit and are sent as they are read.
    """
    asked = Asked.read(request.GET, also=_MINE)
    viewer = request.viewer if request.GET.get("mine") == "1" else ANYONE  # type: ignore[attr-defined]
    groups = everything_found(viewer, question_of(viewer, asked, center_of(asked)[0]))
    if kind == "xlsx":
        return FileResponse(
            xlsx_out.workbook(groups, full_address),
            as_attachment=True,
            filename="groups.xlsx",
            content_type=_XLSX,
        )
    if kind not in _STREAMED:
        known = ", ".join(sorted([*_STREAMED, "xlsx"]))
        raise NotFound(
            _("There is no such format."), kind, _("Choose one of: %(formats)s.") % {"formats": known}
        )
    name, content_type, chunks = _STREAMED[kind]
    answer = StreamingHttpResponse(_together(chunks(groups, full_address)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def full_address(group: OutGroup) -> str:
    """The address of a group's page as other sites need it."""
    return f"{settings.KONBIT_URL}{group.link.url}"


def _together(pieces: Iterator[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _AT_ONCE:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
