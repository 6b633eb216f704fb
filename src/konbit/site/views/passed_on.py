"""Addresses that were sent or printed: they name no language, so that nobody has to read in the sender's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe


@require_safe
def in_own_language(request: HttpRequest) -> HttpResponse:
    """The same page in the language of whoever opens it: chosen before, or the browser's."""
    return HttpResponseRedirect(f"/{get_language()}{request.get_full_path()}")
