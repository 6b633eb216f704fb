"""Finding things of every room at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from konbit.directory.queries.everything import everything
from konbit.directory.views.asking import reader_of, viewer_in, whole_number

LONGEST = 200  # characters that are looked for


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Groups, meetings, decisions, tasks, lessons: whatever these words find, of one kind or of all."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    kind = request.GET.get("kind", "")
    page = whole_number(request.GET.get("page")) or 1
    things = everything(viewer_in(request), words, reader_of(request), kind, page)
    if kind not in {one.kind for one in things.kinds}:
        kind = ""
    context = {
        "q": words,
        "kind": kind,
        "things": things,
        "all": sum(one.count for one in things.kinds),
        "tabs": [(one, _address(words, one.kind)) for one in things.kinds],
        "address": _address(words),
        "earlier": _address(words, kind, things.page - 1) if things.page > 1 else "",
        "later": _address(words, kind, things.page + 1) if things.page < things.pages else "",
    }
    return render(request, "directory/everything.html", context)


def _address(words: str, kind: str = "", page: int = 1) -> str:
    asked = {"q": words, "kind": kind, "page": str(page) if page > 1 else ""}
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('directory:everything')}?{said}"
