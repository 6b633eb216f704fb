"""Calendars: making their private addresses, and reading them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.actions.calendars import give_up_address, make_address, note_asked
from konbit.assembly.queries.calendars import (
    Edition,
    calendar_of,
    calendar_rows,
    known_calendar,
    standing_edition,
)
from konbit.directory.crowding import Limit, seconds_to_wait
from konbit.directory.queries.visible import seen_group
from konbit.directory.views.asking import viewer_in
from konbit.people.sharing import qr_svg

READERS = Limit(30, 60)
"""How often one calendar is read in a minute. Programs ask every few minutes or hours."""


@login_required
@never_cache
def calendars(request: HttpRequest) -> HttpResponse:
    """The calendars that somebody has or can have."""
    return _shown(request, {})


@login_required
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A private address, or another one in the place of the old: shown this once."""
    viewer, uid = viewer_in(request), request.POST.get("group", "")
    secret = make_address(viewer, uid)
    address = f"{settings.KONBIT_URL}{reverse('assembly:calendar', args=[secret])}"
    context = {
        "address": address,
        "webcal": f"webcal://{address.split('://', 1)[1]}",
        "qr": qr_svg(address),
        "of": seen_group(viewer, uid)[0].name if uid else "",
    }
    return _shown(request, context)


@login_required
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Let an address stop."""
    if give_up_address(viewer_in(request), request.POST.get("group", "")):
        messages.success(request, _("The address leads nowhere any more."))
    return redirect("assembly:calendars")


def _shown(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context["rows"] = calendar_rows(viewer_in(request))
    return render(request, "assembly/calendars.html", context)


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """A calendar for whoever knows its address. Who asks again is told at once that nothing changed, and who
    asks too often to wait."""
    known = known_calendar(secret)
    if wait := seconds_to_wait(f"calendar {known.id}", READERS):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)}, content_type="text/plain")
    note_asked(known)
    edition = standing_edition(known)
    if edition is not None:
        unchanged = get_conditional_response(request, edition.etag, int(edition.since.timestamp()))
        if unchanged is not None:
            return _marked(unchanged, edition)
    content, edition = calendar_of(known)
    answer = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="konbit.ics"'},
    )
    unchanged = get_conditional_response(request, edition.etag, int(edition.since.timestamp()), answer)
    return _marked(unchanged or answer, edition)


def _marked(answer: Any, edition: Edition) -> HttpResponse:
    answer["ETag"] = edition.etag
    answer["Last-Modified"] = edition.since.strftime("%a, %d %b %Y %H:%M:%S GMT")
    answer["Cache-Control"] = "private, no-cache"
    return answer  # type: ignore[no-any-return]
