"""Who stands in an election, and what limits ask of those elected."""

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
from konbit.base.text import sentence
from konbit.decisions.actions import candidates as standing
from konbit.decisions.actions import limits as limiting
from konbit.decisions.forms.elections import CandidateForm, EnterForm, LimitForm, fields_of
from konbit.decisions.queries import candidates as queries
from konbit.directory.views.asking import reader_of, viewer_in


@require_safe
def candidates(request: HttpRequest, uid: str) -> HttpResponse:
    """Who stands, what they say, what limits ask."""
    page = queries.election_page(viewer_in(request), uid)
    return render(request, "decisions/candidates.html", {"page": page})


@login_required
@never_cache
def stand(request: HttpRequest, uid: str) -> HttpResponse:
    """Stand oneself, or say it anew."""
    viewer = viewer_in(request)
    page = queries.election_page(viewer, uid)
    row = queries.candidate_written(viewer, uid, page.own) if page.own else None
    form = _form(request, CandidateForm, uid, row, {"name": viewer.name})
    made: list[str] = []
    if did(request, form, lambda: made.append(standing.stand(viewer, uid, form.draft()))):
        row = queries.candidate_written(viewer, uid, made[0])
        return done(
            request, _("You stand. You can step back as long as the vote is not over."), row, _to(uid)
        )
    lead = _("Everybody who sees this vote sees what you write here.")
    return _form_page(request, form, _("Stand for election"), page, lead)


@login_required
@never_cache
def enter(request: HttpRequest, uid: str) -> HttpResponse:
    """Enter somebody who said yes to it."""
    viewer = viewer_in(request)
    page = queries.election_page(viewer, uid)
    form = _form(request, EnterForm, uid, None, {})
    made: list[str] = []

    def act() -> None:
        made.append(standing.enter_candidate(viewer, uid, form.draft(), form.cleaned_data["agreed"]))

    if did(request, form, act):
        row = queries.candidate_written(viewer, uid, made[0])
        return done(request, _("%(name)s stands.") % {"name": row.name}, row, _to(uid))
    lead = _("For somebody who asked you to. What she says of herself, she alone decides.")
    return _form_page(request, form, _("Enter a candidate"), page, lead)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str, word: str) -> HttpResponse:
    """Say anew who stands."""
    viewer = viewer_in(request)
    row = queries.candidate_written(viewer, uid, word)
    page = queries.election_page(viewer, uid)
    form = _form(request, CandidateForm, uid, row, {})
    if did(request, form, lambda: standing.change_candidate(viewer, uid, word, form.draft())):
        return done(request, _("Saved."), row, _to(uid))
    return _form_page(request, form, row.name, page, "")


@login_required
@require_POST
def withdraw(request: HttpRequest, uid: str, word: str) -> HttpResponse:
    """Step back."""
    row = standing.withdraw_candidate(viewer_in(request), uid, word)
    return done(request, _("%(name)s stands no longer.") % {"name": row.name}, row, _to(uid))


@login_required
@never_cache
def limits(request: HttpRequest, uid: str) -> HttpResponse:
    """What limits ask, and another one."""
    viewer = viewer_in(request)
    page = queries.election_page(viewer, uid)
    form = LimitForm(request.POST or None, choices=queries.election_choices(viewer, uid))
    made: list[int] = []
    if did(request, form, lambda: made.append(limiting.add_limit(viewer, uid, form.draft()))):
        row = queries.limit_written(viewer, uid, made[0])
        return done(request, _("Written down."), row, reverse("decisions:limits", args=[uid]))
    return render(request, "decisions/limits.html", {"page": page, "form": form})


@login_required
@require_POST
def remove_limit(request: HttpRequest, uid: str, limit_id: int) -> HttpResponse:
    """Ask it no longer."""
    row = limiting.remove_limit(viewer_in(request), uid, limit_id)
    return done(request, _("This is asked no longer."), row, reverse("decisions:limits", args=[uid]))


def _form(request: HttpRequest, kind: type[CandidateForm], uid: str, row: Any, said: dict[str, Any]) -> Any:
    choices = queries.election_choices(viewer_in(request), uid)
    language = request.GET.get("language", "")[:12]
    if row is not None:
        said = {"name": row.name, "college": row.college_id, **fields_of(choices, row.traits)}
    return kind(request.POST or None, row=row, language=language, choices=choices, initial=said)


def _form_page(
    request: HttpRequest, form: Any, title: str, page: queries.ElectionPage, lead: str
) -> HttpResponse:
    about = sentence(page.title, reader_of(request))
    return form_page(request, form, title, _to(page.uid), lead=lead, about=about)


def _to(uid: str) -> str:
    return reverse("decisions:candidates", args=[uid])
