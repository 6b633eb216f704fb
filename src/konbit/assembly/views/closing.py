"""The end of a meeting: closing it, reading its minutes, taking them along on paper or as text."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.actions import closing
from konbit.assembly.formats.plain import minutes_text
from konbit.assembly.queries.meetings import meeting_page
from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import NotAllowed
from konbit.directory.queries.faces import face_around
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.people.sharing import passed_on, qr_svg


@login_required
@never_cache
def close(request: HttpRequest, uid: str) -> HttpResponse:
    """What is still open, and the button that closes the meeting all the same."""
    viewer = viewer_in(request)
    back = reverse("assembly:meeting", args=[uid])
    if request.method == "POST":
        tell_done(request, _("The meeting is closed."), closing.close(viewer, uid), back)
        return redirect(back)
    page = meeting_page(viewer, uid, reader_of(request))
    if "minute" not in page.may:
        raise NotAllowed(_("You may not close this meeting."), remedy=_("The people of the group can."))
    return render(request, "assembly/close.html", {"page": page})


@login_required
@require_POST
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    """Open the minutes again."""
    row = closing.reopen(viewer_in(request), uid)
    tell_done(request, _("The minutes are open again."), row, reverse("assembly:meeting", args=[uid]))
    return redirect("assembly:minutes", uid)


@login_required
@require_POST
def read(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that the minutes are right, or what is not."""
    agrees = request.POST.get("agrees") == "yes"
    closing.read_minutes(viewer_in(request), uid, agrees, request.POST.get("note", ""))
    messages.success(request, _("Thank you. You can say it anew until they are approved."))
    return redirect(f"{reverse('assembly:meeting', args=[uid])}#approval")


@login_required
@require_POST
def settle(request: HttpRequest, uid: str, reading_id: int) -> HttpResponse:
    """Say that an objection is settled."""
    row = closing.settle_reading(viewer_in(request), uid, reading_id)
    tell_done(request, _("The objection is settled."), row, reverse("assembly:meeting", args=[uid]))
    return redirect(f"{reverse('assembly:meeting', args=[uid])}#approval")


@require_safe
@never_cache
def paper(request: HttpRequest, uid: str) -> HttpResponse:
    """The minutes as a page to print."""
    language = reader_of(request)
    page = meeting_page(viewer_in(request), uid, language)
    request.brand = face_around(page.card.group.id, language)  # type: ignore[attr-defined]
    link = passed_on(page.card.url)
    return render(request, "assembly/paper.html", {"page": page, "link": link, "qr": qr_svg(link)})


@require_safe
@never_cache
def text(request: HttpRequest, uid: str) -> HttpResponse:
    """The minutes as plain text, for a messenger or a letter."""
    page = meeting_page(viewer_in(request), uid, reader_of(request))
    answer = HttpResponse(
        minutes_text(page, passed_on(page.card.url)), content_type="text/plain; charset=utf-8"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
