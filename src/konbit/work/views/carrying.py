"""The page on which unfinished activities go over to the next plan."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import Problem
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in
from konbit.work.actions.carrying import carry_over
from konbit.work.forms.plans import CarryForm
from konbit.work.queries.carrying import other_plans, unfinished_choices
from konbit.work.queries.plans import plan_facts


@login_required
@never_cache
def carry(request: HttpRequest, uid: str) -> HttpResponse:
    """Choose what goes on, and where."""
    viewer, language = viewer_in(request), reader_of(request)
    plan, sight, facts = plan_facts(viewer, uid)
    sight.must("edit")
    choices = unfinished_choices(plan, language)
    others = other_plans(viewer, plan, language)
    form = CarryForm(request.POST or None, unfinished=choices, others=others)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            target, copies = carry_over(
                viewer, uid, given["activities"], given.get("into", ""), form.said(language)
            )
        except Problem as problem:
            show_in_form(form, problem)
        else:
            count = len(copies)
            words = ngettext("%(count)s activity goes on.", "%(count)s activities go on.", count)
            address = reverse("work:plan", args=[target.uid])
            tell_done(request, words % {"count": count}, copies[0], address)
            return redirect(address)
    context = {"form": form, "plan": facts, "some": bool(choices)}
    status = 422 if request.method == "POST" else 200
    return render(request, "work/plan_carry.html", context, status=status)
