"""Paying by name, asking for a payment, answering one; statements; everything of one's own on one page."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did
from konbit.directory.formats.cells import neutralise
from konbit.directory.views.asking import viewer_in, whole_number
from konbit.exchange import amounts
from konbit.exchange.actions import paying as actions
from konbit.exchange.formats import papers
from konbit.exchange.forms.paying import AskForm, PayForm
from konbit.exchange.queries.own_accounts import own_page
from konbit.exchange.queries.pay_page import account_after, pay_page, statement_page
from konbit.exchange.queries.printed import printed_statement
from konbit.exchange.views.asking import as_pdf, day_asked


@login_required
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """All accounts of the reader, what waits for her yes, what is coming to her, what she promised."""
    return render(request, "exchange/circles/own.html", {"page": own_page(viewer_in(request))})


@login_required
@never_cache
def pay(request: HttpRequest, uid: str) -> HttpResponse:
    """Pay somebody of a circle by name: write it, read it once more, book it."""
    viewer = viewer_in(request)
    page = pay_page(viewer, uid)
    form = PayForm(request.POST or None, page=page, initial=_asked(request))

    def act() -> None:
        said = form.cleaned_data
        sent = (viewer, said["payer"], said["payee"], said["amount"], said["words"], said["key"])
        if said["due_on"]:
            actions.schedule_payment(*sent, said["due_on"])
        else:
            actions.pay(*sent)

    title, sure = _("Pay somebody"), _("Pay it")
    return _twice(request, uid, form, act, title, sure, _("It is paid."), lambda: form.cleaned_data["payer"])


@login_required
@never_cache
def ask(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask somebody of a circle to pay."""
    viewer = viewer_in(request)
    page = pay_page(viewer, uid)
    form = AskForm(request.POST or None, page=page, initial=_asked(request))

    def act() -> None:
        said = form.cleaned_data
        actions.ask_payment(
            viewer, said["payer"], said["payee"], said["amount"], said["words"], said["key"],
            due_on=said["due_on"],
        )  # fmt: skip

    title, sure = _("Ask for a payment"), _("Ask for it")
    told = _("It is asked for, and waits for a yes.")
    return _twice(request, uid, form, act, title, sure, told, lambda: form.cleaned_data["payee"])


@login_required
@require_POST
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Say yes or no to a payment that waits, or take it back."""
    viewer, said = viewer_in(request), request.POST.get("answer", "")
    if said == "back":
        actions.take_back_payment(viewer, uid)
    else:
        actions.answer_payment(viewer, uid, said == "yes", request.POST.get("why", "")[:300])
    messages.success(request, _("Your answer is written down."))
    return redirect("exchange:own-accounts")


@login_required
@require_POST
def reverse_one(request: HttpRequest, uid: str) -> HttpResponse:
    """Put a wrong transfer right by one back."""
    viewer = viewer_in(request)
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"konbit:reversal:{uid}")
    actions.reverse_transfer(viewer, uid, key, request.POST.get("words", "")[:300])
    messages.success(request, _("It is put right: the same amount went back. Both stay on the statement."))
    return redirect("exchange:statement", account_after(viewer, uid))


@login_required
@never_cache
@require_safe
def statement(request: HttpRequest, uid: str) -> HttpResponse:
    """What came and went on an account, the last first."""
    page = statement_page(viewer_in(request), uid, whole_number(request.GET.get("before")))
    return render(request, "exchange/circles/statement.html", {"page": page})


@login_required
@never_cache
@require_safe
def statement_csv(request: HttpRequest, uid: str) -> HttpResponse:
    """The whole statement as a table for a spreadsheet, the newest first."""
    viewer, out = viewer_in(request), io.StringIO()
    table = csv.writer(out)
    table.writerow(["number", "day", "with", "for", "amount", "balance", "unit", "uid"])
    before: int | None = None
    while True:
        page = statement_page(viewer, uid, before, many=500)
        for one in page.lines:
            sign = "" if one.came else "-"
            table.writerow(
                [one.number, one.on.isoformat(), *map(neutralise, (one.other, one.words)),
                 sign + one.amount, one.balance, page.currency, one.uid]
            )  # fmt: skip
        before = page.before
        if before is None:
            break
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="statement-{uid}.csv"'
    return answer


@login_required
@never_cache
@require_safe
def statement_pdf(request: HttpRequest, uid: str) -> HttpResponse:
    """The statement on paper, from a first to a last day."""
    first, last = day_asked(request, "from"), day_asked(request, "to")
    return as_pdf(
        papers.statement_pdf(printed_statement(viewer_in(request), uid, first, last)), f"statement-{uid}"
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    said = {"payer": "from", "payee": "to", "amount": "amount", "words": "for"}
    return {name: request.GET.get(word, "")[:300] for name, word in said.items()}


def _twice(
    request: HttpRequest, uid: str, form: Any, act: Any, title: str, sure: str, told: str, account: Any
) -> HttpResponse:
    """A payment that is read once more before it is done; without a script."""
    if request.POST.get("sure") == "yes" and did(request, form, act):
        messages.success(request, told)
        return redirect("exchange:statement", account())
    context: dict[str, Any] = {
        "form": form, "title": title, "sure": sure, "back": reverse("exchange:circle", args=[uid]),
    }  # fmt: skip
    if request.method == "POST" and request.POST.get("sure") not in ("no", "yes") and form.is_valid():
        said = form.cleaned_data
        context |= {
            "said": said, "shown": amounts.shown(said["amount"], form.currency),
            "payer": dict(form.fields["payer"].choices)[said["payer"]],
            "payee": dict(form.fields["payee"].choices)[said["payee"]],
            "kept": [(name, request.POST.get(name, "")) for name in form.fields],
        }  # fmt: skip
        return render(request, "exchange/circles/pay_sure.html", context)
    return render(request, "exchange/circles/pay.html", context)
