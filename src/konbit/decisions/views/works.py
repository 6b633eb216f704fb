"""Telling how far a project is that got the money."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.writing import did, done, form_page
from konbit.base import money
from konbit.base.text import sentence
from konbit.decisions.actions import works as actions
from konbit.decisions.forms.works import WorkForm
from konbit.decisions.queries.cycle_rows import project_kept, work_kept
from konbit.directory.views.asking import reader_of, viewer_in


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell how far a project is."""
    viewer = viewer_in(request)
    project = project_kept(viewer, uid)
    form = WorkForm(request.POST or None, initial={"state": "begun"})
    made: list[Any] = []

    def act() -> None:
        made.append(actions.tell_work(viewer, uid, form.draft(), form.cleaned_data["key"]))

    to = f"{_page(uid)}#works"
    if did(request, form, act):
        return done(request, _("Told."), made[0], to)
    lead = _("Whoever decided about this money can read here what became of it.")
    about = sentence(project.title, reader_of(request))
    return form_page(request, form, _("How far is it?"), to, lead=lead, about=about)


@login_required
@never_cache
def edit(request: HttpRequest, work_id: int) -> HttpResponse:
    """Mend or translate what was told."""
    viewer = viewer_in(request)
    row = work_kept(viewer, work_id)
    spent = "" if row.spent is None else money.written(row.spent, row.project.budget.currency)
    form = WorkForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial={"state": row.state, "on": row.on, "spent": spent},
    )
    to = f"{_page(row.project.uid)}#works"
    if did(request, form, lambda: actions.change_work(viewer, work_id, form.draft())):
        return done(request, _("Saved."), row, to)
    away = reverse("decisions:remove-work", args=[work_id])
    about = sentence(row.project.title, reader_of(request))
    return form_page(request, form, _("Mend or translate"), to, about=about, remove_url=away)


@login_required
@require_POST
def remove(request: HttpRequest, work_id: int) -> HttpResponse:
    """Take away what was told by mistake."""
    viewer = viewer_in(request)
    to = _page(work_kept(viewer, work_id).project.uid)
    row = actions.remove_work(viewer, work_id)
    return done(request, _("Taken away."), row, to)


def _page(uid: str) -> str:
    return reverse("decisions:project", args=[uid])
