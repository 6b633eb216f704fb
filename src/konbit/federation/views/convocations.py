"""Calling a body together, the sheet to print, how many came."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.actions.planning import Agenda
from konbit.assembly.queries.planning import beginning
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.federation.actions import convening as actions
from konbit.federation.forms.convocations import CallForm, CameForm
from konbit.federation.queries.convocations import convocation_page
from konbit.federation.queries.organ_rows import organ_written
from konbit.people.sharing import passed_on, qr_svg


@login_required
@never_cache
def call(request: HttpRequest, uid: str) -> HttpResponse:
    """Call a body together."""
    viewer, language = viewer_in(request), reader_of(request)
    organ = organ_written(viewer, uid)
    name = sentence(organ.title, language)
    zone = beginning(viewer, organ.group.uid, language).initial.get("zone", "")
    said_first = {"title": name, "language": language, "audience": organ.audience, "zone": zone}
    form = CallForm(request.POST or None, initial=said_first)
    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        agenda = Agenda(points=said["points"])
        made.append(actions.call_together(viewer, uid, said["key"], form.plan(), agenda, said["words"]))

    if did(request, form, act):
        to = reverse("federation:convocation", args=[made[0].pk])
        return done(request, _("The meeting is planned, and all who sit there are awaited."), made[0], to)
    lead = _("This plans a meeting, awaits everybody who sits there on that day, and makes a sheet to print.")
    back = reverse("federation:organ", args=[uid])
    return form_page(request, form, _("Call it together"), back, lead=lead, about=name, button=_("Call"))


@require_safe
def convocation(request: HttpRequest, convocation_id: int) -> HttpResponse:
    """The convocation on one sheet of paper."""
    page = convocation_page(viewer_in(request), convocation_id, reader_of(request))
    stand_in(request, page.meeting.card.group.scope)
    sent = passed_on(page.meeting.card.url)
    return render(request, "federation/convocation.html", {"page": page, "sent": sent, "qr": qr_svg(sent)})


@login_required
@never_cache
def came(request: HttpRequest, convocation_id: int) -> HttpResponse:
    """Keep how many came of how many."""
    viewer = viewer_in(request)
    page = convocation_page(viewer, convocation_id, reader_of(request))
    organ_written(viewer, page.organ_uid)
    row: Any = None
    form = CameForm(request.POST or None, initial=page.first_numbers)

    def act() -> None:
        nonlocal row
        said = form.cleaned_data
        row = actions.tell_who_came(
            viewer, convocation_id, said["counted_in"], said["present"], said["entitled"]
        )

    to = page.line.url
    if did(request, form, act):
        return done(request, _("Saved."), row, to)
    lead = _("Count in one way, as your statutes do. Whether it was enough, the statutes tell.")
    about = sentence(page.meeting.card.title, reader_of(request))
    return form_page(request, form, _("How many came of how many?"), to, lead=lead, about=about)
