"""Being paid: by a QR that one points a phone at, or by a card at one's own phone; the sheet for the wall."""

from __future__ import annotations

from typing import Any

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from konbit.assembly.views.writing import did
from konbit.base.errors import Problem
from konbit.directory.views.asking import viewer_in
from konbit.exchange import amounts
from konbit.exchange.actions.card_payments import pay_with_card
from konbit.exchange.forms.card_payments import BePaidForm, ByCardForm, CardForm
from konbit.exchange.queries.be_paid import paid_by
from konbit.exchange.queries.circles import circle_page
from konbit.exchange.queries.pay_page import pay_page
from konbit.exchange.queries.wall_sheet import wall_sheet


@login_required
@never_cache
@require_safe
def be_paid(request: HttpRequest, uid: str) -> HttpResponse:
    """A QR for an account of the reader's, with or without an amount: to show, or to print and hang up."""
    page = pay_page(viewer_in(request), uid)
    asked = request.GET if "payee" in request.GET else None
    form = BePaidForm(asked, page=page)
    context: dict[str, Any] = {"form": form, "circle": page.circle}
    if asked is not None and form.is_valid():
        said = form.cleaned_data
        try:
            context["paid"] = paid_by(page, said["payee"], said["amount"], said["words"])
        except Problem as problem:
            form.add_error("amount", f"{problem.what} {problem.remedy}")
    elif asked is None and page.payers:
        context["paid"] = paid_by(page, page.payers[0][0], "", "")
    return render(request, "exchange/circles/be_paid.html", context)


@rate_limit(action="card")
@login_required
@sensitive_post_parameters("pin")
@never_cache
def by_card(request: HttpRequest, uid: str) -> HttpResponse:
    """Write how much; then who pays reads it, and types the code of her card and her PIN."""
    viewer = viewer_in(request)
    page = pay_page(viewer, uid)
    form = ByCardForm(request.POST or None, page=page, initial={"payee": request.GET.get("to", "")[:12]})
    context: dict[str, Any] = {"form": form, "circle": page.circle, "title": _("Be paid by card"),
                               "back": reverse("exchange:circle", args=[uid])}  # fmt: skip
    if request.method != "POST" or not form.is_valid() or request.POST.get("sure") == "no":
        return render(request, "exchange/circles/pay.html", context)
    said = form.cleaned_data
    card = CardForm(request.POST if "code" in request.POST else None)

    def act() -> None:
        typed = card.cleaned_data
        pay_with_card(
            viewer,
            uid,
            said["payee"],
            said["amount"],
            said["words"],
            typed["code"],
            typed["pin"],
            said["key"],
        )

    if "code" in request.POST and did(request, card, act):
        messages.success(request, _("It is paid by card."))
        return redirect("exchange:circle", uid)
    context |= {
        "card": card, "shown": amounts.shown(said["amount"], form.currency), "words": said["words"],
        "payee": dict(page.payees)[said["payee"]],
        "kept": [(name, request.POST.get(name, "")) for name in form.fields],
    }  # fmt: skip
    return render(request, "exchange/circles/card_sure.html", context)


@login_required
@never_cache
@require_safe
def sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """A circle on paper, for the wall of the room in which its members meet."""
    viewer = viewer_in(request)
    return render(request, "exchange/circles/sheet.html", {"page": wall_sheet(circle_page(viewer, uid))})
