"""Balanced groups: the list, making one, its page, its rules."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.actions import drawing
from konbit.assembly.actions import panels as making
from konbit.assembly.forms.panels import PanelForm, RuleForm
from konbit.assembly.queries.panel_people import nominees_of
from konbit.assembly.queries.panels import (
    group_of_panels,
    panel_address,
    panel_page,
    panels_page,
    said_of_panel,
)
from konbit.assembly.views.undoing import tell_done
from konbit.directory.queries.faces import face_around
from konbit.directory.views.asking import could_do, reader_of, viewer_in, whole_number


@require_safe
def panels(request: HttpRequest, uid: str) -> HttpResponse:
    """The balanced groups of a group."""
    page = panels_page(viewer_in(request), uid)
    request.brand = face_around(page.group.id, reader_of(request))  # type: ignore[attr-defined]
    return render(request, "assembly/panels.html", {"page": page})


@login_required
@never_cache
def make(request: HttpRequest, uid: str) -> HttpResponse:
    """Make one: what it is for, how many people; its rules come next."""
    viewer, language = viewer_in(request), reader_of(request)
    group = group_of_panels(viewer, uid)
    form = PanelForm(request.POST or None, initial={"language": language})
    made = []
    if request.method == "POST" and could_do(
        form, lambda: made.append(making.make_panel(viewer, uid, form.cleaned_data["key"], form.panel()))
    ):
        tell_done(request, _("Made. Now say its rules."), made[0], reverse("assembly:panels", args=[uid]))
        return redirect("assembly:panel-rules", made[0].uid)
    context = {
        "form": form,
        "back": reverse("assembly:panels", args=[uid]),
        "title": _("A balanced group"),
        "of": {language: group.name},
    }
    return render(request, "assembly/form.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def change(request: HttpRequest, uid: str) -> HttpResponse:
    """Change what is said of it."""
    viewer, language = viewer_in(request), reader_of(request)
    panel, initial = said_of_panel(viewer, uid, language)
    form = PanelForm(request.POST or None, initial=initial)
    back = panel_address(uid)
    if request.method == "POST" and could_do(form, lambda: making.change_panel(viewer, uid, form.panel())):
        tell_done(request, _("Saved."), panel, back)
        return redirect(back)
    context = {"form": form, "back": back, "title": _("Change the balanced group"), "of": panel.title}
    return render(request, "assembly/form.html", context, status=422 if form.errors else 200)


@require_safe
def panel(request: HttpRequest, uid: str) -> HttpResponse:
    """What it is for, its rules and what lacks, who is nominated, what was drawn and agreed."""
    viewer = viewer_in(request)
    page = panel_page(viewer, uid)
    request.brand = face_around(page.card.group.id, reader_of(request))  # type: ignore[attr-defined]
    context = {"page": page, "nominees": nominees_of(viewer, uid)}
    return render(request, "assembly/panel.html", context)


@login_required
@never_cache
def rules(request: HttpRequest, uid: str) -> HttpResponse:
    """The rules: adding one, giving one other numbers, taking one away."""
    viewer, back = viewer_in(request), reverse("assembly:panel-rules", args=[uid])
    said_of_panel(viewer, uid, reader_of(request))
    gone = whole_number(request.POST.get("remove"))
    form = RuleForm(request.POST if request.POST and gone is None else None)
    if gone is not None:
        tell_done(request, _("The rule is taken away."), making.remove_rule(viewer, uid, gone), back)
        return redirect(back)
    made = []
    if request.method == "POST" and could_do(
        form, lambda: made.append(making.set_rule(viewer, uid, form.rule()))
    ):
        tell_done(request, _("The rule stands."), made[0], back)
        return redirect(back)
    context = {"page": panel_page(viewer, uid), "form": form}
    return render(request, "assembly/panel_rules.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def act(request: HttpRequest, uid: str) -> HttpResponse:
    """Close or open nominations, take the confirmation back, take the panel away."""
    viewer, said = viewer_in(request), request.POST
    back = panel_address(uid)
    if "close" in said:
        row = making.close_nominations(viewer, uid)
        sentence = _("Nominations are closed. Now the seed may become known.")
    elif "reopen" in said:
        row, sentence = making.reopen_nominations(viewer, uid), _("People can be nominated again.")
    elif "release" in said:
        row, sentence = drawing.release(viewer, uid), _("The panel is not confirmed any more.")
    else:
        row, sentence = making.remove_panel(viewer, uid), _("It is taken away.")
        back = reverse("assembly:panels", args=[row.group.uid])
    tell_done(request, sentence, row, back)
    return redirect(back)
