"""Bringing a case to a claim, hearing it, taking it away."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.queries.choices import group_named
from konbit.assembly.views.writing import did, done, form_page
from konbit.base.errors import Problem
from konbit.base.text import sentence
from konbit.directory.media_files import MOST_BYTES
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.directory.views.sending import sent
from konbit.learning.actions.cases import add_case, remove_case
from konbit.learning.forms.cases import CaseForm
from konbit.learning.queries import choices
from konbit.learning.queries.cases import case_written, voice_of
from konbit.learning.queries.claims import claim_page
from konbit.learning.queries.rows import thing_written
from konbit.learning.views.lightly import read_lightly

MOST_VOICE = MOST_BYTES["audio"]


@csrf_exempt  # so that nothing reads what was sent before the limit stands; `_new` is protected
def new(request: HttpRequest, uid: str) -> HttpResponse:
    """Bring a case; a recording that is far too large is not even kept while it arrives."""
    return _new(request, uid, read_lightly(request, MOST_VOICE).refused)


@csrf_protect
@login_required
@never_cache
def _new(request: HttpRequest, uid: str, refused: set[str]) -> HttpResponse:
    viewer = viewer_in(request)
    thing_written(viewer, "claim", uid, "take part")
    page = claim_page(viewer, uid)
    form = CaseForm(
        request.POST or None,
        files=request.FILES or None,
        studies=choices.study_choices(viewer, page.answering),
        initial={"stance": request.GET.get("stance", "")},
    )
    if refused and request.method == "POST":
        form.add_error("voice", _too_large())

    made: list[int] = []

    def act() -> None:
        group = group_named(viewer, form.cleaned_data["group"])
        voice = form.cleaned_data["voice"]
        key, file = form.cleaned_data["key"], voice.file if voice else None
        made.append(add_case(viewer, uid, form.draft(group), key, file))

    if did(request, form, act):
        return done(request, _("Your case stands with the claim."), case_written(made[0]), page.line.url)
    about = sentence(page.line.statement, reader_of(request))
    lead = _("What you saw counts: a story, somebody’s words, a number, a link, a voice.")
    return form_page(
        request, form, _("Bring a case"), page.line.url, lead=lead, about=about, sends_files=True
    )


@login_required
@require_POST
def remove(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take a case away; the next page offers to bring it back."""
    case = remove_case(viewer_in(request), case_id)
    return done(request, _("The case is taken away."), case, reverse("learning:claim", args=[case.claim.uid]))


@require_safe
def voice(request: HttpRequest, case_id: int) -> HttpResponse:
    """The recording of a case, for whoever may see its claim."""
    return sent(request, voice_of(viewer_in(request), case_id))


def _too_large() -> str:
    problem = Problem(
        _("This file is larger than %(size)s megabytes.") % {"size": MOST_VOICE // 1_000_000},
        remedy=_(
            "Choose a shorter recording: one minute says a lot. Everything else you wrote is still here."
        ),
    )
    return f"{problem.what} {problem.remedy}"
