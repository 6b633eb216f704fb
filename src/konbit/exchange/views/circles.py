"""Circles: kinds to choose from, those of a group, one with its rules; beginning, opening, ending one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import own_groups, resolution_choices
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.errors import NotFound
from konbit.base.text import sentence
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.exchange.actions import circles as actions
from konbit.exchange.actions import terms as terms_actions
from konbit.exchange.forms.circles import CircleForm, NewCircleForm, TermsForm
from konbit.exchange.kinds import KINDS
from konbit.exchange.queries.circles import circle_page, circles_of, circles_to_keep
from konbit.exchange.queries.keeping import kept_circle, units_for
from konbit.exchange.queries.terms import kind_of_circle, terms_history, terms_of


@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """What kinds of circle there are, and how each goes; the reader's own circles; where to begin one."""
    viewer = viewer_in(request)
    groups = sorted(own_groups(viewer, "edit").values(), key=lambda link: link.name.casefold())
    context = {"kinds": KINDS.values(), "own": circles_to_keep(viewer), "groups": groups}
    return render(request, "exchange/circles/kinds.html", context)


@require_safe
def of_group(request: HttpRequest, uid: str) -> HttpResponse:
    """The circles of a group."""
    page = circles_of(viewer_in(request), uid)
    stand_in(request, page.group.scope)
    return render(request, "exchange/circles/list.html", {"page": page})


@require_safe
def circle(request: HttpRequest, uid: str) -> HttpResponse:
    """One circle: its rules in plain words, what one can do, who is in it."""
    page = circle_page(viewer_in(request), uid)
    stand_in(request, page.line.group.scope)
    return render(request, "exchange/circles/circle.html", {"page": page})


@login_required
@require_safe
def choose(request: HttpRequest, uid: str) -> HttpResponse:
    """Choose a kind of circle to begin."""
    _group, link = group_for(viewer_in(request), uid, "edit")
    stand_in(request, link.scope)
    return render(request, "exchange/circles/choose.html", {"kinds": KINDS.values(), "group": link})


@login_required
@never_cache
def new(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    """Begin a circle of a kind: its name, in what it counts. Its rules stand as is usual, to be changed."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, uid, "edit")
    stand_in(request, link.scope)
    declared = KINDS.get(kind)
    if declared is None:
        raise NotFound(_("There is no such kind of circle."), remedy=_("Choose one of the list."))
    form = NewCircleForm(
        request.POST or None, kind=declared, initial={"audience": "group"},
        currencies=units_for(viewer, group.pk, declared.sorts),
    )  # fmt: skip
    made: list[str] = []

    def act() -> None:
        made.append(actions.begin_circle(viewer, uid, form.draft(kind), form.cleaned_data["key"]))

    if did(request, form, act):
        row = kept_circle(viewer, made[0])
        return done(request, _("It stands. Look at its rules, then bring its members in."), row, _at(made[0]))
    back = reverse("exchange:choose-circle", args=[uid])
    return form_page(
        request, form, _("Begin: %(kind)s") % {"kind": declared.title}, back, lead=declared.story,
        about=link.name, button=_("Begin"),
    )  # fmt: skip


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write the name of a circle and what it is for again, or in another language."""
    viewer = viewer_in(request)
    row = kept_circle(viewer, uid)
    stand_in(request, row.group.scope)
    form = CircleForm(
        request.POST or None, row=row, language=request.GET.get("language", "")[:12],
        initial={"audience": row.audience},
    )  # fmt: skip
    if did(request, form, lambda: actions.write_circle(viewer, uid, form.draft(row.kind))):
        return done(request, _("Saved."), row, _at(uid))
    away = reverse("exchange:remove-circle", args=[uid])
    return form_page(request, form, _("Mend or translate"), _at(uid), remove_url=away)


@login_required
@never_cache
def terms(request: HttpRequest, uid: str) -> HttpResponse:
    """Give a circle other rules, by a resolution once it runs."""
    viewer = viewer_in(request)
    row = kept_circle(viewer, uid)
    stand_in(request, row.group.scope)
    form = TermsForm(
        request.POST or None, kind=kind_of_circle(row), currency=row.currency, values=terms_of(row),
        agreed=row.state != "draft", resolutions=resolution_choices(viewer, {row.group_id}),
    )  # fmt: skip

    def act() -> None:
        made.append(terms_actions.change_terms(viewer, uid, form.values, form.agreed_by))

    made: list[Any] = []
    if did(request, form, act):
        return done(request, _("These rules hold from today on."), made[0], _at(uid))
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("The rules of the circle"), _at(uid), about=about)


@require_safe
def past_terms(request: HttpRequest, uid: str) -> HttpResponse:
    """All rules that ever held in a circle, with where they were agreed."""
    page = terms_history(viewer_in(request), uid)
    return render(request, "exchange/circles/past_terms.html", {"page": page})


@login_required
@require_POST
def move(request: HttpRequest, uid: str, step: str) -> HttpResponse:
    """Open a circle, or end it."""
    viewer = viewer_in(request)
    if step == "open":
        row = actions.open_circle(viewer, uid)
        return done(request, _("The circle runs."), row, _at(uid))
    row = actions.close_circle(viewer, uid)
    return done(request, _("The circle has ended. All that was booked can still be read."), row, _at(uid))


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take away a circle in which nothing was booked."""
    row = actions.remove_circle(viewer_in(request), uid)
    return done(request, _("It is taken away."), row, reverse("exchange:circles-of", args=[row.group.uid]))


def _at(uid: str) -> str:
    return reverse("exchange:circle", args=[uid])
