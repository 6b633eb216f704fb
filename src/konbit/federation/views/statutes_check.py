"""Statutes over what is recorded: the check, what groups could form, the lines of text, votes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import polls as acts
from konbit.federation.federating_drawing import federating_drawing
from konbit.federation.forms.statutes import PollForm
from konbit.federation.queries.statutes_check import check_page, federate_page, text_of
from konbit.federation.queries.statutes_written import statutes_written, voting_choices
from konbit.people.views.asking import stand_in


@login_required
@never_cache
@require_safe
def check(request: HttpRequest, uid: str) -> HttpResponse:
    """What holds and what lacks on a day; for the body itself."""
    page = check_page(viewer_in(request), uid, request.GET.get("at", ""), reader_of(request))
    stand_in(request, page.head.group.scope)
    return render(request, "federation/statutes_check.html", {"page": page})


@login_required
@never_cache
@require_safe
def federate(request: HttpRequest, uid: str) -> HttpResponse:
    """What some groups could form; for the body itself."""
    asked = request.GET
    head, found = federate_page(
        viewer_in(request), uid, asked.getlist("join"), asked.get("at", ""), reader_of(request)
    )
    stand_in(request, head.group.scope)
    title = _("If these groups federate")
    drawing = federating_drawing(found.found, found.names, title=title)
    context = {"head": head, "found": found, "title": title, "drawing": drawing}
    return render(request, "federation/statutes_federate.html", context)


@login_required
@never_cache
@require_safe
def text(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything as lines of text, to keep or to check elsewhere; for the body itself."""
    said = text_of(viewer_in(request), uid, request.GET.get("at", ""), reader_of(request))
    answer = HttpResponse(said, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="statutes-{uid}.txt"'
    return answer


@login_required
@never_cache
def new_poll(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that a resolution was a vote of which rules speak."""
    viewer = viewer_in(request)
    resolutions, organs = voting_choices(viewer, statutes_written(viewer, uid))
    form = PollForm(request.POST or None, resolutions=resolutions, organs=organs)
    made: list[Any] = []
    back = reverse("federation:statutes-check", args=[uid])
    if did(request, form, lambda: made.append(acts.record_poll(viewer, uid, form.draft()))):
        return done(request, _("The vote counts now."), made[0], back)
    lead = _("A rule of majority is told from the votes of a resolution. Say of which, and who could vote.")
    return form_page(request, form, _("This resolution was a vote"), back, lead=lead)


@login_required
@require_POST
def remove_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was no such vote."""
    row = acts.remove_poll(viewer_in(request), pk)
    to = reverse("federation:statutes-check", args=[row.statutes.uid])
    return done(request, _("The vote does not count any more."), row, to)
