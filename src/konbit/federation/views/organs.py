"""Bodies of a group: who sits where, one body on any day, which mandates end."""

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
from konbit.base.period import latest
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import stand_in, viewer_in
from konbit.directory.written_dates import read_date
from konbit.federation.actions import organs as actions
from konbit.federation.forms.organs import NewOrganForm, OrganForm
from konbit.federation.queries.ending import ending_page
from konbit.federation.queries.mandate_choices import level_choices
from konbit.federation.queries.organ_rows import organ_written
from konbit.federation.queries.organs import organ_page, organs_page


@require_safe
def organs(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Who sits where in a group."""
    return _all(request, group_uid, "federation/organs.html")


@require_safe
def paper(request: HttpRequest, group_uid: str) -> HttpResponse:
    """The same as a list to print."""
    return _all(request, group_uid, "federation/organs_paper.html")


def _all(request: HttpRequest, group_uid: str, template: str) -> HttpResponse:
    page = organs_page(viewer_in(request), group_uid)
    stand_in(request, page.group.scope)
    return render(request, template, {"page": page})


@require_safe
def organ(request: HttpRequest, uid: str) -> HttpResponse:
    """One body: who sits there, today or on another day."""
    said = request.GET.get("at", "").strip()[:30]
    at, wrong = _day(said)
    page = organ_page(viewer_in(request), uid, at)
    stand_in(request, page.shown.link.group.scope)
    return render(request, "federation/organ.html", {"page": page, "said": said, "wrong": wrong})


@require_safe
def ending(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Which mandates end this quarter, have ended, wait for a word: here and in everything beneath."""
    at, _wrong = _day(request.GET.get("at", "").strip()[:30])
    page = ending_page(viewer_in(request), group_uid, latest(at) if at else None)
    stand_in(request, page.group.scope)
    return render(request, "federation/ending.html", {"page": page})


def _day(said: str) -> tuple[str, str]:
    """The partial date that an address asks for, and what is wrong with it."""
    found = read_date(said) if said else ""
    try:
        latest(found or said or "2000")
    except (ValueError, OverflowError):
        wrong = _("“%(date)s” is not a date. Write a year, a month or a day: 1984, 1984-09 or 1984-09-28.")
        return "", wrong % {"date": said}
    return found or said, ""


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Write down a body of a group."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, group_uid, "edit")
    form = NewOrganForm(request.POST or None, levels=level_choices(viewer, group.pk))
    made: list[str] = []

    def act() -> None:
        made.append(actions.found_organ(viewer, group_uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        to = reverse("federation:organ", args=made)
        return done(request, _("Written down. Now say who sits there."), organ_written(viewer, made[0]), to)
    lead = _(
        "A body in which people sit for others: a board, an assembly, a committee. Or a role that is hosted."
    )
    back = reverse("federation:organs", args=[group_uid])
    return form_page(request, form, _("Write down a body"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Say something else of a body, or say it in another language."""
    viewer = viewer_in(request)
    row: Any = organ_written(viewer, uid)
    form = OrganForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        levels=level_choices(viewer, row.group_id),
        initial={
            **{name: getattr(row, name) for name in ("kind", "valid_from", "valid_until", "audience")},
            "level": row.level_id,
        },
    )
    to = reverse("federation:organ", args=[uid])
    if did(request, form, lambda: actions.write_organ(viewer, uid, form.draft(row.level_id))):
        return done(request, _("Saved."), row, to)
    gone = reverse("federation:remove-organ", args=[uid])
    lead = _("If there is no such body any more, write until when there was: who sat there stays to be seen.")
    return form_page(request, form, _("Change what is said of it"), to, lead=lead, remove_url=gone)


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a body away."""
    row = actions.remove_organ(viewer_in(request), uid)
    to = reverse("federation:organs", args=[row.group.uid])
    return done(request, _("It is taken away."), row, to)
