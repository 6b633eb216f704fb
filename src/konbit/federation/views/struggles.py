"""Struggles: those of a group, one with its life, those of the house; taking one up, telling of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import resolution_choices
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, stand_in, viewer_in, whole_number
from konbit.federation.actions import steps as step_actions
from konbit.federation.actions import struggles as actions
from konbit.federation.forms.struggles import NewStepForm, NewStruggleForm, ResultForm, StepForm, StruggleForm
from konbit.federation.queries.institutions import all_struggles, institutions
from konbit.federation.queries.struggle_choices import wider_choices
from konbit.federation.queries.struggles import struggle_page, struggles_of
from konbit.federation.queries.written import naming, thing_written
from konbit.people.sharing import passed_on, ways_to_share


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """The struggles of the house, those that go on first."""
    asked = request.GET
    page = all_struggles(viewer_in(request), asked.get("state", ""), whole_number(asked.get("page")) or 1)
    return render(request, "federation/struggles.html", {"page": page})


@require_safe
def by_institution(request: HttpRequest) -> HttpResponse:
    """The institutions of which struggles speak; or one of them, with all that is told of it."""
    page = institutions(viewer_in(request), request.GET.get("of", "")[:300])
    return render(request, "federation/institutions.html", {"page": page})


@require_safe
def of_group(request: HttpRequest, uid: str) -> HttpResponse:
    """The struggles of a group."""
    page = struggles_of(viewer_in(request), uid)
    stand_in(request, page.group.scope)
    return render(request, "federation/struggles_of.html", {"page": page})


@require_safe
def struggle(request: HttpRequest, uid: str) -> HttpResponse:
    """A struggle with its life, its parts beneath, and who stands with it."""
    page = struggle_page(viewer_in(request), uid)
    stand_in(request, page.line.group.scope)
    words = sentence(page.line.title, reader_of(request))
    sent = passed_on(page.line.url)
    context = {"page": page, "words": words, "sent": sent, "ways": ways_to_share(sent, words)}
    return render(request, "federation/struggle.html", context)


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Take up a struggle for a group."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, uid, "take part")
    stand_in(request, link.scope)
    form = NewStruggleForm(
        request.POST or None,
        wider=wider_choices(viewer, group.pk),
        resolutions=resolution_choices(viewer, [group.pk]),
        initial={"within": request.GET.get("within", "")[:12]},
    )
    made: list[str] = []
    if did(
        request,
        form,
        lambda: made.append(actions.take_up(viewer, uid, form.draft(), form.cleaned_data["key"])),
    ):
        row = thing_written(viewer, "struggle", made[0], "take part")
        return done(request, _("Written down."), row, reverse("federation:struggle", args=made))
    lead = _("What do we demand, defend, or build ourselves? A name is enough to begin.")
    back = reverse("federation:struggles-of", args=[uid])
    return form_page(request, form, _("Take up a struggle"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a struggle again, or in another language."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "struggle", uid)
    stand_in(request, row.group.scope)
    form = StruggleForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        wider=wider_choices(viewer, row.group_id, uid),
        resolutions=resolution_choices(viewer, [row.group_id]),
        initial={
            "way": row.way,
            "institution": naming(viewer, row.institution_group, row.institution),
            "within": row.within.uid if row.within else "",
            "resolution": row.resolution.uid if row.resolution else "",
            "valid_from": row.valid_from,
            "audience": row.audience,
        },
    )
    back = reverse("federation:struggle", args=[uid])
    if did(request, form, lambda: actions.write_struggle(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, back)
    return form_page(
        request,
        form,
        _("Mend or translate"),
        back,
        remove_url=reverse("federation:remove-struggle", args=[uid]),
    )


@login_required
@never_cache
def result(request: HttpRequest, uid: str) -> HttpResponse:
    """Say what became of a struggle."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "struggle", uid)
    stand_in(request, row.group.scope)
    form = ResultForm(request.POST or None, row=row, initial={"state": row.state, "on": row.valid_until})
    back = reverse("federation:struggle", args=[uid])
    if did(request, form, lambda: actions.tell_result(viewer, uid, form.draft())):
        return done(request, _("Written down."), row, back)
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("What became of it?"), back, about=about)


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a struggle away."""
    row = actions.remove_struggle(viewer_in(request), uid)
    back = reverse("federation:struggles-of", args=[row.group.uid])
    return done(request, _("The struggle is taken away."), row, back)


@login_required
@never_cache
def new_step(request: HttpRequest, uid: str) -> HttpResponse:
    """Tell of a step, a position, an appeal, a victory or a setback."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "struggle", uid, "take part")
    stand_in(request, row.group.scope)
    form = NewStepForm(request.POST or None, initial={"kind": request.GET.get("kind", "step")[:8]})
    back = reverse("federation:struggle", args=[uid])
    made: list[Any] = []

    def act() -> None:
        made.append(step_actions.add_step(viewer, uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        return done(request, _("It stands in its life now."), made[0], back)
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("Tell what happened"), back, about=about)


@login_required
@never_cache
def edit_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a step differently, or in another language."""
    viewer = viewer_in(request)
    step = step_actions.own_step(viewer, pk)
    form = StepForm(
        request.POST or None, row=step,
        initial={"kind": step.kind, "on": step.on, "address": step.address},
    )  # fmt: skip
    back = reverse("federation:struggle", args=[step.struggle.uid])
    if did(request, form, lambda: step_actions.write_step(viewer, pk, form.draft())):
        return done(request, _("Saved."), step, back)
    away = reverse("federation:remove-step", args=[pk])
    return form_page(request, form, _("Tell it differently"), back, remove_url=away)


@login_required
@require_POST
def remove_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step away."""
    step = step_actions.remove_step(viewer_in(request), pk)
    back = reverse("federation:struggle", args=[step.struggle.uid])
    return done(request, _("It is taken away."), step, back)
