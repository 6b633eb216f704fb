"""Consents and advice: saying something, answering it, changing the proposal, going on."""

from __future__ import annotations

from types import SimpleNamespace
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
from konbit.decisions.actions import falling_back, hearing, objections
from konbit.decisions.forms.consents import AnswerForm, ChangeForm, SayForm, TurnForm, states_for
from konbit.decisions.queries.consents import ConsentPage, HeardShown, consent_page, heard_one
from konbit.directory.queries.of_group import gone
from konbit.directory.views.asking import reader_of, stand_in, viewer_in


@require_safe
def consent(request: HttpRequest, uid: str) -> HttpResponse:
    """A consent or an advice: where it is, what was said, what can be said now."""
    page = _page(request, uid)
    words = sentence(page.title, reader_of(request))
    return render(request, "decisions/consents/consent.html", {"page": page, "words": words})


@login_required
@never_cache
def say(request: HttpRequest, uid: str) -> HttpResponse:
    """Say what it is time for now."""
    viewer, page = viewer_in(request), _page(request, uid)
    form = SayForm(request.POST or None, says=list(page.says))
    made: list[Any] = []

    def act() -> None:
        made.append(hearing.say(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        return done(request, _("It is heard."), made[0], _at(uid))
    title = page.says[0][1].capitalize() if page.says else _("Say something")
    about = sentence(page.title, reader_of(request))
    return form_page(request, form, title, _at(uid), lead=page.prompt, about=about, button=_("Say it"))


@login_required
@never_cache
def answer(request: HttpRequest, uid: str, heard_id: int) -> HttpResponse:
    """Answer a question, or say what became of a reaction or an advice."""
    viewer, one = viewer_in(request), _heard(request, uid, heard_id)
    form = AnswerForm(request.POST or None, row=one, language=request.GET.get("language", "")[:12])
    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(hearing.answer(viewer, uid, heard_id, said["language"], said["answer"]))

    if did(request, form, act):
        return done(request, _("Saved."), made[0], _at(uid))
    return form_page(request, form, _("Answer"), _at(uid), about=sentence(one.text, reader_of(request)))


@login_required
@never_cache
def change(request: HttpRequest, uid: str) -> HttpResponse:
    """Change the proposal after what was heard."""
    viewer, page = viewer_in(request), _page(request, uid)
    row = SimpleNamespace(text=page.text)
    form = ChangeForm(request.POST or None, row=row, language=request.GET.get("language", "")[:12])
    made: list[Any] = []

    def act() -> None:
        made.append(hearing.change_proposal(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        return done(request, _("The proposal is changed. How it read before stays."), made[0], _at(uid))
    lead = _("Take in what you heard, as far as you can stand by it. How it read before stays beside it.")
    return form_page(request, form, _("Change the proposal"), _at(uid), lead=lead)


@require_POST
@login_required
@never_cache
def phase(request: HttpRequest, uid: str) -> HttpResponse:
    """Go on to another phase."""
    row = hearing.move_phase(viewer_in(request), uid, request.POST.get("phase", ""))
    return done(request, _("You are in another phase now."), row, _at(uid))


@login_required
@never_cache
def turn(request: HttpRequest, uid: str, heard_id: int) -> HttpResponse:
    """Say what becomes of an objection."""
    viewer, page, one = viewer_in(request), _page(request, uid), _heard(request, uid, heard_id)
    form = TurnForm(
        request.POST or None, states=states_for(page.may_edit), row=one, initial={"state": one.state}
    )
    made: list[Any] = []

    def act() -> None:
        made.append(objections.turn_objection(viewer, uid, heard_id, form.turn()))

    if did(request, form, act):
        return done(request, _("Saved."), made[0], _at(uid))
    about = sentence(one.text, reader_of(request))
    lead = _("An objection belongs to all: look together for what it protects.")
    return form_page(request, form, _("What becomes of this objection?"), _at(uid), lead=lead, about=about)


@require_POST
@login_required
@never_cache
def fall_back(request: HttpRequest, uid: str) -> HttpResponse:
    """Prepare the vote by the method that was named for this case."""
    row = falling_back.fall_back(viewer_in(request), uid)
    words = _("The vote is prepared, with the same roll. Look it over, then open it.")
    return done(request, words, row, reverse("decisions:vote", args=[row.uid]))


def _page(request: HttpRequest, uid: str) -> ConsentPage:
    page = consent_page(viewer_in(request), uid)
    if page is None:
        raise gone()
    stand_in(request, page.group.scope)
    return page


def _heard(request: HttpRequest, uid: str, heard_id: int) -> HeardShown:
    one = heard_one(viewer_in(request), uid, heard_id)
    if one is None:
        raise gone()
    return one


def _at(uid: str) -> str:
    return reverse("decisions:consent", args=[uid])
