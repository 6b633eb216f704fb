"""Letters about what waits: having them, and stopping them from the letter itself."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from konbit.directory.actions.digesting import stop_digest, want_digest
from konbit.directory.queries.digests import network_of_token
from konbit.directory.views.asking import viewer_in


@login_required
@require_POST
def want(request: HttpRequest, uid: str) -> HttpResponse:
    """Have letters about what waits in a network, or no more."""
    wanted = "want" in request.POST
    want_digest(viewer_in(request), uid, wanted=wanted)
    messages.success(request, _("You will get letters.") if wanted else _("You will get no more letters."))
    return redirect("directory:waiting-in", uid)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters, without signing in: looking changes nothing, the button does.

    Mail programs press it by themselves for whoever asks them to (RFC 8058), without a cookie, so that the
    link itself has to be enough.
    """
    network = network_of_token(token)
    if request.method == "POST":
        stop_digest(token)
    context = {"network": network, "stopped": request.method == "POST"}
    return render(request, "directory/proposals_digest_stop.html", context)
