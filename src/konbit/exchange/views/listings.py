"""Offers and needs: looked through, one of them, those of a group, one's own, a sheet for the wall."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.base.text import sentence
from konbit.directory.queries.visible import seen_group, visible_groups
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.directory.views.sending import sent as send
from konbit.exchange.queries.alerts import own_alerts
from konbit.exchange.queries.browsing import Looked, browse
from konbit.exchange.queries.listing_choices import NEED, OFFER, what_choices
from konbit.exchange.queries.listings import listing_page, listings_of_group, own_listings
from konbit.exchange.queries.matching import may_meet
from konbit.exchange.queries.photos import listing_photo
from konbit.people.audience import ANYONE
from konbit.people.sharing import passed_on, qr_svg, ways_to_share


@require_safe
def browsing(request: HttpRequest) -> HttpResponse:
    """What is offered, or needed: the list first, narrowed by sort, category, words and nearness."""
    found = browse(viewer_in(request), Looked.read(request.GET))
    looked = found.looked
    context = {
        "found": found,
        "looked": looked,
        "tabs": [(code, label, looked.but(what=code, sort="", term="")) for code, label in what_choices()],
        "sorts": [
            (label, count, looked.but(sort=code), code == looked.sort) for code, label, count in found.sorts
        ],
        "terms": [(label, count, looked.but(term=pk), pk == looked.term) for pk, label, count in found.terms],
        "all_sorts": looked.but(sort=""),
        "all_terms": looked.but(term=""),
        "before": looked.but(page=looked.page - 1) if looked.page > 1 else "",
        "after": looked.but(page=looked.page + 1) if looked.page < found.pages else "",
    }
    return render(request, "exchange/listings/browse.html", context)


@require_safe
def listing(request: HttpRequest, uid: str) -> HttpResponse:
    """An offer or a need: what, for what, where, until when, how to answer, what may meet it."""
    viewer = viewer_in(request)
    page = listing_page(viewer, uid)
    stand_in(request, page.line.group.scope)
    words = sentence(page.line.title, reader_of(request))
    sent = passed_on(page.line.url)
    context = {"page": page, "line": page.line, "words": words, "sent": sent}
    context |= {"ways": ways_to_share(sent, words), "meetings": may_meet(viewer, page.line)}
    return render(request, "exchange/listings/listing.html", context)


@require_safe
def photo(request: HttpRequest, uid: str, photo_id: int) -> HttpResponse:
    """A picture of what is offered or needed."""
    return send(request, listing_photo(viewer_in(request), uid, photo_id))


@require_safe
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """What a group and its people offer and need."""
    viewer = viewer_in(request)
    group, sight = seen_group(viewer, group_uid)
    stand_in(request, group.scope)
    context = {
        "group": visible_groups(viewer, [group.pk])[group.pk],
        "offers": listings_of_group(viewer, group.pk, OFFER),
        "needs": listings_of_group(viewer, group.pk, NEED),
        "takes_part": sight.may("take part"),
        "edits": sight.may("edit"),
    }
    return render(request, "exchange/listings/of_group.html", context)


@require_safe
def sheet(request: HttpRequest, group_uid: str) -> HttpResponse:
    """What a group offers and needs, in large letters, for the wall of its meeting room. It says what
    everybody may see: paper hangs where it hangs."""
    group, _sight = seen_group(viewer_in(request), group_uid)
    back = reverse("exchange:group-listings", args=[group_uid])
    link = passed_on(back)
    context = {
        "group": visible_groups(viewer_in(request), [group.pk])[group.pk],
        "offers": listings_of_group(ANYONE, group.pk, OFFER),
        "needs": listings_of_group(ANYONE, group.pk, NEED),
        "today": date.today(),
        "link": link,
        "qr": qr_svg(link),
        "back": back,
    }
    return render(request, "exchange/listings/sheet.html", context)


@login_required
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What one offers and needs, also what is over: nothing goes out of sight by itself."""
    viewer = viewer_in(request)
    lines = own_listings(viewer)
    context = {
        "asked": [one for one in lines if one.ends_soon or one.state == "over"],
        "open": [one for one in lines if one.state == "open" and not one.ends_soon],
        "done": [one for one in lines if one.state == "done"],
        "alerts": own_alerts(viewer),
    }
    return render(request, "exchange/listings/own.html", context)
