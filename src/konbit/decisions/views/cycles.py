"""The council of a cycle, and writing down its areas, plenaries, hands and decision."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import resolution_choices
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.decisions.actions import areas, plenaries
from konbit.decisions.actions.council import decide_cycle
from konbit.decisions.forms.cycles import AreaForm, CouncilForm, HandsForm, PlenaryForm, WeighingForm
from konbit.decisions.queries import cycle_choices
from konbit.decisions.queries.cycle import cycle_of
from konbit.decisions.queries.cycle_package import cycle_package
from konbit.decisions.queries.cycle_rows import (
    area_kept,
    budget_kept,
    plenary_kept,
    projects_before,
    weights_of,
)
from konbit.directory.queries.of_group import gone
from konbit.directory.views.asking import reader_of, viewer_in


@require_safe
def council(request: HttpRequest, uid: str) -> HttpResponse:
    """What the council has before it: every project in the order of priorities, and who sits there."""
    page = cycle_of(viewer_in(request), uid)
    if page is None:
        raise gone()
    return render(request, "decisions/budgets/council.html", {"cycle": page})


@require_safe
def package(request: HttpRequest, uid: str) -> HttpResponse:
    """What the money is divided by, and the script that divides it again."""
    response = HttpResponse(cycle_package(viewer_in(request), uid), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="cycle-{uid}.zip"'
    return response


@login_required
@never_cache
def decide(request: HttpRequest, uid: str) -> HttpResponse:
    """Say which projects the council gave the money."""
    viewer = viewer_in(request)
    row = budget_kept(viewer, uid)
    choices, given = cycle_choices.projects_to_buy(row)
    form = CouncilForm(
        request.POST or None,
        projects=choices,
        resolutions=resolution_choices(viewer, {row.group_id}),
        initial={"bought": given},
    )
    back = reverse("decisions:council", args=[uid])
    if did(request, form, lambda: decide_cycle(viewer, uid, form.draft())):
        return done(request, _("Decided. The works can be followed now."), row, _page(uid))
    lead = _("After this, areas, weights and hands stay as they are, so that anybody can divide it again.")
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("What the council decided"), back, lead=lead, about=about)


@login_required
@never_cache
def weights(request: HttpRequest, uid: str) -> HttpResponse:
    """Say how much need, population and hands weigh."""
    viewer = viewer_in(request)
    row = budget_kept(viewer, uid)
    needs = weights_of(row)
    form = WeighingForm(
        request.POST or None,
        initial={name: getattr(needs, name) for name in ("need", "population", "priority", "per")},
    )
    if did(request, form, lambda: areas.weigh(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, _page(uid))
    lead = _(
        "2, 1 and 3 mean: of every 6 coins, 2 go by need, 1 by population, 3 by hands raised. "
        "Agree upon it before the plenaries."
    )
    return form_page(request, form, _("How much what weighs"), _page(uid), lead=lead)


@login_required
@never_cache
def new_area(request: HttpRequest, uid: str) -> HttpResponse:
    """Add an area."""
    viewer = viewer_in(request)
    row = budget_kept(viewer, uid)
    form = AreaForm(request.POST or None, initial={"kind": "territory"})
    made: list[Any] = []
    if did(request, form, lambda: made.append(areas.add_area(viewer, uid, form.draft()))):
        return done(request, _("Added."), made[0], f"{_page(uid)}#area-{made[0].pk}")
    lead = _("A territory or a theme that holds plenaries of its own and gets its part of the money.")
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("Add an area"), _page(uid), lead=lead, about=about)


@login_required
@never_cache
def edit_area(request: HttpRequest, area_id: int) -> HttpResponse:
    """Say something else of an area."""
    viewer = viewer_in(request)
    row = area_kept(viewer, area_id)
    form = AreaForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial={name: getattr(row, name) for name in ("kind", "need", "population", "council")},
    )
    to = f"{_page(row.budget.uid)}#area-{area_id}"
    if did(request, form, lambda: areas.change_area(viewer, area_id, form.draft())):
        return done(request, _("Saved."), row, to)
    away = reverse("decisions:remove-area", args=[area_id])
    return form_page(request, form, _("Mend or translate an area"), to, remove_url=away)


@login_required
@require_POST
def remove_area(request: HttpRequest, area_id: int) -> HttpResponse:
    """Take an area away."""
    viewer = viewer_in(request)
    to = _page(area_kept(viewer, area_id).budget.uid)
    row = areas.remove_area(viewer, area_id)
    return done(request, _("Taken away."), row, to)


@login_required
@never_cache
def new_plenary(request: HttpRequest, area_id: int) -> HttpResponse:
    """Write down a plenary."""
    viewer = viewer_in(request)
    area = area_kept(viewer, area_id)
    form = PlenaryForm(request.POST or None, meetings=cycle_choices.meetings_of(viewer, area.budget.group_id))
    made: list[Any] = []

    def act() -> None:
        made.append(plenaries.hold_plenary(viewer, area_id, form.draft(), form.cleaned_data["key"]))

    to = f"{_page(area.budget.uid)}#area-{area_id}"
    if did(request, form, act):
        if made[0].present:
            return redirect("decisions:hands", made[0].pk)
        return done(request, _("Written down."), made[0], to)
    lead = _("For every %(per)d people who come, it sends a delegate.") % {"per": weights_of(area.budget).per}
    about = sentence(area.title, reader_of(request))
    return form_page(request, form, _("Write down a plenary"), to, lead=lead, about=about)


@login_required
@never_cache
def edit_plenary(request: HttpRequest, plenary_id: int) -> HttpResponse:
    """Say something else of a plenary."""
    viewer = viewer_in(request)
    row = plenary_kept(viewer, plenary_id)
    form = PlenaryForm(
        request.POST or None,
        meetings=cycle_choices.meetings_of(viewer, row.budget.group_id),
        initial={
            "on": row.on, "where": row.where, "present": row.present, "delegates": row.delegates,
            "meeting": row.meeting.uid if row.meeting else "",
        },
    )  # fmt: skip
    to = f"{_page(row.budget.uid)}#area-{row.area_id}"
    if did(request, form, lambda: plenaries.change_plenary(viewer, plenary_id, form.draft())):
        return done(request, _("Saved."), row, to)
    away = reverse("decisions:remove-plenary", args=[plenary_id])
    about = sentence(row.area.title, reader_of(request))
    return form_page(request, form, _("Correct a plenary"), to, about=about, remove_url=away)


@login_required
@require_POST
def remove_plenary(request: HttpRequest, plenary_id: int) -> HttpResponse:
    """Take a plenary away with its hands."""
    viewer = viewer_in(request)
    to = _page(plenary_kept(viewer, plenary_id).budget.uid)
    row = plenaries.remove_plenary(viewer, plenary_id)
    return done(request, _("Taken away."), row, to)


@login_required
@never_cache
def hands(request: HttpRequest, plenary_id: int) -> HttpResponse:
    """Write down how many hands went up for which project."""
    viewer = viewer_in(request)
    row = plenary_kept(viewer, plenary_id)
    form = HandsForm(
        request.POST or None,
        projects=projects_before(row),
        hands={one.project_id: one.hands for one in row.wanted.all()},
        present=row.present or 0,
    )
    to = f"{_page(row.budget.uid)}#area-{row.area_id}"
    if did(request, form, lambda: plenaries.count_hands(viewer, plenary_id, form.draft())):
        return done(request, _("The hands are counted."), row, to)
    about = sentence(row.area.title, reader_of(request))
    asked = _("How many of those who came (%(present)d) raised a hand for each project?")
    nothing = _("No project is proposed for this area yet. Propose one first, then come back.")
    lead = asked % {"present": row.present or 0} if form.fields else nothing
    return form_page(request, form, _("Hands for projects"), to, lead=lead, about=about)


def _page(uid: str) -> str:
    return reverse("decisions:budget", args=[uid])
