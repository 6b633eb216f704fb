"""A vote from its preparation to what came of it, and lists of votes."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.errors import Problem
from konbit.base.text import sentence
from konbit.decisions.actions import votes as actions
from konbit.decisions.actions.passing import close_and_send_up
from konbit.decisions.forms.votes import NewVoteForm, OpenVoteForm, OutcomeForm, VoteForm
from konbit.decisions.queries import votes as queries
from konbit.decisions.queries.passing import goes_up
from konbit.decisions.queries.result_shown import result_shown
from konbit.decisions.queries.vote_choices import is_prepared, method_choices
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, viewer_in, whole_number


@require_safe
def vote(request: HttpRequest, uid: str) -> HttpResponse:
    """A vote: what is decided, how, by whom, what came of it."""
    viewer = viewer_in(request)
    page = queries.vote_page(viewer, uid)
    context = {"page": page, "uid": uid, "title": sentence(page.line.title, reader_of(request))}
    asks_to_send = page.may_edit and page.above is not None and page.line.state == "open"
    context["goes_up"] = asks_to_send and goes_up(uid)
    return render(request, "decisions/vote.html", context | {"shown": result_shown(viewer, uid)})


@require_safe
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """The votes of a group."""
    group, lines, sight = queries.votes_of_group(viewer_in(request), group_uid)
    context = {"group": group, "lines": lines, "may_edit": sight.may("edit")}
    return render(request, "decisions/votes.html", context)


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Prepare a vote."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, group_uid, "edit")
    form = NewVoteForm(
        request.POST or None, methods=method_choices(viewer, group.pk),
        initial={"method": request.GET.get("method", "majority")[:40]},
    )  # fmt: skip
    made: list[str] = []

    def act() -> None:
        made.append(actions.prepare_vote(viewer, group_uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        row = queries.vote_written(viewer, made[0])
        words = _("Prepared. Say who may vote, then open it.")
        return done(request, words, row, reverse("decisions:vote", args=made))
    lead = _("Who may vote you say on the next page. Nobody can vote before you open it.")
    back = reverse("decisions:votes-of", args=[group_uid])
    return form_page(request, form, _("Prepare a vote"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Prepare a vote anew, or translate it."""
    viewer = viewer_in(request)
    row = queries.vote_written(viewer, uid)
    language = request.GET.get("language", "")[:12]
    form: VoteForm | OpenVoteForm
    if is_prepared(row):
        methods = method_choices(viewer, row.group_id, row.method)
        form = VoteForm(request.POST or None, row=row, language=language, methods=methods)
    else:
        form = OpenVoteForm(request.POST or None, row=row, language=language)
    back = reverse("decisions:vote", args=[uid])
    if did(request, form, lambda: actions.change_vote(viewer, uid, form.draft(row.handoff))):
        return done(request, _("Saved."), row, back)
    return form_page(request, form, _("Change the vote"), back)


@login_required
@require_POST
def open_vote(request: HttpRequest, uid: str) -> HttpResponse:
    """Open a vote."""
    return _told(request, uid, actions.open_vote, _("The vote is open."))


@login_required
@require_POST
def close(request: HttpRequest, uid: str) -> HttpResponse:
    """Close a vote and count it; send a body's answer up where that is ticked."""
    without = whole_number(request.POST.get("without")) or 0
    if "send_up" in request.POST:
        words = _("The vote is closed and counted, and your answer is up.")
        return _told(request, uid, partial(close_and_send_up, without=without), words)
    words = _("The vote is closed and counted.")
    return _told(request, uid, partial(actions.close_vote, without=without), words)


@login_required
@require_POST
def give_up(request: HttpRequest, uid: str) -> HttpResponse:
    """Give up a vote."""
    return _told(request, uid, actions.give_up_vote, _("The vote is given up."))


def _told(request: HttpRequest, uid: str, act: object, words: str) -> HttpResponse:
    """Do something to a vote, and say on its page that it is done, or why not."""
    try:
        act(viewer_in(request), uid)  # type: ignore[operator]
    except Problem as problem:
        messages.error(request, f"{problem.what} {problem.remedy}")
    else:
        messages.success(request, words)
    return redirect(reverse("decisions:vote", args=[uid]))


@login_required
@never_cache
def outcome(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down what came of a vote as a resolution."""
    viewer = viewer_in(request)
    row = queries.vote_written(viewer, uid)
    form = OutcomeForm(request.POST or None, row=row)
    made: list[str] = []
    back = reverse("decisions:vote", args=[uid])
    if did(request, form, lambda: made.append(actions.draw_resolution(viewer, uid, form.decision()))):
        messages.success(request, _("It stands among the resolutions."))
        return redirect(back)
    lead = _("Say in words what is to be done now. The numbers of the vote are written down with it.")
    return form_page(request, form, _("What came of it"), back, lead=lead)
