"""A search on somebody else's website: the page inside the frame, and the page that makes the frame."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from konbit.directory.asked import Asked
from konbit.directory.map.drawing import WIDTH
from konbit.directory.queries.clusters import map_part
from konbit.directory.queries.found import find
from konbit.directory.views.search_parts import chips, drawn_map, pager, total_words
from konbit.people.audience import ANYONE

SHOWS = ("both", "list", "map")
HEIGHTS = (400, 600, 800, 1000)
FRESH = 300  # seconds
_OF_FRAME = frozenset({"show", "height", "language"})


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest) -> HttpResponse:
    """A search without the house around it, for a frame on another site: public, without cookies."""
    asked = Asked.read(request.GET, also=_OF_FRAME)
    show = _one_of(request, "show", SHOWS)
    found = find(ANYONE, asked, get_language() or "en", count=())
    whole = asked.but(view="").address(reverse("directory:search"))
    context = {
        "asked": asked,
        "found": found,
        "words": total_words(found.total),
        "chips": chips(found),
        "show": show,
        "whole": whole,
        "pages": pager(found) if show != "map" else [],
        "map": drawn_map(found, map_part(ANYONE, found.question, WIDTH), page=reverse("directory:search"))
        if show != "list" and found.total
        else None,
    }
    answer = render(request, "directory/embed.html", context)
    patch_cache_control(answer, public=True, max_age=FRESH)
    return answer


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """The code that puts a search on one's own website, with a look at it."""
    asked = Asked.read(request.GET, also=_OF_FRAME).but(view="", more="")
    show = _one_of(request, "show", SHOWS)
    height = int(_one_of(request, "height", tuple(map(str, HEIGHTS)), "600"))
    language = _one_of(
        request, "language", tuple(code for code, _name in settings.LANGUAGES), get_language() or "en"
    )
    with override(language):
        page = reverse("directory:embed")
    inside = asked.address(page)
    inside += ("" if inside.endswith("?") else "&") + f"show={show}"
    code = format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        settings.KONBIT_URL + inside,
        _("Directory of groups"),
        height,
    )
    context = {
        "code": code,
        "inside": inside,
        "show": show,
        "height": height,
        "language": language,
        "shows": [("both", _("Map and list")), ("list", _("List")), ("map", _("Map"))],
        "heights": HEIGHTS,
        "said_languages": settings.LANGUAGES,
        "kept": asked.pairs(),
        "back": asked.address(reverse("directory:search")),
    }
    return render(request, "directory/embed_make.html", context)


def _one_of(request: HttpRequest, name: str, known: tuple[str, ...], usual: str = "") -> str:
    said = request.GET.get(name, "")
    return said if said in known else usual or known[0]
