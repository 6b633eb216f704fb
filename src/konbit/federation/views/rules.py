"""Rules of statutes: choosing what one asks, writing, correcting, changing by a resolution, ending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.errors import NotFound
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import rules as acts
from konbit.federation.forms.rule_form import RuleForm
from konbit.federation.forms.rules import FORMS, ParityForm, amending, first_said
from konbit.federation.forms.statutes import EndRuleForm
from konbit.federation.queries.rule_choices import KINDS, USUAL, kind_named, usual_named
from konbit.federation.queries.statutes import clashing, statutes_page
from konbit.federation.queries.statutes_written import (
    RuleWritten,
    offered_to,
    rule_written,
    statutes_written,
)


@login_required
@never_cache
def kinds(request: HttpRequest, uid: str) -> HttpResponse:
    """What a new rule asks: first step."""
    viewer = viewer_in(request)
    statutes_written(viewer, uid)
    page = statutes_page(viewer, uid, reader_of(request))
    context = {"page": page, "kinds": KINDS, "usual": USUAL, "level": request.GET.get("level", "")[:40]}
    return render(request, "federation/rule_kinds.html", context)


@login_required
@never_cache
def new(request: HttpRequest, uid: str, kind: str) -> HttpResponse:
    """A new rule of one kind, or one as many have it: second step."""
    viewer = viewer_in(request)
    usual, plain = usual_named(kind), kind_named(kind)
    if usual is None and plain is None:
        raise NotFound(_("There is no such kind of rule."), remedy=_("Choose one from the list."))
    offered = offered_to(viewer, uid)
    made_of: type[RuleForm] = ParityForm if kind == "parity" else FORMS[usual.kind if usual else kind]
    first = {"about": request.GET.get("level", "")[:40], **(usual.said if usual else {})}
    form = made_of(request.POST or None, offered=offered, initial=first)
    made: list[Any] = []

    def act() -> None:
        made.extend(acts.add_rules(viewer, uid, form.drafts(), form.cleaned_data["key"]))

    if did(request, form, act):
        return _done(request, _("The rule is written down."), made[0], uid)
    title = usual.words if usual else plain.title if plain else ""
    lead = "" if usual or plain is None else plain.example
    back = reverse("federation:new-rule", args=[uid])
    return form_page(request, form, title, back, lead=lead)


@login_required
@never_cache
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a rule right that never held as it stands."""
    viewer = viewer_in(request)
    rule = rule_written(viewer, pk, reader_of(request))
    kind = rule.kind or "people"
    form = FORMS[kind](
        request.POST or None,
        row=rule.row,
        language=request.GET.get("language", "")[:12],
        offered=rule.offered,
        initial=_stands(rule),
    )
    if did(request, form, lambda: acts.correct_rule(viewer, pk, form.draft())):
        return _done(request, _("Saved."), rule.row, rule.uid)
    lead = _(
        "Correct what was written down wrongly. If the assembly changed the rule, change it by a resolution: "
        "then both stand here, each with its time."
    )
    remove_url = reverse("federation:remove-rule", args=[pk])
    return form_page(request, form, _("Correct this rule"), _page(rule.uid), lead=lead, remove_url=remove_url)


@login_required
@never_cache
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Another rule takes its place, by a resolution."""
    viewer = viewer_in(request)
    rule = rule_written(viewer, pk, reader_of(request))
    form = amending(rule.kind or "people")(
        request.POST or None,
        offered=rule.offered,
        resolutions=rule.resolutions,
        initial={**_stands(rule), "valid_from": "", "valid_until": "", "address": ""},
    )
    made: list[Any] = []

    def act() -> None:
        agreed, key = form.agreed_by, form.cleaned_data["key"]
        made.append(acts.amend_rule(viewer, pk, form.draft(), agreed, key))

    if did(request, form, act):
        sentence = _("The new rule stands; the old one keeps the time in which it held.")
        return _done(request, sentence, made[0], rule.uid)
    lead = _("The assembly changed it. The rule that stands ends, the new one begins.")
    return form_page(request, form, _("Change by a resolution"), _page(rule.uid), lead=lead)


@login_required
@never_cache
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A rule holds no longer, by a resolution."""
    viewer = viewer_in(request)
    rule = rule_written(viewer, pk, reader_of(request))
    form = EndRuleForm(request.POST or None, resolutions=rule.resolutions)

    def act() -> None:
        acts.end_rule(viewer, pk, form.agreed_by, form.cleaned_data["on"])

    if did(request, form, act):
        return done(request, _("The rule ends; the time in which it held stays."), rule.row, _page(rule.uid))
    lead = _("It stays here with the time in which it held.")
    return form_page(request, form, _("End this rule by a resolution"), _page(rule.uid), lead=lead)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rule away that was never one."""
    row = acts.remove_rule(viewer_in(request), pk)
    return done(request, _("The rule is taken away."), row, _page(row.statutes.uid))


def _stands(rule: RuleWritten) -> dict[str, Any]:
    row = rule.row
    said = {} if rule.ask is None else first_said(rule.ask, rule.exceptions)
    return {
        **said, "about": rule.about, "college": row.college, "valid_from": row.valid_from,
        "valid_until": row.valid_until, "address": row.address,
    }  # fmt: skip


def _done(request: HttpRequest, sentence: str, row: Any, uid: str) -> HttpResponse:
    """Say that it is saved; and which rules it contradicts, if it surely does."""
    viewer = viewer_in(request)
    page = statutes_page(viewer, uid, reader_of(request))
    for one, other in clashing(viewer, uid, page):
        if row.pk in (one.id, other.id):
            said = {"one": one.asked, "other": other.asked}
            messages.warning(request, _("The rules “%(one)s” and “%(other)s” cannot both hold.") % said)
    return done(request, sentence, row, _page(uid))


def _page(uid: str) -> str:
    return reverse("federation:statutes", args=[uid])
