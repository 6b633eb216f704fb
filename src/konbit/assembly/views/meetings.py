"""Meetings of a group: the list, planning one, its page, its points and goals."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.actions import agenda, awaiting, planning
from konbit.assembly.forms.meetings import GoalForm, MeetingForm, PlanForm, PointForm
from konbit.assembly.queries.attending import groups_to_await
from konbit.assembly.queries.histories import history_of_meeting
from konbit.assembly.queries.meetings import meeting_page, meetings_page
from konbit.assembly.queries.planning import beginning, goal_said, point_said, said_of
from konbit.assembly.queries.shown import minutes_planned
from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import Problem
from konbit.base.text import pick
from konbit.directory.queries.faces import face_around
from konbit.directory.views.asking import could_do, reader_of, viewer_in, whole_number
from konbit.people.sharing import passed_on, ways_to_share


@require_safe
def meetings(request: HttpRequest, uid: str) -> HttpResponse:
    """The meetings of a group, those to come first."""
    page = meetings_page(viewer_in(request), uid, whole_number(request.GET.get("from")) or 0)
    request.brand = face_around(page.group.id, reader_of(request))  # type: ignore[attr-defined]
    return render(request, "assembly/meetings.html", {"page": page})


@login_required
@never_cache
def plan(request: HttpRequest, uid: str) -> HttpResponse:
    """Plan a meeting: from nothing, or after an earlier one."""
    viewer, language = viewer_in(request), reader_of(request)
    begun = beginning(viewer, uid, language, request.GET.get("after", ""))
    form = PlanForm(
        request.POST or None,
        initial={"language": language, **begun.initial},
        open_goals=begun.open_goals,
        is_network=begun.is_network,
    )
    if request.method == "POST" and form.is_valid():
        made = []

        def act() -> None:
            made.append(
                planning.plan_meeting(viewer, uid, form.cleaned_data["key"], form.plan(), form.agenda())
            )

        if could_do(form, act):
            (meeting,) = made
            address = reverse("assembly:meeting", args=[meeting.uid])
            tell_done(request, _("The meeting is planned."), meeting, address)
            return redirect(address)
    context = {"begun": begun, "form": form, "after": request.GET.get("after", "")}
    return render(request, "assembly/plan.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def change(request: HttpRequest, uid: str) -> HttpResponse:
    """Change what is said of a meeting."""
    viewer, language = viewer_in(request), reader_of(request)
    meeting, initial = said_of(viewer, uid, language)
    form = MeetingForm(request.POST or None, initial=initial)
    back = reverse("assembly:meeting", args=[uid])
    if request.method == "POST" and could_do(form, lambda: planning.change_meeting(viewer, uid, form.plan())):
        tell_done(request, _("Saved."), meeting, back)
        return redirect(back)
    context = {"form": form, "back": back, "title": _("Change the meeting"), "of": meeting.title}
    return render(request, "assembly/form.html", context, status=422 if form.errors else 200)


@require_safe
def meeting(request: HttpRequest, uid: str) -> HttpResponse:
    """A meeting: what it is for, when, its goals and agenda; then its minutes and what came of it."""
    viewer, language = viewer_in(request), reader_of(request)
    page = meeting_page(viewer, uid, language)
    request.brand = face_around(page.card.group.id, language)  # type: ignore[attr-defined]
    sent = passed_on(page.card.url)
    context = {
        "page": page,
        "sent": sent,
        "ways": ways_to_share(sent, pick(page.card.title, language).text),
        "planned": minutes_planned(page.items),
        "to_await": groups_to_await(viewer, uid) if "take part" in page.may else [],
    }
    return render(request, "assembly/meeting.html", context)


@login_required
@require_POST
def await_groups(request: HttpRequest, uid: str) -> HttpResponse:
    """Await all groups of the network, or one."""
    viewer, one = viewer_in(request), request.POST.get("group", "")
    if one:
        awaiting.await_group(viewer, uid, one)
    else:
        awaiting.await_everybody(viewer, uid)
    return redirect(f"{reverse('assembly:meeting', args=[uid])}#who")


@login_required
@require_POST
def choose(request: HttpRequest, uid: str) -> HttpResponse:
    """Settle on one of several dates."""
    number = whole_number(request.POST.get("number"))
    row = planning.choose(viewer_in(request), uid, -1 if number is None else number)
    back = reverse("assembly:meeting", args=[uid])
    tell_done(request, _("The date is settled."), row, back)
    return redirect(back)


@login_required
@require_POST
def cancel(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that it does not take place."""
    back = reverse("assembly:meeting", args=[uid])
    tell_done(request, _("The meeting does not take place."), planning.cancel(viewer_in(request), uid), back)
    return redirect(back)


@login_required
@never_cache
def goal(request: HttpRequest, uid: str, goal_id: int) -> HttpResponse:
    """Say a goal in other words, or in another language."""
    viewer, language = viewer_in(request), reader_of(request)
    row, words = goal_said(viewer, uid, goal_id, language)
    form = GoalForm(request.POST or None, initial={"text": words})
    back = f"{reverse('assembly:meeting', args=[uid])}#goals"
    act = partial(_change_goal, request, uid, goal_id, form, back)
    if request.method == "POST" and could_do(form, act):
        return redirect(back)
    context = {"form": form, "back": back, "title": _("A goal of the meeting"), "of": row.title}
    return render(request, "assembly/form.html", context, status=422 if form.errors else 200)


def _change_goal(request: HttpRequest, uid: str, goal_id: int, form: GoalForm, back: str) -> None:
    text, language = form.cleaned_data["text"], reader_of(request)
    tell_done(
        request, _("Saved."), agenda.change_goal(viewer_in(request), uid, goal_id, text, language), back
    )


@login_required
@never_cache
def point(request: HttpRequest, uid: str, item_id: int) -> HttpResponse:
    """Change a point of the agenda, or take it off."""
    viewer, language = viewer_in(request), reader_of(request)
    row, initial = point_said(viewer, uid, item_id, language)
    back = f"{reverse('assembly:meeting', args=[uid])}#agenda"
    form = PointForm(request.POST if "remove" not in request.POST and request.POST else None, initial=initial)
    if "remove" in request.POST:
        try:
            agenda.remove_item(viewer, uid, item_id)
        except Problem as problem:
            if problem.status != 409:
                raise
            form = PointForm(initial | {"title": initial["title"]})
            form.add_error(None, f"{problem.what} {problem.remedy}")
        else:
            return redirect(back)
    elif request.method == "POST" and could_do(
        form, lambda: _change_point(request, uid, item_id, form, back)
    ):
        return redirect(back)
    context = {
        "form": form,
        "back": back,
        "title": _("A point of the agenda"),
        "of": row.title,
        "removes": _("Take it off the agenda"),
    }
    return render(request, "assembly/form.html", context, status=422 if form.errors else 200)


def _change_point(request: HttpRequest, uid: str, item_id: int, form: PointForm, back: str) -> None:
    said = form.cleaned_data
    row = agenda.change_item(
        viewer_in(request), uid, item_id, form.point(), reader_of(request), said["presenter"], said["order"]
    )
    tell_done(request, _("Saved."), row, back)


@require_safe
def history(request: HttpRequest, uid: str) -> HttpResponse:
    """Who changed what in a meeting, newest first."""
    page = history_of_meeting(viewer_in(request), uid, reader_of(request))
    return render(request, "assembly/history.html", {"page": page})
