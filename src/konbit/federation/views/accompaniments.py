"""Going along with an enterprise: pages for the people of the two groups alone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.undoing import tell_done
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import accompaniments as actions
from konbit.federation.forms.accompaniments import (
    SUPPORTS,
    AccompanimentForm,
    NewAccompanimentForm,
    NewVisitForm,
    VisitForm,
)
from konbit.federation.forms.supports import EndForm
from konbit.federation.queries.accompaniments import (
    accompaniment_page,
    accompaniments_page,
    seen_accompaniment,
    seen_visit,
)


@login_required
@never_cache
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """With whom a group goes along, and who goes along with it."""
    page = accompaniments_page(viewer_in(request), group_uid)
    return render(request, "federation/accompaniments.html", {"page": page})


@login_required
@never_cache
def one(request: HttpRequest, uid: str) -> HttpResponse:
    """An accompaniment: its aim, its visits, what comes next."""
    return render(
        request, "federation/accompaniment.html", {"page": accompaniment_page(viewer_in(request), uid)}
    )


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Begin to go along together."""
    viewer = viewer_in(request)
    page = accompaniments_page(viewer, group_uid)
    form = NewAccompanimentForm(request.POST or None)
    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        supports = said["side"] == SUPPORTS
        made.append(
            actions.begin_accompaniment(
                viewer, group_uid, said["other"], form.draft(), said["key"], supports=supports
            )
        )

    if did(request, form, act):
        return done(
            request,
            _("Written down. The people of both groups see it, nobody else."),
            made[0],
            _page(made[0]),
        )
    back = reverse("federation:accompaniments", args=[group_uid])
    lead = _("What you write here is for the people of the two groups alone.")
    return form_page(request, form, _("Go along together"), back, lead=lead, about=page.group.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """The aim and the time of an accompaniment."""
    viewer = viewer_in(request)
    row = seen_accompaniment(viewer, uid)
    form = AccompanimentForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial={"valid_from": row.valid_from, "valid_until": row.valid_until},
    )
    if did(request, form, lambda: actions.write_accompaniment(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, _page(row))
    return form_page(request, form, _("Aim and time"), _page(row))


@login_required
@never_cache
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that an accompaniment ended."""
    viewer = viewer_in(request)
    row = seen_accompaniment(viewer, uid)
    form = EndForm(request.POST or None)
    if did(request, form, lambda: actions.end_accompaniment(viewer, uid, form.cleaned_data["on"])):
        return done(request, _("It has ended. All that was written stays."), row, _page(row))
    lead = _("Tell of the last visit first: what has become of the aim?")
    return form_page(request, form, _("End it"), _page(row), lead=lead)


@login_required
@never_cache
def new_visit(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell of a visit, or of a talk."""
    viewer = viewer_in(request)
    row = seen_accompaniment(viewer, uid)
    form = NewVisitForm(request.POST or None)
    made: list[Any] = []

    def act() -> None:
        made.append(actions.tell_visit(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        return done(request, _("Written down for both groups."), made[0], _page(row))
    return form_page(request, form, _("Tell of a visit or a talk"), _page(row), about=_aim(request, row))


@login_required
@never_cache
def edit_visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Tell of a visit differently."""
    viewer = viewer_in(request)
    visit = seen_visit(viewer, visit_id)
    names = ("on", "text", "next_step", "next_on")
    form = VisitForm(request.POST or None, initial={name: getattr(visit, name) for name in names})
    to = _page(visit.accompaniment)
    if did(request, form, lambda: actions.write_visit(viewer, visit_id, form.draft())):
        return done(request, _("Saved."), visit, to)
    remove = reverse("federation:remove-visit", args=[visit_id])
    return form_page(request, form, _("Tell it differently"), to, remove_url=remove)


@login_required
@require_POST
def remove_visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Take a visit away."""
    visit = actions.remove_visit(viewer_in(request), visit_id)
    to = _page(visit.accompaniment)
    tell_done(request, _("It is taken away."), visit, to)
    return redirect(to)


def _page(row: Any) -> str:
    return reverse("federation:accompaniment", args=[row.uid])


def _aim(request: HttpRequest, row: Any) -> str:
    return sentence(row.aim, reader_of(request))
