"""Saying what was done, with a way back; the page on which it is taken back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.assembly.actions.undoing import must_undo
from konbit.assembly.actions.undoing import undo as take_back
from konbit.assembly.queries.acts import act_of, told_act
from konbit.people.views.asking import viewer_in


def tell_done(request: HttpRequest, sentence: str, row: Any, back: str) -> None:
    """Say on the next page what was done to a row, with a way to take it back and come to `back`."""
    act = act_of(row)
    if act is None:
        messages.success(request, sentence)
        return
    address = f"{reverse('assembly:undo', args=[act])}?{urlencode({'next': back})}"
    messages.success(request, format_html('{} <a href="{}">{}</a>', sentence, address, _("Take it back")))


@login_required
@never_cache
def undo(request: HttpRequest, act: uuid.UUID) -> HttpResponse:
    """What an act changed, and the button that takes it back."""
    viewer = viewer_in(request)
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("home")
    if request.method == "POST":
        take_back(viewer, act)
        messages.success(request, _("It is as it was before."))
        return redirect(back)
    must_undo(viewer, act)
    return render(request, "assembly/undo.html", {"told": told_act(act), "back": back})
