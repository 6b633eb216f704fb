"""Mandates: giving one, changing, ending, confirming, passing on, taking away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.wording import period_words
from konbit.directory.views.asking import reader_of, viewer_in, whole_number
from konbit.federation.actions import mandates as actions
from konbit.federation.forms.mandates import DayForm, MandateForm, NewMandateForm, PassOnForm
from konbit.federation.queries.mandate_choices import mandate_choices
from konbit.federation.queries.organ_rows import is_hosted, organ_written, part_written, said_of_mandate


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Give somebody a mandate."""
    viewer = viewer_in(request)
    organ = organ_written(viewer, uid)
    chosen = {name: whole_number(request.GET.get(name)) for name in ("college", "seat")}
    form = NewMandateForm(
        request.POST or None,
        choices=mandate_choices(viewer, organ, _("seat %d")),
        hosted=is_hosted(organ),
        initial=chosen,
    )
    made: list[Any] = []

    def act() -> None:
        made.append(actions.give_mandate(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        return done(request, _("Written down."), made[0], _of(uid))
    lead = _("Who sits there, for whom, from when until when.")
    about = sentence(organ.title, reader_of(request))
    return form_page(request, form, _("Give a mandate"), _of(uid), lead=lead, about=about)


@login_required
@never_cache
def edit(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Say something else of a mandate."""
    viewer = viewer_in(request)
    row = part_written(viewer, "mandate", mandate_id)
    form = MandateForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        choices=mandate_choices(viewer, row.organ, _("seat %d")),
        hosted=is_hosted(row.organ),
        initial=said_of_mandate(viewer, row),
    )
    to = _of(row.organ.uid)
    if did(request, form, lambda: actions.change_mandate(viewer, mandate_id, form.draft(row.person))):
        return done(request, _("Saved."), row, to)
    gone = reverse("federation:remove-mandate", args=[mandate_id])
    lead = _(
        "If it ends, end it: it stays to be seen who sat there. Take away only what was written by mistake."
    )
    return form_page(request, form, _("Change a mandate"), to, lead=lead, remove_url=gone)


@login_required
@never_cache
def end(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """End a mandate."""
    act = actions.end_mandate
    return _on_a_day(request, mandate_id, act, _("When does it end?"), _("It ends. It stays to be seen."))


@login_required
@never_cache
def confirm(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Confirm a conditional mandate."""
    act = actions.confirm_mandate
    return _on_a_day(request, mandate_id, act, _("The condition is met"), _("Confirmed."))


def _on_a_day(
    request: HttpRequest, mandate_id: int, act: Callable[..., Any], title: str, told: str
) -> HttpResponse:
    viewer = viewer_in(request)
    row = part_written(viewer, "mandate", mandate_id)
    form = DayForm(request.POST or None)
    to = _of(row.organ.uid)
    if did(request, form, lambda: act(viewer, mandate_id, form.cleaned_data["on"])):
        return done(request, told, row, to)
    said = said_of_mandate(viewer, row)
    parts = (said["name"] or said["holder"], period_words(row.valid_from, row.valid_until))
    lead = sentence(row.condition, reader_of(request)) if act is actions.confirm_mandate else ""
    return form_page(request, form, title, to, about=" · ".join(filter(None, parts)), lead=lead)


@login_required
@never_cache
def pass_on(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Pass a role on: one ends, the next begins."""
    viewer = viewer_in(request)
    row = part_written(viewer, "mandate", mandate_id)
    task = row.task.get(reader_of(request), "")
    form = PassOnForm(
        request.POST or None,
        choices=mandate_choices(viewer, row.organ, _("seat %d")),
        hosted=is_hosted(row.organ),
        initial={"task": task},
    )
    made: list[Any] = []

    def act() -> None:
        made.append(actions.pass_on(viewer, mandate_id, form.draft(), form.cleaned_data["key"]))

    to = _of(row.organ.uid)
    if did(request, form, act):
        return done(request, _("It is passed on."), made[0], to)
    said = said_of_mandate(viewer, row)
    about = " · ".join(
        filter(None, (sentence(row.organ.title, reader_of(request)), said["name"] or said["holder"]))
    )
    return form_page(request, form, _("Pass it on"), to, about=about)


@login_required
@require_POST
def remove(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Take a mandate away."""
    row = actions.remove_mandate(viewer_in(request), mandate_id)
    return done(request, _("The mandate is taken away."), row, _of(row.organ.uid))


def _of(uid: str) -> str:
    return reverse("federation:organ", args=[uid])
