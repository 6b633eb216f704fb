"""Whose word is shown: the order that a network or the whole house sets; what the sources disagree upon."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.base.errors import Problem
from konbit.directory.actions.settling import put_off, set_order, settle
from konbit.directory.forms.claims import OrderForm
from konbit.directory.queries.disagreements import queue
from konbit.directory.queries.orders import order_page
from konbit.directory.queries.visible import GroupLink
from konbit.directory.views.asking import reader_of, show_in_form, stand_in, viewer_in, whole_number


@login_required
@never_cache
def orders(request: HttpRequest, uid: str = "") -> HttpResponse:
    """Whose word is shown, part by part."""
    page = order_page(viewer_in(request), uid)
    _in_face_of(request, page.network)
    context = {"page": page, "uid": uid}
    return render(request, "directory/claims_orders.html", context)


@login_required
@never_cache
def order(request: HttpRequest, uid: str = "", field: str = "") -> HttpResponse:
    """The order for one part, in numbered choices."""
    viewer = viewer_in(request)
    page = order_page(viewer, uid)
    field = "" if field == "everything" else field
    shown = page.field(field)
    if shown is None:
        raise Http404
    form = OrderForm(request.POST or None, choices=page.choices, order=shown.order if shown.is_own else ())
    if request.method == "POST" and form.is_valid():
        try:
            set_order(viewer, uid, field, [] if "usual" in request.POST else form.order())
        except Problem as problem:
            show_in_form(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect(page_address("orders", uid))
    _in_face_of(request, page.network)
    context = {"page": page, "uid": uid, "shown": shown, "form": form}
    return render(request, "directory/claims_order.html", context)


@login_required
@never_cache
def disagreements(request: HttpRequest, uid: str = "") -> HttpResponse:
    """What the sources do not agree upon, side by side: take one's word, let it stand, or later."""
    viewer = viewer_in(request)
    if request.method == "POST":
        _answer(request, uid)
        return redirect(request.get_full_path())
    later = "later" in request.GET
    page = queue(viewer, uid, reader_of(request), whole_number(request.GET.get("page")) or 1, later=later)
    _in_face_of(request, page.network)
    context = {"page": page, "uid": uid, "later": later}
    return render(request, "directory/claims_queue.html", context)


def _answer(request: HttpRequest, uid: str) -> None:
    viewer = viewer_in(request)
    asked = whole_number(request.POST.get("disagreement"))
    if asked is None:
        raise Http404
    try:
        if "later" in request.POST:
            put_off(viewer, uid, asked)
            messages.success(request, _("It waits for later."))
            return
        group = settle(viewer, uid, asked, request.POST.get("take", ""))
    except Problem as problem:
        if problem.status != 409:
            raise
        messages.warning(request, f"{problem.what} {problem.remedy}")
        return
    said = _("Settled for %(group)s.") % {"group": group.name}
    address = reverse("directory:history", args=[group.uid])
    messages.success(
        request, format_html('{} <a href="{}">{}</a>', said, address, _("Its history can take it back."))
    )


def _in_face_of(request: HttpRequest, network: GroupLink | None) -> None:
    if network:
        stand_in(request, network.scope)


def page_address(name: str, uid: str) -> str:
    """The address of a page of a network (uid), or of the same page of the whole house."""
    return reverse(f"directory:{name}", args=[uid]) if uid else reverse(f"directory:house_{name}")
