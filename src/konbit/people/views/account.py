"""The account page: what others see, what Konbit knows, how to leave."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.base.registry import keeping_doors, own_doors
from konbit.people import actions, queries
from konbit.people.forms import AccountForm, LeaveForm
from konbit.people.views.asking import viewer_in


@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """What others see of me, my ways in, where I hold roles."""
    viewer = viewer_in(request)
    person = queries.account_of(viewer)
    first = {"shown_name": person.shown_name, "language": person.language}
    form = AccountForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.change_account(viewer, form.cleaned_data["shown_name"], form.cleaned_data["language"])
        messages.success(request, _("Saved."))
        return _in_chosen_language(form.cleaned_data["language"])
    context = {
        "form": form,
        "person": person,
        "known": queries.account_facts(viewer),
        "places": queries.places_of(viewer),
        "card": queries.own_card(viewer),
        "recovery": queries.open_recovery_of(viewer),
        "own_doors": own_doors(),
        "keeping_doors": keeping_doors() if viewer.is_operator else [],
        "waiting": [one for one in queries.recoveries_for(viewer) if not one.is_mine],
    }
    return render(request, "people/account.html", context)


def _in_chosen_language(language: str) -> HttpResponse:
    address = reverse("people:account")
    if not language:
        response = redirect(address)
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    response = redirect(translate_url(address, language))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax")
    return response


@login_required
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that Konbit knows about me, as a file."""
    response = JsonResponse(
        queries.what_konbit_knows(viewer_in(request)),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    response["Content-Disposition"] = 'attachment; filename="what-konbit-knows-about-me.json"'
    return response


@login_required
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Leave: erase my account, after typing my user name once more."""
    viewer = viewer_in(request)
    person = queries.account_of(viewer)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["user_name"].strip().casefold() == person.username.casefold():
            actions.erase(person.username, viewer)
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for what you did here."))
            return redirect("home")
        form.add_error("user_name", _("That is not your user name."))
    return render(request, "people/leave.html", {"form": form, "person": person})


@require_POST
def hand_over(request: HttpRequest) -> HttpResponse:
    """Hand the phone over: sign out, forget, and open the card's door for the next person."""
    logout(request)
    return redirect("people:card_sign_in")
