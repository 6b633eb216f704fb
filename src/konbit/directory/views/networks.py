"""The rings drawing of a network."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.directory.map.rings_drawing import RINGS_CAPTION, rings_drawing, rings_list
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.rings import rings_page
from konbit.directory.views.asking import reader_of, viewer_in


@require_safe
def rings(request: HttpRequest, uid: str) -> HttpResponse:
    """Who stands around a network, ring by ring, drawn and told."""
    language = reader_of(request)
    page = rings_page(viewer_in(request), uid, request.GET.get("by", ""), language)
    request.brand = face_of(page.link.id, language)  # type: ignore[attr-defined]
    title = _("Rings of %(network)s") % {"network": page.link.name}
    context = {
        "page": page,
        "title": title,
        "drawing": rings_drawing(page.layout, page.addresses.__getitem__, title=title),
        "list": rings_list(page.layout, page.addresses.__getitem__),
        "caption": RINGS_CAPTION,
        "ways": (("level", _("By level")), ("kind", _("By kind")), ("type", _("By type of initiative"))),
    }
    return render(request, "directory/rings.html", context)
