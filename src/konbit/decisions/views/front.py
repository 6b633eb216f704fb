"""The room's first page: its doors; where a person may vote; what ways of deciding there are."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konbit.decisions.queries import votes
from konbit.decisions.queries.methods import shipped_methods
from konbit.decisions.queries.vote_choices import NOT_BY_HAND, groups_to_decide_in
from konbit.directory.views.asking import viewer_in

FEW = 3
"""To so many groups each method leads directly; who keeps more goes by the page of the group."""


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What can be found and done in this room."""
    viewer = viewer_in(request)
    context = {
        "viewer": viewer,
        "groups": groups_to_decide_in(viewer),
        "open": votes.open_votes(viewer),
        "counted": votes.counted_votes(viewer),
    }
    return render(request, "decisions/front.html", context)


@login_required
@require_safe
def own_votes(request: HttpRequest) -> HttpResponse:
    """Where the person who is signed in may vote, what is open first."""
    return render(request, "decisions/own_votes.html", {"lines": votes.own_votes(viewer_in(request))})


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """The ways of deciding that come with Konbit."""
    groups = groups_to_decide_in(viewer_in(request))
    context = {"methods": shipped_methods(), "groups": groups[:FEW], "not_by_hand": NOT_BY_HAND}
    return render(request, "decisions/methods.html", context)
