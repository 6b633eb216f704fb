"""Statutes of a group: the list, one of them, beginning, describing, taking away; from lines of text."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konbit.assembly.views.writing import did, done, form_page
from konbit.directory.queries.of_group import group_for
from konbit.directory.views.asking import reader_of, viewer_in
from konbit.federation.actions import statutes as acts
from konbit.federation.actions.reading_statutes import lines_of, read_statutes, sent_lines
from konbit.federation.forms.statutes import NewStatutesForm, ReadForm, StatutesForm
from konbit.federation.queries.statutes import clashing, statutes_of_group, statutes_page
from konbit.federation.queries.statutes_written import statutes_written
from konbit.federation.queries.worked import worked_examples
from konbit.people.views.asking import stand_in


@require_safe
def of_group(request: HttpRequest, group_uid: str) -> HttpResponse:
    """The statutes of a group."""
    page = statutes_of_group(viewer_in(request), group_uid)
    stand_in(request, page.group.scope)
    return render(request, "federation/statutes_of_group.html", {"page": page})


@require_safe
def statutes(request: HttpRequest, uid: str) -> HttpResponse:
    """Statutes: levels, places, rules in plain words."""
    viewer = viewer_in(request)
    page = statutes_page(viewer, uid, reader_of(request))
    stand_in(request, page.link.group.scope)
    clashes = clashing(viewer, uid, page) if page.may_check else ()
    return render(request, "federation/statutes.html", {"page": page, "clashes": clashes})


@login_required
@never_cache
def new(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Begin statutes."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, group_uid, "edit")
    form = NewStatutesForm(
        request.POST or None,
        examples=[(one.name, one.title) for one in worked_examples()],
        initial={"title": _("Statutes"), "example": request.GET.get("example", "")},
    )
    made: list[str] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(acts.begin_statutes(viewer, group_uid, form.draft(), said["key"], said["example"]))

    if did(request, form, act):
        row = statutes_written(viewer, made[0])
        return done(request, _("Begun. Now say the rules."), row, _page(made[0]))
    back = reverse("federation:statutes-of-group", args=[group_uid])
    lead = _("Your rules in plain words, so that everybody can see what they ask today.")
    return form_page(request, form, _("Write down your statutes"), back, lead=lead, about=link.name)


@login_required
@never_cache
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """Another title, another audience."""
    viewer = viewer_in(request)
    row: Any = statutes_written(viewer, uid)
    form = StatutesForm(
        request.POST or None,
        row=row,
        language=request.GET.get("language", "")[:12],
        initial={"audience": row.audience},
    )
    if did(request, form, lambda: acts.write_statutes(viewer, uid, form.draft())):
        return done(request, _("Saved."), row, _page(uid))
    remove_url = reverse("federation:remove-statutes", args=[uid])
    return form_page(request, form, _("Write it again"), _page(uid), remove_url=remove_url)


@login_required
@require_POST
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Take statutes away."""
    row = acts.remove_statutes(viewer_in(request), uid)
    to = reverse("federation:statutes-of-group", args=[row.group.uid])
    return done(request, _("The statutes are taken away."), row, to)


@login_required
@never_cache
def read(request: HttpRequest, group_uid: str) -> HttpResponse:
    """Begin statutes from lines of text."""
    viewer = viewer_in(request)
    _group, link = group_for(viewer, group_uid, "edit")
    form = ReadForm(request.POST or None, request.FILES or None)
    made: list[Any] = []

    def act() -> None:
        said = form.cleaned_data
        text, name = lines_of(said["text"], said["file"])
        made.append(
            read_statutes(viewer, group_uid, text, name, said["language"], said["audience"], said["key"])
        )

    if did(request, form, act):
        uid, left_out = made[0]
        sentence = _("The levels and rules are read.")
        if left_out:
            sentence += " " + _("Rules about one body only were left out: %(number)s.") % {"number": left_out}
        return done(request, sentence, statutes_written(viewer, uid), _page(uid))
    upload: Any = request.FILES.get("file")
    if upload is not None:
        shown = request.POST.copy()
        shown["text"] = sent_lines(upload)  # to be mended here
        form.data = shown
    back = reverse("federation:statutes-of-group", args=[group_uid])
    lead = _("As konbit statutes check reads them; the help tells how they are written.")
    return form_page(
        request,
        form,
        _("Bring statutes as lines of text"),
        back,
        lead=lead,
        about=link.name,
        sends_files=True,
    )


def _page(uid: str) -> str:
    return reverse("federation:statutes", args=[uid])
