"""A claim with its life; stating, writing, moving and replacing it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konbit.assembly.queries.choices import resolution_choices
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.learning.actions import claims as actions
from konbit.learning.forms.claims import ClaimForm, MoveForm, NewClaimForm, ReplaceForm
from konbit.learning.queries import choices
from konbit.learning.queries.claims import ClaimPage, claim_page
from konbit.learning.queries.rows import thing_written
from konbit.people.sharing import passed_on, qr_svg, ways_to_share


@require_safe
def claim(request: HttpRequest, uid: str) -> HttpResponse:
    """A claim: what it says, what speaks for it and against it, and everything that happened to it."""
    page = claim_page(viewer_in(request), uid)
    words = sentence(page.line.statement, reader_of(request))
    sent = passed_on(page.line.url)
    asked = f"{_('Who has a case?')} {words}" if page.is_open else words
    context = {"page": page, "words": words, "sent": sent, "ways": ways_to_share(sent, asked)}
    return render(request, "learning/claim.html", context)


@require_safe
def sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """A claim on one sheet of paper, for a study circle."""
    page = claim_page(viewer_in(request), uid)
    sent = passed_on(page.line.url)
    context = {"page": page, "words": sentence(page.line.statement, reader_of(request)), "sent": sent}
    return render(request, "learning/sheet.html", context | {"qr": qr_svg(sent)})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """State a claim for a group."""
    viewer = viewer_in(request)
    group, link = group_for(viewer, group_uid, "take part")
    chosen = request.GET.get("priority", "")
    form = NewClaimForm(
        request.POST or None,
        priorities=choices.priority_choices(viewer, group.pk),
        initial={"priority": chosen} if chosen.isdigit() else {},
    )
    made: list[str] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(actions.state_claim(viewer, group_uid, form.draft(), said["key"], said["state"]))

    if did(request, form, act):
        row = thing_written(viewer, "claim", made[0], "take part")
        return done(request, _("Written down."), row, reverse("learning:claim", args=made))
    lead = _("Nobody has to be sure. Written down, it can be looked at together.")
    return form_page(request, form, _("State a claim"), _of_group(group_uid), lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a claim's words again, or in another language."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "claim", uid)
    form = ClaimForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        priorities=choices.priority_choices(viewer, row.group_id),
        initial={"settle_by": row.settle_by, "priority": row.priority_id, "audience": row.audience},
    )
    if did(request, form, lambda: actions.write_claim(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, reverse("learning:claim", args=[uid]))
    lead = _(
        "Mend or translate its words. If it is to mean something else, put another wording in its place."
    )
    return form_page(request, form, _("Write it again"), reverse("learning:claim", args=[uid]), lead=lead)


@login_required
@never_cache
def move(request: HttpRequest, uid: str) -> HttpResponse:
    """Move a claim into another state, by a resolution."""
    viewer = viewer_in(request)
    row: Any = thing_written(viewer, "claim", uid)
    page = claim_page(viewer, uid)
    form = MoveForm(
        request.POST or None,
        ways=list(page.ways),
        resolutions=resolution_choices(viewer, page.answering),
    )
    if did(request, form, lambda: actions.move_claim(viewer, uid, form.draft())):
        return done(request, _("It moved. The reason stands in its life."), row, page.line.url)
    return _by_resolution(request, form, page, _("What becomes of it?"))


@login_required
@never_cache
def replace(request: HttpRequest, uid: str) -> HttpResponse:
    """Put another wording in the place of a claim, by a resolution."""
    viewer = viewer_in(request)
    thing_written(viewer, "claim", uid)
    page = claim_page(viewer, uid)
    form = ReplaceForm(request.POST or None, resolutions=resolution_choices(viewer, page.answering))
    made: list[str] = []

    def act() -> None:
        key = form.cleaned_data["key"]
        made.append(actions.replace_claim(viewer, uid, form.new(), form.draft(), key))

    if did(request, form, act):
        row = thing_written(viewer, "claim", made[0])
        to = reverse("learning:claim", args=made)
        return done(request, _("The new wording stands; the old one leads to it."), row, to)
    return _by_resolution(request, form, page, _("Another wording"))


def _by_resolution(request: HttpRequest, form: Any, page: ClaimPage, title: str) -> HttpResponse:
    lead = _("Only what your group agreed moves a claim. The state it had stays in its life.")
    about = sentence(page.line.statement, reader_of(request))
    return form_page(request, form, title, page.line.url, lead=lead, about=about)


def _of_group(uid: str) -> str:
    return reverse("learning:of-group", args=[uid])
