"""Pages of networks of networks: ties that wait, two networks side by side, who is in several, in none."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.directory.actions.relating import confirm_relation, unrelate
from konbit.directory.asked import Asked
from konbit.directory.map.overlap_drawing import overlap_drawing
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.overlap import networks_called, none_page, overlap_page, several_page
from konbit.directory.queries.ties import waiting_page
from konbit.directory.views.asking import reader_of, viewer_in, whole_number

_ALSO = frozenset({"everywhere"})


def _number(request: HttpRequest) -> int:
    return whole_number(request.GET.get("page")) or 1


def _in_face_of(request: HttpRequest, network: int) -> None:
    request.brand = face_of(network, reader_of(request))  # type: ignore[attr-defined]


@login_required
@require_safe
@never_cache
def ties(request: HttpRequest, uid: str) -> HttpResponse:
    """The ties that wait for the word of a group, each to be confirmed or refused in one tap."""
    page = waiting_page(viewer_in(request), uid, _number(request))
    _in_face_of(request, page.link.id)
    return render(request, "directory/ties_waiting.html", {"page": page})


@login_required
@require_POST
def confirm_tie(request: HttpRequest, uid: str, relation_id: int) -> HttpResponse:
    """Say for one's own side that a tie holds."""
    confirm_relation(viewer_in(request), uid, relation_id)
    messages.success(request, _("Confirmed."))
    return redirect(_back(request, uid))


@login_required
@require_POST
def refuse_tie(request: HttpRequest, uid: str, relation_id: int) -> HttpResponse:
    """Take a tie away that does not hold."""
    unrelate(viewer_in(request), uid, relation_id)
    messages.success(request, _("Taken away. The history can bring it back."))
    return redirect(_back(request, uid))


def _back(request: HttpRequest, uid: str) -> str:
    """The page from which somebody came, if it is one of this house; else the ties that wait."""
    said = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(said, allowed_hosts={request.get_host()}):
        return said
    return reverse("directory:ties", args=[uid])


@require_safe
def overlap(request: HttpRequest, uid: str) -> HttpResponse:
    """Two networks beside each other: drawn, counted, and listed part by part."""
    viewer, language = viewer_in(request), reader_of(request)
    other, words = request.GET.get("with", ""), request.GET.get("q", "")
    page = overlap_page(
        viewer, uid, other, language, part=request.GET.get("part", ""), number=_number(request)
    )
    _in_face_of(request, page.first.id)
    context = {"page": page, "words": words, "choices": networks_called(viewer, page.first, words)}
    if page.second:
        one, two = page.first.name, page.second.name
        context["drawing"] = overlap_drawing(one, two, page.only_first, page.both, page.only_second)
        context["parts"] = (
            ("both", _("In both"), page.both),
            ("first", _("Only in %(network)s") % {"network": one}, page.only_first),
            ("second", _("Only in %(network)s") % {"network": two}, page.only_second),
        )
    return render(request, "directory/overlap.html", context)


@require_safe
def several(request: HttpRequest, uid: str) -> HttpResponse:
    """Who belongs to several networks of one."""
    page = several_page(viewer_in(request), uid, _number(request))
    _in_face_of(request, page.link.id)
    return render(request, "directory/overlap_several.html", {"page": page})


@require_safe
def none(request: HttpRequest, uid: str) -> HttpResponse:
    """Who around belongs to no network."""
    asked = Asked.read(request.GET, also=_ALSO)
    everywhere = "everywhere" in request.GET
    page = none_page(viewer_in(request), uid, asked, reader_of(request), everywhere=everywhere)
    _in_face_of(request, page.link.id)
    context = {"page": page, "asked": asked, "everywhere": everywhere}
    return render(request, "directory/overlap_none.html", context)
