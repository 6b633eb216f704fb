"""Coming to look after a group: by its website, by asking, by an invitation from its network."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.base.errors import Problem
from konbit.directory.actions.caring import accept_care, ask_for_care, refuse_care
from konbit.directory.actions.proving import WELL_KNOWN, begin_proof, look_for_word
from konbit.directory.forms.confirming import AskForm
from konbit.directory.queries.caring import care_page, care_requests, own_care_requests
from konbit.directory.queries.faces import face_around, face_of_scope
from konbit.directory.queries.groups import group_page
from konbit.directory.views.asking import reader_of, viewer_in, whole_number
from konbit.people.actions import make_invitation
from konbit.people.audience import STEWARD
from konbit.people.rules import ROLE_NAMES
from konbit.people.scopes import describe
from konbit.people.sharing import passed_on, qr_svg, ways_to_share

OPEN_DAYS = 30


@login_required
@never_cache
def look_after(request: HttpRequest, uid: str) -> HttpResponse:
    """Is this your group? The ways to look after it."""
    return _ways(request, uid, AskForm(), None)


@login_required
@require_POST
@never_cache
def prove(request: HttpRequest, uid: str) -> HttpResponse:
    """The word for one of the group's websites."""
    begin_proof(viewer_in(request), uid, request.POST.get("domain", ""))
    return redirect(f"{reverse('directory:look_after', args=[uid])}#website")


@login_required
@require_POST
@never_cache
def look(request: HttpRequest, uid: str) -> HttpResponse:
    """Look whether the word stands on the website."""
    try:
        look_for_word(viewer_in(request), uid, request.POST.get("domain", ""))
    except Problem as problem:
        return _ways(request, uid, AskForm(), problem)
    messages.success(request, _("The word is there. You look after this group now."))
    return redirect("directory:edit", uid)


@login_required
@require_POST
@never_cache
def ask(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask those who may say yes."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return _ways(request, uid, form, None)
    ask_for_care(viewer_in(request), uid, form.cleaned_data["text"])
    messages.success(request, _("You asked. Those who look after its network see it on their page."))
    return redirect("directory:look_after", uid)


def _ways(request: HttpRequest, uid: str, form: AskForm, problem: Problem | None) -> HttpResponse:
    page = care_page(viewer_in(request), uid)
    request.brand = face_around(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    context = {"page": page, "form": form, "problem": problem, "well_known": WELL_KNOWN}
    return render(request, "directory/look_after.html", context, status=problem.status if problem else 200)


@login_required
@require_POST
@never_cache
def invite(request: HttpRequest, uid: str) -> HttpResponse:
    """A link that lets one person of the group look after it, made in one press."""
    viewer = viewer_in(request)
    scope = f"group:{group_page(viewer, uid, reader_of(request)).link.id}"
    token = make_invitation(viewer, scope, STEWARD, uses=1, days=OPEN_DAYS)
    place = describe(scope)
    address = passed_on(reverse("people:join", args=[token]))
    words = _("Look after what stands here about %(group)s:") % {"group": place.name}
    request.brand = face_of_scope(scope, reader_of(request))  # type: ignore[attr-defined]
    context = {
        "link": address,
        "qr": qr_svg(address),
        "ways": ways_to_share(address, words),
        "place": place,
        "scope": scope,
        "role": ROLE_NAMES[STEWARD],
        "uses": 1,
        "days": OPEN_DAYS,
    }
    return render(request, "people/invitation_made.html", context)


@login_required
@never_cache
def requests(request: HttpRequest, uid: str) -> HttpResponse:
    """Who asks to look after a group, or one of those below a network: yes or no."""
    link, waiting = care_requests(viewer_in(request), uid)
    if request.method == "POST":
        return _answered(request, reverse("directory:care_requests", args=[uid]))
    request.brand = face_of_scope(f"group:{link.id}", reader_of(request))  # type: ignore[attr-defined]
    return render(request, "directory/care_requests.html", {"link": link, "requests": waiting})


@login_required
@never_cache
def own_requests(request: HttpRequest) -> HttpResponse:
    """Who asks to look after any group that I may give into their hands."""
    if request.method == "POST":
        return _answered(request, reverse("directory:own_care_requests"))
    waiting = own_care_requests(viewer_in(request))
    return render(request, "directory/care_requests.html", {"requests": waiting})


def _answered(request: HttpRequest, back: str) -> HttpResponse:
    viewer, asked = viewer_in(request), whole_number(request.POST.get("request"))
    if asked is None:
        raise Http404
    if "accept" in request.POST:
        name = accept_care(viewer, asked)
        messages.success(request, _("%(name)s looks after it now.") % {"name": name})
    else:
        refuse_care(viewer, asked)
        messages.success(request, _("Done."))
    return redirect(back)
