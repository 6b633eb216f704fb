"""Recovery by two stewards: asking, confirming, setting a new password or PIN."""

from __future__ import annotations

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from konbit.base.errors import Problem
from konbit.people import actions, queries
from konbit.people.forms import AskRecoveryForm, FinishRecoveryForm
from konbit.people.views.asking import show_in_form, viewer_in


@rate_limit(action="recovery")
@never_cache
def recover(request: HttpRequest) -> HttpResponse:
    """Ask two stewards for help. The answer is the same whether there is such an account or not."""
    form = AskRecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_recovery(form.cleaned_data["who"])
        return render(request, "people/recover_asked.html")
    return render(request, "people/recover.html", {"form": form})


@rate_limit(action="recovery")
@sensitive_post_parameters("first_half", "second_half", "password", "pin")
@never_cache
def recover_finish(request: HttpRequest) -> HttpResponse:
    """Put the two halves together and set a new password or PIN."""
    form = FinishRecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done = actions.finish_recovery(
                said["who"], (said["first_half"], said["second_half"]), said["password"], said["pin"]
            )
        except Problem as problem:
            show_in_form(form, problem)
        else:
            if done:
                messages.success(request, _("Done. Sign in with your new password or PIN."))
                return redirect("people:card_sign_in" if said["pin"] else "account_login")
            form.add_error(
                None, _("This does not fit together, or it is too late. Check the halves, or start again.")
            )
    return render(request, "people/recover_finish.html", {"form": form})


@login_required
@never_cache
def recoveries(request: HttpRequest) -> HttpResponse:
    """Who of my groups waits for somebody to confirm that they know her."""
    return render(request, "people/recoveries.html", {"waiting": queries.recoveries_for(viewer_in(request))})


@login_required
@require_POST
@never_cache
def recovery_confirm(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """Confirm that I know her; shows my half of the code, once."""
    viewer = viewer_in(request)
    half = actions.confirm_recovery(viewer, recovery_id)
    confirmed = {one.id: one for one in queries.recoveries_for(viewer)}[recovery_id]
    context = {"half": half.upper(), "request_for": confirmed, "is_complete": confirmed.confirmations == 2}
    return render(request, "people/recovery_half.html", context)


@login_required
@require_POST
def stop_recovery(request: HttpRequest) -> HttpResponse:
    """Stop a recovery of my account that I did not ask for."""
    actions.cancel_recovery(viewer_in(request))
    messages.success(request, _("Stopped. The two halves open nothing any more."))
    return redirect("people:account")
