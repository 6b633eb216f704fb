"""Pages of plans: those of a group, one plan in its views, making and changing it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import Problem
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in, whole_number
from konbit.work.actions.plans import change_plan, make_plan, remove_plan, set_outline
from konbit.work.forms.plans import OutlineForms, PlanForm
from konbit.work.queries.outline import outline_of
from konbit.work.queries.plans import plan_facts, plan_page, plans_of
from konbit.work.views.words import view_links


@require_safe
def plans(request: HttpRequest, uid: str) -> HttpResponse:
    """The plans of a group."""
    return render(request, "work/plans.html", {"page": plans_of(viewer_in(request), uid)})


@require_safe
def plan(request: HttpRequest, uid: str) -> HttpResponse:
    """A plan: by section, by who does it, by month, by goal; what is late, silent, or needs somebody."""
    viewer = viewer_in(request)
    by = request.GET.get("by", "section")
    page = plan_page(viewer, uid, by, whole_number(request.GET.get("page")) or 1, reader_of(request))
    context = {"page": page, "plan": page.plan, "views": view_links(page, viewer)}
    return render(request, "work/plan.html", context)


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """A new plan of a group."""
    viewer = viewer_in(request)
    page = plans_of(viewer, uid)
    if not page.may_edit:
        return redirect("work:plans", uid)
    form = PlanForm(request.POST or None, initial={"audience": "public"})
    if request.method == "POST" and form.is_valid():
        try:
            made = make_plan(viewer, uid, form.said(reader_of(request)))
        except Problem as problem:
            show_in_form(form, problem)
        else:
            return redirect("work:plan", made.uid)
    context = {"form": form, "link": page.link, "back": reverse("work:plans", args=[uid])}
    return _form(request, "work/plan_form.html", context)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """What a plan is called, its time, its aim, who may see it."""
    viewer, language = viewer_in(request), reader_of(request)
    stands, sight, facts = plan_facts(viewer, uid)
    sight.must("edit")
    first = {
        "title": stands.title.get(language, ""),
        "aim": stands.aim.get(language, ""),
        "introduction": stands.introduction.get(language, ""),
        "valid_from": stands.valid_from,
        "valid_until": stands.valid_until,
        "audience": stands.audience,
    }
    form = PlanForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            row = change_plan(viewer, uid, form.said(language, stands))
        except Problem as problem:
            show_in_form(form, problem)
        else:
            tell_done(request, _("Saved."), row, facts.url)
            return redirect(facts.url)
    context = {"form": form, "link": facts.link, "plan": facts, "back": facts.url}
    return _form(request, "work/plan_form.html", context)


@login_required
@never_cache
def outline(request: HttpRequest, uid: str) -> HttpResponse:
    """The goals and sections of a plan."""
    viewer, language = viewer_in(request), reader_of(request)
    stands, sight, facts = plan_facts(viewer, uid)
    sight.must("edit")
    asked = OutlineForms(outline_of(stands, language), request.POST or None)
    wrong = ""
    if request.method == "POST" and asked.is_valid():
        try:
            row = set_outline(viewer, uid, asked.goal_lines(), asked.section_lines(), language)
        except Problem as problem:
            wrong = str(problem)
        else:
            tell_done(request, _("Saved."), row, facts.url)
            return redirect(facts.url)
    return _form(request, "work/plan_outline.html", {"asked": asked, "plan": facts, "wrong": wrong})


@login_required
@never_cache
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a plan away, after a question."""
    viewer = viewer_in(request)
    _plan, sight, facts = plan_facts(viewer, uid)
    sight.must("edit")
    back = reverse("work:plans", args=[facts.link.uid])
    if request.method == "POST":
        tell_done(request, _("The plan was removed."), remove_plan(viewer, uid), back)
        return redirect(back)
    return render(request, "work/plan_remove.html", {"plan": facts})


def _form(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
