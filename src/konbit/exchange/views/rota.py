"""Working each other's fields: planning a day, saying whether one comes, writing down who came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.writing import did, done, form_page
from konbit.directory.views.asking import viewer_in, whole_number
from konbit.exchange.actions import field_days as actions
from konbit.exchange.forms.rota import CameForm, DayForm
from konbit.exchange.queries.rota import came_page, day_kept, hosts_to_choose


@login_required
@never_cache
def new_day(request: HttpRequest, uid: str) -> HttpResponse:
    """Plan a day on somebody's field."""
    viewer = viewer_in(request)
    _circle, hosts = hosts_to_choose(viewer, uid)
    form = DayForm(request.POST or None, hosts=hosts)
    made: list[Any] = []

    def plan() -> None:
        made.append(actions.plan_day(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, plan):
        return done(request, _("The day is planned. All who take part can say whether they come."), made[0],
                    _at(uid))  # fmt: skip
    lead = _("The first name in the list has waited longest. The members of the circle see the day.")
    return form_page(request, form, _("Plan a day"), _at(uid), lead=lead)


@login_required
@never_cache
def edit_day(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a day again, or take it away."""
    viewer = viewer_in(request)
    day = day_kept(viewer, uid)
    _circle, hosts = hosts_to_choose(viewer, day.circle.uid)
    initial = {"host": day.host_id, "on": day.on, "where": day.where}
    form = DayForm(request.POST or None, hosts=hosts, row=day, initial=initial)
    if did(request, form, lambda: actions.write_day(viewer, uid, form.draft())):
        return done(request, _("Saved."), day, _at(day.circle.uid))
    away = reverse("exchange:remove-field-day", args=[uid])
    return form_page(request, form, _("Change the day"), _at(day.circle.uid), remove_url=away)


@login_required
@require_POST
def remove_day(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a day away."""
    day = actions.remove_day(viewer_in(request), uid)
    return done(request, _("The day is taken away."), day, _at(day.circle.uid))


@login_required
@require_POST
def say(request: HttpRequest, uid: str) -> HttpResponse:
    """Say whether one comes."""
    viewer = viewer_in(request)
    state = actions.COMING if request.POST.get("answer") == "yes" else actions.AWAY
    row = actions.say_coming(viewer, uid, whole_number(request.POST.get("member")) or 0, state)
    told = (
        _("You come. The others see it.")
        if state == actions.COMING
        else _("You cannot come. That is all right.")
    )
    messages.success(request, told)
    return redirect(_at(row.day.circle.uid))


@login_required
@never_cache
def came(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down who came."""
    viewer = viewer_in(request)
    page = came_page(viewer, uid)
    back = _at(page.day.circle.uid)
    form = CameForm(request.POST or None, page=page)
    if did(request, form, lambda: actions.note_who_came(viewer, uid, form.came)):
        return done(request, _("It is written down. Nobody owes anything for it."), page.day, back)
    lead = _("Who came to the field of %(host)s? Tick the names.") % {"host": page.host}
    return form_page(request, form, _("Who came"), back, lead=lead)


def _at(uid: str) -> str:
    return reverse("exchange:circle", args=[uid])
