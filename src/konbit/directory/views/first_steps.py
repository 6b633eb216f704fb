"""The first steps of an organiser: start a network, bring its list, see it under its own name."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import complete_signup
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from konbit.base.errors import Problem
from konbit.directory.actions.placing import leave_unplaced, place_at, place_in_town
from konbit.directory.actions.starting import start_network
from konbit.directory.actions.styling import open_with, style_network
from konbit.directory.asked import Asked
from konbit.directory.forms.importing import ListForm
from konbit.directory.forms.starting import LookForm, PlaceForm, StartForm
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.found import find
from konbit.directory.queries.imports import (
    last_run,
    network_for_import,
    networks_to_fill,
    open_run,
)
from konbit.directory.queries.insights import insights
from konbit.directory.queries.placing import landmarks, placing_of, waiting_places
from konbit.directory.queries.towns import gazetteer
from konbit.directory.queries.trials import counts_of, read_words
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in
from konbit.directory.views.importing import bring
from konbit.directory.views.maps import map_of_found
from konbit.people.audience import viewer_of
from konbit.people.forms import SignUpForm


@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The first step: name, language, town; and an account in the same go for whoever has none."""
    viewer = viewer_in(request)
    posted = request.POST if request.method == "POST" else None
    form = StartForm(posted)
    account = None if viewer.is_someone else SignUpForm(posted)
    if posted is not None and form.is_valid() and (account is None or account.is_valid()):
        try:
            return _started(request, form, account)
        except Problem as problem:
            show_in_form(form, problem)
    context = {"form": form, "account": account, "begun": networks_to_fill(viewer)[:5]}
    return render(request, "directory/start.html", context, status=422 if posted is not None else 200)


def _started(request: HttpRequest, form: StartForm, account: Any) -> HttpResponse:
    if account is not None:
        person, refused = account.try_save(request)
        if refused:
            return refused
        complete_signup(request, user=person, email_verification="none", success_url="/")
        request.viewer = viewer_of(person)  # type: ignore[attr-defined]
    said = form.cleaned_data
    network = start_network(viewer_in(request), said["name"], said["language"], form.place())
    return redirect("directory:start-list", network.uid)


@login_required
@never_cache
def bring_list(request: HttpRequest, uid: str) -> HttpResponse:
    """The second step: paste the cells, or choose the file."""
    network = network_for_import(viewer_in(request), uid)
    waiting = open_run(network.pk)
    request.brand = face_of(network.pk, reader_of(request))  # type: ignore[attr-defined]
    first = {
        "name": _("Our list"),
        "licence": "CC BY 4.0",
        "attribution": network.name,
    }
    form = ListForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("directory:import-run", bring(request, network, form).pk)
        except Problem as problem:
            show_in_form(form, problem)
    context = {"form": form, "network": network, "waiting": waiting}
    return render(
        request, "directory/start_list.html", context, status=422 if request.method == "POST" else 200
    )


@login_required
@never_cache
def look(request: HttpRequest, uid: str) -> HttpResponse:
    """The third step: the map under the network's name, its colours and words, a sentence, the poster."""
    viewer, language = viewer_in(request), reader_of(request)
    network = network_for_import(viewer, uid)
    face = face_of(network.pk, language)
    if request.method == "POST" and request.POST.get("do") == "open":
        open_with(viewer, uid)
        messages.success(request, _("This house opens with your network now."))
        return redirect("home")
    form = LookForm(request.POST or None, face=face)
    if request.method == "POST" and form.is_valid():
        style_network(viewer, uid, form.look())
        messages.success(request, _("Saved. This is how your network looks now."))
        return redirect("directory:start-look", uid)
    request.brand = face  # type: ignore[attr-defined]
    asked = Asked().choosing("network", uid)
    found = find(viewer, asked, language, count=(), size=0)
    last = last_run(network.pk)
    _places, waiting = waiting_places(viewer, network.pk, language)
    noticed = insights(network.pk, language)
    context = {
        "network": network,
        "face": face,
        "may_open": viewer.is_operator and not (face and face.is_home),
        "form": form,
        "proposals": form.proposals,
        "total": found.total,
        "words": groups_in_words(found.total, face, language),
        "map": map_of_found(viewer, found),
        "asked": asked,
        "noticed": noticed[:1],
        "more_noticed": len(noticed) - 1,
        "last": last,
        "read": read_words(counts_of(last)) if last else [],
        "waiting": waiting,
    }
    return render(
        request, "directory/start_look.html", context, status=422 if request.method == "POST" else 200
    )


def groups_in_words(total: int, face: Any, language: str) -> str:
    """How many groups there are, in the network's own word for them: "143 tables"."""
    own = face.word("group" if total == 1 else "groups", language) if face else ""
    if own:
        return f"{total} {own}"
    return ngettext("%(count)s group", "%(count)s groups", total) % {"count": total}


@login_required
@never_cache
def noticed(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything that the list says when it is read as a whole, with the groups behind each sentence."""
    language = reader_of(request)
    network = network_for_import(viewer_in(request), uid)
    request.brand = face_of(network.pk, language)  # type: ignore[attr-defined]
    context = {"network": network, "noticed": insights(network.pk, language)}
    return render(request, "directory/start_noticed.html", context)


@login_required
@never_cache
def places(request: HttpRequest, uid: str) -> HttpResponse:
    """The groups that need somebody who knows where they are."""
    viewer, language = viewer_in(request), reader_of(request)
    network = network_for_import(viewer, uid)
    request.brand = face_of(network.pk, language)  # type: ignore[attr-defined]
    waiting, total = waiting_places(viewer, network.pk, language)
    context = {"network": network, "waiting": waiting, "total": total}
    return render(request, "directory/start_places.html", context)


@login_required
@never_cache
def place(request: HttpRequest, uid: str, group: str) -> HttpResponse:
    """One group that needs its place: the towns that may be meant, a pin, or none."""
    viewer, language = viewer_in(request), reader_of(request)
    network = network_for_import(viewer, uid)
    request.brand = face_of(network.pk, language)  # type: ignore[attr-defined]
    placing = placing_of(viewer, group, language)
    form = PlaceForm(request.POST or None, placing=placing)
    if request.method == "POST" and form.is_valid():
        _settle(request, group, form.cleaned_data)
        messages.success(request, _("%(group)s: saved.") % {"group": placing.link.name})
        waiting, _total = waiting_places(viewer, network.pk, language)
        if waiting:
            return redirect("directory:start-place", uid, waiting[0].link.uid)
        return redirect("directory:start-look", uid)
    _waiting, total = waiting_places(viewer, network.pk, language)
    start = form.initial["point"]
    around = landmarks(*start) if start else []
    tiles = {"tiles": settings.KONBIT_TILES, "tiles_credit": settings.KONBIT_TILES_CREDIT}
    context = tiles | {
        "around": around,
        "network": network,
        "placing": placing,
        "form": form,
        "start": start,
        "total": total,
    }
    return render(
        request, "directory/start_place.html", context, status=422 if request.method == "POST" else 200
    )


def _settle(request: HttpRequest, uid: str, said: dict[str, Any]) -> None:
    viewer = viewer_in(request)
    kind, _dash, number = said["where"].partition("-")
    if kind == "pin":
        latitude, longitude = said["point"]
        place_at(viewer, uid, latitude, longitude, said["precision"] or "exact")
    elif kind == "none":
        leave_unplaced(viewer, uid)
    elif town := gazetteer().town(int(number)):
        place_in_town(viewer, uid, town)
