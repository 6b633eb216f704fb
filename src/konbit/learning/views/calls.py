"""The list of open claims."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.directory.views.asking import viewer_in, whole_number
from konbit.learning.queries.calls import calls_page
from konbit.people.sharing import passed_on, ways_to_share


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Open claims, across all frameworks: who has a case?"""
    number = max(whole_number(request.GET.get("page")) or 1, 1)
    page = calls_page(viewer_in(request), request.GET.get("state", ""), number)
    tabs = (
        ("", _("All open claims")),
        ("to_verify", _("To be verified")),
        ("assumption", _("Assumptions")),
        ("contested", _("Contested")),
    )
    sent = passed_on(request.path)
    context = {"page": page, "tabs": tabs, "sent": sent, "ways": ways_to_share(sent, _("Who has a case?"))}
    return render(request, "learning/calls.html", context)
