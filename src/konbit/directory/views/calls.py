"""Call lists: a network's people ask its groups whether what stands there is still true."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.base.errors import Problem
from konbit.directory.actions.calling import LONGEST_NAME, close_campaign, note_call, open_campaign
from konbit.directory.forms.confirming import CampaignForm
from konbit.directory.queries.calls import call_page, call_sheet, campaigns_of
from konbit.directory.queries.faces import face_of
from konbit.directory.queries.still_true import LASTS
from konbit.directory.views.asking import reader_of, show_in_form, viewer_in, whole_number
from konbit.people.sharing import qr_svg

BEHALF = "calls_of"
"""Under which name the session keeps whose calls are being typed in: of one campaign, by its id."""


@login_required
@never_cache
def campaigns(request: HttpRequest, uid: str) -> HttpResponse:
    """The call lists of a network, and a form to open one."""
    viewer = viewer_in(request)
    network, shown = campaigns_of(viewer, uid)
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            return redirect("directory:calls", open_campaign(viewer, uid, said["name"], said["since"]))
        except Problem as problem:
            show_in_form(form, problem)
    request.brand = face_of(network.id, reader_of(request))  # type: ignore[attr-defined]
    context = {"network": network, "campaigns": shown, "form": form}
    return render(request, "directory/calls_campaigns.html", context)


@login_required
@require_safe
@never_cache
def calls(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The list: whom to call, what to write in, who has confirmed."""
    number = whole_number(request.GET.get("page")) or 1
    page = call_page(viewer_in(request), campaign_id, request.GET.get("show", ""), number)
    request.brand = face_of(page.campaign.network.id, reader_of(request))  # type: ignore[attr-defined]
    progress = page.campaign.progress
    tabs = (
        ("call", _("To call"), progress.to_call),
        ("write", _("To write in"), progress.to_write),
        ("done", _("Confirmed"), progress.confirmed),
    )
    behalf = request.session.get(BEHALF, {}).get(str(campaign_id), "")
    context = {"page": page, "tabs": tabs, "behalf": behalf, "longest_name": LONGEST_NAME}
    return render(request, "directory/calls.html", context)


@login_required
@require_POST
def note(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """What came of one call."""
    said = request.POST
    behalf = request.session.get(BEHALF, {}).get(str(campaign_id), "")
    outcome = said.get("outcome", "")
    uid = said.get("group", "")
    name = note_call(viewer_in(request), campaign_id, uid, outcome, behalf, said.get("note", ""))
    if outcome in ("changed", "closed", "wrong"):
        messages.warning(request, _("%(group)s: noted. Write it in under “To write in”.") % {"group": name})
    else:
        messages.success(request, _("%(group)s: noted.") % {"group": name})
    return redirect(f"{reverse('directory:calls', args=[campaign_id])}?show={said.get('show', 'call')[:5]}")


@login_required
@require_POST
def behalf(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Whose calls are being typed in from now on; nobody named: my own."""
    name = request.POST.get("behalf", "").strip()[:LONGEST_NAME]
    request.session[BEHALF] = {str(campaign_id): name} if name else {}
    return redirect("directory:calls", campaign_id)


@login_required
@require_POST
def close(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """End a campaign."""
    network = close_campaign(viewer_in(request), campaign_id)
    messages.success(request, _("The call list is closed. What was noted stays."))
    return redirect("directory:campaigns", network)


@login_required
@require_safe
@never_cache
def sheet(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The list on paper: number, person, boxes to tick, and a code that answers for the group."""
    page = call_sheet(viewer_in(request), campaign_id, whole_number(request.GET.get("page")) or 1)
    request.brand = face_of(page.campaign.network.id, reader_of(request))  # type: ignore[attr-defined]
    rows = [(row, qr_svg(row.link) if row.link else "") for row in page.rows]
    context = {"page": page, "rows": rows, "days": LASTS.days}
    return render(request, "directory/calls_sheet.html", context)
