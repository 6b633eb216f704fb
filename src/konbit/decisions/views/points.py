"""Points of a gathering: one with its story, bringing them in, grouping, merging, taking apart, settling."""

from __future__ import annotations

import csv
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

from konbit.assembly.queries.choices import group_named
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.errors import Problem
from konbit.base.text import sentence
from konbit.decisions.actions import point_outcomes, sorting
from konbit.decisions.actions import points as actions
from konbit.decisions.formats.points import read_points
from konbit.decisions.forms.gatherings import (
    HeadingForm,
    MergeForm,
    NewPointForm,
    OutcomeForm,
    PointForm,
    PointsForm,
)
from konbit.decisions.queries import gathering_choices as choices
from konbit.decisions.queries.gatherings import Asked, gathering_page, point_page, points_named
from konbit.directory.views.asking import reader_of, stand_in, viewer_in, whole_number

MOST = 1000


@require_safe
def point(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """A point: of what it is made, into what it went, what became of it."""
    page = point_page(viewer_in(request), uid, number)
    stand_in(request, page.gathering.group.scope)
    words = sentence(page.line.title, reader_of(request))
    return render(request, "decisions/gatherings/point.html", {"page": page, "words": words})


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring a point in."""
    viewer = viewer_in(request)
    form = NewPointForm(request.POST or None, **_bringing(request, uid))
    made: list[Any] = []

    def act() -> None:
        draft = form.draft(_brought_by(request, form))
        made.append(actions.bring_point(viewer, uid, draft, form.cleaned_data["key"]))

    if did(request, form, act):
        return done(request, _("Your point is in."), made[0], _at(uid, made[0].number))
    lead = _("Say one thing in each point: so it can be found again, whatever it is put together with.")
    return form_page(request, form, _("Bring a point in"), _at(uid), lead=lead)


@login_required
@never_cache
def many(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring many points in at once."""
    viewer = viewer_in(request)
    form = PointsForm(request.POST or None, files=request.FILES or None, **_bringing(request, uid))
    made: list[actions.Brought] = []

    def act() -> None:
        said = form.cleaned_data
        by = _brought_by(request, form)
        lines = _lines(said["points"])
        made.append(actions.bring_points(viewer, uid, lines, said["language"], by, said["key"]))

    if did(request, form, act):
        to = f"{_at(uid)}?show=brought"
        if made[0].new:
            return done(request, _told(made[0]), made[0].new[0], to)
        messages.info(request, _told(made[0]))
        return redirect(to)
    lead = _("What your assembly, your state or your table wrote down, in one go.")
    return form_page(request, form, _("Bring many points in"), _at(uid), lead=lead, sends_files=True)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Write a point again, or in another language."""
    viewer = viewer_in(request)
    row, sight = actions.point_of(viewer, uid, number)
    if not actions.may_write(viewer, row, sight):
        sight.must("edit")
    form = PointForm(request.POST or None, row=row, language=request.GET.get("language", "")[:12])
    if did(request, form, lambda: actions.write_point(viewer, uid, number, form.draft())):
        return done(request, _("Saved."), row, _at(uid, number))
    return form_page(request, form, _("Write it again"), _at(uid, number))


@require_POST
@login_required
@never_cache
def remove(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Take a point away that was brought in by mistake."""
    row = actions.remove_point(viewer_in(request), uid, number)
    return done(request, _("The point is taken away."), row, _at(uid))


@login_required
@never_cache
def heading(request: HttpRequest, uid: str) -> HttpResponse:
    """Put the points that were chosen under a heading."""
    viewer, numbers = viewer_in(request), _chosen(request)
    choices.gathering_written(viewer, uid)
    if not numbers:
        return _none_chosen(request, uid)
    form = HeadingForm(request.POST or None, numbers=numbers)

    def act() -> None:
        said = form.cleaned_data
        rows.extend(sorting.put_under(viewer, uid, form.numbers, said["language"], said["heading"]))

    rows: list[Any] = []
    if did(request, form, act):
        return done(request, _("They stand under it."), rows[0], _at(uid))
    return _doing(request, uid, numbers, form, _("Put under a heading"), _("So that alike stands by alike."))


@login_required
@never_cache
def merge(request: HttpRequest, uid: str) -> HttpResponse:
    """Make one point of those that were chosen."""
    viewer, numbers = viewer_in(request), _chosen(request)
    choices.gathering_written(viewer, uid)
    if not numbers:
        return _none_chosen(request, uid)
    merged = [one for one in choices.merged_choices(viewer, uid) if one[0] not in numbers]
    form = MergeForm(request.POST or None, numbers=numbers, merged=merged)
    made: list[Any] = []

    def act() -> None:
        key = form.cleaned_data["key"]
        made.append(sorting.merge_points(viewer, uid, form.numbers, form.merged(), key))

    if did(request, form, act):
        return done(request, _("They are one now. Each of them says so."), made[0], _at(uid, made[0].number))
    lead = _("Nothing is lost: every point stays as it was brought in and says into which it went.")
    return _doing(request, uid, numbers, form, _("Make one of them"), lead)


@login_required
@never_cache
def outcome(request: HttpRequest, uid: str) -> HttpResponse:
    """Say what becomes of the points that were chosen."""
    viewer, numbers = viewer_in(request), _chosen(request)
    choices.gathering_written(viewer, uid)
    if not numbers:
        return _none_chosen(request, uid)
    resolutions, votes = choices.agreed_choices(viewer, uid)
    form = OutcomeForm(request.POST or None, numbers=numbers, resolutions=resolutions, votes=votes)
    rows: list[Any] = []

    def act() -> None:
        body = group_named(viewer, form.cleaned_data["referred_to"])
        rows.extend(point_outcomes.settle_points(viewer, uid, form.numbers, form.said(body)))

    if did(request, form, act):
        to = _at(uid, rows[0].number) if len(rows) == 1 else _at(uid)
        return done(request, _("Saved. Whoever brought them in can read it."), rows[0], to)
    lead = _("It holds for every point that went into these.")
    return _doing(request, uid, numbers, form, _("What becomes of them?"), lead)


@require_POST
@login_required
@never_cache
def apart(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Take a point apart into those of which it was made."""
    rows = sorting.take_apart(viewer_in(request), uid, number)
    return done(request, _("They stand by themselves again."), rows[0], _at(uid))


@require_POST
@login_required
@never_cache
def out(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Take a point out of that into which it went."""
    row = sorting.take_out(viewer_in(request), uid, number)
    return done(request, _("It stands by itself again."), row, _at(uid, number))


def _bringing(request: HttpRequest, uid: str) -> dict[str, Any]:
    viewer = viewer_in(request)
    page = gathering_page(viewer, uid, Asked())
    if not page.may_bring:
        choices.gathering_written(viewer, uid, "edit")
    stand_in(request, page.line.group.scope)
    return {"groups": choices.bringing_choices(viewer, uid), "others": page.may_edit}


def _brought_by(request: HttpRequest, form: Any) -> str:
    said = form.cleaned_data
    return group_named(viewer_in(request), said.get("other", "")) or str(said.get("brought_by", ""))


def _lines(written: str) -> list[Any]:
    try:
        return read_points(written)
    except csv.Error as error:
        raise Problem(
            _("This table can’t be read."),
            remedy=_("Save it again as CSV, or write one point on every line."),
        ) from error


def _told(brought: actions.Brought) -> str:
    new = ngettext("%(count)d point came in.", "%(count)d points came in.", len(brought.new))
    words = new % {"count": len(brought.new)}
    if brought.known:
        known = ngettext(
            "%(count)d stood here already and was left out.",
            "%(count)d stood here already and were left out.",
            brought.known,
        )
        words = f"{words} {known % {'count': brought.known}}"
    return words


def _chosen(request: HttpRequest) -> list[int]:
    """The numbers of the points that were chosen on the list."""
    said = (request.POST if request.method == "POST" else request.GET).getlist("points")[:MOST]
    return list(dict.fromkeys(number for number in map(whole_number, said) if number is not None))


def _none_chosen(request: HttpRequest, uid: str) -> HttpResponse:
    """Back to the list, which says what is missing."""
    messages.error(request, f"{_('No point is chosen.')} {_('Choose those that you mean on the list.')}")
    return redirect(_at(uid))


def _doing(
    request: HttpRequest, uid: str, numbers: list[int], form: Any, title: str, lead: str
) -> HttpResponse:
    """A form about the points that were chosen, with those points."""
    lines = points_named(viewer_in(request), uid, numbers)
    context = {"form": form, "title": title, "lead": lead, "back": _at(uid), "lines": lines}
    return render(request, "decisions/gatherings/do.html", context)


def _at(uid: str, number: int | None = None) -> str:
    if number is None:
        return reverse("decisions:gathering", args=[uid])
    return reverse("decisions:point", args=[uid, number])
