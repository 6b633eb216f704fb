"""The first page of learning, and what one group learns."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konbit.directory.views.asking import viewer_in
from konbit.learning.queries.front import front as front_page
from konbit.learning.queries.front import group_learning
from konbit.learning.queries.studies import study_table


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Frameworks, open claims, study modules."""
    return render(request, "learning/front.html", {"page": front_page(viewer_in(request))})


@require_safe
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """What a group learns."""
    return render(request, "learning/of_group.html", {"page": group_learning(viewer_in(request), group_uid)})


@require_safe
def studies(request: HttpRequest, group_uid: str) -> HttpResponse:
    """The studies of a group beside the lessons that rest on them."""
    return render(request, "learning/study_table.html", {"page": study_table(viewer_in(request), group_uid)})
