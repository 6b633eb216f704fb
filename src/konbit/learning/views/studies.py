"""Studies: their page, writing them."""

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
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import viewer_in
from konbit.learning.actions import studies as actions
from konbit.learning.forms.studies import StudyForm
from konbit.learning.queries.rows import thing_written
from konbit.learning.queries.studies import study_page


@require_safe
def study(request: HttpRequest, uid: str) -> HttpResponse:
    """A study, and the claims for which it brought cases."""
    return render(request, "learning/study.html", {"page": study_page(viewer_in(request), uid)})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Write down a study of a group."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, group_uid, "take part")
    form = StudyForm(request.POST or None)
    made: list[str] = []
    if did(request, form, lambda: made.append(actions.start_study(viewer, group_uid, form.draft()))):
        row = thing_written(viewer, "study", made[0], "take part")
        return done(request, _("Written down."), row, reverse("learning:study", args=made))
    lead = _("So that a lesson can say on what it rests, and within which limits.")
    back = reverse("learning:of-group", args=[group_uid])
    return form_page(request, form, _("Write down a study"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a study again, or in another language."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "study", uid)
    names = ("url", "valid_from", "valid_until", "audience")
    form = StudyForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial={name: getattr(row, name) for name in names},
    )
    to = reverse("learning:study", args=[uid])
    if did(request, form, lambda: actions.write_study(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, to)
    remove = reverse("learning:remove-study", args=[uid])
    return form_page(request, form, _("Write the study again"), to, remove_url=remove)


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a study away."""
    row = actions.remove_study(viewer_in(request), uid)
    to = reverse("learning:of-group", args=[row.group.uid])
    return done(request, _("The study is taken away; its cases stay."), row, to)
