"""Conversations: reading, speaking, answering, taking away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.actions import conversing
from konbit.assembly.forms.conversation import SpeakForm
from konbit.assembly.queries.debates import talks_page
from konbit.assembly.queries.threads import Said, Talk, talk, talk_about
from konbit.assembly.views.following import HOWS
from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import Problem
from konbit.base.text import pick
from konbit.directory.queries.faces import face_around
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in, whole_number
from konbit.people.audience import Audience
from konbit.people.sharing import passed_on, ways_to_share

_PREVIEW = 160  # characters that a messenger shows


@require_safe
def conversations(request: HttpRequest, uid: str) -> HttpResponse:
    """The debates of a group, and what is said there about its things."""
    page = talks_page(viewer_in(request), uid, reader_of(request))
    request.brand = face_around(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    return render(request, "assembly/conversations.html", {"page": page, "hows": HOWS})


def conversation(request: HttpRequest, uid: str) -> HttpResponse:
    """A conversation, page by page; whoever takes part speaks."""
    viewer, language = viewer_in(request), reader_of(request)
    if request.method == "POST":
        return _spoken(
            request,
            lambda: talk(viewer, uid, language),
            lambda words: conversing.speak(viewer, uid, words),
        )
    asked = request.GET
    answer = whole_number(asked.get("answer"))
    post = whole_number(asked.get("post")) or answer
    shown = talk(viewer, uid, language, whole_number(asked.get("page")), post)
    return _shown(request, shown, _form(shown, None, answer, language), answer)


def about(request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
    """What is said of a thing; the first who speaks opens the conversation."""
    viewer, language = viewer_in(request), reader_of(request)
    if request.method == "POST":
        return _spoken(
            request,
            lambda: talk_about(viewer, kind, object_id, language),
            lambda words: conversing.speak_about(viewer, kind, object_id, words),
        )
    shown = talk_about(viewer, kind, object_id, language)
    if shown.uid:
        return redirect("assembly:conversation", shown.uid)
    return _shown(request, shown, _form(shown, None, None, language), None)


@login_required
@require_POST
def take_away(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take a post away; it can be brought back from the next page."""
    gone = conversing.take_away(viewer_in(request), post_id)
    back = _back(request) or reverse("assembly:conversation", args=[gone.thread.uid])
    tell_done(request, _("It was taken away."), gone, back)
    return redirect(back)


def _spoken(
    request: HttpRequest, read: Callable[[], Talk], say: Callable[[conversing.Words], Any]
) -> HttpResponse:
    """Say what the form holds; what is wrong is shown in it, and nothing typed is lost."""
    language = reader_of(request)
    shown = read()
    form = _form(shown, request.POST, None, language)
    if form.is_valid():
        try:
            post = say(form.words(language))
        except Problem as problem:
            show_in_form(form, problem)
        else:
            own = f"{reverse('assembly:conversation', args=[post.thread.uid])}?post={post.pk}"
            back = _back(request) or own
            tell_done(request, _("You said it."), post, back)
            return redirect(f"{back}#post-{post.pk}")
    return _shown(request, shown, form, form["answers"].value(), status=422)


def _form(shown: Talk, data: Any, answer: int | None, language: str) -> SpeakForm:
    sides = [(side.id, pick(side.title, language).text) for side in shown.sides]
    return SpeakForm(data, sides=sides, answers=answer)


def _shown(
    request: HttpRequest, shown: Talk, form: SpeakForm, answer: Any, status: int = 200
) -> HttpResponse:
    language = reader_of(request)
    heading = shown.heading(language)
    sent = passed_on(shown.url)
    context = {
        "talk": shown,
        "heading": heading,
        "preview": _preview(shown, language),
        "audience": str(Audience(shown.audience).label),
        "form": form if "speak" in shown.may or form.is_bound else None,
        "answered": _answered(shown, answer),
        "rename": reverse("assembly:debate-rename", args=[shown.uid])
        if "edit" in shown.may and shown.uid
        else "",
        "older": shown.page - 1,
        "newer": shown.page + 1 if shown.page < shown.pages else 0,
        "back": request.get_full_path() if request.method == "GET" else shown.url,
        "hows": HOWS,
        "sent": sent,
        "ways": ways_to_share(sent, heading),
    }
    request.brand = face_around(shown.link.id, language)  # type: ignore[attr-defined]
    return render(request, "assembly/conversation.html", context, status=status)


def _answered(shown: Talk, answer: Any) -> Said | None:
    found = next((post for post in shown.posts if str(post.id) == str(answer)), None)
    return replace(found, who=found.behalf or found.who) if found else None


def _preview(shown: Talk, language: str) -> str:
    """What a messenger shows of it: what is agreed, the first words, or whose it is."""
    words = pick(shown.agreed, language).text or (shown.posts[0].text if shown.posts else "")
    words = " ".join(words.split()) or shown.link.name
    return words if len(words) <= _PREVIEW else f"{words[:_PREVIEW].rstrip()}…"


def _back(request: HttpRequest) -> str:
    """The page from which somebody spoke, if it is one of this house."""
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()) else ""
