"""Offers and needs as tables and profiles: taken out, brought in, what was left."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.views.undoing import tell_done
from konbit.assembly.views.writing import did, form_page
from konbit.base.errors import NotFound
from konbit.directory.queries.of_group import group_for
from konbit.directory.queries.visible import seen_group
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.exchange.actions.listing_tables import Brought, bring_table
from konbit.exchange.formats.listings_table import written
from konbit.exchange.formats.offers_wants import profile as profile_of
from konbit.exchange.forms.listings import TableForm
from konbit.exchange.queries.left_rows import left_rows
from konbit.exchange.queries.listing_choices import NEED, OFFER
from konbit.exchange.queries.listings import ListingLine, listing_page, listings_of_group
from konbit.people.audience import ANYONE


@require_safe
@never_cache
def table(request: HttpRequest, group_uid: str) -> HttpResponse:
    """What a group offers and needs, as CSV."""
    viewer = viewer_in(request)
    group, _sight = seen_group(viewer, group_uid)
    lines = [
        *listings_of_group(viewer, group.pk, OFFER),
        *listings_of_group(viewer, group.pk, NEED),
    ]
    response = HttpResponse(
        "\ufeff" + "".join(written(lines, reader_of(request))), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="offers-and-needs-{group.uid}.csv"'
    return response


@require_safe
@never_cache
def profiles(request: HttpRequest, group_uid: str) -> HttpResponse:
    """What everybody may see of a group's offers and needs, as Murmurations profiles."""
    group, _sight = seen_group(viewer_in(request), group_uid)
    lines: list[ListingLine] = [
        *listings_of_group(ANYONE, group.pk, OFFER),
        *listings_of_group(ANYONE, group.pk, NEED),
    ]
    found = [one for line in lines if (one := profile_of(line, reader_of(request)))]
    return JsonResponse({"data": found}, json_dumps_params={"ensure_ascii": False})


@require_safe
@never_cache
def profile(request: HttpRequest, uid: str) -> HttpResponse:
    """One offer or need as a Murmurations profile: what everybody may see of it."""
    found = profile_of(listing_page(ANYONE, uid).line, reader_of(request))
    if found is None:
        raise NotFound(
            _("Its group shows no point on the map, which this format wants."),
            remedy=_("Say where the group is, to about ten kilometres."),
        )
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


@login_required
@never_cache
def bring(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Bring a table of offers and needs; the rows that cannot be taken come back with the reason."""
    viewer = viewer_in(request)
    group_for(viewer, group_uid, "edit")
    back = reverse("exchange:group-listings", args=[group_uid])
    form = TableForm(request.POST or None, request.FILES or None)
    brought: list[Brought] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        language = form.cleaned_data["language"] or reader_of(request)
        brought.append(bring_table(viewer, group_uid, file.name, file.read(), language))

    if did(request, form, act):
        return _brought(request, brought[0], back)
    lead = _(
        "One row for each. Columns such as: what (offer or need), sort, title, text, category, quantity, "
        "price, currency, free, where, until."
    )
    return form_page(
        request, form, _("Bring a table"), back, lead=lead, sends_files=True, button=_("Take it")
    )


def _brought(request: HttpRequest, brought: Brought, back: str) -> HttpResponse:
    if brought.first is not None:
        words = ngettext(
            "%(count)s offer or need was taken.", "%(count)s offers and needs were taken.", brought.made
        )
        tell_done(request, words % {"count": brought.made}, brought.first, back)
    if not brought.refused:
        return redirect(back)
    left = reverse("exchange:left-listings", args=[brought.left])
    context = {"made": brought.made, "refused": brought.refused, "left": left, "back": back}
    return render(request, "exchange/listings/brought.html", context)


@login_required
@require_safe
@never_cache
def left(request: HttpRequest, token: str) -> HttpResponse:
    """The rows that were not taken, with the reason, as a file."""
    response = HttpResponse(left_rows(viewer_in(request), token), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="left-rows.csv"'
    return response
