"""Colleges and seats: adding, writing, taking away."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.views.asking import reader_of, viewer_in, whole_number
from konbit.federation.actions import organ_parts as actions
from konbit.federation.forms.organs import CollegeForm, NewCollegeForm, NewSeatsForm, SeatForm
from konbit.federation.queries.mandate_choices import college_choices
from konbit.federation.queries.organ_rows import organ_written, part_written


@login_required
@never_cache
def new_college(request: HttpRequest, uid: str) -> HttpResponse:
    """Add a college."""
    viewer = viewer_in(request)
    organ = organ_written(viewer, uid)
    form = NewCollegeForm(request.POST or None)
    made: list[object] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(actions.add_college(viewer, uid, said["language"], said["title"], said["word"]))

    if did(request, form, act):
        return done(request, _("The college is added."), made[0], _of(uid))
    lead = _("A part of those who sit, chosen by some of the members only.")
    about = sentence(organ.title, reader_of(request))
    return form_page(request, form, _("Add a college"), _of(uid), lead=lead, about=about)


@login_required
@never_cache
def edit_college(request: HttpRequest, college_id: int) -> HttpResponse:
    """Say a college in other words."""
    viewer = viewer_in(request)
    row = part_written(viewer, "college", college_id)
    form = CollegeForm(request.POST or None, row=row, language=request.GET.get("language", "")[:12])

    def act() -> None:
        said = form.cleaned_data
        actions.write_college(viewer, college_id, said["language"], said["title"])

    to = _of(row.organ.uid)
    if did(request, form, act):
        return done(request, _("Saved."), row, to)
    gone = reverse("federation:remove-college", args=[college_id])
    return form_page(request, form, _("The college"), to, remove_url=gone)


@login_required
@require_POST
def remove_college(request: HttpRequest, college_id: int) -> HttpResponse:
    """Take a college away."""
    row = actions.remove_college(viewer_in(request), college_id)
    return done(request, _("The college is taken away; who sat in it stays."), row, _of(row.organ.uid))


@login_required
@never_cache
def new_seats(request: HttpRequest, uid: str) -> HttpResponse:
    """Add one seat or several."""
    viewer = viewer_in(request)
    organ = organ_written(viewer, uid)
    form = NewSeatsForm(
        request.POST or None,
        colleges=college_choices(organ),
        initial={"college": whole_number(request.GET.get("college"))},
    )
    made: list[object] = []

    def act() -> None:
        said = form.cleaned_data
        words = said["language"], said["title"]
        made.append(actions.add_seats(viewer, uid, *words, form.college_id, said["number"]))

    if did(request, form, act):
        return done(request, _("The seats are added."), made[0], _of(uid))
    lead = _("A place that only one at a time has. Without seats you can give mandates just as well.")
    about = sentence(organ.title, reader_of(request))
    return form_page(request, form, _("Add seats"), _of(uid), lead=lead, about=about)


@login_required
@never_cache
def edit_seat(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Say how a seat is called, and in which college it is."""
    viewer = viewer_in(request)
    row = part_written(viewer, "seat", seat_id)
    form = SeatForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        colleges=college_choices(row.organ),
        initial={"college": row.college_id},
    )

    def act() -> None:
        said = form.cleaned_data
        actions.write_seat(viewer, seat_id, said["language"], said["title"], form.college_id)

    to = _of(row.organ.uid)
    if did(request, form, act):
        return done(request, _("Saved."), row, to)
    gone = reverse("federation:remove-seat", args=[seat_id])
    return form_page(request, form, _("The seat"), to, remove_url=gone)


@login_required
@require_POST
def remove_seat(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Take a seat away."""
    row = actions.remove_seat(viewer_in(request), seat_id)
    return done(request, _("The seat is taken away; who had it stays."), row, _of(row.organ.uid))


def _of(uid: str) -> str:
    return reverse("federation:organ", args=[uid])
