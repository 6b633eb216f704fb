"""Drawing a panel, choosing it by hand, confirming it; the drawing recounted."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.actions import drawing
from konbit.assembly.forms.panels import ConfirmingForm, SeedForm
from konbit.assembly.queries.panel_drawings import certificate_text, recount_page
from konbit.assembly.queries.panel_people import choosing_page
from konbit.assembly.queries.panels import panel_address, said_of_panel
from konbit.assembly.views.undoing import tell_done
from konbit.directory.views.asking import could_do, reader_of, viewer_in, whole_number


@login_required
@never_cache
def draw(request: HttpRequest, uid: str) -> HttpResponse:
    """Say the seed that became public, and draw."""
    viewer, back = viewer_in(request), panel_address(uid)
    panel, _initial = said_of_panel(viewer, uid, reader_of(request))
    form = SeedForm(request.POST or None, initial={"seed": panel.seed})
    if request.method == "POST" and could_do(
        form, lambda: drawing.draw(viewer, uid, form.cleaned_data["seed"])
    ):
        address = reverse("assembly:recount-panel", args=[uid])
        tell_done(request, _("Drawn."), panel, back)
        return redirect(address)
    context = {"form": form, "panel": panel, "back": back}
    return render(request, "assembly/panel_draw.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def choose(request: HttpRequest, uid: str) -> HttpResponse:
    """Choose by hand, or take those drawn: every tick shows how the rules stand; then confirm."""
    viewer, language = viewer_in(request), reader_of(request)
    ticked = None
    if request.method == "POST":
        ticked = {one for said in request.POST.getlist("seat") if (one := whole_number(said)) is not None}
    page = choosing_page(viewer, uid, ticked, language)
    confirms = "confirm" in request.POST
    form = ConfirmingForm(request.POST if confirms else None, resolutions=page.resolutions)
    if confirms and could_do(form, lambda: _confirm(request, uid, ticked or set(), form)):
        return redirect(page.url)
    context = {"page": page, "form": form}
    return render(request, "assembly/panel_choose.html", context, status=422 if form.errors else 200)


def _confirm(request: HttpRequest, uid: str, chosen: set[int], form: ConfirmingForm) -> None:
    viewer, said = viewer_in(request), form.cleaned_data
    if said["resolution"]:
        panel = drawing.confirm_by(viewer, uid, chosen, said["resolution"])
    else:
        row, _initial = said_of_panel(viewer, uid, reader_of(request))
        panel = drawing.confirm_with(viewer, uid, chosen, said["key"], form.decision(row.audience))
    tell_done(request, _("The panel is confirmed."), panel, panel_address(uid))


@require_safe
def recount(request: HttpRequest, uid: str) -> HttpResponse:
    """Whether a drawing is right, checked as the page is read, and how anybody can check it."""
    return render(request, "assembly/panel_recount.html", {"page": recount_page(viewer_in(request), uid)})


@login_required
@require_safe
@never_cache
def certificate(request: HttpRequest, uid: str) -> HttpResponse:
    """All that is needed to repeat the drawing, as JSON, by keys and without names."""
    answer = HttpResponse(certificate_text(viewer_in(request), uid), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="panel-{uid}.json"'
    return answer
