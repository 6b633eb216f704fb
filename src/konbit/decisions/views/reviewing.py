"""Looking at all projects of a budget that wait, on one page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from konbit.assembly.views.writing import did
from konbit.decisions.actions.reviewing import review_projects
from konbit.decisions.forms.reviewing import ReviewAllForm, written_of
from konbit.decisions.queries.reviewing import to_review
from konbit.directory.views.asking import viewer_in


@login_required
@never_cache
def review_all(request: HttpRequest, uid: str) -> HttpResponse:
    """Say of every project that waits whether it can be done, and why."""
    viewer = viewer_in(request)
    page = to_review(viewer, uid, written_of(request.POST))
    form = ReviewAllForm(request.POST if request.method == "POST" else None, page=page)
    if page.waiting and did(request, form, lambda: review_projects(viewer, form.drafts())):
        many = len(form.drafts())
        words = ngettext("%(count)d project was looked at.", "%(count)d projects were looked at.", many)
        messages.success(request, words % {"count": many})
        return redirect("decisions:budget", uid)
    return render(request, "decisions/budgets/review.html", {"page": page, "form": form, "uid": uid})
