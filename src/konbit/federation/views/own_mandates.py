"""One's own mandates, and what somebody says of herself in one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.assembly.views.writing import did, form_page
from konbit.base.text import sentence
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import declaring as actions
from konbit.federation.forms.mandates import DeclareForm
from konbit.federation.queries.own_mandates import declaring, own_mandates


@login_required
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """The mandates of whoever reads."""
    return render(request, "federation/own_mandates.html", {"mandates": own_mandates(viewer_in(request))})


@login_required
@never_cache
def declare(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Say of oneself what rules ask for, or write down what she told."""
    viewer = viewer_in(request)
    page = declaring(viewer, mandate_id)
    form = DeclareForm(
        request.POST or None, asked=page.asked, said=page.mandate.declared, herself=page.herself
    )

    def act() -> None:
        if page.herself:
            actions.declare(viewer, mandate_id, form.said)
        else:
            actions.declare_for(viewer, mandate_id, form.said, form.told_herself)

    to = page.organ.url if page.organ and not page.herself else reverse("federation:own-mandates")
    if did(request, form, act):
        messages.success(request, _("Saved. Only those who sit there and its stewards see it."))
        return redirect(to)
    lead = _(
        "Some statutes ask for women, young people, regions. You need not answer. Only those who sit in this "
        "body and its stewards see it; it stands in no list, search or file, and you can take it back."
    )
    if not page.herself:
        lead = _(
            "Write down only what she told you for this, and what she wants to stand here. Only those who "
            "sit in this body and its stewards see it; it stands in no list, search or file."
        )
    title = _("What you say of yourself") if page.herself else _("What she says of herself")
    about = sentence(page.organ.title, reader_of(request)) if page.organ else ""
    return form_page(request, form, title, to, lead=lead, about=about)
