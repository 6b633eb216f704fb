"""Who is in a circle: letting in, joining, being given what is hers, leaving settled; limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.queries.choices import group_named
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.errors import Problem
from konbit.base.text import sentence
from konbit.directory.queries.visible import seen_group
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.exchange import amounts
from konbit.exchange.actions import members as actions
from konbit.exchange.actions.openings import open_balances
from konbit.exchange.forms.circles import HandOverForm, LeaveForm, LimitForm, MemberForm, OpeningForm
from konbit.exchange.queries.keeping import (
    kept_account,
    kept_circle,
    leaving_member,
    people_to_be,
    ways_to_leave,
)
from konbit.exchange.queries.members import name_in


@login_required
@never_cache
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Let somebody into a circle, or many at once."""
    viewer = viewer_in(request)
    row = kept_circle(viewer, uid)
    stand_in(request, row.group.scope)
    form = MemberForm(request.POST or None)
    came: list[Any] = []

    def act() -> None:
        drafts = form.drafts
        if named := group_named(viewer, form.cleaned_data["group"]):
            group, _sight = seen_group(viewer, named)
            drafts.append(actions.MemberDraft(group=group.pk))
        if not drafts:
            raise Problem(_("Nobody is named."), remedy=_("Write a name, or choose somebody."))
        came.extend(actions.add_members(viewer, uid, drafts))

    if did(request, form, act):
        return _came(request, uid, came)
    return form_page(request, form, _("Who comes into the circle?"), _members(uid), button=_("Let in"))


@login_required
@require_POST
def everybody(request: HttpRequest, uid: str) -> HttpResponse:
    """Let everybody of the group in."""
    viewer = viewer_in(request)
    kept_circle(viewer, uid)
    return _came(request, uid, actions.add_everybody(viewer, uid))


def _came(request: HttpRequest, uid: str, came: Sequence[Any]) -> HttpResponse:
    """Say how many came into the circle; with one of them, all are taken back that came with her."""
    words = ngettext("%(count)d came into the circle.", "%(count)d came into the circle.", len(came))
    told = words % {"count": len(came)}
    if came:
        return done(request, told, came[0], _members(uid))
    messages.success(request, told)
    return redirect(_members(uid))


@login_required
@require_POST
def join(request: HttpRequest, uid: str) -> HttpResponse:
    """Take part in a circle oneself."""
    member = actions.join(viewer_in(request), uid)
    return done(request, _("You take part in this circle."), member, reverse("exchange:circle", args=[uid]))


@login_required
@never_cache
def hand_over(request: HttpRequest, member_id: int) -> HttpResponse:
    """Say who of the group a member is who stood there by her name alone."""
    viewer = viewer_in(request)
    member = leaving_member(viewer, member_id)
    kept_circle(viewer, member.circle.uid)
    form = HandOverForm(request.POST or None, people=people_to_be(member))

    def act() -> None:
        named = group_named(viewer, form.cleaned_data["group"])
        group = seen_group(viewer, named)[0].pk if named else None
        actions.hand_over(
            viewer, member_id, actions.MemberDraft(person=form.cleaned_data["person"], group=group)
        )

    back = _members(member.circle.uid)
    if did(request, form, act):
        return done(request, _("It is hers now."), member, back)
    lead = _(
        "From now on she sees her balance herself and pays with her own phone. What was booked stays as it "
        "is. Who is not in the list yet has to come into your group first."
    )
    about = name_in(viewer, member)
    return form_page(
        request, form, _("Who is she?"), back, lead=lead, about=about, button=_("Give it to her")
    )


@login_required
@never_cache
def leave(request: HttpRequest, member_id: int) -> HttpResponse:
    """Let a member go, with her balance settled as the circle does it."""
    viewer = viewer_in(request)
    member = leaving_member(viewer, member_id)
    form = LeaveForm(request.POST or None, choices=ways_to_leave(viewer, member))

    def act() -> None:
        actions.leave(viewer, member_id, form.cleaned_data["choice"], form.cleaned_data["key"])

    back = _members(member.circle.uid)
    if did(request, form, act):
        messages.success(request, _("She has left the circle."))  # what was booked for it stays booked
        return redirect(back)
    name = name_in(viewer, member)
    return form_page(request, form, _("Leave the circle"), back, about=name, button=_("Leave the circle"))


@login_required
@never_cache
def limits(request: HttpRequest, uid: str) -> HttpResponse:
    """Give one account limits of its own."""
    viewer = viewer_in(request)
    account = kept_account(viewer, uid)
    at = {"below": None if account.least is None else -account.least, "above": account.most}
    shown = {name: "" if one is None else amounts.written(one, account.currency) for name, one in at.items()}
    form = LimitForm(request.POST or None, currency=account.currency, initial=shown)

    def act() -> None:
        below, above = form.cleaned_data["below"], form.cleaned_data["above"]
        actions.limit_member(viewer, uid, None if below is None else -below, above)

    back = _members(account.circle.uid)
    if did(request, form, act):
        return done(request, _("These limits hold for this account."), account, back)
    about = name_in(viewer, account.member) if account.member else ""
    lead = _("Empty: no limit. The rules of the circle do not change limits that you write here.")
    return form_page(request, form, _("Limits of an account"), back, about=about, lead=lead)


@login_required
@never_cache
def openings(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down what stood in the notebook before the circle is kept here."""
    viewer = viewer_in(request)
    row = kept_circle(viewer, uid)
    form = OpeningForm(request.POST or None)

    def act() -> None:
        open_balances(viewer, uid, form.cleaned_data["lines"], form.cleaned_data["key"])

    if did(request, form, act):
        messages.success(request, _("What stood in the notebook stands here now."))
        return redirect(_members(uid))
    lead = _(
        "What members have together comes out of “Opening balances”, which is nothing where all adds up."
    )
    about = sentence(row.title, reader_of(request))
    title = _("Opening balances")
    return form_page(request, form, title, _members(uid), lead=lead, about=about, button=_("Book them"))


def _members(uid: str) -> str:
    return f"{reverse('exchange:circle', args=[uid])}#members"
