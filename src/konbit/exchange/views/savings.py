"""Savings groups and solidarity funds: meetings, loans, helping, sharing out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import resolution_choices
from konbit.assembly.views.writing import did, form_page
from konbit.directory.views.asking import viewer_in, whole_number
from konbit.exchange.actions import loans, savings
from konbit.exchange.actions.meetings import MeetingRefused
from konbit.exchange.forms import savings as forms
from konbit.exchange.forms.meetings import MeetingForm
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.meetings import meeting_page
from konbit.exchange.queries.savings import loan_asked, loan_page, share_out_page
from konbit.exchange.queries.terms import terms_of


@login_required
@never_cache
def meeting(request: HttpRequest, uid: str) -> HttpResponse:
    """Note what everybody brought to a meeting: one form for all."""
    viewer = viewer_in(request)
    page = meeting_page(viewer, uid)
    saves = page.circle.kind == "savings"
    labels = {
        "shares": _("shares bought"),
        "social": _("for the social fund"),
        "gift": _("given to the fund"),
    }
    most = int(terms_of(page.circle).get("most_shares") or 0)
    rows = tuple(replace(one, most_shares=most, labels=labels) for one in page.rows)
    columns = ("shares", "social") if saves else ("gift", "social")
    form = MeetingForm(request.POST or None, rows=rows, currency=page.currency, columns=columns)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        brought = savings.Meeting(
            form.brought("shares"), form.brought("social"), form.brought("gift"), form.brought()
        )
        try:
            many = savings.note_meeting(viewer, uid, brought, said["key"], said["on"])
        except MeetingRefused as refused:
            form.refuse(refused.lines)
        else:
            told = ngettext("%(many)d brought something.", "%(many)d brought something.", many)
            messages.success(request, told % {"many": many})
            return redirect("exchange:circle", uid)
    return render(request, "exchange/meetings/meeting.html", {"page": page, "form": form})


@login_required
@never_cache
def new_loan(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask for a loan: write it, read all that it costs, ask."""
    viewer = viewer_in(request)
    asked = loan_asked(viewer, uid)
    form = forms.LoanForm(request.POST or None, asked=asked)
    made: list[str] = []

    def act() -> None:
        made.append(loans.ask_loan(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if request.POST.get("sure") == "yes" and did(request, form, act):
        messages.success(request, _("The loan is asked for."))
        return redirect("exchange:loan", made[0])
    context: dict[str, Any] = {"form": form, "asked": asked}
    if request.method == "POST" and "sure" not in request.POST and form.is_valid():
        draft = form.draft()
        if draft.instalments <= asked.most_instalments and draft.moratorium <= asked.most_moratorium:
            context["cost"] = asked.cost(draft.amount, draft.instalments, draft.moratorium)
            context["kept"] = [(name, request.POST.get(name, "")) for name in form.fields]
            return render(request, "exchange/savings/loan_sure.html", context)
        form.add_error(None, _("So many months are more than your rules allow."))
    back, lead = reverse("exchange:circle", args=[uid]), _("You see all that it costs before you ask.")
    return form_page(request, form, _("Ask for a loan"), back, lead=lead, button=_("What does it cost?"))


@login_required
@never_cache
@require_safe
def loan(request: HttpRequest, uid: str) -> HttpResponse:
    """A loan: what it costs, when it comes back, who said yes."""
    return render(request, "exchange/savings/loan.html", {"page": loan_page(viewer_in(request), uid)})


@login_required
@require_POST
def say(request: HttpRequest, uid: str) -> HttpResponse:
    """Say yes or no to a loan."""
    loans.say_on_loan(viewer_in(request), uid, request.POST.get("answer") == "yes")
    messages.success(request, _("Your answer is written down."))
    return redirect("exchange:loan", uid)


@login_required
@require_POST
def pay_out(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that a loan was handed over."""
    loans.pay_out_loan(viewer_in(request), uid)
    messages.success(request, _("It is handed over. What comes back when stands among the promises."))
    return redirect("exchange:loan", uid)


@login_required
@never_cache
def grant(request: HttpRequest, uid: str) -> HttpResponse:
    """Grant a loan by a resolution."""
    return _by_resolution(request, uid, loans.grant_loan, _("Grant the loan"), _("The loan is granted."))


@login_required
@never_cache
def let_go(request: HttpRequest, uid: str) -> HttpResponse:
    """Let a loan go by a resolution."""
    title, told = _("Let the loan go"), _("Nothing more is asked for.")
    return _by_resolution(request, uid, loans.let_loan_go, title, told)


@login_required
@never_cache
def refuse(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down that a loan is not given."""
    viewer = viewer_in(request)
    kept_circle(viewer, loan_page(viewer, uid).circle)
    form = forms.RefuseForm(request.POST or None)
    if did(request, form, lambda: loans.refuse_loan(viewer, uid, form.cleaned_data["why"])):
        messages.success(request, _("It is written down."))
        return redirect("exchange:loan", uid)
    return form_page(request, form, _("The loan is not given"), reverse("exchange:loan", args=[uid]))


@login_required
@never_cache
def give_out(request: HttpRequest, uid: str) -> HttpResponse:
    """Give away out of a fund, by a resolution."""
    viewer = viewer_in(request)
    page = meeting_page(viewer, uid)
    resolutions = resolution_choices(viewer, {page.circle.group_id})
    form = forms.GiveOutForm(request.POST or None, currency=page.currency, resolutions=resolutions)

    def act() -> None:
        said = form.cleaned_data
        savings.give_out(viewer, uid, said["word"], said["amount"], said["what"], form.agreed_by, said["key"])

    back = reverse("exchange:circle", args=[uid])
    if did(request, form, act):
        messages.success(request, _("It is written down."))
        return redirect(back)
    return form_page(request, form, _("Help somebody"), back, lead=_("Handed over in cash, out of a fund."))


@login_required
@never_cache
def give_back(request: HttpRequest, uid: str) -> HttpResponse:
    """Hand a member all that she saved."""
    viewer = viewer_in(request)
    page = meeting_page(viewer, uid)
    form = forms.BackForm(request.POST or None, members=[(one.member, one.name) for one in page.rows])

    def act() -> None:
        savings.give_savings_back(viewer, uid, form.cleaned_data["member"], form.cleaned_data["key"])

    back = reverse("exchange:circle", args=[uid])
    if did(request, form, act):
        messages.success(request, _("It is handed over."))
        return redirect(back)
    return form_page(request, form, _("Give savings back"), back, lead=_("To somebody who leaves, in cash."))


@login_required
@never_cache
def share_out(request: HttpRequest, uid: str) -> HttpResponse:
    """See what everybody would get; share it out."""
    viewer = viewer_in(request)
    if request.method == "POST":
        seen, key = whole_number(request.POST.get("seen")) or 0, request.POST.get("key", "")
        savings.share_out(viewer, uid, seen, uuid.uuid5(uuid.NAMESPACE_OID, key))
        messages.success(request, _("All is shared out."))
        return redirect("exchange:circle", uid)
    page = share_out_page(viewer, uid)
    return render(request, "exchange/savings/share_out.html", {"page": page, "key": str(uuid.uuid4())})


def _by_resolution(
    request: HttpRequest, uid: str, act: Callable[..., object], title: str, told: str
) -> HttpResponse:
    viewer = viewer_in(request)
    circle = kept_circle(viewer, loan_page(viewer, uid).circle)
    form = forms.ResolutionForm(
        request.POST or None, resolutions=resolution_choices(viewer, {circle.group_id})
    )
    if did(request, form, lambda: act(viewer, uid, form.agreed_by)):
        messages.success(request, told)
        return redirect("exchange:loan", uid)
    return form_page(request, form, title, reverse("exchange:loan", args=[uid]))
