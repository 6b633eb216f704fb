"""The allies of a struggle: the board of those who take part, and writing on it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.federation.actions import allies as actions
from konbit.federation.forms.allies import ALLIANCE, FORMS, PARTNERSHIP
from konbit.federation.queries.allies import pipeline, sees_contact
from konbit.federation.queries.standings import stage_badge
from konbit.federation.queries.written import naming, thing_written

LEADS = {
    ALLIANCE: gettext_lazy("Allies share a vision: they want the same, each with their own means."),
    PARTNERSHIP: gettext_lazy("Partners share resources: each gives something, and knows for how long."),
}


@login_required
@never_cache
@require_safe
def board(request: HttpRequest, uid: str) -> HttpResponse:
    """The allies of a struggle by stage, for those who take part."""
    page = pipeline(viewer_in(request), uid)
    stand_in(request, page.line.group.scope)
    return render(request, "federation/allies.html", {"page": page})


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Think of an ally, or of a partner: each is asked something else."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "struggle", uid, "take part")
    stand_in(request, row.group.scope)
    tie = request.GET.get("tie", "")
    made = FORMS.get(tie, FORMS[ALLIANCE])
    form = made(request.POST or None, sees_contact=sees_contact(viewer, row))
    kept: list[Any] = []
    back = reverse("federation:allies", args=[uid])
    if did(request, form, lambda: kept.append(actions.add_ally(viewer, uid, form.draft()))):
        return done(request, _("Written down."), kept[0], back)
    title = _("Think of a partner") if form.tie == PARTNERSHIP else _("Think of an ally")
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, title, back, lead=_lead(form.tie), about=about)


@login_required
@never_cache
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an ally again: what we share, whom to speak to, what comes next, why."""
    viewer = viewer_in(request)
    ally = actions.own_ally(viewer, pk)
    stand_in(request, ally.struggle.group.scope)
    form = FORMS[ally.tie](
        request.POST or None,
        row=ally,
        sees_contact=sees_contact(viewer, ally.struggle),
        initial={
            "who": naming(viewer, ally.group, ally.name),
            "contact": ally.contact,
            "next_step": ally.next_step,
            "next_on": ally.next_on,
            "valid_from": ally.valid_from,
            "valid_until": ally.valid_until,
        },
    )
    back = reverse("federation:allies", args=[ally.struggle.uid])
    if did(request, form, lambda: actions.write_ally(viewer, pk, form.draft())):
        return done(request, _("Saved."), ally, back)
    away = reverse("federation:remove-ally", args=[pk])
    return form_page(request, form, _("Write it again"), back, lead=_lead(ally.tie), remove_url=away)


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an ally to another stage, by one button."""
    ally = actions.move_ally(viewer_in(request), pk, request.POST.get("stage", ""))
    said = _("%(name)s: %(stage)s.") % {
        "name": ally.group.name if ally.group else ally.name,
        "stage": stage_badge(ally.stage).label,
    }
    return done(request, said, ally, reverse("federation:allies", args=[ally.struggle.uid]))


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an ally out of the list."""
    ally = actions.remove_ally(viewer_in(request), pk)
    back = reverse("federation:allies", args=[ally.struggle.uid])
    return done(request, _("It is taken away."), ally, back)


def _lead(tie: str) -> str:
    return str(LEADS[tie])
