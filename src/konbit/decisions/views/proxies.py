"""Proxies: letting somebody else vote for one, and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.writing import did
from konbit.decisions.actions.proxies import give_proxy, take_back_proxy
from konbit.decisions.forms.passing import ProxyForm
from konbit.decisions.queries.proxies import proxies_page
from konbit.directory.queries.of_group import gone
from konbit.directory.views.asking import viewer_in, whole_number


@login_required
@never_cache
def proxies(request: HttpRequest, uid: str) -> HttpResponse:
    """Who votes for the reader, and for whom she votes; giving one's vote to somebody."""
    viewer = viewer_in(request)
    page = proxies_page(viewer, uid)
    chosen = whole_number(request.POST.get("line"))
    rows = []
    for line in page.lines:
        is_sent = request.method == "POST" and line.id == chosen
        form = ProxyForm(request.POST if is_sent else None, choices=line.choices, auto_id=f"id_{line.id}_%s")

        def act(line_id: int = line.id, form: ProxyForm = form) -> None:
            give_proxy(viewer, uid, line_id, form.cleaned_data["holder"])

        if is_sent and did(request, form, act):
            messages.success(request, _("She votes for you now. You can take it back."))
            return redirect("decisions:proxies", uid)
        rows.append((line, form))
    if request.method == "POST" and chosen not in [line.id for line in page.lines]:
        raise gone()
    return render(request, "decisions/proxies.html", {"page": page, "rows": rows})


@login_required
@never_cache
@require_POST
def take_back(request: HttpRequest, uid: str, line: int) -> HttpResponse:
    """Vote oneself again."""
    take_back_proxy(viewer_in(request), uid, line)
    messages.success(request, _("You vote yourself again."))
    return redirect("decisions:proxies", uid)
