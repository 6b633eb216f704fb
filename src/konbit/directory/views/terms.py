"""Pages of words: all lists, one list, one word."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from konbit.directory.queries.schemes import scheme_page
from konbit.directory.queries.schemes import vocabulary as all_schemes
from konbit.directory.queries.terms import term_page
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.directory.views.maps import map_of_found


@require_safe
def vocabulary(request: HttpRequest) -> HttpResponse:
    """All lists of words."""
    return render(request, "directory/vocabulary.html", {"headings": all_schemes(reader_of(request))})


@require_safe
def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """One list of words, and how it differs from the one before it."""
    page = scheme_page(code, reader_of(request))
    return render(request, "directory/vocabulary_scheme.html", {"page": page})


@require_safe
def term(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """One word: what it means to whom, and who practises it."""
    viewer = viewer_in(request)
    page = term_page(viewer, f"{scheme}/{code}", reader_of(request))
    context = {
        "page": page,
        "map": map_of_found(viewer, page.found),
        "search": page.found.asked.address(reverse("directory:search")),
    }
    return render(request, "directory/term.html", context)
