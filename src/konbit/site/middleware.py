"""Who is looking, and what happens when something is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from konbit.base.errors import Problem
from konbit.people.audience import viewer_of


class ViewerMiddleware:
    """Gives every request its `viewer`; its roles are read only when they are asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))  # type: ignore[attr-defined]
        return self.get_response(request)


class ProblemMiddleware:
    """Shows a `Problem` as a page that says what is wrong, where, and what to do; to the API as RFC 9457."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Problem):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(
                exception.as_document(), status=exception.status, content_type="application/problem+json"
            )
        return render(request, "problem.html", {"problem": exception}, status=exception.status)
