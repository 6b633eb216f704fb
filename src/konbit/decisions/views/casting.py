"""Voting: on one's own page, by a link that came, with a member card."""

from __future__ import annotations

from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from konbit.assembly.views.writing import did, form_page
from konbit.base.errors import Problem
from konbit.decisions.actions.casting import cast, cast_own
from konbit.decisions.actions.voting_links import cast_by_token, open_by_card, opened_by
from konbit.decisions.ballot_words import in_words
from konbit.decisions.ballots import Voice
from konbit.decisions.forms.ballot import BallotForm
from konbit.decisions.forms.card import CardForm
from konbit.decisions.queries.ballot_page import (
    BallotPage,
    BallotShown,
    VotesFor,
    ballot_address,
    ballot_page,
    ballot_shown,
    line_told,
)
from konbit.directory.views.asking import reader_of, viewer_in, whole_number


@sensitive_post_parameters()
@never_cache
def ballot(request: HttpRequest, uid: str) -> HttpResponse:
    """The ballot: fill it in, read it once more, put it into the box."""
    viewer, number = viewer_in(request), _meant(request)
    if _is_sure(request) and _voted_at_once(request, uid, number):
        return _thanks(request, uid, number)
    page = ballot_page(viewer, uid, number)
    line = page.line
    if line is not None and line.has_voted and page.shown.is_open and not _changes(request, page):
        return _done(request, page)
    if line is None or page.is_final or not page.shown.is_open:
        return render(request, "decisions/ballot_none.html", {"page": page})
    form = _form(request, page)
    if _is_sure(request) and did(request, form, lambda: cast(viewer, uid, line.id, form.voices)):
        return _thanks(request, uid, line.number)
    return _asked(request, page, form)


def _changes(request: HttpRequest, page: BallotPage) -> bool:
    """Whether somebody who has voted wants to say something else, which she can where ballots have names."""
    return not page.is_final and (request.method == "POST" or "change" in request.GET)


def _done(request: HttpRequest, page: BallotPage) -> HttpResponse:
    """What stands after one has voted: what one said, what comes next, whom one votes for besides."""
    voices = [Voice(one["said"], one["weight"]) for one in page.before]
    words = in_words(page.shown, voices, reader_of(request)) if voices else []
    left = next((one for one in page.lines if not one.has_voted), None)
    return render(request, "decisions/ballot_done.html", {"page": page, "words": words, "next": left})


def _meant(request: HttpRequest) -> int | None:
    """The number of the line on the roll for which the ballot is."""
    return whole_number(request.POST.get("for") or request.GET.get("for"))


def _voted_at_once(request: HttpRequest, uid: str, number: int | None) -> bool:
    """Whether what was sent is cast for the reader's own line. What is wrong the whole page tells."""

    def read(shown: BallotShown, line: VotesFor) -> list[Voice]:
        form = BallotForm(request.POST, shown=shown, votes=line.to_split)
        return form.voices if form.is_valid() else []

    try:
        return cast_own(viewer_in(request), uid, number, read)
    except Problem:
        return False


def _thanks(request: HttpRequest, uid: str, number: int | None) -> HttpResponse:
    messages.success(request, _("Your vote counts."))
    return redirect(ballot_address(uid, number))


@sensitive_post_parameters()
@never_cache
def by_token(request: HttpRequest, token: str) -> HttpResponse:
    """The ballot that a link or a card opens. Opening it does nothing."""
    opened = opened_by(token)
    line = line_told(opened.line)
    page = BallotPage(ballot_shown(opened.vote, opened.line), (line,), line, (), sees_vote=False)
    form = _form(request, page)
    if _is_sure(request) and did(request, form, lambda: cast_by_token(token, form.voices)):
        return render(request, "decisions/ballot_cast.html", {"page": page})
    return _asked(request, page, form)


@rate_limit(action="card")
@sensitive_post_parameters("pin")
@never_cache
def by_card(request: HttpRequest, uid: str) -> HttpResponse:
    """Code and PIN of a member card open a ballot, and nothing else: nobody is signed in."""
    form = CardForm(request.POST or None)
    made: list[str] = []

    def act() -> None:
        made.append(open_by_card(uid, form.cleaned_data["code"], form.cleaned_data["pin"]))

    if did(request, form, act):
        return redirect("decisions:ballot-by-token", made[0])
    lead = _("Your card opens your ballot for ten minutes. Nobody is signed in on this phone.")
    back = reverse("decisions:ballot", args=[uid])
    return form_page(request, form, _("Vote with a member card"), back, lead=lead, button=_("Open my ballot"))


def _form(request: HttpRequest, page: BallotPage) -> BallotForm:
    line: VotesFor | None = page.line
    votes = line.to_split if line else 1
    return BallotForm(sent(request), shown=page.shown, votes=votes, before=page.before)


def sent(request: HttpRequest) -> Any:
    """What a form was sent with, even where nothing is filled in; None where it is only looked at."""
    return request.POST if request.method == "POST" else None


def _is_sure(request: HttpRequest) -> bool:
    return request.POST.get("sure") == "yes"


def _asked(request: HttpRequest, page: BallotPage, form: BallotForm) -> HttpResponse:
    """The ballot to fill in; once it is, the same to read once more."""
    context: dict[str, Any] = {"page": page, "form": form}
    wants_change = request.POST.get("sure") == "no"
    if request.method == "POST" and not wants_change and form.is_valid():
        context["words"] = in_words(page.shown, form.voices, reader_of(request))
        context["kept"] = [(name, one) for name in form.fields for one in request.POST.getlist(name)]
        return render(request, "decisions/ballot_sure.html", context)
    return render(request, "decisions/ballot.html", context)
