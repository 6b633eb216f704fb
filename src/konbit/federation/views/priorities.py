"""What groups want first: adopted, written, put in order, ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import resolution_choices
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import group_for
from konbit.directory.queries.visible import seen_group
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import priorities as actions
from konbit.federation.forms.priorities import AdoptForm, EndForm, PriorityForm
from konbit.federation.queries.aligning import ties_of, waiting_for
from konbit.federation.queries.meeting import may_propose
from konbit.federation.queries.priorities import group_priorities, priority_page
from konbit.federation.queries.priority_rows import seen_priority, themes_written, written_priority
from konbit.federation.queries.themes import theme_choices


@require_safe
@never_cache
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """What a group wants first, in its order; what others proposed to it and waits for its word."""
    viewer = viewer_in(request)
    page = group_priorities(viewer, group_uid)
    group, _sight = seen_group(viewer, group_uid)
    return render(
        request, "federation/priorities.html", {"page": page, "waiting": waiting_for(viewer, group)}
    )


@require_safe
@never_cache
def priority(request: HttpRequest, uid: str) -> HttpResponse:
    """A priority: why, by which resolution, how far its targets are, how it meets those of others."""
    viewer = viewer_in(request)
    page = priority_page(viewer, uid)
    row = seen_priority(viewer, uid)
    context = {
        "page": page,
        "ties": ties_of(viewer, row),
        "may_propose": page.line.holds and may_propose(viewer, row.group),
        "words": sentence(page.line.statement, reader_of(request)),
    }
    return render(request, "federation/priority.html", context)


@login_required
@never_cache
def adopt(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Adopt a priority by a resolution."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, group_uid, "edit")
    theme = request.GET.get("theme", "")
    form = AdoptForm(
        request.POST or None,
        resolutions=resolution_choices(viewer, [group.pk]),
        themes=theme_choices(group.pk),
        initial={"themes": [int(theme)]} if theme.isdigit() else {},
    )
    made: list[Any] = []

    def act() -> None:
        key = form.cleaned_data["key"]
        made.append(actions.adopt_priority(viewer, group_uid, form.draft(), form.agreed_by, key))

    if did(request, form, act):
        return done(
            request, _("Adopted. Now say how much of it you want, by when."), made[0], _of(made[0].uid)
        )
    lead = _("What you want first, agreed upon together. Others can see it, and say how theirs meets it.")
    back = reverse("federation:priorities", args=[group_uid])
    return form_page(request, form, _("Adopt a priority"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a priority again, or in another language."""
    viewer = viewer_in(request)
    row = written_priority(viewer, uid)
    used = themes_written(row)
    form = PriorityForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        themes=theme_choices(row.group_id, used),
        initial={
            "themes": used, "valid_from": row.valid_from, "valid_until": row.valid_until,
            "audience": row.audience,
        },
    )  # fmt: skip
    if did(request, form, lambda: actions.write_priority(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, _of(uid))
    lead = _("Mend or translate its words. What means something else is another priority: adopt that one.")
    return form_page(request, form, _("Write it again"), _of(uid), lead=lead)


@login_required
@never_cache
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """End a priority by a resolution."""
    viewer = viewer_in(request)
    row = written_priority(viewer, uid)
    form = EndForm(request.POST or None, resolutions=resolution_choices(viewer, [row.group_id]))

    def act() -> None:
        said = form.cleaned_data
        agreed = replace(form.agreed_by, audience=row.audience)
        actions.end_priority(viewer, uid, agreed, said["reason"], said["language"], said["on"])

    if did(request, form, act):
        return done(request, _("It ended. What was reached stays here to be read."), row, _of(uid))
    lead = _("Reached, given up or replaced: say why, others learn from it.")
    about = sentence(row.statement, reader_of(request))
    return form_page(request, form, _("End this priority"), _of(uid), lead=lead, about=about)


@login_required
@require_POST
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a priority away that was written by mistake."""
    viewer = viewer_in(request)
    row = actions.withdraw_priority(viewer, uid)
    return done(request, _("Taken away."), row, reverse("federation:priorities", args=[row.group.uid]))


@login_required
@require_POST
def move(request: HttpRequest, uid: str) -> HttpResponse:
    """Put a priority one place higher or lower."""
    row = actions.move_priority(viewer_in(request), uid, request.POST.get("to") == "up")
    return redirect(f"{reverse('federation:priorities', args=[row.group.uid])}#p-{uid}")


def _of(uid: str) -> str:
    return reverse("federation:priority", args=[uid])
