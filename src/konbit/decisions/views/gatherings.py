"""Gatherings: those of a group, one with its points, beginning one, moving it on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.decisions.actions import gatherings as actions
from konbit.decisions.formats.points_out import points_csv
from konbit.decisions.forms.gatherings import GatheringForm, NewGatheringForm
from konbit.decisions.gathering_drawing import gathering_drawing
from konbit.decisions.queries.gathering_choices import gathering_written
from konbit.decisions.queries.gatherings import SHOWN, Asked, all_points, gathering_page, gatherings_of
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, stand_in, viewer_in, whole_number


@require_safe
def of_group(request: HttpRequest, uid: str) -> HttpResponse:
    """The gatherings of a group."""
    page = gatherings_of(viewer_in(request), uid)
    stand_in(request, page.group.scope)
    return render(request, "decisions/gatherings/list.html", {"page": page})


@require_safe
def gathering(request: HttpRequest, uid: str) -> HttpResponse:
    """A gathering: how many points came, how few they became, each with where it went."""
    show = request.GET.get("show", "")
    asked = Asked(
        show if show in SHOWN else SHOWN[0],
        request.GET.get("q", "").strip()[:200],
        whole_number(request.GET.get("page")) or 1,
    )
    page = gathering_page(viewer_in(request), uid, asked, reader_of(request))
    stand_in(request, page.line.group.scope)
    words = sentence(page.line.title, reader_of(request))
    drawing = gathering_drawing(page.tally) if page.tally.is_merged else ""
    return render(
        request, "decisions/gatherings/gathering.html", {"page": page, "words": words, "drawing": drawing}
    )


@require_safe
def table(request: HttpRequest, uid: str) -> HttpResponse:
    """Every point with where it went, as a table for a spreadsheet."""
    lines = all_points(viewer_in(request), uid)
    answer = HttpResponse(points_csv(lines, reader_of(request)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="points-{uid}.csv"'
    return answer


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Begin a gathering for a group."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, uid, "edit")
    stand_in(request, link.scope)
    form = NewGatheringForm(request.POST or None)
    made: list[str] = []

    def act() -> None:
        made.append(actions.start_gathering(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        row = gathering_written(viewer, made[0])
        return done(request, _("It stands. Now bring points in."), row, _at(made[0]))
    lead = _("Many bring in what they want; together you make few of it, and each can see where hers went.")
    back = reverse("decisions:gatherings", args=[uid])
    return form_page(request, form, _("Collect points"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a gathering again, or in another language."""
    viewer = viewer_in(request)
    row = gathering_written(viewer, uid)
    stand_in(request, row.group.scope)
    form = GatheringForm(
        request.POST or None, row=row, language=request.GET.get("language", "")[:12],
        initial={"until": row.until, "audience": row.audience},
    )  # fmt: skip
    if did(request, form, lambda: actions.write_gathering(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, _at(uid))
    more: dict[str, Any] = {"remove_url": reverse("decisions:remove-gathering", args=[uid])}
    return form_page(request, form, _("Write it again"), _at(uid), **more)


@require_POST
@login_required
@never_cache
def move(request: HttpRequest, uid: str) -> HttpResponse:
    """Go on to another step."""
    viewer = viewer_in(request)
    actions.move_gathering(viewer, uid, request.POST.get("state", ""))
    return done(request, _("Saved."), gathering_written(viewer, uid), _at(uid))


@require_POST
@login_required
@never_cache
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a gathering away."""
    row = actions.remove_gathering(viewer_in(request), uid)
    to = reverse("decisions:gatherings", args=[row.group.uid])
    return done(request, _("It is taken away with its points."), row, to)


def _at(uid: str) -> str:
    return reverse("decisions:gathering", args=[uid])
