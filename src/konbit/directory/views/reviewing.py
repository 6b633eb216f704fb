"""Looking at what was proposed or reported: the queue, one proposal, changing it before it is taken."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.directory.actions import reviewing
from konbit.directory.forms.all_sections import SECTIONS
from konbit.directory.forms.proposing import PolicyForm, RefuseForm, TakeForm
from konbit.directory.forms.sections import SectionForm
from konbit.directory.forms.terms import TermsForm
from konbit.directory.queries import proposals
from konbit.directory.queries.choices import scheme_choices
from konbit.directory.queries.digests import has_address, wants_digest
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.policies import policy_page
from konbit.directory.queries.proposed import Draft, Proposed, draft_of, proposed_page
from konbit.directory.views.asking import could_do, reader_of, stand_in, viewer_in, whole_number
from konbit.directory.views.moved import map_of_move
from konbit.directory.views.proposals import OPEN_SECTIONS


@login_required
@never_cache
def waiting_in(request: HttpRequest, uid: str) -> HttpResponse:
    """What waits for the people of a network."""
    viewer = viewer_in(request)
    queue = proposals.network_queue(viewer, uid, _after(request))
    assert queue.network is not None
    request.brand = face_of(queue.network.id, reader_of(request))  # type: ignore[attr-defined]
    context = {
        "queue": queue,
        "wants_digest": wants_digest(viewer, queue.network.id),
        "has_address": has_address(viewer),
    }
    return render(request, "directory/proposals_queue.html", context)


@login_required
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for me anywhere."""
    queue = proposals.own_queue(viewer_in(request), _after(request))
    return render(request, "directory/proposals_queue.html", {"queue": queue})


@login_required
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """What I proposed, and what came of it."""
    queue = proposals.own_proposals(viewer_in(request), _after(request))
    return render(request, "directory/proposals_own.html", {"queue": queue})


@login_required
@never_cache
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One proposal beside what stands there: to be taken, changed, refused, answered."""
    viewer = viewer_in(request)
    page = proposed_page(viewer, proposal_id, reader_of(request))
    taking = "take" in request.POST
    take = TakeForm(
        request.POST if taking else None,
        speaks=page.speaks,
        initial={"credit": page.credit, "belongs": page.speaks},
    )
    refuse = RefuseForm(request.POST if request.method == "POST" and not taking else None)
    if request.method == "POST":
        done = (
            could_do(take, lambda: _take(request, proposal_id, take))
            if taking
            else could_do(refuse, lambda: _refuse(request, proposal_id, page, refuse))
        )
        if done:
            return redirect(request.path)
    if page.line.network:
        request.brand = face_of(page.line.network.id, reader_of(request))  # type: ignore[attr-defined]
    context = {
        "page": page,
        "line": page.line,
        "take": take,
        "refuse": refuse,
        "map": map_of_move(page),
        "sections": [SECTIONS[code] for code in OPEN_SECTIONS],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "directory/proposals_one.html", context, status=status)


@login_required
@never_cache
def revise(request: HttpRequest, proposal_id: int, code: str) -> HttpResponse:
    """What is proposed, changed in one section before it is taken."""
    if code not in OPEN_SECTIONS:
        raise Http404
    draft = draft_of(viewer_in(request), proposal_id)
    form = SECTIONS[code].form(request.POST or None, state=draft.state)
    return _revised(request, proposal_id, draft, form, str(SECTIONS[code].title))


@login_required
@never_cache
def revise_terms(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The words for what the group is and does, changed before the proposal is taken."""
    draft = draft_of(viewer_in(request), proposal_id)
    schemes = scheme_choices([term for term, _primary in draft.state["terms"]], draft.network_ids)
    chosen = next((one for one in schemes if one.code == request.GET.get("list")), None)
    if chosen is None:
        back = reverse("directory:proposal", args=[proposal_id])
        return render(
            request, "directory/proposals_lists.html", {"schemes": schemes, "back": back, "link": draft.link}
        )
    form = TermsForm(request.POST or None, state=draft.state, scheme=chosen)
    return _revised(request, proposal_id, draft, form, chosen.title)


@login_required
@never_cache
def policy(request: HttpRequest, uid: str) -> HttpResponse:
    """How a network takes entries, for whoever organises it."""
    viewer = viewer_in(request)
    page = policy_page(viewer, uid)
    form = PolicyForm(request.POST or None, initial={"entry": page.entry})
    if request.method == "POST" and could_do(
        form, lambda: reviewing.set_policy(viewer, uid, form.cleaned_data["entry"])
    ):
        messages.success(request, _("Saved."))
        return redirect("directory:waiting-in", uid)
    stand_in(request, page.link.scope)
    return render(request, "directory/proposals_policy.html", {"page": page, "form": form})


def _revised(
    request: HttpRequest, proposal_id: int, draft: Draft, form: SectionForm, title: str
) -> HttpResponse:
    if request.method == "POST" and could_do(
        form, lambda: reviewing.revise(viewer_in(request), proposal_id, form.wanted())
    ):
        messages.success(request, _("Kept with the proposal. It is not taken yet."))
        return redirect("directory:proposal", proposal_id)
    context = {"draft": draft, "form": form, "title": title, "proposal_id": proposal_id}
    status = 422 if request.method == "POST" else 200
    return render(request, "directory/proposals_revise.html", context, status=status)


def _take(request: HttpRequest, proposal_id: int, form: TakeForm) -> None:
    said = form.cleaned_data
    group = reviewing.take(
        viewer_in(request), proposal_id, said["credit"], belongs=said.get("belongs", False)
    )
    messages.success(request, _("Taken: everybody sees %(group)s so now.") % {"group": group.name})


def _refuse(request: HttpRequest, proposal_id: int, page: Proposed, form: RefuseForm) -> None:
    viewer, reason = viewer_in(request), form.cleaned_data["reason"]
    if page.line.kind == "report":
        reviewing.answer_report(viewer, proposal_id, reason, mended="mended" in request.POST)
    else:
        reviewing.refuse(viewer, proposal_id, reason)
    messages.success(request, _("Answered."))


def _after(request: HttpRequest) -> int:
    return whole_number(request.GET.get("after")) or 0
