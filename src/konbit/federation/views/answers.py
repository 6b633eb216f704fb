"""Answering a pact for one's own group, bringing it into force, leaving it, ending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.assembly.queries.choices import resolution_choices
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import gone
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import answering, holding
from konbit.federation.actions.pacts import own_pact
from konbit.federation.forms.pacts import AnswerForm, EndForm, HoldForm, LeaveForm
from konbit.federation.queries.pacts import PactPage, pact_page
from konbit.federation.queries.parties import PartyShown
from konbit.people.audience import Viewer


@login_required
@never_cache
def answer(request: HttpRequest, uid: str, party_id: int) -> HttpResponse:
    """Answer for a group that is asked."""
    viewer = viewer_in(request)
    _pact, party = answering.own_party(viewer, uid, party_id)
    page, shown = _shown(viewer, uid, party_id)
    form = AnswerForm(
        request.POST or None,
        resolutions=resolution_choices(viewer, {party.group_id}),
        row=party,
        initial={"answer": {"agreed": "agree", "refused": "refuse"}.get(party.state, "")},
    )
    if did(request, form, lambda: answering.answer_pact(viewer, uid, party_id, form.draft())):
        return done(request, _("Your answer stands on the page of the pact."), party, page.line.url)
    lead = _("You answer for %(group)s, by a resolution of its own.") % {"group": shown.group.name}
    return _page(request, form, page, _("What do we answer?"), lead)


@login_required
@never_cache
def leave(request: HttpRequest, uid: str, party_id: int) -> HttpResponse:
    """A group leaves."""
    viewer = viewer_in(request)
    _pact, party = answering.own_party(viewer, uid, party_id)
    page, shown = _shown(viewer, uid, party_id)
    form = LeaveForm(request.POST or None, resolutions=resolution_choices(viewer, {party.group_id}))

    def act() -> None:
        said = form.cleaned_data
        answering.leave_pact(viewer, uid, party_id, form.agreed_by, said["on"], said["reason"])

    if did(request, form, act):
        messages.success(request, _("It is written down. The page keeps who was bound from when until when."))
        return redirect(page.line.url)
    lead = _("%(group)s leaves by a resolution of its own. Its tie to the network ends on that day.")
    return _page(request, form, page, _("Leave the pact"), lead % {"group": shown.group.name})


@login_required
@never_cache
def hold(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring a pact into force, or bind those who agreed since."""
    viewer = viewer_in(request)
    pact, sight = own_pact(viewer, uid)
    sight.must("steward")
    page = pact_page(viewer, uid)
    form = HoldForm(
        request.POST or None,
        is_new=pact.network_id is None,
        initial={"name": sentence(pact.title, reader_of(request)), "language": get_language() or "en"},
    )
    if did(request, form, lambda: holding.bring_into_force(viewer, uid, form.holding())):
        messages.success(request, _("It holds. Everybody who agreed belongs to the federation now."))
        return redirect(page.line.url)
    lead = _("Every group that has agreed is bound from this day on, and belongs to the federation.")
    return _page(request, form, page, _("Bring it into force"), lead)


@login_required
@never_cache
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """End a pact for all."""
    viewer = viewer_in(request)
    _pact, sight = own_pact(viewer, uid)
    sight.must("steward")
    page = pact_page(viewer, uid)
    form = EndForm(request.POST or None)
    if did(request, form, lambda: holding.end_pact(viewer, uid, form.cleaned_data["on"])):
        messages.success(request, _("It has ended. The page keeps who was bound from when until when."))
        return redirect(page.line.url)
    lead = _("It ends for all whom it binds, and their ties to the network end with it.")
    return _page(request, form, page, _("End the pact"), lead)


def _shown(viewer: Viewer, uid: str, party_id: int) -> tuple[PactPage, PartyShown]:
    page = pact_page(viewer, uid)
    for one in page.parties:
        if one.id == party_id:
            return page, one
    raise gone()


def _page(request: HttpRequest, form: Any, page: PactPage, title: str, lead: str) -> HttpResponse:
    about = sentence(page.line.title, reader_of(request))
    return form_page(request, form, title, page.line.url, lead=lead, about=about)
