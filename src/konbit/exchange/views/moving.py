"""Moving a circle: bringing members, balances and transfers from elsewhere; taking them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.views.writing import did, form_page
from konbit.base.errors import NotFound
from konbit.directory.views.asking import viewer_in
from konbit.exchange.actions.moving import bring_in, opened_again, read_file
from konbit.exchange.formats import circle_out
from konbit.exchange.formats.circle_tables import Brought, Writing
from konbit.exchange.forms.moving import BringForm
from konbit.exchange.queries.moving_in import moving_in
from konbit.exchange.queries.moving_out import members_out, movable_circle, transfers_out

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@never_cache
def bring(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring a file: see what it would change, then book it."""
    viewer = viewer_in(request)
    movable_circle(viewer, uid)
    back = reverse("exchange:circle", args=[uid])
    if "kept" in request.POST:
        return _booked(request, uid)
    form = BringForm(request.POST or None, request.FILES or None)
    read: list[tuple[Brought, str]] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        read.append(read_file(viewer, uid, file.name, file.read()))

    if did(request, form, act):
        brought, token = read[0]
        writing = Writing(form.cleaned_data["writing"] or brought.writing)
        moving = moving_in(viewer, uid, brought, writing)
        context = {"moving": moving, "kept": token, "writing": writing.value, "back": back}
        return render(request, "exchange/moving/preview.html", context)
    lead = _(
        "Members with their balances, or transfers: from Komunitin, TimeOverflow, Cyclos, the Community "
        "Exchange System, or a spreadsheet. You see what would change before anything is booked."
    )
    title, button = _("Bring it from elsewhere"), _("What would it bring?")
    return form_page(request, form, title, back, lead=lead, sends_files=True, button=button)


def _booked(request: HttpRequest, uid: str) -> HttpResponse:
    viewer = viewer_in(request)
    brought = opened_again(viewer, uid, request.POST["kept"])
    asked = request.POST.get("writing", "")
    if asked not in set(Writing):
        raise NotFound(_("There is no such way of writing amounts."), remedy=_("Bring the file again."))
    came = bring_in(viewer, uid, brought, Writing(asked))
    back = reverse("exchange:circle", args=[uid])
    told = _(
        "Done: new members %(members)d, opening balances %(openings)d, transfers %(transfers)d. What stood "
        "here already is not booked twice."
    )
    many = {"members": came.members, "openings": came.openings, "transfers": came.transfers}
    messages.success(request, told % many)
    if not came.left:
        return redirect(back)
    return render(request, "exchange/moving/left.html", {"left": came.left, "back": back})


def _table(rows: Iterable[Sequence[circle_out.Cell]], form: str) -> HttpResponseBase:
    if form == "xlsx":
        return HttpResponse(circle_out.as_xlsx(rows), content_type=XLSX)
    return StreamingHttpResponse(circle_out.as_csv(rows), content_type="text/csv; charset=utf-8")


@login_required
@never_cache
@require_safe
def take(request: HttpRequest, uid: str, what: str, form: str) -> HttpResponseBase:
    """Members or transfers of a circle, as CSV, as a workbook, or as a JSON:API document."""
    viewer = viewer_in(request)
    currency, members = members_out(viewer, uid)
    name = f"{what}-{uid}.{form}"
    response: HttpResponseBase
    if form == "json":
        text = (
            circle_out.accounts_json(members, currency)
            if what == "members"
            else circle_out.transfers_json(transfers_out(viewer, uid), members, currency)
        )
        response = HttpResponse(text, content_type="application/vnd.api+json; charset=utf-8")
    else:
        rows = (
            circle_out.member_rows(members, currency)
            if what == "members"
            else circle_out.transfer_rows(transfers_out(viewer, uid), currency)
        )
        response = _table(rows, form)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
