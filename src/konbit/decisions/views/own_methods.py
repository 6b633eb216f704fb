"""The ways of deciding of a group: making one its own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.queries.choices import short
from konbit.assembly.views.writing import did, done, form_page
from konbit.decisions.actions import own_methods as actions
from konbit.decisions.forms.own_methods import MethodForm
from konbit.decisions.queries.methods import method_named, shipped_methods
from konbit.decisions.queries.vote_choices import NOT_BY_HAND, method_written, own_methods_page
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import viewer_in


@require_safe
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """The methods that a group made its own, and those of its networks; from which one can begin."""
    page = own_methods_page(viewer_in(request), group_uid)
    begin = [one for one in shipped_methods() if one.word not in NOT_BY_HAND]
    return render(request, "decisions/own_methods.html", {"page": page, "begin": begin})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str, word: str) -> HttpResponse:
    """Make a method one's own, begun from a shipped one."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, group_uid, "edit")
    base = method_named(viewer, word)
    form = MethodForm(request.POST or None, base=base)
    back = reverse("decisions:methods-of", args=[group_uid])
    made: list[str] = []

    def act() -> None:
        made.append(actions.make_method(viewer, group_uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        row = method_written(viewer, made[0])
        return done(request, _("It can be chosen for votes now."), row, back)
    lead = _("Begun from: %(method)s") % {"method": short(base.title)}
    return form_page(request, form, _("Your own way of deciding"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write an own method anew."""
    viewer = viewer_in(request)
    row = method_written(viewer, uid)
    form = MethodForm(
        request.POST or None, base=method_named(viewer, row.begun_from), row=row,
        language=request.GET.get("language", "")[:12],
    )  # fmt: skip
    back = reverse("decisions:methods-of", args=[row.group.uid])
    if did(request, form, lambda: actions.change_method(viewer, uid, form.draft())):
        return done(
            request, _("Saved. Votes that are open keep the rules with which they opened."), row, back
        )
    return form_page(request, form, _("Your own way of deciding"), back)
