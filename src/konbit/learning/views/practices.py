"""Practices: those of a group, one of them, telling of it; where it comes from; who faced what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import Problem
from konbit.base.text import pick
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in
from konbit.learning.actions import practices as acts
from konbit.learning.forms.practices import DescentForm, ObstacleForm, PracticeForm
from konbit.learning.lineage_drawing import lineage_drawing
from konbit.learning.queries.faced import who_faced
from konbit.learning.queries.lineage import lineage
from konbit.learning.queries.practices import PracticePage, practice_page, practices_called, practices_of
from konbit.people.views.asking import stand_in
from konbit.work.queries.encounters import encounter_choices


@require_safe
def practices(request: HttpRequest, uid: str) -> HttpResponse:
    """The practices of a group."""
    group, shown, may_tell = practices_of(viewer_in(request), uid)
    stand_in(request, f"group:{group.id}")
    return render(
        request, "learning/practices.html", {"group": group, "practices": shown, "may_tell": may_tell}
    )


@require_safe
def practice(request: HttpRequest, uid: str) -> HttpResponse:
    """One practice, with what stood in its way, its ancestors and descendants."""
    page = practice_page(viewer_in(request), uid)
    stand_in(request, f"group:{page.link.group.id}")
    return render(request, "learning/practice.html", {"page": page})


@require_safe
def descendants(request: HttpRequest, uid: str) -> HttpResponse:
    """The lineage of a practice as a drawing and as a list."""
    language = reader_of(request)
    page = lineage(viewer_in(request), uid, language)
    stand_in(request, f"group:{page.of.group.id}")
    title = _("Where “%(practice)s” comes from, and what became of it") % {
        "practice": pick(page.of.title, language).text
    }
    drawing = lineage_drawing(page.field, lambda pk: page.links[pk].url, page.of.id, title=title)
    return render(request, "learning/lineage.html", {"page": page, "drawing": drawing, "title": title})


@require_safe
def faced(request: HttpRequest) -> HttpResponse:
    """Who faced this, in a place like ours?"""
    words, uid = request.GET.get("q", "")[:200], request.GET.get("like", "")
    ours, found = who_faced(viewer_in(request), words, reader_of(request), uid)
    return render(request, "learning/faced.html", {"words": words, "ours": ours, "found": found})


@login_required
@never_cache
def tell(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell of a practice of a group."""
    viewer = viewer_in(request)
    group, _shown, _may = practices_of(viewer, uid)
    form = PracticeForm(request.POST or None)
    told = _kept(request, form, lambda: acts.tell_practice(viewer, uid, form.told()))
    if told:
        tell_done(request, _("The practice is told."), told, reverse("learning:practices", args=[uid]))
        return redirect("learning:practice", told.uid)
    back = reverse("learning:practices", args=[uid])
    return _form(request, form, _("Tell of a practice"), back, group)


@login_required
@never_cache
def tell_again(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell a practice differently, in another language, or that it ended."""
    viewer = viewer_in(request)
    page = practice_page(viewer, uid)
    form = PracticeForm(request.POST or None, initial=_as_told(page, reader_of(request)))
    told = _kept(request, form, lambda: acts.tell_practice_again(viewer, uid, form.told()))
    if told:
        tell_done(request, _("Changed."), told, page.link.url)
        return redirect(page.link.url)
    return _form(request, form, _("Tell it differently"), page.link.url, page.link.group)


@login_required
@never_cache
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a practice away."""
    viewer = viewer_in(request)
    page = practice_page(viewer, uid)
    if request.method == "POST":
        back = reverse("learning:practices", args=[page.link.group.uid])
        tell_done(request, _("The practice is taken away."), acts.remove_practice(viewer, uid), back)
        return redirect(back)
    return render(request, "learning/practice_remove.html", {"page": page})


@login_required
@never_cache
def tell_descent(request: HttpRequest, uid: str) -> HttpResponse:
    """Say out of which practice this one came: look for it by its words, then say how."""
    viewer = viewer_in(request)
    page = practice_page(viewer, uid)
    words, parent_uid = request.GET.get("q", "")[:200], request.GET.get("from", "")
    if not parent_uid:
        found = practices_called(viewer, words, without=uid)
        context = {"page": page, "words": words, "found": found}
        return render(request, "learning/descent_find.html", context)
    parent = practice_page(viewer, parent_uid)
    form = DescentForm(
        request.POST or None,
        initial=_as_descended(page, parent_uid, reader_of(request)),
        encounters=encounter_choices(viewer, page.link.group.id, reader_of(request)),
    )
    told = _kept(request, form, lambda: acts.tell_descent(viewer, uid, form.told(parent_uid)))
    if told:
        tell_done(request, _("Where it comes from is told."), told, page.link.url)
        return redirect(page.link.url)
    title = _("How it came out of “%(practice)s”") % {
        "practice": pick(parent.link.title, reader_of(request)).text
    }
    return _form(request, form, title, page.link.url, page.link.group)


@login_required
@never_cache
def tell_obstacle(request: HttpRequest, uid: str) -> HttpResponse:
    """Say what stood in the way of a practice, what was tried, whether it worked."""
    viewer = viewer_in(request)
    page = practice_page(viewer, uid)
    form = ObstacleForm(request.POST or None)
    told = _kept(
        request,
        form,
        lambda: acts.tell_obstacle(viewer, uid, reader_of(request), **form.cleaned_data),
    )
    if told:
        tell_done(request, _("It is told."), told, page.link.url)
        return redirect(page.link.url)
    return _form(request, form, _("What stood in the way"), page.link.url, page.link.group)


@login_required
@require_POST
def remove_part(request: HttpRequest, uid: str, part: str, part_id: int) -> HttpResponse:
    """Take away a descent or an obstacle."""
    viewer = viewer_in(request)
    deed = acts.remove_descent if part == "descent" else acts.remove_obstacle
    back = reverse("learning:practice", args=[uid])
    tell_done(request, _("It is taken away."), deed(viewer, uid, part_id), back)
    return redirect(back)


def _kept(request: HttpRequest, form: forms.Form, deed: Callable[[], Any]) -> Any:
    """What a deed made of a form that was sent; None where nothing was, or where it was refused."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return deed()
    except Problem as problem:
        show_in_form(form, problem)
        return None


def _form(request: HttpRequest, form: forms.Form, title: str, back: str, group: Any) -> HttpResponse:
    stand_in(request, f"group:{group.id}")
    return render(request, "learning/tell.html", {"form": form, "title": title, "back": back, "group": group})


def _as_told(page: PracticePage, language: str) -> dict[str, Any]:
    return {
        "title": pick(page.link.title, language).text,
        "description": page.description.get(language, ""),
        "practised_by": page.link.by.name if page.link.by else "",
        "place": page.link.place,
        "valid_from": page.valid_from,
        "valid_until": page.valid_until,
        "ended": page.ended.get(language, ""),
        "audience": page.audience_code,
    }


def _as_descended(page: PracticePage, parent_uid: str, language: str) -> dict[str, Any]:
    for one in page.ancestors:
        if one.other.uid == parent_uid:
            words = {
                name: getattr(one, name).get(language, "") for name in ("kept", "changed", "dropped", "why")
            }
            met = one.encounter[0] if one.encounter else ""
            return {**words, "kind": one.kind, "worked": one.worked, "encounter": met}
    return {}
