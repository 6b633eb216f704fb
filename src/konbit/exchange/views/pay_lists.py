"""Paying by list: a payroll of hours, thanks to many; read once more, booked in one go."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from konbit.assembly.views.writing import form_page
from konbit.base.errors import Problem
from konbit.directory.views.asking import viewer_in
from konbit.exchange.actions.paying import Order, pay_list
from konbit.exchange.forms.pay_lists import PayListForm
from konbit.exchange.queries.pay_lists import ListLine, lines_of_notebook, list_shown, rows_to_pay
from konbit.exchange.queries.pay_page import pay_page
from konbit.people.audience import Viewer


@login_required
@never_cache
def pay_by_list(request: HttpRequest, uid: str) -> HttpResponse:
    """Pay many at once: write the list, read it once more, book it."""
    viewer = viewer_in(request)
    page = pay_page(viewer, uid)
    form = PayListForm(request.POST or None, page=page, rows=rows_to_pay(page))
    back = reverse("exchange:circle", args=[uid])
    if request.method == "POST" and form.is_valid() and request.POST.get("sure") != "no":
        said = form.cleaned_data
        try:
            pasted = lines_of_notebook(viewer, page, said["pasted"], said["words"])
            lines = [*form.lines, *pasted]
            shown = list_shown(viewer, page, said["payer"], lines)
        except Problem as problem:
            form.add_error("pasted" if said["pasted"].strip() else None, f"{problem.what} {problem.remedy}")
        else:
            if request.POST.get("sure") == "yes":
                return _booked(request, viewer, uid, said, lines)
            kept = [(name, request.POST.get(name, "")) for name in form.fields]
            context = {"page": shown, "kept": kept, "back": back}
            return render(request, "exchange/circles/pay_list_sure.html", context)
    lead = _("One payment for each line. You read the list once more before it is booked.")
    return form_page(request, form, _("Pay by list"), back, lead=lead, button=_("Read it once more"))


def _booked(
    request: HttpRequest, viewer: Viewer, uid: str, said: dict[str, Any], lines: Sequence[ListLine]
) -> HttpResponse:
    orders = [
        Order(said["payer"], one.account, one.amount, one.words, uuid.uuid5(said["key"], one.account))
        for one in lines
    ]
    outcomes = pay_list(viewer, orders)
    refused = [
        (line, outcome) for line, outcome in zip(lines, outcomes, strict=True) if isinstance(outcome, Problem)
    ]
    paid = len(lines) - len(refused)
    if not refused:
        told = ngettext("%(many)d payment is booked.", "%(many)d payments are booked.", paid)
        messages.success(request, told % {"many": paid})
        return redirect("exchange:statement", said["payer"])
    context = {"paid": paid, "refused": refused, "back": reverse("exchange:circle", args=[uid])}
    return render(request, "exchange/circles/pay_list_done.html", context)
