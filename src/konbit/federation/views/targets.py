"""Targets, what is counted for them, and what was read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import short
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.formats.cells import neutralise
from konbit.directory.queries.of_group import gone
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import indicators as indicator_actions
from konbit.federation.actions import targets as actions
from konbit.federation.actions.targets import own_reading, seen_target
from konbit.federation.forms.targets import IndicatorForm, NewTargetForm, ReadingForm, TargetForm
from konbit.federation.queries.indicators import indicator_page, indicators_for
from konbit.federation.queries.priority_rows import written_indicator, written_priority
from konbit.federation.queries.targets import TargetPage, target_page
from konbit.people.audience import Viewer


@require_safe
@never_cache
def target(request: HttpRequest, target_id: int) -> HttpResponse:
    """A target: how far it is, and all that was read of it."""
    return render(request, "federation/target.html", {"page": _page(viewer_in(request), target_id)})


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Set a target of a priority."""
    viewer, language = viewer_in(request), reader_of(request)
    row = written_priority(viewer, uid)
    known = [(one.uid, f"{short(one.title)} ({one.unit})") for one in indicators_for(viewer, row.group_id)]
    form = NewTargetForm(
        request.POST or None, indicators=known, initial={"indicator": request.GET.get("indicator", "")[:12]}
    )
    made: list[Any] = []

    def act() -> None:
        made.append(actions.set_target(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        said = _("Set. Write down what you read of it, as often as you can.")
        return done(request, said, made[0], reverse("federation:target", args=[made[0].pk]))
    back, about = reverse("federation:priority", args=[uid]), sentence(row.statement, language)
    lead = _("How much, by when: so that everybody can see whether it comes nearer.")
    return form_page(request, form, _("Set a target"), back, lead=lead, about=about)


@login_required
@never_cache
def edit(request: HttpRequest, target_id: int) -> HttpResponse:
    """Write a target's numbers and days again."""
    viewer = viewer_in(request)
    row, sight = seen_target(viewer, target_id)
    sight.must("edit")
    names = ("baseline", "baseline_on", "goal", "low", "high", "due")
    form = TargetForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    del form.fields["language"]
    here = reverse("federation:target", args=[target_id])
    if did(request, form, lambda: actions.write_target(viewer, target_id, form.draft())):
        return done(request, _("Saved."), row, here)
    about = f"{sentence(row.indicator.title, reader_of(request))} ({row.indicator.unit})"
    return form_page(request, form, _("Change this target"), here, about=about)


@login_required
@require_POST
def remove(request: HttpRequest, target_id: int) -> HttpResponse:
    """Take a target away of which nothing was read."""
    row = actions.remove_target(viewer_in(request), target_id)
    return done(request, _("Taken away."), row, reverse("federation:priority", args=[row.priority.uid]))


@login_required
@never_cache
def new_reading(request: HttpRequest, target_id: int) -> HttpResponse:
    """Write down what was read."""
    viewer = viewer_in(request)
    row, sight = seen_target(viewer, target_id)
    sight.must("take part")
    form = ReadingForm(request.POST or None)
    made: list[Any] = []

    def act() -> None:
        made.append(actions.add_reading(viewer, target_id, form.draft(), form.cleaned_data["key"]))

    return _reading_page(request, form, act, row, made, _("Write down what you read"))


@login_required
@never_cache
def edit_reading(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Correct a reading."""
    viewer = viewer_in(request)
    row = own_reading(viewer, reading_id)
    whole, _sight = seen_target(viewer, row.target_id)
    told = {"value": row.value, "on": row.on, "address": row.address, "certainty": row.certainty}
    form = ReadingForm(request.POST or None, row=row, initial=told)
    made: list[Any] = []

    def act() -> None:
        made.append(actions.correct_reading(viewer, reading_id, form.draft()))

    return _reading_page(request, form, act, whole, made, _("Correct what was read"))


@login_required
@require_POST
def remove_reading(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Take a reading away."""
    row = actions.remove_reading(viewer_in(request), reading_id)
    return done(request, _("Taken away."), row, reverse("federation:target", args=[row.target_id]))


@require_safe
@never_cache
def readings_csv(request: HttpRequest, target_id: int) -> HttpResponse:
    """What was read of a target, as a table for a spreadsheet."""
    language = reader_of(request)
    page = _page(viewer_in(request), target_id)
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow([_("Day"), _("Value"), _("Unit"), _("Note"), _("Where it can be checked"), _("How sure")])
    unit = page.target.indicator.unit
    for one in page.target.readings:
        note = sentence(one.note, language)
        rows.writerow(
            [neutralise(part) for part in (one.on, one.plain, unit, note, one.address, one.certainty)]
        )
    name = slugify(sentence(page.target.indicator.title, language)) or "readings"
    answer = HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{target_id}.csv"'
    return answer


@require_safe
@never_cache
def indicator(request: HttpRequest, uid: str) -> HttpResponse:
    """What is counted, and by whom."""
    return render(request, "federation/indicator.html", {"page": indicator_page(viewer_in(request), uid)})


@login_required
@never_cache
def edit_indicator(request: HttpRequest, uid: str) -> HttpResponse:
    """Write an indicator again, or in another language."""
    viewer = viewer_in(request)
    row = written_indicator(viewer, uid)
    form = IndicatorForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial={"unit": row.unit, "kind": row.kind, "audience": row.audience},
    )
    here = reverse("federation:indicator", args=[uid])
    if did(request, form, lambda: indicator_actions.write_indicator(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, here)
    return form_page(request, form, _("Write it again"), here)


def _page(viewer: Viewer, target_id: int) -> TargetPage:
    row, sight = seen_target(viewer, target_id)
    page = target_page(viewer, row, sight)
    if page is None:
        raise gone()
    return page


def _reading_page(
    request: HttpRequest,
    form: ReadingForm,
    act: Callable[[], object],
    row: Any,
    made: list[Any],
    title: str,
) -> HttpResponse:
    here = reverse("federation:target", args=[row.pk])
    if did(request, form, act):
        return done(request, _("Written down."), made[0], here)
    about = f"{sentence(row.indicator.title, reader_of(request))} ({row.indicator.unit})"
    return form_page(request, form, title, here, about=about)
