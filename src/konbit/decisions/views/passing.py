"""Questions that go down and come up: what came to a group, who has answered, and the answer that goes up."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.decisions.actions import passing
from konbit.decisions.forms.ballot import BallotForm
from konbit.decisions.forms.passing import TakeUpForm
from konbit.decisions.queries.passing import answers_page, questions_page
from konbit.decisions.queries.passing_choices import answering, methods_of_body
from konbit.decisions.queries.votes import vote_written
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.people.sharing import passed_on, ways_to_share


@login_required
@never_cache
@require_safe
def questions(request: HttpRequest, uid: str) -> HttpResponse:
    """What came down to a group."""
    page = questions_page(viewer_in(request), uid)
    return render(request, "decisions/passing/questions.html", {"page": page})


@require_safe
def answers(request: HttpRequest, uid: str) -> HttpResponse:
    """Who has answered a question, through all levels, now."""
    page = answers_page(viewer_in(request), uid)
    sent = passed_on(reverse("decisions:answers", args=[uid]))
    words = _("Your group has not answered yet: %(title)s") % {
        "title": sentence(page.title, reader_of(request))
    }
    context = {"page": page, "sent": sent, "ways": ways_to_share(sent, words)}
    return render(request, "decisions/passing/answers.html", context)


@login_required
@never_cache
def take_up(request: HttpRequest, uid: str, question: str) -> HttpResponse:
    """A body prepares its own vote on a question."""
    viewer = viewer_in(request)
    asked = answering(viewer, uid, question)
    methods = methods_of_body(viewer, uid, asked.kind, reader_of(request))
    form = TakeUpForm(request.POST or None, methods=methods)
    made: list[str] = []

    def act() -> None:
        made.append(passing.take_up(viewer, uid, question, form.draft()))

    if did(request, form, act):
        words = _("Your vote is prepared. Look over who is on its roll, then open it.")
        return done(request, words, vote_written(viewer, made[0]), reverse("decisions:vote", args=[made[0]]))
    lead = _("Your group decides by its own method and date. Then its answer goes up.")
    about = sentence(asked.title, reader_of(request))
    return form_page(request, form, _("Take up this question"), _at(uid), lead=lead, about=about)


@login_required
@never_cache
def answer(request: HttpRequest, uid: str, question: str) -> HttpResponse:
    """Write down what a body said that decided without a vote here."""
    viewer = viewer_in(request)
    asked = answering(viewer, uid, question)
    form = BallotForm(request.POST or None, shown=asked, votes=asked.votes)

    def act() -> None:
        passing.tell_answer(viewer, uid, question, form.voices)

    if did(request, form, act):
        messages.success(request, _("Your answer is up."))
        return redirect(_at(uid))
    context = {"form": form, "asked": asked, "back": _at(uid)}
    return render(request, "decisions/passing/answer.html", context)


@login_required
@never_cache
@require_POST
def send_up(request: HttpRequest, uid: str) -> HttpResponse:
    """Count a body's vote if it is open, and send its answer up."""
    viewer = viewer_in(request)
    vote = vote_written(viewer, uid)
    send = passing.close_and_send_up if vote.state == "open" else passing.send_up
    send(viewer, uid)
    messages.success(request, _("Your answer is up."))
    return redirect(_at(vote.group.uid))


def _at(uid: str) -> str:
    return reverse("decisions:questions", args=[uid])
