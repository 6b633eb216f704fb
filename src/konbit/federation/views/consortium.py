"""A network as a consortium."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.federation.consortium_drawing import consortium_drawing
from konbit.federation.queries.consortium import consortium


@require_safe
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Members, woven supports, common aim, what budded: drawn and told."""
    page = consortium(viewer_in(request), group_uid, reader_of(request))
    stand_in(request, page.group.scope)
    title = _("What %(group)s weaves together") % {"group": page.group.name}
    drawn = consortium_drawing(page, title, reader_of(request))
    return render(request, "federation/consortium.html", {"page": page, "title": title, "drawn": drawn})
