"""The register of what was agreed: its lists, its pages, its feed."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_POST, require_safe

from konbit.assembly.actions import resolving
from konbit.assembly.forms.resolutions import EndorsementForm, ResolutionForm
from konbit.assembly.queries.histories import history_of_resolution
from konbit.assembly.queries.register import SHOWN, group_register, house_register, newest_for_feed
from konbit.assembly.queries.resolution_cards import resolution_address
from konbit.assembly.queries.resolutions import resolution_page, resolution_said, stands_as
from konbit.assembly.views.undoing import tell_done
from konbit.base.text import pick
from konbit.directory.formats import atom
from konbit.directory.queries.faces import face_around
from konbit.directory.queries.visible import seen_group
from konbit.directory.views.asking import could_do, reader_of, viewer_in, whole_number
from konbit.directory.written_dates import read_date
from konbit.people.sharing import passed_on, ways_to_share

FRESH = 300  # seconds


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    """What was agreed across the house, newest first; narrowed by network."""
    asked = request.GET
    page = house_register(
        viewer_in(request), asked.get("network", ""), asked.get("show", ""), _start(request)
    )
    context = {"page": page, "lists": SHOWN, "feed": reverse("assembly:resolutions-feed")}
    return render(request, "assembly/register.html", context)


@require_safe
def of_group(request: HttpRequest, uid: str) -> HttpResponse:
    """What a group agreed; of a network with its members' too."""
    asked = request.GET
    page = group_register(
        viewer_in(request), uid, asked.get("show", ""), _start(request), inner=asked.get("of") != "itself"
    )
    assert page.group is not None
    request.brand = face_around(page.group.id, reader_of(request))  # type: ignore[attr-defined]
    context = {
        "page": page,
        "lists": SHOWN,
        "feed": reverse("assembly:group-resolutions-feed", args=[uid]),
        "is_network": page.group.kind == "network",
    }
    return render(request, "assembly/register.html", context)


@login_required
@never_cache
def enter(request: HttpRequest, uid: str) -> HttpResponse:
    """Enter what was agreed without a meeting here, as from old minutes."""
    viewer, language = viewer_in(request), reader_of(request)
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    form = ResolutionForm(request.POST or None, initial={"language": language})
    made = []
    if request.method == "POST" and could_do(
        form,
        lambda: made.append(
            resolving.enter_resolution(viewer, uid, form.cleaned_data["key"], form.decision())
        ),
    ):
        address = resolution_address(made[0].uid)
        tell_done(request, _("It stands in the register."), made[0], address)
        return redirect(address)
    context = {
        "form": form,
        "back": reverse("assembly:group-resolutions", args=[uid]),
        "title": _("Enter what was agreed"),
        "of": {language: group.name},
    }
    return render(request, "assembly/form.html", context, status=422 if form.errors else 200)


@require_safe
def resolution(request: HttpRequest, uid: str) -> HttpResponse:
    """A resolution with all that belongs to it."""
    viewer, language = viewer_in(request), reader_of(request)
    stands = stands_as(viewer, uid)
    if stands != uid:
        return redirect("assembly:resolution", stands)
    page = resolution_page(viewer, uid)
    request.brand = face_around(page.card.group.id, language)  # type: ignore[attr-defined]
    sent = passed_on(page.card.url)
    context = {
        "page": page,
        "sent": sent,
        "ways": ways_to_share(sent, pick(page.card.title, language).text),
        "form": EndorsementForm() if "edit" in page.may else None,
        "web_proof": page.proof.startswith(("https://", "http://")),
    }
    return render(request, "assembly/resolution.html", context)


@login_required
@never_cache
def change(request: HttpRequest, uid: str) -> HttpResponse:
    """Mend how it is told, or say it in another language."""
    viewer, language = viewer_in(request), reader_of(request)
    row, initial = resolution_said(viewer, uid, language)
    form = ResolutionForm(request.POST or None, initial=initial)
    back = resolution_address(uid)
    if request.method == "POST" and could_do(
        form, lambda: resolving.change_resolution(viewer, uid, form.decision())
    ):
        tell_done(request, _("Saved."), row, back)
        return redirect(back)
    context = {"form": form, "back": back, "title": _("Change the resolution"), "of": row.title}
    return render(request, "assembly/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def act(request: HttpRequest, uid: str) -> HttpResponse:
    """What became of it: its condition, a review, an end, somebody's support."""
    viewer, said = viewer_in(request), request.POST
    if "condition" in said:
        row, sentence = (
            resolving.settle_condition(viewer, uid, said["condition"]),
            _("Noted what became of the condition."),
        )
    elif "review" in said:
        row, sentence = (
            resolving.reviewed(viewer, uid, read_date(said.get("next", ""))),
            _("Noted that you looked at it again."),
        )
    elif "withdraw" in said:
        row, sentence = resolving.withdraw(viewer, uid), _("It is withdrawn, and stays in the register.")
    else:
        name = said.get("name", "").strip()
        uid_in_address = name.split("/g/", 1)[1].split("/")[0] if "/g/" in name else name
        support = resolving.endorse(viewer, uid, uid_in_address, said.get("note", ""), reader_of(request))
        tell_done(request, _("Noted who supports it."), support, resolution_address(uid))
        return redirect(resolution_address(uid))
    tell_done(request, sentence, row, resolution_address(uid))
    return redirect(resolution_address(uid))


@require_safe
def history(request: HttpRequest, uid: str) -> HttpResponse:
    """Who changed what in it, newest first."""
    page = history_of_resolution(viewer_in(request), uid, reader_of(request))
    return render(request, "assembly/history.html", {"page": page})


@require_safe
@conditional_page
def feed(request: HttpRequest, uid: str = "") -> HttpResponse:
    """What was entered last that everybody may see, as an Atom feed."""
    language = reader_of(request)
    group, rows = newest_for_feed(uid)
    page = reverse("assembly:group-resolutions", args=[uid]) if uid else reverse("assembly:resolutions")
    own = (
        reverse("assembly:group-resolutions-feed", args=[uid])
        if uid
        else reverse("assembly:resolutions-feed")
    )
    title = _("What %(group)s agreed") % {"group": group.name} if group else _("What we agreed")
    content = atom.feed(
        id=f"{settings.KONBIT_URL}{page}",
        title=title,
        own_address=f"{settings.KONBIT_URL}{own}",
        page=f"{settings.KONBIT_URL}{page}",
        language=language,
        author=group.name if group else "Konbit",
        entries=[
            atom.Entry(
                id=f"urn:konbit:resolution:{row.uid}",
                title=pick(row.title, language).text,
                address=f"{settings.KONBIT_URL}{resolution_address(row.uid)}",
                made_at=row.made_at,
                summary=pick(row.text, language).text[:600],
            )
            for row in rows
        ],
    )
    answer = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(answer, public=True, max_age=FRESH)
    return answer


def _start(request: HttpRequest) -> int:
    return min(whole_number(request.GET.get("from")) or 0, 100_000)
