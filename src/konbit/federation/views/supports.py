"""What a group gives, uses and lacks; saying it, ending it, answering it; the eco-system of a network."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.undoing import tell_done
from konbit.assembly.views.writing import did, done, form_page
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.federation.actions import supports as actions
from konbit.federation.ecosystem_drawing import ecosystem_drawing
from konbit.federation.forms.supports import EndForm, NewSupportForm, OneSupportForm, initial_of
from konbit.federation.queries.ecosystem import ecosystem
from konbit.federation.queries.supports import other_name, support_written, supports_page


@require_safe
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """What a group gives, uses and lacks, and what others say of it."""
    page = supports_page(viewer_in(request), group_uid)
    stand_in(request, page.group.scope)
    return render(request, "federation/supports.html", {"page": page})


@require_safe
def eco(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Who gives, uses and lacks what, where, in a network."""
    page = ecosystem(
        viewer_in(request), group_uid, reader_of(request),
        request.GET.get("function", "")[:10], request.GET.get("territory", "")[:200],
    )  # fmt: skip
    stand_in(request, page.group.scope)
    title = _("The eco-system of supports of %(group)s") % {"group": page.group.name}
    drawn = ecosystem_drawing(page, title)
    return render(request, "federation/ecosystem.html", {"page": page, "title": title, "drawn": drawn})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Say what a group gives, uses or lacks."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, group_uid, "take part")
    wanted = {"does": request.GET.get("does", "gives"), "functions": request.GET.getlist("function")[:9]}
    form = NewSupportForm(request.POST or None, initial=wanted)
    made: list[Any] = []

    def act() -> None:
        made.extend(actions.say_supports(viewer, group_uid, form.draft(), form.cleaned_data["key"]))

    to = _address(group_uid)
    if did(request, form, act):
        return done(request, _("Written down."), made[0], to)
    lead = _("A word is enough. Whoever looks for support, or has some to give, finds you by it.")
    return form_page(request, form, _("What do you give, use or lack?"), to, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Say a support differently, or in another language."""
    viewer = viewer_in(request)
    row = support_written(viewer, uid)
    form = OneSupportForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial=initial_of(row, other_name(viewer, row)),
    )
    to = _address(row.group.uid)
    if did(request, form, lambda: actions.write_support(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, to)
    remove = reverse("federation:remove-support", args=[uid])
    return form_page(request, form, _("Say it differently"), to, about=row.group.name, remove_url=remove)


@login_required
@never_cache
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that a support is over."""
    viewer = viewer_in(request)
    row = support_written(viewer, uid)
    form = EndForm(request.POST or None)
    to = _address(row.group.uid)
    if did(request, form, lambda: actions.end_support(viewer, uid, form.cleaned_data["on"])):
        return done(request, _("It stands among what is over."), row, to)
    lead = _("What was there stays to be read, with its time.")
    return form_page(request, form, _("It is over"), to, lead=lead, about=row.group.name)


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a support away."""
    row = actions.remove_support(viewer_in(request), uid)
    to = _address(row.group.uid)
    tell_done(request, _("It is taken away."), row, to)
    return redirect(to)


@login_required
@require_POST
def answer(request: HttpRequest, uid: str) -> HttpResponse:
    """The group that is named says whether it is so."""
    row = actions.answer_support(viewer_in(request), uid, request.POST.get("answer", ""))
    said = {
        "yes": _("Thank you: both sides say that it is so."),
        "no": _("It is noted that you say it is not so."),
        "open": _("The question is open again."),
    }
    messages.success(request, said[row.answer])
    assert row.other is not None
    return redirect(f"{_address(row.other.uid)}#named")


def _address(group_uid: str) -> str:
    return reverse("federation:supports", args=[group_uid])
