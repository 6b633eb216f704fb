"""The table at which a vote is taken: the register, links, papers, a show of hands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did
from konbit.base.text import sentence
from konbit.decisions.actions.casting import cast_many
from konbit.decisions.actions.papers import put_in_box as put_paper
from konbit.decisions.actions.papers import type_paper
from konbit.decisions.actions.voting_links import make_link
from konbit.decisions.forms.polling import HandsForm, PaperForm
from konbit.decisions.queries.polling import RegisterPage, papers_typed, register_page
from konbit.decisions.views.casting import sent as sent_with
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.people.sharing import passed_on, qr_svg, ways_to_share


@login_required
@never_cache
@require_safe
def register(request: HttpRequest, uid: str) -> HttpResponse:
    """Who has voted, and what can be done for those who have not."""
    page = register_page(viewer_in(request), uid)
    return render(request, "decisions/register.html", {"page": page})


@login_required
@never_cache
@require_POST
def link(request: HttpRequest, uid: str, line: int) -> HttpResponse:
    """A new link for one line of the roll, shown this once."""
    viewer = viewer_in(request)
    token = make_link(viewer, uid, line)
    page = register_page(viewer, uid)
    sent = passed_on(reverse("decisions:ballot-by-token", args=[token]))
    words = _("Your ballot: %(title)s") % {"title": sentence(page.shown.title, reader_of(request))}
    context = {
        "page": page,
        "line": next(one for one in page.lines if one.id == line),
        "sent": sent,
        "ways": ways_to_share(sent, words),
        "qr": qr_svg(sent),
    }
    return render(request, "decisions/ballot_link.html", context)


@login_required
@require_POST
def put_in_box(request: HttpRequest, uid: str, line: int) -> HttpResponse:
    """Somebody puts a paper into the box."""
    put_paper(viewer_in(request), uid, line)
    messages.success(request, _("Written down: her paper is in the box."))
    return redirect(f"{reverse('decisions:register', args=[uid])}#line-{line}")


@login_required
@never_cache
def papers(request: HttpRequest, uid: str) -> HttpResponse:
    """Type in papers, one after the other; each counts once two people have typed the same."""
    viewer = viewer_in(request)
    page = register_page(viewer, uid)
    names = not page.shown.is_anonymous or any(one.college for one in page.lines)
    form = PaperForm(sent_with(request), shown=page.shown, names=names)
    counted: list[bool] = []

    def act() -> None:
        said = form.cleaned_data
        counted.append(type_paper(viewer, uid, said["serial"], said.get("number"), form.voices[0].said))

    if did(request, form, act):
        told = {"serial": form.cleaned_data["serial"]}
        messages.success(
            request,
            _("Paper %(serial)d counts: two people have typed the same.") % told
            if counted[0]
            else _("Paper %(serial)d is typed in. It counts once a second person types the same.") % told,
        )
        return redirect("decisions:papers", uid)
    context = {"page": page, "form": form, "typed": papers_typed(viewer, uid)}
    return render(request, "decisions/papers.html", context)


@login_required
@never_cache
@require_safe
def paper(request: HttpRequest, uid: str) -> HttpResponse:
    """The ballot as a paper to print."""
    return render(request, "decisions/paper.html", {"page": register_page(viewer_in(request), uid)})


@login_required
@never_cache
def hands(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down a show of hands, line by line of the roll."""
    viewer = viewer_in(request)
    page = register_page(viewer, uid)
    form = HandsForm(sent_with(request), choices=page.shown.choices, lines=_raising(page))
    many: list[int] = []

    def act() -> None:
        many.append(cast_many(viewer, uid, form.casts, "hands"))

    if did(request, form, act):
        told: dict[str, Any] = {"many": many[0]}
        words = ngettext("%(many)d hand is written down.", "%(many)d hands are written down.", many[0])
        messages.success(request, words % told)
        return redirect("decisions:register", uid)
    return render(request, "decisions/hands.html", {"page": page, "form": form})


def _raising(page: RegisterPage) -> list[Any]:
    """Those whose hands may still be written down, or were."""
    return [one for one in page.lines if one.channel in ("", "hands")]
