"""Nominating, and answering: signed in, or by a link that was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from konbit.assembly.actions import nominating
from konbit.assembly.forms.panels import AnswerForm, NominationForm, StandingForm, group_said
from konbit.assembly.queries.panel_people import asked_by_link, asked_here, asked_oneself, link_to_ask
from konbit.assembly.queries.panels import panel_address, panel_page
from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import NotAllowed, Problem
from konbit.directory.views.asking import could_do, reader_of, show_in_form, viewer_in


@login_required
@never_cache
def nominate(request: HttpRequest, uid: str) -> HttpResponse:
    """Name somebody; the next page is the link by which she is asked."""
    viewer = viewer_in(request)
    page = panel_page(viewer, uid)
    if "take part" not in page.may:
        raise NotAllowed(
            _("People who take part in the group nominate."), remedy=_("Ask one of them to name somebody.")
        )
    form = NominationForm(request.POST or None)
    made = []
    if request.method == "POST" and could_do(
        form,
        lambda: made.append(
            nominating.nominate(
                viewer, uid, form.cleaned_data["name"], group_said(form.cleaned_data["group"])
            )
        ),
    ):
        tell_done(request, _("Nominated. Now ask by this link."), made[0], panel_address(uid))
        return redirect("assembly:nominee-link", uid, made[0].pk)
    context = {
        "form": form,
        "back": page.card.url,
        "title": _("Nominate somebody"),
        "of": page.card.title,
    }
    return render(request, "assembly/form.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def stand(request: HttpRequest, uid: str) -> HttpResponse:
    """Stand for it oneself."""
    viewer = viewer_in(request)
    asked = asked_oneself(viewer, uid)
    form = StandingForm(
        request.POST or None,
        questions=asked.questions,
        traits=asked.traits,
        initial={"name": asked.name},
    )
    made = []
    if request.method == "POST" and could_do(
        form,
        lambda: made.append(
            nominating.nominate_oneself(
                viewer,
                uid,
                form.cleaned_data["name"],
                group_said(form.cleaned_data["group"]),
                form.traits(),
            )
        ),
    ):
        tell_done(request, _("You stand for it. Thank you."), made[0], asked.back)
        return redirect(asked.back)
    context = {"asked": asked, "form": form, "self": True}
    return render(request, "assembly/panel_answer.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def answer(request: HttpRequest, uid: str, nominee_id: int) -> HttpResponse:
    """What a nominee says of herself, or what an editor was told by her."""
    viewer = viewer_in(request)
    asked = asked_here(viewer, uid, nominee_id)
    form = AnswerForm(request.POST or None, questions=asked.questions, traits=asked.traits)
    made: list[Any] = []
    if "decline" in request.POST:
        made.append(nominating.decline(viewer, uid, nominee_id))
    elif request.method == "POST":
        could_do(form, lambda: made.append(nominating.answer(viewer, uid, nominee_id, form.traits())))
    if made:
        tell_done(request, _("The answer is noted."), made[0], asked.back)
        return redirect(asked.back)
    context = {"asked": asked, "form": form}
    return render(request, "assembly/panel_answer.html", context, status=422 if form.errors else 200)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Yes or no without an account. Opening it changes nothing: messengers do, to show a preview. The link
    itself allows the answer, so that no cookie is needed and none can be abused."""
    asked = asked_by_link(token)
    form = AnswerForm(request.POST or None, questions=asked.questions, traits=asked.traits)
    if request.method == "POST":
        try:
            if "decline" in request.POST:
                nominating.decline_by_link(token)
                return redirect("assembly:nominee-answer", token)
            if form.is_valid():
                nominating.answer_by_link(token, form.traits())
                return redirect("assembly:nominee-answer", token)
        except Problem as problem:
            form.is_valid()
            show_in_form(form, problem)
    context = {"asked": asked, "form": form, "by_link": True}
    return render(request, "assembly/panel_answer.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
@never_cache
def link(request: HttpRequest, uid: str, nominee_id: int) -> HttpResponse:
    """The link to send to a nominee."""
    asking = link_to_ask(viewer_in(request), uid, nominee_id, reader_of(request))
    return render(request, "assembly/panel_link.html", {"asking": asking, "back": panel_address(uid)})


@login_required
@require_POST
def act(request: HttpRequest, uid: str, nominee_id: int) -> HttpResponse:
    """Say that somebody sits already or not any more, or take a nomination away."""
    viewer, back = viewer_in(request), f"{panel_address(uid)}#nominees"
    if "remove" in request.POST:
        nominating.remove_nominee(viewer, uid, nominee_id)
        messages.success(request, _("The nomination is taken away."))
    else:
        row = nominating.fix(viewer, uid, nominee_id, "fix" in request.POST)
        tell_done(request, _("Noted."), row, back)
    return redirect(back)
