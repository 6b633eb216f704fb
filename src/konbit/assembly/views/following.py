"""Letters about conversations: having them, and stopping them from the letter itself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from konbit.assembly.actions import following
from konbit.assembly.queries.letters import followed, follower_of_token
from konbit.directory.queries.digests import has_address
from konbit.directory.views.asking import reader_of, viewer_in

HOWS = (
    ("daily", gettext_lazy("at most one letter a day")),
    ("weekly", gettext_lazy("at most one letter a week")),
    ("never", gettext_lazy("no letters")),
)


@login_required
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """All that somebody follows, and how often she hears of it."""
    viewer = viewer_in(request)
    context = {"rows": followed(viewer, reader_of(request)), "hows": HOWS, "has_address": has_address(viewer)}
    return render(request, "assembly/letters.html", context)


@login_required
@require_POST
def follow(request: HttpRequest, uid: str) -> HttpResponse:
    """Hear of a conversation daily, weekly or never."""
    following.follow(viewer_in(request), uid, request.POST.get("how", ""))
    return _kept(request, reverse("assembly:conversation", args=[uid]))


@login_required
@require_POST
def follow_all(request: HttpRequest, uid: str) -> HttpResponse:
    """Hear of everything that is said in a group."""
    following.follow_all(viewer_in(request), uid, request.POST.get("how", ""))
    return _kept(request, reverse("assembly:conversations", args=[uid]))


def _kept(request: HttpRequest, usual: str) -> HttpResponse:
    back = request.POST.get("next", "")
    messages.success(request, _("Saved."))
    inside = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if inside else usual)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters, without signing in: looking changes nothing, the button does.

    Mail programs press it by themselves for whoever asks them to (RFC 8058), without a cookie, so that the
    link itself has to be enough.
    """
    _person, thread = follower_of_token(token)
    if request.method == "POST":
        following.stop(token)
    context = {"one": thread is not None, "stopped": request.method == "POST"}
    return render(request, "assembly/letters_stop.html", context)
