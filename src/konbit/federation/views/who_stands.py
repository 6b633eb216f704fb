"""Who stands on which level of statutes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.assembly.views.writing import did, done, form_page
from konbit.directory.views.asking import viewer_in, whole_number
from konbit.federation.actions import standing as acts
from konbit.federation.forms.statutes import StandForm
from konbit.federation.queries.statutes_written import (
    level_choices,
    region_choices,
    standing_written,
    statutes_written,
)
from konbit.federation.queries.who_stands import Wanted, kind_choices, stands_page, term_choices
from konbit.people.views.asking import stand_in


@login_required
@never_cache
def stands(request: HttpRequest, uid: str) -> HttpResponse:
    """Who stands where; and putting many on a level at once."""
    viewer = viewer_in(request)
    asked = request.GET
    wanted = Wanted(
        asked.get("q", "")[:200], asked.get("kind", "")[:20], whole_number(asked.get("term")),
        "all" not in asked,
    )  # fmt: skip
    page = stands_page(viewer, uid, wanted)
    stand_in(request, page.group.scope)
    context = {
        "page": page, "wanted": wanted, "kinds": kind_choices(), "terms": term_choices(viewer, uid),
        "marked": request.POST.getlist("group"),
    }  # fmt: skip
    if page.may_edit:
        statutes = statutes_written(viewer, uid)
        form = StandForm(
            request.POST or None,
            levels=level_choices(statutes), regions=region_choices(statutes),
        )  # fmt: skip
        put: list[Any] = []

        def act() -> None:
            put.extend(acts.let_stand(viewer, uid, request.POST.getlist("group"), form.draft()))

        if did(request, form, act):
            said = ngettext("%(number)s group stands there.", "%(number)s groups stand there.", len(put))
            return done(request, said % {"number": len(put)}, put[-1], request.get_full_path())
        context["form"] = form
    return render(request, "federation/who_stands.html", context)


@login_required
@never_cache
def stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one group elsewhere."""
    viewer = viewer_in(request)
    row, uid = standing_written(viewer, pk)
    form = StandForm(
        request.POST or None,
        levels=level_choices(row.statutes),
        regions=region_choices(row.statutes),
        initial={
            "level": row.level_id, "region": row.region_id, "valid_from": row.valid_from,
            "valid_until": row.valid_until,
        },
    )  # fmt: skip
    back = reverse("federation:stands", args=[uid])
    if did(request, form, lambda: acts.write_standing(viewer, pk, form.draft())):
        return done(request, _("Saved."), row, back)
    remove_url = reverse("federation:remove-stand", args=[pk])
    title = _("Where %(group)s stands") % {"group": row.group.name}
    return form_page(request, form, title, back, remove_url=remove_url)


@login_required
@require_POST
def remove_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a group stand nowhere."""
    row = acts.remove_standing(viewer_in(request), pk)
    to = reverse("federation:stands", args=[row.statutes.uid])
    return done(request, _("It stands on no level now."), row, to)
