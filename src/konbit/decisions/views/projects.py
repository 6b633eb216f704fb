"""A project of a budget: its page, proposing it, writing it, looking at what can be done."""

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
from konbit.base import money
from konbit.base.text import sentence
from konbit.decisions.actions import projects as actions
from konbit.decisions.actions.reviewing import review_project
from konbit.decisions.forms.budgets import EditProjectForm, NewProjectForm, ReviewForm
from konbit.decisions.queries.budget_choices import area_choices, proposing_choices, rival_choices
from konbit.decisions.queries.budgets import budget_seen
from konbit.decisions.queries.project_lines import project_page, project_picture, project_written
from konbit.decisions.queries.works import works_of_project
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.directory.views.sending import sent


@require_safe
def project(request: HttpRequest, uid: str) -> HttpResponse:
    """A project: what it is, what it costs, where, whether it can be done and why."""
    viewer = viewer_in(request)
    page = project_page(viewer, uid)
    context = {"page": page, "words": sentence(page.line.title, reader_of(request))}
    context |= {"followed": works_of_project(viewer, uid)}
    return render(request, "decisions/budgets/project.html", context)


@require_safe
def picture(request: HttpRequest, uid: str) -> HttpResponse:
    """The picture of a project."""
    return sent(request, project_picture(viewer_in(request), uid))


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Propose a project."""
    viewer = viewer_in(request)
    budget = budget_seen(viewer, uid)
    groups = proposing_choices(viewer, budget)
    form = NewProjectForm(
        request.POST or None, request.FILES or None, groups=groups, areas=area_choices(budget),
        initial={"proposed_by": groups[0][0] if groups else ""},
    )  # fmt: skip
    made: list[str] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(actions.propose_project(viewer, uid, form.draft(), said["key"], said["picture"]))

    if did(request, form, act):
        row = project_written(viewer, made[0])
        return done(request, _("Proposed."), row, reverse("decisions:project", args=made))
    lead = _("Say what should be done, for whom, and about what it costs. Others can ask and help.")
    return form_page(
        request, form, _("Propose a project"), reverse("decisions:budget", args=[uid]), lead=lead,
        about=sentence(budget.title, reader_of(request)), sends_files=True,
    )  # fmt: skip


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a project again, or in another language."""
    viewer = viewer_in(request)
    row: Any = project_written(viewer, uid)
    point = None if row.latitude is None else (row.latitude, row.longitude)
    form = EditProjectForm(
        request.POST or None, request.FILES or None, row=row,
        language=request.GET.get("language", "")[:12], groups=proposing_choices(viewer, row.budget),
        areas=area_choices(row.budget),
        initial={
            "cost": "" if row.cost is None else money.written(row.cost, row.budget.currency),
            "where": row.where, "point": point, "area": row.area_id,
            "proposed_by": row.proposed_by.uid if row.proposed_by else "",
        },
    )  # fmt: skip

    def act() -> None:
        said = form.cleaned_data
        actions.change_project(viewer, uid, form.draft(), said["picture"], said["no_picture"])

    back = reverse("decisions:project", args=[uid])
    if did(request, form, act):
        return done(request, _("Saved."), row, back)
    return form_page(request, form, _("Write it again"), back, sends_files=True)


@login_required
@never_cache
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """Say whether a project can be done, and why."""
    viewer = viewer_in(request)
    row: Any = project_written(viewer, uid)
    form = ReviewForm(
        request.POST or None, row=row, others=rival_choices(row),
        initial={
            "feasible": {"feasible": "yes", "not_feasible": "no"}.get(row.state, ""),
            "cost": "" if row.cost is None else money.written(row.cost, row.budget.currency),
            "excludes": [one.uid for one in row.excludes.all()],
        },
    )  # fmt: skip
    if did(request, form, lambda: review_project(viewer, uid, form.draft())):
        return done(request, _("Saved. Everybody reads the reason."), row, row_url(uid))
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("Can it be done?"), row_url(uid), about=about)


@login_required
@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a project back."""
    viewer = viewer_in(request)
    row = project_written(viewer, uid)
    actions.withdraw_project(viewer, uid)
    return done(request, _("Withdrawn."), row, row_url(uid))


def row_url(uid: str) -> str:
    """The address of a project."""
    return reverse("decisions:project", args=[uid])
