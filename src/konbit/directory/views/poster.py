"""A network, or any search, as a poster for an assembly."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from konbit.directory.addresses import group_address
from konbit.directory.asked import Asked
from konbit.directory.queries.faces import face_of_uid
from konbit.directory.queries.found import find
from konbit.directory.queries.posters import poster_of
from konbit.directory.queries.visible import seen_group
from konbit.directory.views.asking import reader_of
from konbit.directory.views.first_steps import groups_in_words
from konbit.directory.views.maps import map_of_most
from konbit.directory.views.search_parts import chips
from konbit.people.audience import ANYONE
from konbit.people.sharing import passed_on, qr_svg


@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """The groups of a search on paper: map, list by town, and a code that leads back here.

    The address says what is on it, as on the search page; it prints what everybody may see.
    """
    language = reader_of(request)
    asked = Asked.read(request.GET)
    networks = asked.chosen.get("network", ())
    only = networks[0] if len(networks) == 1 and asked == Asked().choosing("network", networks[0]) else ""
    face = face_of_uid(only, language) if only else None
    if only and face is None:
        network, _sight = seen_group(ANYONE, only)
        title, address = network.name, group_address(network.uid, network.slug)
    elif face:
        title, address = face.name, face.url
    else:
        title, address = "", asked.but(view="").address(reverse("directory:search"))
    found = find(ANYONE, asked, language, count=(), size=0)
    shown = poster_of(found, language)
    request.brand = face_of_uid(networks[0], language) if len(networks) == 1 else None  # type: ignore[attr-defined]
    link = passed_on(address)
    context = {
        "asked": asked,
        "face": face,
        "title": title or ", ".join(chip.label for chip in chips(found)) or _("Who does what, and where"),
        "words": groups_in_words(shown.total, face, language),
        "poster": shown,
        "map": map_of_most(ANYONE, found),
        "today": date.today(),
        "link": link,
        "qr": qr_svg(link),
        "back": address,
    }
    return render(request, "directory/poster.html", context)
