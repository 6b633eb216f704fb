"""Invitation links: making them, sending them on, accepting them."""

from __future__ import annotations

from urllib.parse import urljoin

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.people import actions, queries
from konbit.people.forms import InvitationForm
from konbit.people.rules import ROLE_NAMES
from konbit.people.scopes import describe
from konbit.people.sharing import passed_on, qr_svg, ways_to_share
from konbit.people.views.asking import stand_in, viewer_in


@login_required
@never_cache
def invitations(request: HttpRequest, scope: str) -> HttpResponse:
    """The open links into a group, and a form to make one. A new link is shown once."""
    viewer = viewer_in(request)
    place = describe(scope)
    open_ones = queries.invitations_in(viewer, scope)
    stand_in(request, scope)
    roles = [(role, str(ROLE_NAMES[role])) for role in queries.roles_to_give(viewer, scope)]
    form = InvitationForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        token = actions.make_invitation(viewer, scope, said["role"], said["uses"], said["days"])
        link = passed_on(reverse("people:join", args=[token]))
        words = _("Join %(group)s") % {"group": place.name}
        context = {
            "link": link, "qr": qr_svg(link), "ways": ways_to_share(link, words), "place": place,
            "scope": scope, "role": ROLE_NAMES[said["role"]], "uses": said["uses"], "days": said["days"],
        }  # fmt: skip
        return render(request, "people/invitation_made.html", context)
    rows = [{"invitation": one, "role": ROLE_NAMES.get(one.role, one.role)} for one in open_ones]
    return render(
        request, "people/invitations.html", {"form": form, "rows": rows, "scope": scope, "place": place}
    )


@login_required
@require_POST
def invitation_close(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Close a link."""
    scope = actions.close_invitation(viewer_in(request), invitation_id)
    messages.success(request, _("The link is closed."))
    return redirect("people:invitations", scope)


@rate_limit(action="invitation", limit_get=True)
@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites me into what, as what; one button accepts. Opening the page changes nothing."""
    viewer = viewer_in(request)
    offer = queries.invitation_of_token(token)
    stand_in(request, offer.scope)
    if request.method == "POST":
        if not viewer.is_someone:
            return redirect(_entrance("account_signup", request.path))
        actions.accept_invitation(viewer, token)
        messages.success(request, _("Welcome to %(group)s.") % {"group": offer.card.name})
        return redirect(offer.card.url or reverse("people:account"))
    context = {
        "offer": offer,
        "role": ROLE_NAMES.get(offer.role, offer.role),
        "image": urljoin(settings.KONBIT_URL, offer.card.image or static("people/invitation.png")),
        "has_it": viewer.holds(offer.scope, offer.role),
        "sign_up": _entrance("account_signup", request.path),
        "sign_in": _entrance("account_login", request.path),
        "card": _entrance("people:card_sign_in", request.path),
    }
    return render(request, "people/join.html", context)


def _entrance(name: str, back: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': back})}"
