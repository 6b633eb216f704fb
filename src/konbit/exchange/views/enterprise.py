"""A common enterprise: what was given, sharing a surplus, paying it out, using the reserve."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.assembly.queries.choices import resolution_choices
from konbit.assembly.views.writing import did, form_page
from konbit.base.errors import Problem
from konbit.directory.views.asking import viewer_in, whole_number
from konbit.exchange import amounts
from konbit.exchange.actions import enterprise as actions
from konbit.exchange.forms.enterprise import GivenForm, PayOutForm, ReserveForm, SurplusForm
from konbit.exchange.queries.enterprise import (
    given_page,
    shares_to_pay_out,
    sharing_page,
    surplus_choices,
    surplus_unit,
)
from konbit.exchange.queries.keeping import kept_circle
from konbit.exchange.queries.units import unit_named


@login_required
@never_cache
def given(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down what was given to the enterprise."""
    viewer = viewer_in(request)
    form = GivenForm(request.POST or None, page=given_page(viewer, uid))

    def act() -> None:
        said = form.cleaned_data
        actions.note_given(viewer, uid, form.given, said["words"], said["on"], said["key"])

    if did(request, form, act):
        messages.success(request, _("It is written down. It counts when a surplus is shared."))
        return redirect(_at(uid))
    lead = _("Hours and goods that were given to what belongs to all. Leave empty who gave nothing.")
    return form_page(request, form, _("What was given"), _at(uid), lead=lead)


@login_required
@never_cache
def share(request: HttpRequest, uid: str) -> HttpResponse:
    """Share a surplus: write how much, look at what everybody would get, share."""
    viewer = viewer_in(request)
    circle = kept_circle(viewer, uid)
    form = SurplusForm(
        request.POST or None, units=surplus_choices(viewer, circle),
        resolutions=resolution_choices(viewer, {circle.group_id}),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            unit = unit_named(viewer, circle.group_id, said["currency"])
            amount = amounts.read(said["amount"], unit)
        except Problem as problem:
            form.add_error("amount", f"{problem.what} {problem.remedy}")
        else:
            if request.POST.get("sure") == "yes":
                seen = whole_number(request.POST.get("seen")) or 0
                surplus = actions.Surplus(amount, said["currency"], seen)

                def act() -> None:
                    actions.share_surplus(viewer, uid, surplus, form.agreed_by, said["key"])

                if did(request, form, act):
                    messages.success(request, _("It is shared. Everybody sees her part on her account."))
                    return redirect(_at(uid))
            elif request.POST.get("sure") != "no":
                context: dict[str, Any] = {
                    "page": sharing_page(viewer, uid, amount, unit), "back": _at(uid),
                    "kept": [(name, request.POST.get(name, "")) for name in form.fields],
                }  # fmt: skip
                return render(request, "exchange/enterprise/sure.html", context)
    lead = _("You see what everybody would get before anything is booked.")
    title, button = _("Share a surplus"), _("Who would get how much?")
    return form_page(request, form, title, _at(uid), lead=lead, button=button)


@login_required
@never_cache
def pay_out(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that somebody got her share in cash."""
    viewer = viewer_in(request)
    unit, shares = shares_to_pay_out(viewer, uid)
    form = PayOutForm(request.POST or None, shares=shares, currency=unit)

    def act() -> None:
        said = form.cleaned_data
        actions.pay_out_share(viewer, uid, said["account"], said["amount"], said["key"])

    if did(request, form, act):
        messages.success(request, _("It is written down that it was handed over."))
        return redirect(_at(uid))
    lead = _("Konbit writes down what was handed over. It never holds money.")
    if not shares:
        lead = _("Nobody has a share that is not paid out. Share a surplus first.")
    return form_page(request, form, _("Pay out what was shared"), _at(uid), lead=lead)


@login_required
@never_cache
def use(request: HttpRequest, uid: str) -> HttpResponse:
    """Use something of the reserve, by a resolution."""
    viewer = viewer_in(request)
    circle = kept_circle(viewer, uid)
    form = ReserveForm(
        request.POST or None, currency=surplus_unit(circle),
        resolutions=resolution_choices(viewer, {circle.group_id}),
    )  # fmt: skip

    def act() -> None:
        said = form.cleaned_data
        actions.use_reserve(viewer, uid, said["amount"], said["what"], form.agreed_by, said["key"])

    if did(request, form, act):
        messages.success(request, _("It is written down."))
        return redirect(_at(uid))
    lead = _("For seed, a tool, a hard time: whatever you agreed to use it for.")
    return form_page(request, form, _("Use the reserve"), _at(uid), lead=lead)


def _at(uid: str) -> str:
    return reverse("exchange:circle", args=[uid])
