"""How priorities meet from global to local, and the actors that one of them joins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.base.text import sentence
from konbit.directory.map.rings_drawing import rings_drawing, rings_list
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.levels_drawing import levels_drawing
from konbit.federation.queries.actors import actors_page
from konbit.federation.queries.alignment_map import AlignmentPage, Asked, alignment_page

MOST_CHOSEN = 40


@require_safe
@never_cache
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Priorities from global to local and back, around a group."""
    asked = Asked(
        only=tuple(one[:12] for one in request.GET.getlist("only")[:MOST_CHOSEN]),
        region=request.GET.get("region", "")[:200],
        page=_page_asked(request),
    )
    page = alignment_page(viewer_in(request), group_uid, asked)
    context = {"page": page, "drawing": _drawing(page), "numbers": range(1, page.pages + 1)}
    return render(request, "federation/alignment.html", context)


@require_safe
@never_cache
def actors(request: HttpRequest, uid: str) -> HttpResponse:
    """The actors that are joined by a priority, or the places where they work for it."""
    language = reader_of(request)
    by_place = request.GET.get("by") == "places"
    page = actors_page(viewer_in(request), uid, language, by_place=by_place)
    words = sentence(page.line.statement, language)
    title = _("Where this is worked for") if by_place else _("Who works for this")
    drawing = rings_drawing(
        page.layout, page.addresses.__getitem__, title=f"{title}: {words}", threads=page.threads
    )
    context = {"page": page, "words": words, "title": title, "by_place": by_place, "drawing": drawing}
    told = {"list": rings_list(page.layout, page.addresses.__getitem__)}
    return render(request, "federation/actors.html", context | told)


def _page_asked(request: HttpRequest) -> int:
    said = request.GET.get("page", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _drawing(page: AlignmentPage) -> str:
    return levels_drawing(
        page.field,
        lambda pk: page.lines[pk].url,
        lambda pk: reverse("federation:alignment", args=[page.links[pk].uid]),
        page.group.id,
        title=_("From global to local: %(group)s") % {"group": page.group.name},
    )
