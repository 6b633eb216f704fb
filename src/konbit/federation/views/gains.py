"""Gains: the atlas, those of a group, one with what became of it; telling of them."""

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
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.federation.actions import gains as actions
from konbit.federation.forms.gains import GainForm, NewGainForm, NewTurnForm, TurnForm
from konbit.federation.gains_drawing import gains_drawing
from konbit.federation.queries import gains as queries
from konbit.federation.queries.atlas import atlas as atlas_of
from konbit.federation.queries.struggle_choices import struggle_choices
from konbit.federation.queries.written import thing_written


@require_safe
def atlas(request: HttpRequest) -> HttpResponse:
    """What was gained and kept, by country and through time, with what was lost again."""
    asked = {name: request.GET.get(name, "")[:12] for name in ("firmness", "country", "stands")}
    page = atlas_of(viewer_in(request), **asked)
    drawing = gains_drawing(page.lines, reader_of(request))
    return render(request, "federation/atlas.html", {"page": page, "drawing": drawing, "asked": asked})


@require_safe
def of_group(request: HttpRequest, uid: str) -> HttpResponse:
    """The gains of which a group tells."""
    page = queries.gains_of(viewer_in(request), uid)
    stand_in(request, page.group.scope)
    return render(request, "federation/gains_of.html", {"page": page})


@require_safe
def gain(request: HttpRequest, uid: str) -> HttpResponse:
    """A gain with what became of it."""
    page = queries.gain_page(viewer_in(request), uid)
    stand_in(request, page.line.group.scope)
    return render(request, "federation/gain.html", {"page": page})


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell of a gain."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, uid, "take part")
    stand_in(request, link.scope)
    form = NewGainForm(
        request.POST or None,
        struggles=struggle_choices(viewer, group.pk),
        initial={"struggle": request.GET.get("struggle", "")[:12]},
    )
    made: list[str] = []

    def act() -> None:
        key = form.cleaned_data["key"]
        made.append(actions.tell_gain(viewer, uid, form.draft(), form.beginning(), key))

    if did(request, form, act):
        row = thing_written(viewer, "gain", made[0], "take part")
        return done(request, _("Written down."), row, reverse("federation:gain", args=made))
    lead = _(
        "A law, a programme, recognition, an institution of your own: what was gained, or what is to be kept."
    )
    back = reverse("federation:gains-of", args=[uid])
    return form_page(request, form, _("Tell of a gain"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a gain again, or in another language."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "gain", uid)
    stand_in(request, row.group.scope)
    names = ("firmness", "institution", "place", "country", "audience")
    form = GainForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        struggles=struggle_choices(viewer, row.group_id),
        initial={
            "struggle": row.struggle.uid if row.struggle else "",
            **{name: getattr(row, name) for name in names},
        },
    )
    back = reverse("federation:gain", args=[uid])
    if did(request, form, lambda: actions.write_gain(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, back)
    away = reverse("federation:remove-gain", args=[uid])
    return form_page(request, form, _("Mend or translate"), back, remove_url=away)


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a gain out of the atlas."""
    row = actions.remove_gain(viewer_in(request), uid)
    back = reverse("federation:gains-of", args=[row.group.uid])
    return done(request, _("It is taken away."), row, back)


@login_required
@never_cache
def new_turn(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell what happened to a gain: kept, weakened, lost, restored."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "gain", uid, "take part")
    stand_in(request, row.group.scope)
    form = NewTurnForm(request.POST or None)
    made: list[Any] = []

    def act() -> None:
        made.append(actions.tell_turn(viewer, uid, form.draft(), form.cleaned_data["key"]))

    back = reverse("federation:gain", args=[uid])
    if did(request, form, act):
        return done(request, _("It stands in its life now."), made[0], back)
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("What happened to it?"), back, about=about)


@login_required
@never_cache
def edit_turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a turn differently, or in another language."""
    viewer = viewer_in(request)
    turn = actions.own_turn(viewer, pk)
    form = TurnForm(
        request.POST or None, row=turn,
        initial={"kind": turn.kind, "on": turn.on, "address": turn.address},
    )  # fmt: skip
    back = reverse("federation:gain", args=[turn.gain.uid])
    if did(request, form, lambda: actions.write_turn(viewer, pk, form.draft())):
        return done(request, _("Saved."), turn, back)
    away = reverse("federation:remove-turn", args=[pk])
    return form_page(request, form, _("Tell it differently"), back, remove_url=away)


@login_required
@require_POST
def remove_turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a turn away."""
    turn = actions.remove_turn(viewer_in(request), pk)
    return done(request, _("It is taken away."), turn, reverse("federation:gain", args=[turn.gain.uid]))
