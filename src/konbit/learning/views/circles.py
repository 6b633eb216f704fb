"""Study circles and their dates."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import own_groups
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import gone
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.learning.actions import circles as actions
from konbit.learning.forms.modules import CircleForm, SittingForm
from konbit.learning.queries.circles import circle_page, sitting_shown, sitting_written
from konbit.learning.queries.modules import module_page, readings_of
from konbit.learning.queries.rows import thing_written


@require_safe
def circle(request: HttpRequest, uid: str) -> HttpResponse:
    """A study circle with its dates."""
    return render(request, "learning/circle.html", {"page": circle_page(viewer_in(request), uid)})


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Start a study circle for a module."""
    viewer = viewer_in(request)
    module = module_page(viewer, uid)
    groups = own_groups(viewer, "take part")
    form = CircleForm(request.POST or None, groups=[(own, link.name) for own, link in groups.items()])
    made: list[str] = []

    def act() -> None:
        made.append(actions.start_circle(viewer, uid, form.cleaned_data["group"], form.draft()))

    if did(request, form, act):
        row = thing_written(viewer, "circle", made[0], "take part")
        to = reverse("learning:circle", args=made)
        return done(request, _("The circle is there. When do you meet?"), row, to)
    about = sentence(module.link.title, reader_of(request))
    return form_page(request, form, _("Start a study circle"), module.link.url, about=about)


@login_required
@never_cache
def new_sitting(request: HttpRequest, uid: str) -> HttpResponse:
    """Fix a date of a circle."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "circle", uid, "take part")
    page = circle_page(viewer, uid)
    last = page.sittings[-1] if page.sittings else None
    initial = {"zone": last.zone, "place": last.place, "minutes": last.minutes} if last else {}
    form = SittingForm(request.POST or None, readings=readings_of(page.module_uid), initial=initial)
    made: list[Any] = []
    if did(request, form, lambda: made.append(actions.add_sitting(viewer, uid, form.draft()))):
        return done(request, _("The date is fixed."), made[0], page.link.url)
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("Fix a date"), page.link.url, about=about)


@login_required
@never_cache
def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a date, write down what came out of it, or take it away."""
    viewer = viewer_in(request)
    row = sitting_written(pk)
    if row is None:
        raise gone()
    thing_written(viewer, "circle", row.circle.uid, "take part")
    shown = sitting_shown(row, {row.circle.module_id})
    form = SittingForm(
        request.POST or None,
        readings=readings_of(row.circle.module.uid),
        initial={
            "day": shown.at.date(), "hour": shown.at.time(), "zone": shown.zone, "minutes": shown.minutes,
            "place": shown.place, "note": shown.note, "readings": [one.pk for one in shown.readings],
        },
    )  # fmt: skip
    to = reverse("learning:circle", args=[row.circle.uid])
    if did(request, form, lambda: actions.write_sitting(viewer, pk, form.draft())):
        return done(request, _("Saved."), row, to)
    remove = reverse("learning:remove-sitting", args=[pk])
    return form_page(request, form, _("A date of the circle"), to, remove_url=remove)


@login_required
@require_POST
def remove_sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a date away."""
    row = actions.remove_sitting(viewer_in(request), pk)
    to = reverse("learning:circle", args=[row.circle.uid])
    return done(request, _("Taken away."), row, to)
