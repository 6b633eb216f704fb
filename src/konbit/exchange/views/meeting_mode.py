"""A meeting on one phone, and the paper slips that are typed there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from konbit.directory.views.asking import viewer_in, whole_number
from konbit.exchange.actions.meeting_mode import Became, book_slips
from konbit.exchange.forms.meeting_mode import rows_to_fill, sent_slips
from konbit.exchange.queries.meeting_mode import PER_SHEET, meeting_mode, paper_slips


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down who gave what to whom; the phone asks for the outcomes as JSON, everybody else as a page."""
    viewer = viewer_in(request)
    slips = sent_slips(request.POST) if request.method == "POST" else ()
    outcomes = book_slips(viewer, uid, slips) if slips else ()
    if request.accepts("application/json") and not request.accepts("text/html"):
        rows = [
            {"key": slip.key, "became": one.became, "line": one.line, "why": one.why}
            for slip, one in zip(slips, outcomes, strict=True)
        ]
        return JsonResponse({"rows": rows})
    both = list(zip(slips, outcomes, strict=True))
    left = [slip for slip, one in both if one.became == Became.REFUSED]
    shown, further = rows_to_fill(left)
    context = {
        "page": meeting_mode(viewer, uid), "outcomes": both, "rows": shown, "further": further,
        "on": slips[0].on if slips else "",
    }  # fmt: skip
    return render(request, "exchange/meeting_mode/meeting.html", context)


@login_required
@never_cache
@require_safe
def slips(request: HttpRequest, uid: str) -> HttpResponse:
    """Paper slips to print: numbered, from a number on."""
    asked = {
        "first": whole_number(request.GET.get("first", "1")) or 0,
        "sheets": whole_number(request.GET.get("sheets", "1")) or 0,
        "per_sheet": whole_number(request.GET.get("many", str(PER_SHEET[0]))) or 0,
    }
    page = paper_slips(viewer_in(request), uid, **asked)
    context = {"page": page, "sizes": PER_SHEET, "sheets": asked["sheets"], "next": page.last + 1}
    return render(request, "exchange/meeting_mode/slips.html", context)
