"""Proposing a group or a change and reporting what is wrong: for everybody, with or without an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.base.errors import Problem
from konbit.directory.actions.proposing import Outcome, propose_change, propose_group, report
from konbit.directory.forms.all_sections import SECTIONS
from konbit.directory.forms.proposing import AsideForm, GuardForm, ProposeForm, ReportForm
from konbit.directory.forms.sections import SectionForm
from konbit.directory.forms.terms import TermsForm
from konbit.directory.queries.change_words import told_parts
from konbit.directory.queries.choices import activity_terms, scheme_choices
from konbit.directory.queries.editing import Editable
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.finding import usual_country
from konbit.directory.queries.policies import ways_in
from konbit.directory.queries.proposed import suggestible_group
from konbit.directory.views.alike import alike_in, none_of_these
from konbit.directory.views.asking import reader_of, show_in_form, stand_in, viewer_in

OPEN_SECTIONS = ("name", "description", "places", "contacts")
"""The sections in which anybody may propose something."""


@never_cache
def propose(request: HttpRequest, uid: str) -> HttpResponse:
    """A new group for a network. Whoever looks after the network adds it instead."""
    viewer = viewer_in(request)
    ways = ways_in(viewer, uid)
    if ways.moderates:
        return redirect(f"{reverse('directory:add')}?network={uid}")
    first = {"country": usual_country(ways.link.id)}
    form = ProposeForm(request.POST or None, initial=first, terms=activity_terms())
    aside = AsideForm(request.POST or None, has_account=viewer.is_someone)
    found = alike_in(request, form)

    def send() -> Outcome:
        state = form.state(date.today().isoformat())
        return propose_group(viewer, uid, state, aside.aside(_address(request)))

    if not (found and not none_of_these(request)) and (outcome := _sent(request, form, aside, send)):
        return _thanks(request, outcome, uid)
    request.brand = face_of(ways.link.id, reader_of(request))  # type: ignore[attr-defined]
    context = {"ways": ways, "form": form, "aside": aside, "found": found}
    return _shown(request, "directory/proposals_new.html", context)


@never_cache
def change(request: HttpRequest, uid: str) -> HttpResponse:
    """What can be proposed for a group, and what stands there."""
    group = _group(request, uid)
    if "edit" in group.may:
        return redirect("directory:edit", uid)
    told = [
        {"section": SECTIONS[code], "told": _told(request, group, SECTIONS[code].parts)}
        for code in OPEN_SECTIONS
    ]
    context = {"group": group, "sections": told, "terms": _told(request, group, ("terms",))}
    return render(request, "directory/proposals_change.html", context)


@never_cache
def section(request: HttpRequest, uid: str, code: str) -> HttpResponse:
    """Other words, places or contacts than stand there."""
    if code not in OPEN_SECTIONS:
        raise Http404
    group = _group(request, uid)
    form = SECTIONS[code].form(request.POST or None, state=group.state)
    return _change(request, group, form, {"title": SECTIONS[code].title})


@never_cache
def terms(request: HttpRequest, uid: str) -> HttpResponse:
    """Other words for what the group is and does: one list of words, all lists without one."""
    group = _group(request, uid)
    ticked = [term for term, _primary in group.state["terms"]]
    schemes = scheme_choices(ticked, group.network_ids)
    chosen = next((one for one in schemes if one.code == request.GET.get("list")), None)
    if chosen is None:
        back = reverse("directory:propose-change", args=[uid])
        return render(
            request, "directory/proposals_lists.html", {"schemes": schemes, "back": back, "link": group.link}
        )
    form = TermsForm(request.POST or None, state=group.state, scheme=chosen)
    return _change(request, group, form, {"title": chosen.title})


@never_cache
def wrong(request: HttpRequest, uid: str) -> HttpResponse:
    """Something is wrong with a group: what, and in what words."""
    viewer, group = viewer_in(request), _group(request, uid)
    form = ReportForm(request.POST or None, has_account=viewer.is_someone)

    def send() -> Outcome:
        return report(viewer, uid, form.cleaned_data["trouble"], form.aside(_address(request)))

    if outcome := _sent(request, form, form, send):
        return _thanks(request, outcome, uid)
    return _shown(request, "directory/proposals_report.html", {"group": group, "form": form})


def _group(request: HttpRequest, uid: str) -> Editable:
    """The group of which something is said, whose page stands in the face of its network."""
    group = suggestible_group(viewer_in(request), uid)
    stand_in(request, group.link.scope)
    return group


def _change(
    request: HttpRequest, group: Editable, form: SectionForm, context: dict[str, Any]
) -> HttpResponse:
    viewer, uid = viewer_in(request), group.link.uid
    aside = AsideForm(request.POST or None, has_account=viewer.is_someone)

    def send() -> Outcome:
        return propose_change(viewer, uid, form.wanted(), aside.aside(_address(request)))

    if outcome := _sent(request, form, aside, send):
        return _thanks(request, outcome, uid)
    context |= {"group": group, "form": form, "aside": aside}
    return _shown(request, "directory/proposals_section.html", context)


def _sent(
    request: HttpRequest, form: forms.Form, aside: AsideForm, send: Callable[[], Outcome]
) -> Outcome | None:
    """What came of forms that were sent; None where they are shown, with what stands in their way."""
    if request.method != "POST" or not (form.is_valid() & aside.is_valid()):
        return None
    complaint = "" if viewer_in(request).is_someone else GuardForm(request.POST).complaint()
    if complaint:
        form.add_error(None, complaint)
        return None
    try:
        return send()
    except Problem as problem:
        show_in_form(form, problem)
        return None


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    guard = GuardForm(request.POST or None)
    return render(
        request, template, context | {"guard": guard}, status=422 if request.method == "POST" else 200
    )


def _thanks(request: HttpRequest, outcome: Outcome, uid: str) -> HttpResponse:
    if outcome.group is not None:
        messages.success(request, _("Thank you: everybody sees it now."))
        return redirect("directory:group", outcome.group.uid)
    said = _("Thank you. Somebody looks at it first; until then nobody else sees it.")
    messages.success(request, said)
    if viewer_in(request).is_someone:
        return redirect("directory:proposals")
    return redirect("directory:group", uid)


def _told(request: HttpRequest, group: Editable, parts: Any) -> Any:
    return told_parts({part: group.state[part] for part in parts}, reader_of(request))


def _address(request: HttpRequest) -> str:
    """The address that the request comes from, as far as the proxies can be believed; it is not kept."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""
