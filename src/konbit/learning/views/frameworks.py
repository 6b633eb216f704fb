"""Frameworks: their page, their versions side by side, writing and adopting them."""

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
from konbit.base.text import sentence
from konbit.directory.queries.of_group import gone, group_for
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.learning.actions import adopting
from konbit.learning.actions import frameworks as actions
from konbit.learning.forms.frameworks import AdoptionForm, FrameworkForm, PriorityForm
from konbit.learning.queries import choices
from konbit.learning.queries.frameworks import framework_page, numbers_of, priority_written, roots_to_choose
from konbit.learning.queries.rows import thing_written
from konbit.learning.queries.versions import versions_page


@require_safe
def framework(request: HttpRequest, uid: str) -> HttpResponse:
    """A framework: each priority with what is assumed, was learned, remains to be verified."""
    return render(request, "learning/framework.html", {"page": framework_page(viewer_in(request), uid)})


@require_safe
def versions(request: HttpRequest, uid: str) -> HttpResponse:
    """All versions side by side."""
    page = versions_page(viewer_in(request), uid, reader_of(request))
    return render(request, "learning/versions.html", {"page": page, "uid": uid})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Write down a framework of a group."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, group_uid, "edit")
    form = FrameworkForm(request.POST or None, earlier=choices.earlier_choices(viewer, group.pk))
    made: list[str] = []
    if did(request, form, lambda: made.append(actions.start_framework(viewer, group_uid, form.draft()))):
        row = thing_written(viewer, "framework", made[0])
        return done(request, _("Written down. Add its priorities."), row, _page(made[0]))
    lead = _("What you hold to together: priorities, principles, hypotheses. Each gets its number.")
    back = reverse("learning:of-group", args=[group_uid])
    return form_page(request, form, _("Write down a framework"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a framework again, or in another language."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "framework", uid)
    names = ("version", "valid_from", "valid_until", "audience")
    form = FrameworkForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        earlier=choices.earlier_choices(viewer, row.group_id, uid),
        initial={name: getattr(row, name) for name in names} | {"follows": row.follows and row.follows.uid},
    )
    if did(request, form, lambda: actions.write_framework(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, _page(uid))
    remove = reverse("learning:remove-framework", args=[uid])
    return form_page(request, form, _("Write the framework again"), _page(uid), remove_url=remove)


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a framework away."""
    row = actions.remove_framework(viewer_in(request), uid)
    to = reverse("learning:of-group", args=[row.group.uid])
    return done(request, _("The framework is taken away; its claims stay."), row, to)


@login_required
@never_cache
def new_priority(request: HttpRequest, uid: str) -> HttpResponse:
    """Add a priority."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "framework", uid)
    taken = [one.number for one in numbers_of(uid)]
    form = PriorityForm(
        request.POST or None,
        roots=roots_to_choose(viewer, uid),
        initial={"number": max(taken, default=0) + 1},
    )
    made: list[Any] = []
    if did(request, form, lambda: made.append(actions.add_priority(viewer, uid, form.draft()))):
        return done(request, _("Added."), made[0], f"{_page(uid)}#p{made[0].number}")
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("Add a priority"), _page(uid), about=about)


@login_required
@never_cache
def edit_priority(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Write a priority again, or in another language."""
    viewer = viewer_in(request)
    thing_written(viewer, "framework", uid)
    row = priority_written(uid, number)
    if row is None:
        raise gone()
    form = PriorityForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        roots=roots_to_choose(viewer, uid),
        initial={"number": number, "grew_from": [one.out_of_id for one in row.roots.all()]},
    )
    if did(request, form, lambda: actions.write_priority(viewer, uid, number, form.draft())):
        return done(request, _("Saved."), row, f"{_page(uid)}#p{form.cleaned_data['number']}")
    return form_page(request, form, _("Write the priority again"), f"{_page(uid)}#p{number}")


@login_required
@never_cache
def adopt(request: HttpRequest, uid: str) -> HttpResponse:
    """A group of the reader's works by this framework: all of it or part of it."""
    viewer = viewer_in(request)
    page = framework_page(viewer, uid)
    groups = own_groups(viewer, "edit")
    ids = [link.id for link in groups.values()]
    form = AdoptionForm(
        request.POST or None,
        groups=[(own, link.name) for own, link in groups.items()],
        priorities=numbers_of(uid),
        resolutions=resolution_choices(viewer, ids),
    )
    made: list[Any] = []
    if did(request, form, lambda: made.append(adopting.adopt(viewer, uid, form.draft()))):
        return done(request, _("Noted."), made[0], f"{_page(uid)}#adopted")
    about = sentence(page.link.title, reader_of(request))
    lead = _("A group may take all of it, or the part that is its own.")
    return form_page(request, form, _("We work by this"), _page(uid), about=about, lead=lead)


@login_required
@require_POST
def leave(request: HttpRequest, adoption_id: int) -> HttpResponse:
    """Take the entry of an adoption away."""
    row = adopting.leave(viewer_in(request), adoption_id)
    return done(request, _("Taken away."), row, _page(row.framework.uid))


def _page(uid: str) -> str:
    return reverse("learning:framework", args=[uid])
