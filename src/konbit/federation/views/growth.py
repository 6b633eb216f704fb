"""How a group grew, drawn and told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.growth_drawing import growth_drawing
from konbit.federation.queries.growth import growth_page


@require_safe
def growth(request: HttpRequest, group_uid: str) -> HttpResponse:
    """What a group came out of, what came out of it, who joined and left, who carried it."""
    page = growth_page(viewer_in(request), group_uid, reader_of(request))
    title = _("How %(group)s grew") % {"group": page.group.name}
    drawing = ""
    if page.picture is not None:
        drawing = growth_drawing(page.picture, lambda pk: page.links[pk].url, page.group.id, title=title)
    return render(request, "federation/growth.html", {"page": page, "title": title, "drawing": drawing})
