"""Pages of activities: one of them, adding, changing, a row of the table, notes, open places."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import NotAllowed, Problem
from konbit.base.text import pick
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in, whole_number
from konbit.work.actions.activities import add_activity, change_activity, remove_activity, set_state
from konbit.work.actions.taking_part import note, take_place
from konbit.work.forms.activities import ActivityForm, NoteForm, RowForm, StateForm
from konbit.work.hands import CONTRIBUTOR
from konbit.work.queries.activities import (
    activity_page,
    choosable_resolutions,
    editable,
    seen_activity,
    standing_takers,
)
from konbit.work.queries.outline import outline_of
from konbit.work.queries.plans import plan_facts


@require_safe
@never_cache
def activity(request: HttpRequest, uid: str) -> HttpResponse:
    """All that is known of an activity, what happened, and what its reader can do."""
    page = activity_page(viewer_in(request), uid, reader_of(request))
    form = NoteForm() if page.plan.may_take_part else None
    context = {"page": page, "plan": page.plan, "line": page.line, "form": form}
    return render(request, "work/activity.html", context)


@login_required
@never_cache
def add(request: HttpRequest, uid: str) -> HttpResponse:
    """A new activity: three questions, more if one wants."""
    viewer, language = viewer_in(request), reader_of(request)
    plan, sight, facts = plan_facts(viewer, uid)
    if not sight.may("take part"):
        return redirect(facts.url)
    form = _activity_form(
        request, plan, {"section": whole_number(request.GET.get("section")), "state": "open"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = add_activity(viewer, uid, form.cleaned_data["key"], form.said(language))
        except Problem as problem:
            show_in_form(form, problem)
        else:
            _tell_unread(request, form)
            again = "again" in request.POST
            back = reverse("work:activity_add", args=[uid]) if again else f"{facts.url}#a-{made.uid}"
            words = _("“%(code)s” is in the plan.") % {"code": pick(made.text, language).text}
            tell_done(request, words, made, facts.url)
            section = f"?section={made.section_id}" if again and made.section_id else ""
            return redirect(f"{back}{section}")
    return _form(request, "work/activity_form.html", {"form": form, "plan": facts, "back": facts.url})


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """All of an activity."""
    viewer, language = viewer_in(request), reader_of(request)
    stands, sight = seen_activity(viewer, uid)
    sight.must("edit")
    plan, _sight, facts = plan_facts(viewer, stands.plan.uid)
    form = _activity_form(request, plan, vars(editable(viewer, stands, language)))
    address = reverse("work:activity", args=[uid])
    if request.method == "POST" and form.is_valid():
        try:
            row = change_activity(viewer, uid, form.said(language, stands))
        except Problem as problem:
            show_in_form(form, problem)
        else:
            _tell_unread(request, form)
            tell_done(request, _("Saved."), row, address)
            return redirect(address)
    context = {"form": form, "plan": facts, "back": address, "code": stands.code, "uid": uid}
    return _form(request, "work/activity_form.html", context)


def _activity_form(request: HttpRequest, plan: Any, first: dict[str, Any]) -> ActivityForm:
    viewer, language = viewer_in(request), reader_of(request)
    return ActivityForm(
        request.POST or None,
        initial={**first, "key": ActivityForm.base_fields["key"].initial()},
        outline=outline_of(plan, language),
        resolutions=choosable_resolutions(viewer, plan),
        language=language,
    )


@login_required
@never_cache
def row(request: HttpRequest, uid: str) -> HttpResponse:
    """The row of an activity in its plan, to be changed where it stands; a page of its own without script."""
    viewer, language = viewer_in(request), reader_of(request)
    stands, sight = seen_activity(viewer, uid)
    if not sight.may("take part"):
        raise NotAllowed(_("You may not do this."), remedy=_("The people of the group can."))
    facts = plan_facts(viewer, stands.plan.uid)[2]
    edits = sight.may("edit")
    first = vars(editable(viewer, stands, language))
    form = (RowForm if edits else StateForm)(request.POST or None, initial=first)
    page = activity_page(viewer, uid, language)
    if "leave" in request.GET:
        return render(request, "work/parts/line.html", {"line": page.line, "plan": facts})
    context = {"form": form, "plan": facts, "line": page.line}
    if request.method == "POST" and form.is_valid():
        changed = _row_written(request, uid, form, edits=edits)
        if not request.htmx:  # type: ignore[attr-defined]
            _tell_unread(request, form)
            tell_done(request, _("Saved."), changed, facts.url)
            return redirect(f"{facts.url}#a-{uid}")
        line = activity_page(viewer, uid, language).line
        return render(request, "work/parts/line.html", {"line": line, "plan": facts, "saved": True})
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "work/parts/line_form.html", context)
    return _form(request, "work/activity_row.html", context)


def _row_written(request: HttpRequest, uid: str, form: Any, *, edits: bool) -> Any:
    viewer, given = viewer_in(request), form.cleaned_data
    if not edits:
        return set_state(viewer, uid, given["state"])
    helping = standing_takers(viewer, uid, CONTRIBUTOR)
    said = {"state": given["state"], "deadline": given["deadline"], "takers": (*given["who"], *helping)}
    return change_activity(viewer, uid, said)


def _tell_unread(request: HttpRequest, form: Any) -> None:
    """Say that a deadline was kept as it was written, since no date could be read in it."""
    words = form.cleaned_data["deadline"].words if "deadline" in form.cleaned_data else ""
    if words:
        messages.warning(
            request, _("No date could be read in “%(words)s”; it is kept as you wrote it.") % {"words": words}
        )


@login_required
@require_POST
def note_it(request: HttpRequest, uid: str) -> HttpResponse:
    """Note what happened."""
    viewer, language = viewer_in(request), reader_of(request)
    form = NoteForm(request.POST)
    address = reverse("work:activity", args=[uid])
    if not form.is_valid():
        page = activity_page(viewer, uid, language)
        context = {"page": page, "plan": page.plan, "line": page.line, "form": form}
        return render(request, "work/activity.html", context, status=422)
    given = form.cleaned_data
    made = note(viewer, uid, given["key"], given["text"], given["on"], language)
    tell_done(request, _("It is noted."), made, address)
    return redirect(address)


@login_required
@require_POST
def take(request: HttpRequest, hand_id: int) -> HttpResponse:
    """ "I can do this": take an open place."""
    hand = take_place(viewer_in(request), hand_id)
    address = reverse("work:activity", args=[hand.activity.uid])
    tell_done(request, _("You do this now. Thank you."), hand, address)
    return redirect(address)


@login_required
@never_cache
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take an activity out of its plan, after a question."""
    viewer = viewer_in(request)
    stands, sight = seen_activity(viewer, uid)
    sight.must("edit")
    facts = plan_facts(viewer, stands.plan.uid)[2]
    if request.method == "POST":
        tell_done(request, _("The activity was taken out."), remove_activity(viewer, uid), facts.url)
        return redirect(facts.url)
    page = activity_page(viewer, uid, reader_of(request))
    return render(request, "work/activity_remove.html", {"plan": facts, "line": page.line})


def _form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
