"""Study modules: their page, the way through them step by step, writing them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.learning.actions import modules as actions
from konbit.learning.forms.modules import PART_FORMS, ModuleForm
from konbit.learning.queries.modules import ModulePage, module_page, part_written, readings_of
from konbit.learning.queries.rows import thing_written

DONE = "study_steps"
"""Under which name the session keeps which steps of which module (uid) were done: no account is needed."""
TITLES = {
    "reading": (gettext_lazy("Add a text to read"), gettext_lazy("The text to read")),
    "question": (gettext_lazy("Add a question"), gettext_lazy("The question")),
    "figure": (gettext_lazy("Add a figure"), gettext_lazy("The figure")),
}


@require_safe
def module(request: HttpRequest, uid: str) -> HttpResponse:
    """A module with everything in it, to look at and to print."""
    page = module_page(viewer_in(request), uid)
    return render(request, "learning/module.html", {"page": page, "went": went(request, page)})


def step(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """One step of the way; sent back as done, it leads to the next."""
    page = module_page(viewer_in(request), uid)
    shown = page.step(number)
    if request.method == "POST":
        kept = request.session.get(DONE, {})
        request.session[DONE] = {**kept, uid: sorted({*kept.get(uid, ()), number})}
        if number < len(page.steps):
            return redirect("learning:step", uid, number + 1)
        messages.success(request, _("You have walked through all of it."))
        return redirect("learning:module", uid)
    context = {"page": page, "step": shown, "went": went(request, page), "view": _view(shown)}
    return render(request, "learning/step.html", context)


def went(request: HttpRequest, page: ModulePage) -> list[int]:
    """The steps of a module that this visitor has done."""
    kept = request.session.get(DONE, {}).get(page.link.uid, ())
    return [one.number for one in page.steps if one.number in kept]


def _view(shown: Any) -> str:
    return f"/{get_language()}{shown.figure.view}" if shown.figure and shown.figure.view else ""


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Make a study module of a group."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, group_uid, "edit")
    form = ModuleForm(request.POST or None)
    made: list[str] = []
    if did(request, form, lambda: made.append(actions.start_module(viewer, group_uid, form.draft()))):
        row = thing_written(viewer, "module", made[0])
        return done(request, _("Made. Add what is to be read."), row, reverse("learning:module", args=made))
    lead = _("Something to study together: what to read and how long it takes, what to ask, an exercise.")
    back = reverse("learning:of-group", args=[group_uid])
    return form_page(request, form, _("Make a study module"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a module again, or in another language."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "module", uid)
    form = ModuleForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial={"licence": row.licence, "audience": row.audience},
    )
    to = reverse("learning:module", args=[uid])
    if did(request, form, lambda: actions.write_module(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, to)
    remove = reverse("learning:remove-module", args=[uid])
    return form_page(request, form, _("Write the module again"), to, remove_url=remove)


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a module away."""
    row = actions.remove_module(viewer_in(request), uid)
    to = reverse("learning:of-group", args=[row.group.uid])
    return done(request, _("The module is taken away."), row, to)


@login_required
@never_cache
def new_part(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    """Add a text, a question or a figure."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "module", uid)
    form = PART_FORMS[kind](request.POST or None, readings=readings_of(uid))
    made: list[Any] = []
    to = reverse("learning:module", args=[uid])
    if did(request, form, lambda: made.append(actions.add_part(viewer, uid, kind, form.draft()))):
        return done(request, _("Added."), made[0], to)
    return form_page(request, form, str(TITLES[kind][0]), to, about=sentence(row.title, reader_of(request)))


@login_required
@never_cache
def part(request: HttpRequest, uid: str, kind: str, pk: int) -> HttpResponse:
    """Write a text, question or figure again, or take it away."""
    viewer = viewer_in(request)
    row = part_written(viewer, uid, kind, pk)
    to = reverse("learning:module", args=[uid])
    language = request.GET.get("language", "")[:12]
    form = PART_FORMS[kind](request.POST or None, row=row, readings=readings_of(uid), language=language)
    if did(request, form, lambda: actions.write_part(viewer, uid, kind, pk, form.draft())):
        return done(request, _("Saved."), row, to)
    remove = reverse("learning:remove-part", args=[uid, kind, pk])
    return form_page(request, form, str(TITLES[kind][1]), to, remove_url=remove)


@login_required
@require_POST
def remove_part(request: HttpRequest, uid: str, kind: str, pk: int) -> HttpResponse:
    """Take a part away."""
    row = actions.remove_part(viewer_in(request), uid, kind, pk)
    return done(request, _("Taken away."), row, reverse("learning:module", args=[uid]))
