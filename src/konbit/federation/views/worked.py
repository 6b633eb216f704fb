"""Published rules of movements, tried on invented groups."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.federation.federating_drawing import federating_drawing
from konbit.federation.queries.worked import worked_examples, worked_page, worked_trial


@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """All worked examples."""
    return render(request, "federation/worked.html", {"examples": worked_examples()})


@require_safe
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules of one, and what they ask on a day."""
    page = worked_page(slug, request.GET.get("at", ""))
    return render(request, "federation/worked_one.html", {"page": page})


@require_safe
def federate(request: HttpRequest, slug: str) -> HttpResponse:
    """What some of its groups could form."""
    page = worked_trial(slug, request.GET.getlist("join"), request.GET.get("at", ""))
    title = _("If these groups federate")
    drawing = federating_drawing(page.federated.found, page.federated.names, title=title)
    return render(
        request, "federation/worked_federate.html", {"page": page, "title": title, "drawing": drawing}
    )
