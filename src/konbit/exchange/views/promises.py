"""Promises: writing one down, saying yes or no to it, keeping it, letting it go; all of a circle's."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, form_page
from konbit.directory.views.asking import viewer_in
from konbit.exchange.actions import promises as actions
from konbit.exchange.forms.promises import DisputeForm, PromiseForm
from konbit.exchange.queries.own_accounts import promises_in
from konbit.exchange.queries.pay_page import pay_page


@login_required
@never_cache
@require_safe
def of_circle(request: HttpRequest, uid: str) -> HttpResponse:
    """The promises of a circle: one's own, and for who keeps the books all."""
    viewer = viewer_in(request)
    page = pay_page(viewer, uid)
    context = {"circle": page.circle, "promises": promises_in(viewer, page.circle)}
    return render(request, "exchange/circles/promises.html", context)


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down who owes whom how much."""
    viewer = viewer_in(request)
    form = PromiseForm(request.POST or None, page=pay_page(viewer, uid))
    to = reverse("exchange:promises", args=[uid])
    if did(request, form, lambda: actions.promise(viewer, form.draft(), form.cleaned_data["key"])):
        messages.success(request, _("It is written down."))
        return redirect(to)
    lead = _("An invoice, a loan among friends, a balance from the notebook. Who is to pay says yes to it.")
    return form_page(request, form, _("Who owes whom?"), to, lead=lead)


@login_required
@require_POST
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Say yes to a promise, or let it go."""
    viewer = viewer_in(request)
    if request.POST.get("answer") == "let_go":
        actions.let_go(viewer, uid, request.POST.get("why", ""))
    else:
        actions.confirm(viewer, uid)
    messages.success(request, _("Your answer is written down."))
    return redirect("exchange:own-accounts")


@login_required
@never_cache
def dispute(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that it is not so, and why."""
    viewer = viewer_in(request)
    row = actions.open_promise(viewer, uid)
    form = DisputeForm(request.POST or None)
    back = reverse("exchange:own-accounts")
    if did(request, form, lambda: actions.dispute(viewer, uid, form.cleaned_data["why"])):
        messages.success(request, _("Your answer is written down."))
        return redirect(back)
    return form_page(request, form, _("No, it is not so"), back, about=row.text)


@login_required
@require_POST
def keep(request: HttpRequest, uid: str) -> HttpResponse:
    """Pay what is left of a promise."""
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"konbit:kept:{uid}:{request.POST.get('left', '')}")
    actions.keep(viewer_in(request), uid, key)
    messages.success(request, _("It is paid."))
    return redirect("exchange:own-accounts")
