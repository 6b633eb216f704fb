"""Encounters of a group: the list, one of them, telling of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import Problem
from konbit.base.text import pick
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in
from konbit.people.views.asking import stand_in
from konbit.work.actions.encounters import remove_encounter, tell_encounter, tell_encounter_again
from konbit.work.forms.encounters import EncounterForm
from konbit.work.queries.encounters import EncounterView, encounter_page, encounters_of


@require_safe
def encounters(request: HttpRequest, uid: str) -> HttpResponse:
    """The encounters of a group."""
    group, shown, may_tell = encounters_of(viewer_in(request), uid)
    stand_in(request, f"group:{group.id}")
    context = {"group": group, "encounters": shown, "may_tell": may_tell}
    return render(request, "work/encounters.html", context)


@require_safe
def encounter(request: HttpRequest, uid: str) -> HttpResponse:
    """One encounter."""
    page = encounter_page(viewer_in(request), uid)
    stand_in(request, f"group:{page.group.id}")
    return render(request, "work/encounter.html", {"page": page})


@login_required
@never_cache
def tell(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell of an encounter of a group."""
    viewer = viewer_in(request)
    group, _shown, _may = encounters_of(viewer, uid)
    form = EncounterForm(request.POST or None, initial={"kind": "visit", "visitors": group.name})
    if request.method == "POST" and form.is_valid():
        try:
            told = tell_encounter(viewer, uid, form.told())
        except Problem as problem:
            show_in_form(form, problem)
        else:
            tell_done(request, _("The encounter is told."), told, reverse("work:encounters", args=[uid]))
            return redirect("work:encounter", told.uid)
    stand_in(request, f"group:{group.id}")
    context = {"form": form, "group": group, "back": reverse("work:encounters", args=[uid])}
    return render(request, "work/encounter_tell.html", context)


@login_required
@never_cache
def tell_again(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell an encounter differently, or in another language."""
    viewer = viewer_in(request)
    page = encounter_page(viewer, uid)
    form = EncounterForm(request.POST or None, initial=_as_told(page, reader_of(request)))
    back = reverse("work:encounter", args=[uid])
    if request.method == "POST" and form.is_valid():
        try:
            told = tell_encounter_again(viewer, uid, form.told())
        except Problem as problem:
            show_in_form(form, problem)
        else:
            tell_done(request, _("Changed."), told, back)
            return redirect(back)
    stand_in(request, f"group:{page.group.id}")
    context = {"form": form, "group": page.group, "back": back, "page": page}
    return render(request, "work/encounter_tell.html", context)


@login_required
@never_cache
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take an encounter away."""
    viewer = viewer_in(request)
    page = encounter_page(viewer, uid)
    back = reverse("work:encounters", args=[page.group.uid])
    if request.method == "POST":
        tell_done(request, _("The encounter is taken away."), remove_encounter(viewer, uid), back)
        return redirect(back)
    return render(request, "work/encounter_remove.html", {"page": page})


def _as_told(page: EncounterView, language: str) -> dict[str, Any]:
    return {
        "title": pick(page.title, language).text,
        "kind": page.kind,
        "host": page.host.name if page.host else "",
        "visitors": "\n".join(guest.name for guest in page.visitors),
        "people": page.people,
        "valid_from": page.period.start,
        "valid_until": page.period.until,
        "place": page.place,
        "seen": page.seen.get(language, ""),
        "taken_home": page.taken_home.get(language, ""),
        "audience": page.audience_code,
    }
