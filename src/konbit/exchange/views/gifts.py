"""What is given without a price: writing down a gift, hours of care."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.assembly.views.writing import did, done, form_page
from konbit.directory.views.asking import viewer_in
from konbit.exchange.actions.care_hours import note_care
from konbit.exchange.actions.gifts import note_gift
from konbit.exchange.forms.gifts import CareForm, GiftForm
from konbit.exchange.queries.care_hours import carers_to_choose
from konbit.exchange.queries.gifts import members_to_choose


@login_required
@never_cache
def new_gift(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down a gift."""
    viewer = viewer_in(request)
    form = GiftForm(request.POST or None, members=members_to_choose(viewer, uid))
    back = reverse("exchange:circle", args=[uid])
    if did(request, form, lambda: note_gift(viewer, uid, form.draft(), form.cleaned_data["key"])):
        messages.success(request, _("It is written down."))
        return redirect(back)
    lead = _("It is counted, and nobody owes anything for it. The members of the circle see it.")
    return form_page(request, form, _("Write down a gift"), back, lead=lead)


@login_required
@never_cache
def new_care(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down hours of care."""
    viewer = viewer_in(request)
    currency, members = carers_to_choose(viewer, uid)
    form = CareForm(request.POST or None, members=members, currency=currency)
    back = reverse("exchange:circle", args=[uid])
    made: list[Any] = []

    def act() -> None:
        made.append(note_care(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        return done(request, _("It is written down, and nobody owes anything for it."), made[0], back)
    lead = _("Care that nobody pays for: it counts, and is never asked back.")
    return form_page(request, form, _("Write down care"), back, lead=lead)
