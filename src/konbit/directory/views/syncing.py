"""Lists that are read again: where each stands, its new edition, and the groups that it no longer names."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.base.errors import Problem
from konbit.directory.actions import syncing
from konbit.directory.actions.importing import ask as ask_import
from konbit.directory.forms.syncing import EditionForm, EveryForm, FollowForm
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.imports import run_for, standing
from konbit.directory.queries.lists import feed_of, list_for, list_page, lists_of
from konbit.directory.queries.not_seen import not_seen, other_key
from konbit.directory.tasks import read_feed, work_on_edition, work_on_list
from konbit.directory.views.asking import reader_of, show_in_form, stand_in, viewer_in, whole_number


@login_required
@never_cache
def lists(request: HttpRequest, uid: str = "") -> HttpResponse:
    """All lists of a network, or of the instance; follow another one."""
    viewer = viewer_in(request)
    page = lists_of(viewer, uid)
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            feed = syncing.follow(viewer, page.network, form.whose(), said["address"], said["every_days"])
            read_feed.enqueue(feed.pk)
            messages.success(request, _("The list is being read. Then say what its columns mean."))
            return redirect("directory:list", feed.source_id)
        except Problem as problem:
            show_in_form(form, problem)
    _face(request, page.network.pk if page.network else None)
    status = 422 if request.method == "POST" else 200
    return render(request, "directory/sync_lists.html", {"page": page, "form": form}, status=status)


@login_required
@never_cache
def one_list(request: HttpRequest, source_id: int) -> HttpResponse:
    """One list: bring its new edition, say where it is read and how often, see its readings."""
    viewer = viewer_in(request)
    source, network = list_for(viewer, source_id)
    feed = feed_of(source)
    asked = request.POST.get("do", "")
    edition = EditionForm(request.POST, request.FILES) if asked == "edition" else EditionForm()
    initial = {"address": feed.address, "every_days": feed.every_days} if feed else {}
    every = EveryForm(request.POST) if asked == "follow" else EveryForm(initial=initial)
    try:
        if asked == "edition" and edition.is_valid():
            file = edition.cleaned_data["file"]
            run = syncing.note_edition(viewer, source, network, file, file.name)
            syncing.ask_for(run, work_on_edition.enqueue)
            return redirect("directory:edition", run.pk)
        if asked == "follow" and every.is_valid():
            said = every.cleaned_data
            syncing.follow_known(viewer, source, network, said["address"], said["every_days"])
            messages.success(request, _("Saved."))
            return redirect("directory:list", source_id)
        if asked == "now" and feed:
            read_feed.enqueue(feed.pk)
            messages.success(request, _("The list is being read. Open this page again in a moment."))
            return redirect("directory:list", source_id)
        if asked == "stop" and feed:
            syncing.unfollow(viewer, feed)
            messages.success(request, _("The list is no longer read by itself. What it brought stays."))
            return redirect("directory:list", source_id)
    except Problem as problem:
        show_in_form(edition if asked == "edition" else every, problem)
    page = list_page(viewer, source_id)
    _face(request, page.network.id if page.network else None)
    context = {"page": page, "edition": edition, "every": every}
    return render(request, "directory/sync_list.html", context, status=422 if asked else 200)


@login_required
@never_cache
def edition(request: HttpRequest, run_id: int) -> HttpResponse:
    """One edition: where its reading stands; whether to go on where it looks wrong; what it said."""
    it = run_for(viewer_in(request), run_id)
    if it.job != "sync" or it.source is None:
        return redirect("directory:import-run", run_id)
    if request.method == "POST":
        return _act(request, it)
    _face(request, it.network_id)
    context = {"run": it, "standing": standing(it), "title": _("Comparing the new edition")}
    if context["standing"]:
        page = "import_standing" if request.headers.get("HX-Request") else "import_waiting"
        return render(request, f"directory/{page}.html", context)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    doubt = it.outcome.get("asks")
    context["doubt"] = syncing.doubt_words(doubt, it.outcome) if doubt else ""
    return render(request, "directory/sync_edition.html", context)


def _act(request: HttpRequest, it: Any) -> HttpResponse:
    """Go on with an edition, leave it, or take back what it added."""
    asked, source = request.POST.get("do", ""), it.source_id
    try:
        if asked == "sync":
            syncing.ask_for(it, work_on_edition.enqueue)
        elif asked == "take_back":
            ask_import(it, asked, work_on_list.enqueue)
        elif asked == "leave":
            syncing.leave(it)
            messages.success(request, _("The edition is left alone. Nothing of it was written."))
            return redirect("directory:list", source)
    except Problem as problem:
        messages.error(request, " ".join(part for part in (problem.what, problem.remedy) if part))
    return redirect("directory:edition", it.pk)


@login_required
@never_cache
def not_seen_here(request: HttpRequest, uid: str = "") -> HttpResponse:
    """The groups that lists no longer name: still there, closed, or another identifier?"""
    viewer = viewer_in(request)
    number = whole_number(request.POST.get("missed"))
    if request.method == "POST" and number is not None:
        try:
            if request.POST.get("do") == "there":
                syncing.say_there(viewer, number)
                messages.success(request, _("Noted: it is still there."))
            elif request.POST.get("do") == "closed":
                syncing.say_closed(viewer, number, request.POST.get("on", ""))
                messages.success(request, _("Noted: it is closed. Its page stays."))
        except Problem as problem:
            messages.error(request, " ".join(part for part in (problem.what, problem.remedy) if part))
        return redirect(request.get_full_path())
    page = not_seen(viewer, uid, whole_number(request.GET.get("page")) or 1, reader_of(request))
    _face(request, page.network.id if page.network else None)
    return render(request, "directory/sync_not_seen.html", {"page": page})


@login_required
@never_cache
def other_identifier(request: HttpRequest, difference_id: int) -> HttpResponse:
    """Which of the groups that came is the one that is no longer named."""
    viewer = viewer_in(request)
    page = other_key(viewer, difference_id, reader_of(request))
    back = ("directory:network-not-seen", page.network_uid) if page.network_uid else ("directory:not-seen",)
    if request.method == "POST":
        try:
            syncing.say_other_key(viewer, difference_id, request.POST.get("other", ""))
            messages.success(request, _("Both are one group now, under its new identifier."))
            return redirect(*back)
        except Problem as problem:
            messages.error(request, " ".join(part for part in (problem.what, problem.remedy) if part))
    stand_in(request, page.missed.card.link.scope)
    context = {"page": page, "missed": page.missed}
    return render(request, "directory/sync_other_key.html", context)


def _face(request: HttpRequest, network: int | None) -> None:
    request.brand = face_of(network, reader_of(request)) if network else None  # type: ignore[attr-defined]
