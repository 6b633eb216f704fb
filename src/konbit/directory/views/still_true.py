"""Still true? A link that a messenger, a mail or a printed sheet carries, answered without signing in.

Opening it changes nothing, whoever opens it: messengers do, to show a preview. The link itself is what allows
the answer, so no cookie is needed, and none could be abused by another site.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from konbit.base.errors import Problem
from konbit.directory.actions.confirming import ChangedMeanwhile, confirm_by_link, report_by_link
from konbit.directory.actions.proposing import Aside
from konbit.directory.forms.confirming import DifferentForm
from konbit.directory.queries.faces import face_around
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.still_true import LASTS, asked_by, link_for
from konbit.directory.queries.versions import version_of
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in, whole_number
from konbit.people.audience import ANYONE
from konbit.people.sharing import qr_svg, ways_to_share


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def still_true(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """What everybody sees of a group, and two large buttons: yes, still true; no, something is different."""
    status = 200
    problem = None
    if request.method == "POST":
        try:
            confirm_by_link(uid, token, whole_number(request.POST.get("seen")) or 0)
        except ChangedMeanwhile as changed:
            status, problem = changed.status, changed
        else:
            return redirect("directory:still_true", uid, token)
    asked = asked_by(uid, token)
    page = group_page(ANYONE, uid, reader_of(request))
    request.brand = face_around(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    context = {
        "page": page,
        "token": token,
        "is_answered": asked.is_answered,
        "seen": version_of(page.link.id),
        "problem": problem,
    }
    return render(request, "directory/still_true.html", context, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def different(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """What is different, in a few ticks or words; those who look after the network read it."""
    asked_by(uid, token)
    page = group_page(ANYONE, uid, reader_of(request))
    request.brand = face_around(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    form = DifferentForm(request.POST or None)
    context = {"page": page, "token": token, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            address = get_adapter().get_client_ip(request)
            aside = Aside(text=said["text"], reach=said["reach"], address=address)
            report_by_link(uid, token, said["trouble"], aside)
        except Problem as problem:
            show_in_form(form, problem)
        else:
            return redirect("directory:still_true_told", uid, token)
    return render(request, "directory/still_true_different.html", context)


@require_safe
@never_cache
def told(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Thanks for what was told, and what happens with it."""
    asked_by(uid, token)
    page = group_page(ANYONE, uid, reader_of(request))
    request.brand = face_around(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    return render(request, "directory/still_true_told.html", {"page": page})


@login_required
@require_safe
@never_cache
def link(request: HttpRequest, uid: str) -> HttpResponse:
    """A link to send to the group, for those who may edit it."""
    viewer = viewer_in(request)
    address = link_for(viewer, uid)
    page = group_page(viewer, uid, reader_of(request))
    request.brand = face_around(page.link.id, reader_of(request))  # type: ignore[attr-defined]
    words = _("Is what stands here about %(group)s still true? One tap answers:") % {"group": page.title.text}
    context = {
        "page": page,
        "link": address,
        "words": words,
        "qr": qr_svg(address),
        "ways": ways_to_share(address, words),
        "days": LASTS.days,
    }
    return render(request, "directory/still_true_link.html", context)
