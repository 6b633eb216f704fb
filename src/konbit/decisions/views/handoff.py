"""An election that is handed to Belenios: the list of voters out, the result in."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did
from konbit.decisions.actions.handoff import hand_in, tell_address
from konbit.decisions.forms.elections import AddressForm, HandInForm
from konbit.decisions.queries.handoff import census, handoff_page
from konbit.directory.formats.cells import neutralise
from konbit.directory.views.asking import viewer_in


@never_cache
def handoff(request: HttpRequest, uid: str) -> HttpResponse:
    """Where to vote; what to carry to Belenios, and what to bring back."""
    viewer = viewer_in(request)
    page = handoff_page(viewer, uid)
    form = HandInForm(
        request.POST or None, heaps=page.heaps, limits=page.limits, initial={"address": page.address}
    )
    closed: list[bool] = []
    if did(request, form, lambda: closed.append(hand_in(viewer, uid, form.said()))):
        if closed[0]:
            messages.success(request, _("Two people have entered the same: the vote is closed."))
            return redirect(reverse("decisions:vote", args=[uid]))
        messages.success(request, _("Written down. It counts when a second person has entered the same."))
        return redirect(reverse("decisions:handoff", args=[uid]))
    where = AddressForm(initial={"where": page.address})
    return render(request, "decisions/handoff.html", {"page": page, "form": form, "where": where})


@login_required
@require_POST
def address(request: HttpRequest, uid: str) -> HttpResponse:
    """Say where in Belenios one votes."""
    viewer = viewer_in(request)
    form = AddressForm(request.POST)
    if did(request, form, lambda: tell_address(viewer, uid, form.cleaned_data["where"])):
        messages.success(request, _("Saved. Voters find it on this page."))
        return redirect(reverse("decisions:handoff", args=[uid]))
    page = handoff_page(viewer, uid)
    entered = HandInForm(heaps=page.heaps, limits=page.limits)
    return render(request, "decisions/handoff.html", {"page": page, "form": entered, "where": form})


@login_required
@never_cache
@require_safe
def census_csv(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """The list of voters, as Belenios reads it."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    for one in census(viewer_in(request), uid, key):
        rows.writerow([neutralise(one.address), one.login, one.weight])
    answer = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="voters-{uid}-{key}.csv"'
    return answer
