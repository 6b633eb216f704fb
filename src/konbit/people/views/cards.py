"""Member cards: signing in with one, one's own, and those that stewards make."""

from __future__ import annotations

from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from konbit.base.errors import Problem
from konbit.people import actions, queries
from konbit.people.actions import MadeCard
from konbit.people.forms import CardSignInForm, NewCardForm, PinForm
from konbit.people.scopes import describe
from konbit.people.shared_phone import was_used_before
from konbit.people.sharing import passed_on, qr_svg
from konbit.people.tokens import shown_code
from konbit.people.views.asking import show_in_form, stand_in, viewer_in


@rate_limit(action="card")
@sensitive_post_parameters("pin")
@never_cache
def card_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with code and PIN."""
    if request.user.is_authenticated:
        return redirect("people:account")
    first = {"code": request.GET.get("code", "")[:20], "shared_phone": was_used_before(request)}
    form = CardSignInForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        person = actions.open_with_card(form.cleaned_data["code"], form.cleaned_data["pin"])
        if person:
            return perform_login(request, person, redirect_url=_where_next(request, person.card.pin_is_own))
        form.add_error(
            None,
            _(
                "This code and PIN do not open a card. After five wrong tries a card rests, a little longer"
                " each time: wait, or ask for help below."
            ),
        )
    return render(request, "people/card_sign_in.html", {"form": form, "next": request.GET.get("next", "")})


def _where_next(request: HttpRequest, pin_is_own: bool) -> str | None:
    """To the page that was wanted; else to choosing a PIN, while a steward knows it too."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return None if pin_is_own else reverse("people:my_pin")


@login_required
@never_cache
def my_card(request: HttpRequest) -> HttpResponse:
    """My card as paper, or the way to make one."""
    card = queries.own_card(viewer_in(request))
    return redirect("people:card_paper", card.pk) if card else redirect("people:new_card_of_mine")


@login_required
@sensitive_post_parameters("pin")
@never_cache
def my_pin(request: HttpRequest) -> HttpResponse:
    """Choose the PIN of my card."""
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_pin(viewer_in(request), form.cleaned_data["pin"])
        except Problem as problem:
            show_in_form(form, problem)
        else:
            messages.success(request, _("Your PIN is changed."))
            return redirect("people:account")
    return render(request, "people/my_pin.html", {"form": form, "card": queries.own_card(viewer_in(request))})


@login_required
@never_cache
def new_card_of_mine(request: HttpRequest) -> HttpResponse:
    """Make a card for my own account."""
    viewer = viewer_in(request)
    if request.method == "POST":
        return _show_made(request, actions.make_own_card(viewer))
    return render(request, "people/new_card_of_mine.html", {"card": queries.own_card(viewer)})


@login_required
@never_cache
def cards(request: HttpRequest, scope: str) -> HttpResponse:
    """The cards of a group, and a form to make one for somebody without e-mail."""
    viewer = viewer_in(request)
    made = queries.cards_in(viewer, scope)
    stand_in(request, scope)
    form = NewCardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _show_made(request, actions.make_card(viewer, scope, form.cleaned_data["name"]))
    context = {"form": form, "cards": made, "scope": scope, "place": describe(scope)}
    return render(request, "people/cards.html", context)


@login_required
@never_cache
def card_paper(request: HttpRequest, card_id: int) -> HttpResponse:
    """The card to print: code and QR, never the PIN."""
    card = queries.card_for(viewer_in(request), card_id)
    stand_in(request, card.scope)
    return render(request, "people/card_paper.html", _paper(card.pk, card.code, card.person.name, card.scope))


@login_required
@require_POST
@never_cache
def card_renew(request: HttpRequest, card_id: int) -> HttpResponse:
    """Make a card anew, with another PIN."""
    return _show_made(request, actions.renew_card(viewer_in(request), card_id))


@login_required
@require_POST
def card_block(request: HttpRequest, card_id: int) -> HttpResponse:
    """Block a lost card."""
    viewer = viewer_in(request)
    card = queries.card_for(viewer, card_id)
    actions.block_card(viewer, card_id)
    messages.success(request, _("The card is blocked and opens nothing any more."))
    if card.person_id == viewer.person_id or not card.scope:
        return redirect("people:account")
    return redirect("people:cards", card.scope)


def _show_made(request: HttpRequest, made: MadeCard) -> HttpResponse:
    card = made.card
    stand_in(request, card.scope)
    context = {**_paper(card.pk, card.code, card.person.name, card.scope), "pin": made.pin}
    return render(request, "people/card_made.html", context)


def _paper(card_id: int, code: str, name: str, scope: str) -> dict[str, object]:
    address = passed_on(reverse("people:card_sign_in"))
    return {
        "card_id": card_id,
        "code": shown_code(code),
        "name": name,
        "scope": scope,
        "address": address,
        "qr": qr_svg(f"{address}?{urlencode({'code': shown_code(code)})}"),
    }
