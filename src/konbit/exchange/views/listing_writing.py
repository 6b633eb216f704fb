"""Offering and needing: two steps at most; writing again, renewing, ending; pictures; what meets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from konbit.assembly.queries.choices import own_groups
from konbit.assembly.views.undoing import tell_done
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.exchange.actions import listing_letters, listing_photos, matching
from konbit.exchange.actions import listings as actions
from konbit.exchange.forms.listings import EditListingForm, NewListingForm, PhotoForm
from konbit.exchange.queries.listing_choices import OFFER, heading, sort_doors, what_choices
from konbit.exchange.queries.listing_letters import listing_of_token
from konbit.exchange.queries.listing_places import place_choices
from konbit.exchange.queries.listings import as_typed, listing_written
from konbit.exchange.queries.units import currency_choices


@login_required
@never_cache
def where(request: HttpRequest) -> HttpResponse:
    """For which of one's groups something is offered or needed; with one group there is nothing to ask."""
    groups = list(own_groups(viewer_in(request), "take part").values())
    if len(groups) == 1:
        return redirect("exchange:new-listing", groups[0].uid)
    return render(request, "exchange/listings/where.html", {"groups": groups})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Offer or need something: what sort of thing first, then the rest."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, group_uid, "take part")
    stand_in(request, group.scope)
    back = reverse("exchange:group-listings", args=[group_uid])
    what, sort = request.GET.get("what", ""), request.GET.get("sort", "")
    told = heading(what, sort)
    if not told:
        context = {"group": link, "whats": what_choices(), "sorts": sort_doors(), "back": back}
        return render(request, "exchange/listings/sort.html", context)
    form = NewListingForm(
        request.POST or None, request.FILES or None, group=group.pk,
        currencies=currency_choices(viewer, group.pk), places=place_choices(group.pk),
    )  # fmt: skip
    made: list[str] = []

    def act() -> None:
        said = form.cleaned_data
        shot = actions.Shot(said["picture"], said["alt"]) if said["picture"] else None
        made.append(actions.list_it(viewer, group_uid, form.draft(what, sort), said["key"], shot))

    if did(request, form, act):
        to = reverse("exchange:listing", args=made)
        return done(request, _("It stands. Others can find it now."), listing_written(viewer, made[0]), to)
    offers = what == OFFER
    title = _("What do you offer?") if offers else _("What do you need?")
    about = f"{capfirst(told)} · {link.name}"
    first_step = reverse("exchange:new-listing", args=[group_uid])
    return form_page(
        request, form, title, first_step, about=about, sends_files=True,
        button=_("Offer it") if offers else _("Say that we need it"),
    )  # fmt: skip


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write it again, or in another language."""
    viewer = viewer_in(request)
    row: Any = actions.kept_listing(viewer, uid)
    stand_in(request, row.group.scope)
    form = EditListingForm(
        request.POST or None, request.FILES or None, row=row, group=row.group_id,
        language=request.GET.get("language", "")[:12], currencies=currency_choices(viewer, row.group_id),
        places=place_choices(row.group_id), initial=as_typed(row),
    )  # fmt: skip

    def act() -> None:
        said = form.cleaned_data
        actions.write_listing(viewer, uid, form.draft(row.what, said["sort"]))
        if said["picture"]:
            listing_photos.add_photo(viewer, uid, said["picture"], said["language"], said["alt"])

    back = reverse("exchange:listing", args=[uid])
    if did(request, form, act):
        return done(request, _("Saved."), row, back)
    return form_page(request, form, _("Write it again"), back, sends_files=True)


@login_required
@require_POST
def renew(request: HttpRequest, uid: str) -> HttpResponse:
    """It still holds."""
    viewer = viewer_in(request)
    actions.renew_listing(viewer, uid)
    return _told(request, _("It stands for three months more."), listing_written(viewer, uid), uid)


@login_required
@require_POST
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """It is done: found, or given away."""
    viewer = viewer_in(request)
    actions.end_listing(viewer, uid)
    return _told(request, _("Done. It stays among yours."), listing_written(viewer, uid), uid)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew_by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Renew it from a letter, without signing in: looking changes nothing, the button does."""
    row, _until = listing_of_token(token)
    if request.method == "POST":
        row = listing_letters.renew_by_letter(token)
    context = {
        "title": sentence(row.title, reader_of(request)),
        "until": row.until_on,
        "done": request.method == "POST",
    }
    return render(request, "exchange/listings/renew.html", context | {"uid": row.uid})


@login_required
@never_cache
def add_photo(request: HttpRequest, uid: str) -> HttpResponse:
    """A picture more."""
    viewer = viewer_in(request)
    row = actions.kept_listing(viewer, uid)
    form = PhotoForm(request.POST or None, request.FILES or None)

    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(listing_photos.add_photo(viewer, uid, said["picture"], reader_of(request), said["alt"]))

    back = reverse("exchange:listing", args=[uid])
    if did(request, form, act):
        return done(request, _("Saved."), made[0], back)
    about = sentence(row.title, reader_of(request))
    return render(request, "exchange/listings/photo.html", {"form": form, "back": back, "about": about})


@login_required
@require_POST
def remove_photo(request: HttpRequest, uid: str, photo_id: int) -> HttpResponse:
    """Take a picture away."""
    photo = listing_photos.remove_photo(viewer_in(request), uid, photo_id)
    return _told(request, _("The picture is taken away."), photo, uid)


@login_required
@require_POST
def meets(request: HttpRequest, uid: str, other: str) -> HttpResponse:
    """Say that an offer meets a need, or that it does not."""
    viewer = viewer_in(request)
    if request.POST.get("fits") == "no":
        matching.say_it_does_not(viewer, uid, other)
        messages.success(request, _("It is not suggested here any more."))
    elif matching.say_it_meets(viewer, uid, other):
        messages.success(request, _("Both sides say that it fits."))
    else:
        messages.success(request, _("Written down. The other side sees it, too: write to them."))
    return redirect("exchange:listing", uid)


def _told(request: HttpRequest, words: str, row: Any, uid: str) -> HttpResponse:
    """Say what was done, on the page from which it was done."""
    back = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    to = back if inside else reverse("exchange:listing", args=[uid])
    tell_done(request, words, row, to)
    return redirect(to)
