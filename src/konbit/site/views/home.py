"""The front door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from konbit.search.queries import status


def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "site/home.html")


def health(request: HttpRequest) -> JsonResponse:
    """For a watchdog: whether the index is ready and how many changes it lags behind."""
    index = status()
    return JsonResponse({"ready": index.ready, "documents": index.documents, "behind": index.behind})
