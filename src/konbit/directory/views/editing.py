"""Adding a group and writing about it, section by section; two who write at once lose nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.base.errors import Problem
from konbit.directory.actions.editing import Overtaken, add_group, edit_group
from konbit.directory.forms.adding import AddForm
from konbit.directory.forms.all_sections import SECTIONS
from konbit.directory.forms.sections import SectionForm
from konbit.directory.forms.terms import TermsForm
from konbit.directory.queries.change_words import told_parts
from konbit.directory.queries.choices import scheme_choices
from konbit.directory.queries.editing import Editable, editable_group
from konbit.directory.queries.finding import network_to_join, usual_country
from konbit.directory.queries.policies import ways_in
from konbit.directory.state import State
from konbit.directory.views.alike import alike_in, none_of_these
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in, whole_number
from konbit.directory.views.proposals import propose


@login_required
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """A new group, with a name and a place; into a network, where its address names one: what others bring
    to a network that looks first is proposed to it."""
    viewer = viewer_in(request)
    network = network_to_join(viewer, request.GET.get("network", ""))
    if network and ways_in(viewer, network.uid).waits:
        return propose(request, network.uid)
    first = {"country": usual_country(network.id)} if network else None
    form = AddForm(request.POST or None, initial=first)
    found = alike_in(request, form)
    is_another = not found or none_of_these(request)
    if request.method == "POST" and form.is_valid() and is_another:
        try:
            group = add_group(viewer, form.state(date.today().isoformat()), network.uid if network else "")
        except Problem as problem:
            show_in_form(form, problem)
        else:
            messages.success(request, _("%(group)s is here. You look after it now.") % {"group": group.name})
            if town := form.guessed_town():
                said = _("Several towns have this name; it stands in %(town)s now. Change the place if not.")
                messages.warning(request, said % {"town": town})
            return redirect(_headed_for(request) or reverse("directory:edit", args=[group.uid]))
    context = {"form": form, "network": network, "found": found}
    return render(request, "directory/group_add.html", context)


def _headed_for(request: HttpRequest) -> str:
    """The page of this site that somebody was on the way to when she found that she needs a group."""
    to = request.GET.get("next", "")
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure()) else ""


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """What can be written about a group, and what stands there."""
    viewer = viewer_in(request)
    group = editable_group(viewer, uid)
    sections = [
        {
            "section": section,
            "told": told_parts({part: group.state[part] for part in section.parts}, reader_of(request)),
        }
        for section in SECTIONS.values()
        if section.verb in group.may
    ]
    terms = told_parts({"terms": group.state["terms"]}, reader_of(request))
    return render(request, "directory/edit.html", {"group": group, "sections": sections, "terms": terms})


@login_required
@never_cache
def section(request: HttpRequest, uid: str, code: str) -> HttpResponse:
    """One section: its form, and beside it what somebody else saved meanwhile."""
    if code not in SECTIONS:
        raise Http404
    shown = SECTIONS[code]
    group = editable_group(viewer_in(request), uid, shown.verb)
    form = shown.form(request.POST or None, state=group.state)
    context = {"section": shown}
    return _written(request, group, form, "directory/edit_section.html", context)


@login_required
@never_cache
def terms(request: HttpRequest, uid: str) -> HttpResponse:
    """The words of one list, to be ticked; all lists without one."""
    group = editable_group(viewer_in(request), uid)
    schemes = scheme_choices([term for term, _primary in group.state["terms"]], group.network_ids)
    ticked = {term for term, _primary in group.state["terms"]}
    chosen = next((one for one in schemes if one.code == request.GET.get("list")), None)
    if chosen is None:
        lists = [{"scheme": one, "ticked": [t for t in one.terms if t.id in ticked]} for one in schemes]
        return render(request, "directory/edit_terms.html", {"group": group, "lists": lists})
    form = TermsForm(request.POST or None, state=group.state, scheme=chosen)
    return _written(request, group, form, "directory/edit_section.html", {"scheme": chosen})


def _written(
    request: HttpRequest, group: Editable, form: SectionForm, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Save a form that was sent, or show it: again with what was typed, if something is wrong with it."""
    theirs: State = {}
    if request.method == "POST" and form.is_valid():
        version = whole_number(request.POST.get("version"))
        try:
            changed = edit_group(
                viewer_in(request),
                group.link.uid,
                group.version if version is None else version,
                form.wanted(),
            )
        except Overtaken as overtaken:
            theirs = overtaken.now
            show_in_form(form, overtaken)
        except Problem as problem:
            show_in_form(form, problem)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was different."))
            if "again" in request.POST:
                return redirect(request.get_full_path())
            return redirect("directory:edit", group.link.uid)
    context |= {
        "group": group,
        "form": form,
        "theirs": told_parts(theirs, reader_of(request)),
        "version": group.version,
    }
    status = 409 if theirs else 422 if request.method == "POST" else 200
    return render(request, template, context, status=status)
