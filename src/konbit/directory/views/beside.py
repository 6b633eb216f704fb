"""Writing what stands beside a group's own words: facts, ties to other groups, photos and recordings."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.directory.actions import media as media_actions
from konbit.directory.actions import relating, telling
from konbit.directory.forms.beside import DescribeForm, FactForm, MediaForm, NewTieForm, TieForm
from konbit.directory.queries.editing import editable_group
from konbit.directory.queries.finding import groups_called
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.ties import may_confirm
from konbit.directory.views.asking import could_do, reader_of, viewer_in


@login_required
@never_cache
def facts(request: HttpRequest, uid: str) -> HttpResponse:
    """What is told of a group, and room for more."""
    viewer = viewer_in(request)
    group = editable_group(viewer, uid)
    form = FactForm(request.POST or None)
    if request.method == "POST" and could_do(form, lambda: telling.tell(viewer, uid, form.told())):
        messages.success(request, _("Told."))
        return redirect("directory:edit_facts", uid)
    page = group_page(viewer, uid, reader_of(request))
    return render(request, "directory/edit_facts.html", {"group": group, "form": form, "page": page})


@login_required
@never_cache
def fact(request: HttpRequest, uid: str, fact_id: int) -> HttpResponse:
    """One fact, to be told again or taken away."""
    viewer = viewer_in(request)
    group = editable_group(viewer, uid)
    page = group_page(viewer, uid, reader_of(request))
    told = next((one for one in page.facts if one.id == fact_id), None)
    if told is None:
        raise Http404
    if "remove" in request.POST:
        telling.untell(viewer, uid, fact_id)
        messages.success(request, _("Taken away. The history can bring it back."))
        return redirect("directory:edit_facts", uid)
    initial = {**asdict(told.written), "text": told.text.text, "language": told.text.language}
    form = FactForm(request.POST or None, initial=initial)
    if request.method == "POST" and could_do(
        form, lambda: telling.tell_again(viewer, uid, fact_id, form.told())
    ):
        messages.success(request, _("Saved."))
        return redirect("directory:edit_facts", uid)
    return render(
        request,
        "directory/edit_row.html",
        {"group": group, "form": form, "back": reverse("directory:edit_facts", args=[uid])},
    )


@login_required
@never_cache
def relations(request: HttpRequest, uid: str) -> HttpResponse:
    """The ties of a group; other groups are looked for by name, then tied."""
    viewer, language = viewer_in(request), reader_of(request)
    group = editable_group(viewer, uid)
    words = request.GET.get("q", "")
    found = [card for card in groups_called(viewer, words, language) if card.link.uid != uid]
    choices = [(card.link.uid, " · ".join(filter(None, (card.link.name, card.place)))) for card in found]
    form = NewTieForm(request.POST or None, found=choices)
    if request.method == "POST" and could_do(form, lambda: _relate(request, uid, form)):
        messages.success(request, _("Tied."))
        return redirect("directory:edit_relations", uid)
    page = group_page(viewer, uid, language)
    context = {"group": group, "form": form, "page": page, "words": words, "found": found}
    return render(request, "directory/edit_relations.html", context)


def _relate(request: HttpRequest, uid: str, form: NewTieForm) -> None:
    other = form.cleaned_data["other"]
    relating.relate(viewer_in(request), uid, form.kind, other, form.tie(), outward=form.outward)


@login_required
@never_cache
def relation(request: HttpRequest, uid: str, relation_id: int) -> HttpResponse:
    """One tie: to be changed, confirmed, or taken away."""
    viewer = viewer_in(request)
    group = editable_group(viewer, uid)
    page = group_page(viewer, uid, reader_of(request))
    tie = next((one for one in page.relations if one.id == relation_id), None)
    if tie is None:
        raise Http404
    if "remove" in request.POST:
        relating.unrelate(viewer, uid, relation_id)
        messages.success(request, _("Taken away. The history can bring it back."))
        return redirect("directory:edit_relations", uid)
    if "confirm" in request.POST:
        relating.confirm_relation(viewer, uid, relation_id)
        messages.success(request, _("Confirmed."))
        return redirect("directory:edit_relations", uid)
    form = TieForm(request.POST or None, initial={**asdict(tie.written), "note": tie.note.text})
    if request.method == "POST" and could_do(
        form, lambda: relating.relate_again(viewer, uid, relation_id, form.tie())
    ):
        messages.success(request, _("Saved."))
        return redirect("directory:edit_relations", uid)
    context = {
        "group": group,
        "form": form,
        "tie": tie,
        "may_confirm": may_confirm(viewer, relation_id),
        "back": reverse("directory:edit_relations", args=[uid]),
    }
    return render(request, "directory/edit_row.html", context)


@login_required
@never_cache
def media(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    """The photos, or the recordings, of a group, and room for more."""
    viewer = viewer_in(request)
    group = editable_group(viewer, uid)
    form = MediaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and could_do(form, lambda: _add_media(request, uid, kind, form)):
        messages.success(request, _("It is here."))
        return redirect("directory:edit_media", uid, kind)
    page = group_page(viewer, uid, reader_of(request))
    there = page.photos if kind == "photo" else page.audio
    context = {"group": group, "form": form, "kind": kind, "there": there}
    return render(request, "directory/edit_media.html", context)


def _add_media(request: HttpRequest, uid: str, kind: str, form: MediaForm) -> None:
    media_actions.add_media(viewer_in(request), uid, kind, form.cleaned_data["file"], **form.said())


@login_required
@never_cache
def medium(request: HttpRequest, uid: str, kind: str, media_id: int) -> HttpResponse:
    """One photo or recording: to be described, or taken away."""
    viewer = viewer_in(request)
    group = editable_group(viewer, uid)
    page = group_page(viewer, uid, reader_of(request))
    shown = next((one for one in (*page.photos, *page.audio) if one.id == media_id), None)
    if shown is None:
        raise Http404
    if "remove" in request.POST:
        media_actions.remove_media(viewer, uid, media_id)
        messages.success(request, _("Taken away. The history can bring it back."))
        return redirect("directory:edit_media", uid, kind)
    initial = {"alt": shown.alt.text, "licence": shown.licence, "audience": shown.audience}
    form = DescribeForm(request.POST or None, initial=initial)
    if request.method == "POST" and could_do(
        form,
        lambda: media_actions.describe_media(viewer, uid, media_id, **form.said()),
    ):
        messages.success(request, _("Saved."))
        return redirect("directory:edit_media", uid, kind)
    context = {
        "group": group,
        "form": form,
        "shown": shown,
        "kind": kind,
        "back": reverse("directory:edit_media", args=[uid, kind]),
    }
    return render(request, "directory/edit_row.html", context)
