"""The levels and places of statutes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import pick
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import levels as acts
from konbit.federation.forms.statutes import LevelForm, RegionForm
from konbit.federation.queries.statutes_written import (
    level_written,
    region_choices,
    region_written,
    statutes_written,
)


@login_required
@never_cache
def new_level(request: HttpRequest, uid: str) -> HttpResponse:
    """A level above the others."""
    viewer = viewer_in(request)
    statutes_written(viewer, uid)
    form = LevelForm(request.POST or None)
    made: list[Any] = []
    if did(request, form, lambda: made.append(acts.add_level(viewer, uid, form.draft()))):
        return done(request, _("The level is added."), made[0], _page(uid))
    lead = _(
        "From the ground up: groups first, then what they form together, then bodies in which people sit."
    )
    return form_page(request, form, _("Add a level"), _page(uid), lead=lead)


@login_required
@never_cache
def level(request: HttpRequest, pk: int) -> HttpResponse:
    """Say a level in other words."""
    viewer = viewer_in(request)
    row, uid = level_written(viewer, pk)
    language = request.GET.get("language", "")[:12]
    colleges = [pick(one["title"], language or reader_of(request)).text for one in row.colleges]
    form = LevelForm(
        request.POST or None, row=row, language=language, initial={"organ": row.organ, "colleges": colleges}
    )
    if did(request, form, lambda: acts.write_level(viewer, pk, form.draft())):
        return done(request, _("Saved."), row, _page(uid))
    remove_url = reverse("federation:remove-level", args=[pk])
    return form_page(request, form, _("A level"), _page(uid), remove_url=remove_url)


@login_required
@require_POST
def remove_level(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a level away."""
    row = acts.remove_level(viewer_in(request), pk)
    return done(request, _("The level is taken away."), row, _page(row.statutes.uid))


@login_required
@never_cache
def new_region(request: HttpRequest, uid: str) -> HttpResponse:
    """A place as the statutes part the world."""
    viewer = viewer_in(request)
    statutes = statutes_written(viewer, uid)
    form = RegionForm(
        request.POST or None,
        larger=region_choices(statutes),
        initial={"tier": request.GET.get("kind", "")[:40]},
    )
    made: list[Any] = []
    if did(request, form, lambda: made.append(acts.add_region(viewer, uid, form.draft()))):
        return done(request, _("The place is added."), made[0], _page(uid))
    lead = _("Continents, regions, areas: as your rules part the world.")
    return form_page(request, form, _("Add a place"), _page(uid), lead=lead)


@login_required
@never_cache
def region(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something else of a place."""
    viewer = viewer_in(request)
    row, uid = region_written(viewer, pk)
    form = RegionForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        larger=region_choices(row.statutes, row.pk),
        initial={
            "tier": row.tier, "within": row.within_id, "valid_from": row.valid_from,
            "valid_until": row.valid_until,
        },
    )  # fmt: skip
    if did(request, form, lambda: acts.write_region(viewer, pk, form.draft())):
        return done(request, _("Saved."), row, _page(uid))
    remove_url = reverse("federation:remove-region", args=[pk])
    return form_page(request, form, _("A place"), _page(uid), remove_url=remove_url)


@login_required
@require_POST
def remove_region(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a place away."""
    row = acts.remove_region(viewer_in(request), pk)
    return done(request, _("The place is taken away."), row, _page(row.statutes.uid))


def _page(uid: str) -> str:
    return reverse("federation:statutes", args=[uid])
