"""The page of a group or network, where it comes from, what changed, its photos and recordings."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from konbit.base.errors import NotFound
from konbit.directory.addresses import group_address
from konbit.directory.languages import language_name
from konbit.directory.queries.doors import doors_of
from konbit.directory.queries.faces import face_around, face_of
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.histories import history_page
from konbit.directory.queries.media import media_file
from konbit.directory.queries.merged import now_part_of
from konbit.directory.queries.networks import network_page
from konbit.directory.queries.sources import sources_page
from konbit.directory.views.asking import reader_of, stand_in, viewer_in, whole_number
from konbit.directory.views.maps import map_of_found, map_of_point, ways_out
from konbit.directory.views.sending import sent
from konbit.people.sharing import passed_on, ways_to_share


@require_safe
def group(request: HttpRequest, uid: str, slug: str = "") -> HttpResponse:
    """A group with everything that its reader may know of it; a network with its members."""
    viewer, language = viewer_in(request), reader_of(request)
    try:
        page = group_page(viewer, uid, language, request.GET.get("in", ""))
    except NotFound:
        kept = now_part_of(uid)
        if not kept:
            raise
        return redirect("directory:group", kept)
    link = f"{settings.KONBIT_URL}{page.link.url}"
    passed = passed_on(page.link.url)
    context = {
        "page": page,
        "link": link,
        "sent": passed,
        "ways": ways_to_share(passed, page.title.text),
        "others": [(code, said) for code, said in page.descriptions.items() if said != page.description.text],
        "doors": doors_of(viewer, page.link.id),
        "spoken": [language_name(code, language) for code in page.languages],
    }
    if not page.is_network:
        request.brand = face_around(page.link.id, language)  # type: ignore[attr-defined]
        return render(request, "directory/group.html", context | {"point": map_of_point(page)})
    request.brand = face_of(page.link.id, language)  # type: ignore[attr-defined]
    network = network_page(viewer, page, language)
    context |= {"network": network, "map": map_of_found(viewer, network.found), **ways_out(network.found)}
    return render(request, "directory/network.html", context)


@require_safe
def network(request: HttpRequest, uid: str) -> HttpResponse:
    """A network stands at the address of a group, as it is one."""
    return HttpResponseRedirect(group_address(uid))


@require_safe
def sources(request: HttpRequest, uid: str) -> HttpResponse:
    """Where what the group's page says comes from."""
    page = sources_page(viewer_in(request), uid, reader_of(request), request.GET.get("in", ""))
    stand_in(request, page.link.scope)
    return render(request, "directory/group_sources.html", {"page": page})


@require_safe
def history(request: HttpRequest, uid: str) -> HttpResponse:
    """What changed in the group, newest first."""
    before = whole_number(request.GET.get("before"))
    page = history_page(viewer_in(request), uid, reader_of(request), before)
    stand_in(request, page.link.scope)
    return render(request, "directory/history.html", {"page": page, "is_first": before is None})


@require_safe
def media(request: HttpRequest, media_id: int) -> HttpResponse:
    """A photo or recording; a part of it where the browser asks for one, as telephones do for sound."""
    return sent(request, media_file(viewer_in(request), media_id))
