"""A pact with its answers, its charter on paper and in its versions; writing and sending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.base.text import sentence
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import pacts as actions
from konbit.federation.forms.pacts import AskForm, PactForm, PactWordsForm, SendForm
from konbit.federation.queries.pact_versions import charter_versions
from konbit.federation.queries.pact_written import asked_ids, lines_of, pact_written
from konbit.federation.queries.pacts import pact_page, pacts_of_group
from konbit.people.sharing import passed_on, qr_svg


@require_safe
def pacts(request: HttpRequest, group_uid: str) -> HttpResponse:
    """The pacts that a group proposed, in which it takes part, from which it came."""
    return render(request, "federation/pacts.html", {"page": pacts_of_group(viewer_in(request), group_uid)})


@require_safe
def pact(request: HttpRequest, uid: str) -> HttpResponse:
    """A pact: its stages, its charter, who has answered what."""
    page = pact_page(viewer_in(request), uid)
    context = {"page": page, "title": sentence(page.line.title, reader_of(request))}
    return render(request, "federation/pact.html", context)


@require_safe
def charter(request: HttpRequest, uid: str) -> HttpResponse:
    """The charter with all who signed, for paper."""
    page = pact_page(viewer_in(request), uid)
    sent = passed_on(page.line.url)
    context = {"page": page, "title": sentence(page.line.title, reader_of(request)), "sent": sent}
    return render(request, "federation/charter.html", context | {"qr": qr_svg(sent)})


@require_safe
def versions(request: HttpRequest, uid: str) -> HttpResponse:
    """How the charter came to say what it says."""
    page = charter_versions(viewer_in(request), uid, reader_of(request))
    title = sentence(page.title, reader_of(request))
    return render(request, "federation/charter_versions.html", {"page": page, "title": title})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Begin to write a pact."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, group_uid, "edit")
    form = PactForm(request.POST or None, viewer=viewer, initial={"members": lines_of(viewer, [link.id])})
    made: list[str] = []

    def act() -> None:
        made.append(actions.propose(viewer, group_uid, form.draft(), form.cleaned_data["key"]))

    if did(request, form, act):
        row = pact_written(viewer, made[0])
        to = reverse("federation:pact", args=made)
        return done(
            request, _("Written down, for your own people’s eyes. Send it when it is ready."), row, to
        )
    lead = _("First for yourselves: nobody else sees it until you send it to those whom you ask.")
    back = reverse("federation:pacts", args=[group_uid])
    return form_page(request, form, _("Propose to federate"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Write a pact again; once it was sent, in another language only."""
    viewer = viewer_in(request)
    row: Any = pact_written(viewer, uid)
    language = request.GET.get("language", "")[:12]
    if row.state == row.State.DRAFT:
        form: Any = PactForm(
            request.POST or None, row=row, language=language, viewer=viewer,
            initial={
                "members": lines_of(viewer, asked_ids(row)), "needed": row.needed, "answer_by": row.answer_by,
                "network": lines_of(viewer, [row.network_id]),
            },
        )  # fmt: skip
        lead = _("Earlier wordings of the charter stay readable.")
    else:
        form = PactWordsForm(request.POST or None, row=row, language=language)
        lead = _("It was sent as it stands, so its words stay. You can write it in another language.")
    if did(request, form, lambda: actions.write_pact(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, reverse("federation:pact", args=[uid]))
    return form_page(request, form, _("Write it again"), reverse("federation:pact", args=[uid]), lead=lead)


@login_required
@never_cache
def send(request: HttpRequest, uid: str) -> HttpResponse:
    """Put a pact before the members."""
    viewer = viewer_in(request)
    row = pact_written(viewer, uid)
    form = SendForm(request.POST or None)

    def act() -> None:
        actions.send_pact(viewer, uid, form.cleaned_data["on"], form.cleaned_data["audience"] or "public")

    if did(request, form, act):
        to = reverse("federation:pact", args=[uid])
        return done(request, _("It is before the members. Each answers for itself."), row, to)
    page = pact_page(viewer, uid)
    lead = _("From now on its words stay. The people of the groups that are asked can read it in any case.")
    return form_page(
        request, form, _("Send it to the members"), page.line.url, lead=lead, button=_("Send it"),
        about=sentence(page.line.title, reader_of(request)),
    )  # fmt: skip


@login_required
@never_cache
def ask(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask one more group."""
    viewer = viewer_in(request)
    row = pact_written(viewer, uid)
    form = AskForm(request.POST or None, viewer=viewer)
    to = reverse("federation:pact", args=[uid])
    if did(request, form, lambda: actions.ask_another(viewer, uid, form.cleaned_data["group"])):
        messages.success(request, _("It is asked. It answers for itself."))
        return redirect(to)
    about = sentence(row.title, reader_of(request))
    return form_page(request, form, _("Ask another group"), to, about=about, button=_("Ask it"))


@login_required
@never_cache
@require_POST
def amend(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a pact back from the members to amend it."""
    viewer = viewer_in(request)
    actions.write_on(viewer, uid)
    messages.success(request, _("It is yours to write again. All will be asked anew."))
    return redirect("federation:edit-pact", uid)


@login_required
@never_cache
@require_POST
def give_up(request: HttpRequest, uid: str) -> HttpResponse:
    """Give up a pact that does not hold yet."""
    viewer = viewer_in(request)
    actions.give_up(viewer, uid)
    to = reverse("federation:pact", args=[uid])
    return done(request, _("It is given up. What was answered stays."), pact_written(viewer, uid), to)
