"""Shared interests of a network's members: what is suggested, and answering it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.directory.views.asking import stand_in, viewer_in
from konbit.federation.actions import interests as actions
from konbit.federation.forms.interests import AnswerForm
from konbit.federation.queries import interests as queries


@never_cache
@require_safe
def of_network(request: HttpRequest, uid: str) -> HttpResponse:
    """What members of a network may have in common, for their people."""
    page = queries.interests(viewer_in(request), uid)
    stand_in(request, page.network.scope)
    return render(request, "federation/interests.html", {"page": page})


@login_required
@never_cache
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """Take it up, or leave it, and say why."""
    viewer = viewer_in(request)
    uids = (request.GET.get("one", "")[:12], request.GET.get("other", "")[:12])
    asked = queries.one_pair(viewer, uid, uids)
    stand_in(request, asked.network.scope)
    form = AnswerForm(request.POST or None, initial={"state": request.GET.get("answer", "taken")[:6]})
    back = reverse("federation:interests", args=[uid])

    kept: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        kept.append(actions.answer(viewer, uid, uids, said["state"], said["language"], said["reason"]))

    if did(request, form, act):
        return done(request, _("Your answer is kept."), kept[0], back)
    title = _("%(one)s and %(other)s") % {"one": asked.one.name, "other": asked.other.name}
    return form_page(request, form, title, back, lead=" ".join(asked.reasons), button=_("Answer"))


@login_required
@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take an answer back."""
    row = actions.withdraw(viewer_in(request), uid)
    back = reverse("federation:interests", args=[row.group.uid])
    return done(request, _("The answer is taken back."), row, back)
