"""What somebody waits for: a list, a new wish, no more of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from konbit.assembly.views.writing import did
from konbit.directory.queries.digests import has_address
from konbit.directory.queries.visible import seen_group, visible_groups
from konbit.directory.views.asking import viewer_in
from konbit.exchange.actions import alerts as actions
from konbit.exchange.forms.listings import AlertForm
from konbit.exchange.queries.alerts import alert_of_token, own_alerts


@login_required
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """All that one waits for, and what there is of it."""
    viewer = viewer_in(request)
    context = {"alerts": own_alerts(viewer), "has_address": has_address(viewer)}
    return render(request, "exchange/listings/alerts.html", context)


@login_required
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Wait for something."""
    viewer = viewer_in(request)
    uid = request.GET.get("group", "")[:20]
    group = None
    if uid:
        row, _sight = seen_group(viewer, uid)
        group = visible_groups(viewer, [row.pk])[row.pk]
    asked = {
        name: request.GET[name][:200] for name in ("what", "words", "sort", "term") if request.GET.get(name)
    }
    form = AlertForm(request.POST or None, initial=asked)
    if did(request, form, lambda: actions.wait_for(viewer, form.draft(uid))):
        messages.success(request, _("You are told as soon as something comes."))
        return redirect("exchange:own-alerts")
    context = {"form": form, "group": group, "back": reverse("exchange:own-alerts")}
    return render(request, "exchange/listings/alert_new.html", context)


@login_required
@require_POST
def stop(request: HttpRequest, uid: str) -> HttpResponse:
    """Wait for it no more."""
    actions.stop_waiting(viewer_in(request), uid)
    messages.success(request, _("You are not told of it any more."))
    return redirect("exchange:own-alerts")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Stop from the letter, without signing in: looking changes nothing, the button does. Mail programs press
    it by themselves for whoever asks them to (RFC 8058)."""
    alert_of_token(token)
    if request.method == "POST":
        actions.stop_by_letter(token)
    return render(request, "exchange/listings/alert_stop.html", {"stopped": request.method == "POST"})
