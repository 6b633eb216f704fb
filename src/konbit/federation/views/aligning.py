"""The handshake of two bodies: proposing how priorities meet, answering, ending."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import gone
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import aligning as actions
from konbit.federation.forms.aligning import AlignForm, AnswerForm, EndAlignmentForm
from konbit.federation.queries.aligning import Tie, others_to_meet, tie_for
from konbit.federation.queries.meeting import WAY_LABELS, must_propose
from konbit.federation.queries.priority_rows import alignment_row, seen_priority
from konbit.people.audience import Viewer


@login_required
@never_cache
def align(request: HttpRequest, uid: str) -> HttpResponse:
    """Propose how a priority meets one of another body."""
    viewer = viewer_in(request)
    row = seen_priority(viewer, uid)
    must_propose(viewer, row.group)
    others = others_to_meet(viewer, uid)
    chosen = {"other": request.GET.get("other", "")[:12]}
    form = AlignForm(request.POST or None, others=others, initial=chosen)
    made: list[Any] = []
    if did(request, form, lambda: made.append(actions.propose_alignment(viewer, form.draft(uid)))):
        said = _("Proposed. It counts once the others have said yes.")
        return done(request, said, made[0], _of(uid))
    lead = _("It takes two: the others read this and answer. Nothing is handed down, nobody is ranked.")
    if not others:
        lead = _("There is no priority to meet yet: none of your networks and members has one open to you.")
    about = sentence(row.statement, reader_of(request))
    return form_page(request, form, _("How does it meet others?"), _of(uid), lead=lead, about=about)


@login_required
@never_cache
def answer(request: HttpRequest, alignment_id: int) -> HttpResponse:
    """Say yes or no to what another body proposed."""
    viewer = viewer_in(request)
    tie = _tie(viewer, alignment_id)
    if not tie.may_answer:
        return redirect(tie.own.url)
    form = AnswerForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        yes = said["answer"] == "yes"
        actions.answer_alignment(viewer, alignment_id, yes, said["reason"], said["language"])

    if did(request, form, act):
        return done(request, _("Answered. The others can read it."), alignment_row(alignment_id), tie.own.url)
    return form_page(
        request, form, _("Do you see it so?"), tie.own.url, lead=_told(request, tie), button=_("Answer")
    )


@login_required
@never_cache
def end(request: HttpRequest, alignment_id: int) -> HttpResponse:
    """End a handshake, or take back what was proposed."""
    viewer = viewer_in(request)
    tie = _tie(viewer, alignment_id)
    if not tie.may_end:
        return redirect(tie.own.url)
    form = EndAlignmentForm(request.POST or None)

    def act() -> None:
        actions.end_alignment(
            viewer, alignment_id, form.cleaned_data["reason"], form.cleaned_data["language"]
        )

    if did(request, form, act):
        return done(request, _("It ended."), alignment_row(alignment_id), tie.own.url)
    title = _("Take back what you proposed") if tie.is_open else _("End this handshake")
    return form_page(request, form, title, tie.own.url, lead=_told(request, tie), button=_("End it"))


def _tie(viewer: Viewer, alignment_id: int) -> Tie:
    tie = tie_for(viewer, alignment_id)
    if tie is None:
        raise gone()
    return tie


def _told(request: HttpRequest, tie: Tie) -> str:
    """A handshake in one sentence, with what whoever proposed it says."""
    language = reader_of(request)
    return _("%(group)s: “%(own)s” – %(way)s – %(other_group)s: “%(other)s”. %(note)s") % {
        "group": tie.own.group.name,
        "own": sentence(tie.own.statement, language),
        "way": WAY_LABELS[tie.way],
        "other_group": tie.other.group.name,
        "other": sentence(tie.other.statement, language),
        "note": sentence(tie.note, language),
    }


def _of(uid: str) -> str:
    return reverse("federation:priority", args=[uid])
