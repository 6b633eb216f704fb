"""Debates: starting one, naming positions, writing down what is agreed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.actions import debating
from konbit.assembly.forms.conversation import AgreedForm, DebateForm, PositionForm
from konbit.assembly.queries import debates
from konbit.assembly.queries.threads import talk
from konbit.assembly.views.undoing import tell_done
from konbit.base.text import Multilingual, pick
from konbit.directory.languages import language_name
from konbit.directory.views.asking import could_do, reader_of, viewer_in


@login_required
def start(request: HttpRequest, uid: str) -> HttpResponse:
    """A question that the people of a group do not agree upon yet."""
    viewer, language = viewer_in(request), reader_of(request)
    page = debates.talks_page(viewer, uid, language)
    form = DebateForm(request.POST or None, initial={"key": uuid.uuid4()})
    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        question = debating.Question(said["key"], said["title"], language, said["audience"])
        made.append(debating.start_debate(viewer, uid, question))

    if could_do(form, act):
        back = reverse("assembly:conversation", args=[made[0].uid])
        tell_done(request, _("The debate is open. Name the positions first."), made[0], back)
        return redirect(back)
    context = {
        "title": _("Start a debate"),
        "button": _("Start it"),
        "back": reverse("assembly:conversations", args=[uid]),
        "back_title": page.link.name,
    }
    return _shown(request, form, context)


@login_required
def rename(request: HttpRequest, uid: str) -> HttpResponse:
    """Another title, or the title in another language."""
    viewer, language = viewer_in(request), reader_of(request)
    shown = talk(viewer, uid, language)
    own = shown.title.get(language, "")
    form = DebateForm(request.POST or None, initial={"title": own})
    for name in ("audience", "key"):
        del form.fields[name]
    back = reverse("assembly:conversation", args=[uid])

    def act() -> None:
        renamed = debating.rename_debate(viewer, uid, form.cleaned_data["title"], language)
        tell_done(request, _("Saved."), renamed, back)

    if could_do(form, act):
        return redirect(back)
    return _shown(request, form, _in_debate(request, uid, shown.title, _("The title of the debate"), ""))


@login_required
def add_position(request: HttpRequest, uid: str) -> HttpResponse:
    """A position beside the others."""
    viewer, language = viewer_in(request), reader_of(request)
    shown = talk(viewer, uid, language)
    form = PositionForm(request.POST or None)
    back = reverse("assembly:conversation", args=[uid])

    def act() -> None:
        said = form.cleaned_data
        made = debating.add_position(viewer, uid, said["title"], said["text"], language)
        tell_done(request, _("The position stands beside the others."), made, f"{back}#positions")

    if could_do(form, act):
        return redirect(f"{back}#positions")
    return _shown(request, form, _in_debate(request, uid, shown.title, _("Name a position"), "#positions"))


@login_required
def position(request: HttpRequest, position_id: int) -> HttpResponse:
    """A position in other words, or in another language."""
    viewer, language = viewer_in(request), reader_of(request)
    stands = debates.position(viewer, position_id)
    first = {"title": stands.title.get(language, ""), "text": stands.text.get(language, "")}
    form = PositionForm(request.POST or None, initial=first)
    back = f"{reverse('assembly:conversation', args=[stands.thread])}#positions"

    def act() -> None:
        said = form.cleaned_data
        changed = debating.change_position(viewer, position_id, said["title"], said["text"], language)
        tell_done(request, _("Saved."), changed, back)

    if could_do(form, act):
        return redirect(back)
    context = _in_debate(request, stands.thread, stands.title, _("Change a position"), "#positions")
    return _shown(request, form, context)


@login_required
def agree(request: HttpRequest, uid: str) -> HttpResponse:
    """What is agreed beneath the positions."""
    viewer, language = viewer_in(request), reader_of(request)
    shown = talk(viewer, uid, language)
    form = AgreedForm(request.POST or None, initial={"text": shown.agreed.get(language, "")})
    back = f"{reverse('assembly:conversation', args=[uid])}#agreed"

    def act() -> None:
        agreed = debating.agree(viewer, uid, form.cleaned_data["text"], language)
        tell_done(request, _("It stands beneath the positions."), agreed, back)

    if form.is_bound and could_do(form, act):
        return redirect(back)
    return _shown(request, form, _in_debate(request, uid, shown.title, _("What all agree upon"), "#agreed"))


@require_safe
def agreements(request: HttpRequest, uid: str) -> HttpResponse:
    """How what is agreed came about."""
    page = debates.agreements(viewer_in(request), uid)
    return render(request, "assembly/agreements.html", {"page": page})


@login_required
@require_POST
def close(request: HttpRequest, uid: str) -> HttpResponse:
    """Close a conversation, or open it again."""
    act = debating.open_again if "open" in request.POST else debating.close
    changed = act(viewer_in(request), uid)
    back = reverse("assembly:conversation", args=[uid])
    tell_done(request, _("Saved."), changed, back)
    return redirect(back)


def _in_debate(
    request: HttpRequest, uid: str, title: Multilingual, heading: str, part: str
) -> dict[str, Any]:
    language = reader_of(request)
    return {
        "title": heading,
        "button": _("Save"),
        "back": reverse("assembly:conversation", args=[uid]) + part,
        "back_title": pick(title, language).text,
        "language_name": language_name(language, language),
    }


def _shown(request: HttpRequest, form: Any, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "assembly/conversation_form.html", {"form": form, **context}, status=status)
