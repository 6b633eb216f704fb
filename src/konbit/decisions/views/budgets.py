"""A budget: its page, beginning it, writing it, its rules, and where it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.base import money
from konbit.base.text import sentence
from konbit.decisions.actions import budgets as actions
from konbit.decisions.actions.bringing_projects import MOST_BYTES, bring_projects
from konbit.decisions.actions.budget_voting import prepare_budget_vote
from konbit.decisions.forms.budgets import BudgetForm, FileForm, NewBudgetForm, RulesForm, ToVoteForm
from konbit.decisions.queries.budget_choices import usual_secrecy
from konbit.decisions.queries.budget_pb import budget_file
from konbit.decisions.queries.budgets import budget_page, budget_written, budgets_of
from konbit.decisions.queries.cycle import cycle_of
from konbit.decisions.queries.works import works_of_budget
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, viewer_in


@require_safe
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """The budgets of a group."""
    return render(request, "decisions/budgets/list.html", {"page": budgets_of(viewer_in(request), group_uid)})


@require_safe
def budget(request: HttpRequest, uid: str) -> HttpResponse:
    """A budget: what it is about, where it stands, its projects, its rules."""
    viewer = viewer_in(request)
    page = budget_page(viewer, uid)
    words = sentence(page.line.title, reader_of(request))
    follow = {"cycle": cycle_of(viewer, uid), "works": works_of_budget(viewer, uid)}
    return render(request, "decisions/budgets/budget.html", {"page": page, "words": words, **follow})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Begin a budget."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, group_uid, "edit")
    form = NewBudgetForm(request.POST or None)
    made: list[str] = []

    def act() -> None:
        made.append(actions.start_budget(viewer, group_uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        row = budget_written(viewer, made[0])
        to = reverse("decisions:budget", args=made)
        return done(request, _("It begins. Look at the rules, then ask for proposals."), row, to)
    lead = _("People propose what the money should be spent on, and decide about it together.")
    back = reverse("decisions:budgets-of", args=[group_uid])
    return form_page(request, form, _("Begin a budget"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a budget again, or in another language."""
    viewer = viewer_in(request)
    row: Any = budget_written(viewer, uid)
    form = BudgetForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial={
            "amount": money.written(row.amount, row.currency), "currency": row.currency,
            "propose_until": row.propose_until, "audience": row.audience,
        },
    )  # fmt: skip
    if did(request, form, lambda: actions.change_budget(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, reverse("decisions:budget", args=[uid]))
    return form_page(request, form, _("Write it again"), reverse("decisions:budget", args=[uid]))


@login_required
@never_cache
def rules(request: HttpRequest, uid: str) -> HttpResponse:
    """Say by which rules ballots will be counted."""
    viewer = viewer_in(request)
    row: Any = budget_written(viewer, uid)
    said = ("ballot", "points", "utility", "completion", "least_score", "comparison")
    there = {name: getattr(row, name) for name in said}
    there["step"] = money.written(row.step, row.currency) if row.step else ""
    form = RulesForm(request.POST or None, initial=there)
    back = reverse("decisions:budget", args=[uid])
    if did(request, form, lambda: actions.announce_rules(viewer, uid, form.draft())):
        return done(request, _("Announced. Everybody reads the rules on its page."), row, back)
    lead = _("Whoever proposes and votes reads these rules before. Once the vote is prepared they stand.")
    return form_page(request, form, _("By which rules"), back, lead=lead)


@login_required
@never_cache
def to_vote(request: HttpRequest, uid: str) -> HttpResponse:
    """Put the projects that can be done to the vote."""
    viewer = viewer_in(request)
    row: Any = budget_written(viewer, uid)
    title = sentence(row.title, reader_of(request))
    form = ToVoteForm(request.POST or None, initial={"title": title, "secrecy": usual_secrecy(row)})
    made: list[str] = []

    def act() -> None:
        made.append(prepare_budget_vote(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        messages.success(request, _("The vote is prepared. Say who may vote, then open it."))
        return redirect("decisions:vote", made[0])
    lead = _("From now on money, rules and projects stand as they were announced.")
    back = reverse("decisions:budget", args=[uid])
    return form_page(request, form, _("Put it to the vote"), back, lead=lead, button=_("Prepare the vote"))


@login_required
@never_cache
def bring(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring the projects of a file."""
    viewer = viewer_in(request)
    row: Any = budget_written(viewer, uid)
    form = FileForm(request.POST or None, request.FILES or None)
    new: list[int] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        content = file.read(MOST_BYTES + 1)
        new.append(bring_projects(viewer, uid, content, file.name, reader_of(request)))

    back = reverse("decisions:budget", args=[uid])
    if did(request, form, act):
        words = ngettext("%(count)d project came in.", "%(count)d projects came in.", new[0])
        return done(request, words % {"count": new[0]}, row, back)
    lead = _("Its projects come in with their costs. Ballots in it are not taken.")
    return form_page(request, form, _("Bring projects from a file"), back, lead=lead, sends_files=True)


@require_safe
def ballots(request: HttpRequest, uid: str) -> HttpResponse:
    """The ballots of a counted budget as a file that other programs read."""
    response = HttpResponse(budget_file(viewer_in(request), uid), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="budget-{uid}.pb"'
    return response


@login_required
@require_POST
def move(request: HttpRequest, uid: str) -> HttpResponse:
    """Lead a budget into another stage."""
    viewer = viewer_in(request)
    actions.move_budget(viewer, uid, request.POST.get("state", ""))
    messages.success(request, _("Done."))
    return redirect("decisions:budget", uid)
