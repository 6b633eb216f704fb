"""Tontines: beginning a cycle, its order, its turns; who paid in; a sheet for the wall."""

from __future__ import annotations

from collections.abc import Callable
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

from konbit.assembly.queries.choices import resolution_choices
from konbit.assembly.views.writing import did, form_page
from konbit.directory.views.asking import viewer_in
from konbit.exchange import amounts
from konbit.exchange.actions import cycles, ending_cycles, swaps, turns
from konbit.exchange.actions.meetings import MeetingRefused
from konbit.exchange.forms import tontines as forms
from konbit.exchange.forms.meetings import MeetingForm
from konbit.exchange.queries.cycles import cycle_asked, members_asked, turn_asked
from konbit.exchange.queries.meetings import meeting_page
from konbit.exchange.queries.tontine import tontine_sheet


@login_required
@never_cache
def new_cycle(request: HttpRequest, uid: str) -> HttpResponse:
    """Begin a cycle: the first day, and everybody's hands."""
    viewer = viewer_in(request)
    asked = members_asked(viewer, uid)
    form = forms.CycleForm(request.POST or None, asked=asked)
    act = lambda: cycles.begin_cycle(viewer, uid, form.draft(), form.cleaned_data["key"])  # noqa: E731
    lead = _(
        "Every hand pays in at each turn, and receives once. Somebody may hold two; nothing: not this time."
    )
    return _page(request, form, act, _("Begin a cycle"), uid, _("The cycle stands."), lead)


@login_required
@never_cache
def draw(request: HttpRequest, uid: str) -> HttpResponse:
    """Draw the order of a cycle."""
    viewer = viewer_in(request)
    asked = cycle_asked(viewer, uid)
    form = forms.DrawForm(request.POST if request.method == "POST" else None)
    act = lambda: cycles.draw_order(viewer, uid, form.cleaned_data["words"])  # noqa: E731
    lead = _("The order is drawn once. Anybody can draw it again from the same words, and finds the same.")
    return _page(request, form, act, _("Draw the order"), asked.circle.uid, _("The order is drawn."), lead)


@login_required
@never_cache
def order(request: HttpRequest, uid: str) -> HttpResponse:
    """Write down the order upon which the group agreed."""
    viewer = viewer_in(request)
    asked = cycle_asked(viewer, uid)
    resolutions = resolution_choices(viewer, {asked.circle.group_id})
    form = forms.OrderForm(request.POST or None, asked=asked, resolutions=resolutions)
    act = lambda: cycles.order_by_resolution(viewer, uid, form.order, form.agreed_by)  # noqa: E731
    return _page(request, form, act, _("The order we agreed upon"), asked.circle.uid, _("The order stands."))


@login_required
@never_cache
def end(request: HttpRequest, uid: str) -> HttpResponse:
    """End a cycle early, by a resolution."""
    viewer = viewer_in(request)
    asked = cycle_asked(viewer, uid)
    form = forms.EndForm(
        request.POST or None, resolutions=resolution_choices(viewer, {asked.circle.group_id})
    )
    act = lambda: ending_cycles.end_early(viewer, uid, form.agreed_by)  # noqa: E731
    lead = _("What is settled then, your rules say. Nothing that was booked goes away.")
    return _page(
        request, form, act, _("End the cycle early"), asked.circle.uid, _("The cycle has ended."), lead
    )


@login_required
@never_cache
def take_over(request: HttpRequest, uid: str) -> HttpResponse:
    """Let somebody take over the hands of who leaves."""
    viewer = viewer_in(request)
    asked = cycle_asked(viewer, uid)
    form = forms.TakeOverForm(request.POST or None, asked=asked, all_=members_asked(viewer, asked.circle.uid))

    def act() -> None:
        said = form.cleaned_data
        swaps.take_over(viewer, uid, said["leaves"], said["takes"], said["key"])

    lead = _(
        "Once both agree. Who takes over pays what was saved so far, or is paid what is still to be paid in."
    )
    return _page(request, form, act, _("Take over hands"), asked.circle.uid, _("It is written down."), lead)


@login_required
@never_cache
def open_turn(request: HttpRequest, uid: str) -> HttpResponse:
    """Open a turn; where nobody is chosen yet, say who receives."""
    viewer = viewer_in(request)
    asked = turn_asked(viewer, uid)
    title = _("Open turn %(number)d") % {"number": asked.number}
    told = _("The turn is open: everybody sees what she has to pay in.")
    if asked.holder is None and not (asked.order == "bid" and asked.has_bids):
        form: Any = forms.HolderForm(request.POST or None, asked=asked)
        act = lambda: turns.open_turn(  # noqa: E731
            viewer, uid, form.cleaned_data["holder"], form.cleaned_data["reason"]
        )
        return _page(request, form, act, title, asked.circle.uid, told)
    form = forms.DrawForm(request.POST if request.method == "POST" else None)
    del form.fields["words"]
    return _page(request, form, lambda: turns.open_turn(viewer, uid), title, asked.circle.uid, told)


@login_required
@never_cache
def bid(request: HttpRequest, uid: str) -> HttpResponse:
    """Say that one would like a turn."""
    viewer = viewer_in(request)
    asked = turn_asked(viewer, uid)
    form = forms.BidForm(request.POST or None, asked=asked)

    def act() -> None:
        said = form.cleaned_data
        turns.say_bid(viewer, uid, said["member"], said["amount"], said.get("reason", ""))

    title = _("I would like turn %(number)d") % {"number": asked.number}
    return _page(request, form, act, title, asked.circle.uid, _("It is written down."))


@login_required
@never_cache
def swap(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask to change turns with somebody."""
    viewer = viewer_in(request)
    asked = turn_asked(viewer, uid)
    form = forms.SwapForm(request.POST or None, asked=asked)
    act = lambda: swaps.ask_swap(viewer, uid, form.cleaned_data["other"])  # noqa: E731
    told = _("She is asked. Once she says yes, you have changed.")
    return _page(request, form, act, _("Change turns with somebody"), asked.circle.uid, told)


@login_required
@require_POST
def answer_swap(request: HttpRequest, uid: str) -> HttpResponse:
    """Say yes or no to changing turns."""
    row = swaps.answer_swap(viewer_in(request), uid, request.POST.get("answer") == "yes")
    messages.success(request, _("Your answer is written down."))
    return redirect("exchange:circle", row.asks.cycle.circle.uid)


@login_required
@require_POST
def cover(request: HttpRequest, uid: str) -> HttpResponse:
    """Let the guarantee fund pay in for who is late."""
    viewer = viewer_in(request)
    asked = turn_asked(viewer, uid)
    paid = turns.cover_late(viewer, uid)
    shown = amounts.shown(paid, asked.currency)
    messages.success(
        request, _("The guarantee fund paid in %(amount)s. It is owed to it.") % {"amount": shown}
    )
    return redirect("exchange:circle", asked.circle.uid)


@login_required
@require_POST
def complete(request: HttpRequest, uid: str) -> HttpResponse:
    """Note that a turn is all in and handed over."""
    viewer = viewer_in(request)
    turns.complete_turn(viewer, uid)
    messages.success(request, _("The turn is complete."))
    return redirect("exchange:circle", turn_asked(viewer, uid).circle.uid)


@login_required
@never_cache
def meeting(request: HttpRequest, uid: str) -> HttpResponse:
    """Note at a meeting who paid in: one form for all."""
    viewer = viewer_in(request)
    page = meeting_page(viewer, uid)
    form = MeetingForm(request.POST or None, rows=page.rows, currency=page.currency)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            many = turns.note_paid_in(viewer, uid, form.brought(), said["key"], said["on"])
        except MeetingRefused as refused:
            form.refuse(refused.lines)
        else:
            told = ngettext("%(many)d paid in.", "%(many)d paid in.", many) % {"many": many}
            messages.success(request, told)
            return redirect("exchange:circle", uid)
    return render(request, "exchange/meetings/meeting.html", {"page": page, "form": form})


@login_required
@never_cache
@require_safe
def sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """A tontine as a sheet for the wall of the meeting room."""
    page = tontine_sheet(viewer_in(request), uid)
    return render(request, "exchange/tontines/sheet.html", {"page": page})


def _page(
    request: HttpRequest,
    form: Any,
    act: Callable[[], object],
    title: str,
    circle: str,
    told: str,
    lead: str = "",
) -> HttpResponse:
    back = reverse("exchange:circle", args=[circle])
    if did(request, form, act):
        messages.success(request, told)
        return redirect(back)
    return form_page(request, form, title, back, lead=lead)
