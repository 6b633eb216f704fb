"""Clearing rounds: those of a circle, one with everybody's notice; asking, answering, finding, booking."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, form_page
from konbit.base.errors import Problem
from konbit.directory.formats.cells import neutralise
from konbit.directory.views.asking import viewer_in
from konbit.exchange.actions import clearing as actions
from konbit.exchange.formats import papers
from konbit.exchange.forms.clearing import AnswerForm, RoundForm
from konbit.exchange.queries.clearing import round_page, rounds_page
from konbit.exchange.queries.keeping import kept_circle, leaving_member
from konbit.exchange.views.asking import as_pdf


@login_required
@never_cache
@require_safe
def rounds(request: HttpRequest, uid: str) -> HttpResponse:
    """The rounds of a circle."""
    return render(request, "exchange/clearing/rounds.html", {"page": rounds_page(viewer_in(request), uid)})


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask the members who takes part in a round."""
    viewer = viewer_in(request)
    kept_circle(viewer, uid)
    form = RoundForm(request.POST or None)
    made: list[str] = []

    def act() -> None:
        made.append(actions.begin_round(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        messages.success(request, _("The members can answer now."))
        return redirect("exchange:clearing-round", made[0])
    lead = _("Nothing is touched without a yes. Only what is confirmed on both sides can be set off.")
    back = reverse("exchange:clearing-rounds", args=[uid])
    return form_page(request, form, _("Clear our debts"), back, lead=lead, button=_("Ask who takes part"))


@login_required
@never_cache
@require_safe
def one(request: HttpRequest, uid: str) -> HttpResponse:
    """A round: who takes part, what everybody owes and is owed, before and after."""
    return render(request, "exchange/clearing/round.html", {"page": round_page(viewer_in(request), uid)})


@login_required
@never_cache
def answer(request: HttpRequest, uid: str, member_id: int) -> HttpResponse:
    """Say whether a member takes part."""
    viewer = viewer_in(request)
    member = leaving_member(viewer, member_id)
    row, _sight = actions.seen_round(viewer, uid)
    form = AnswerForm(request.POST or None, currency=row.currency)

    def act() -> None:
        said = form.cleaned_data
        actions.answer_round(viewer, uid, member.pk, said["answer"] == "yes", said["minimum"])

    back = reverse("exchange:clearing-round", args=[uid])
    if did(request, form, act):
        messages.success(request, _("Your answer is written down."))
        return redirect(back)
    return form_page(request, form, _("Clear our debts"), back)


@login_required
@require_POST
def move(request: HttpRequest, uid: str, step: str) -> HttpResponse:
    """Find the greatest set-off, book it, or give the round up."""
    viewer = viewer_in(request)
    {"find": actions.find_set_off, "book": actions.book_round, "give-up": actions.give_up_round}[step](
        viewer, uid
    )
    told = {
        "find": _("Found. Look at it together before you book it."),
        "book": _("It is booked: every promise is as much less as was shown."),
        "give-up": _("The round is given up. Nothing has changed."),
    }
    messages.success(request, told[step])
    return redirect("exchange:clearing-round", uid)


@login_required
@never_cache
@require_safe
def notices(request: HttpRequest, uid: str) -> HttpResponse:
    """Before and after of everybody whom the reader may see, as a table for a spreadsheet."""
    page = round_page(viewer_in(request), uid)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="clearing-{uid}.csv"'
    table = csv.writer(answer)
    table.writerow(["name", "owes before", "owes after", "is owed before", "is owed after", "net position"])
    for line in page.notices:
        table.writerow(
            [neutralise(line.name), line.owes, line.owes_after, line.owed, line.owed_after, line.net]
        )
    return answer


@login_required
@never_cache
@require_safe
def notices_pdf(request: HttpRequest, uid: str) -> HttpResponse:
    """The same on paper, a page for each; once it is known what can be set off."""
    page = round_page(viewer_in(request), uid)
    if page.state not in ("found", "booked"):
        raise Problem(
            _("It is not known yet what can be set off."),
            remedy=_("Wait until everybody has answered and it was found."),
            status=409,
        )
    return as_pdf(papers.notices_pdf(page), f"clearing-{uid}")
