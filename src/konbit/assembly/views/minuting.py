"""Minuting a meeting on one telephone: one page, and what its forms do."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from konbit.assembly.actions import agenda, awaiting, leaving, minuting
from konbit.assembly.actions.resolving import decide
from konbit.assembly.agenda_lines import read_point
from konbit.assembly.forms.minuting import MARKS, QUICK, WAYS, DecisionForm, key_of, marks_in
from konbit.assembly.queries.alike import alike_at
from konbit.assembly.queries.attending import groups_there, groups_to_await
from konbit.assembly.queries.meetings import meeting_page
from konbit.assembly.queries.resolution_cards import voices_of
from konbit.assembly.queries.shown import MeetingPage
from konbit.assembly.views.undoing import tell_done
from konbit.base.errors import NotAllowed, Problem
from konbit.base.registry import Wish
from konbit.directory.queries.faces import face_around
from konbit.directory.views.asking import reader_of, viewer_in, whole_number
from konbit.people.audience import Viewer

Done = tuple[str, Any, str]
"""What is said of an act, the row that it changed (None: nothing to take back), where the page shows it."""


@login_required
@never_cache
def minutes(request: HttpRequest, uid: str) -> HttpResponse:
    """The page, and every act on it."""
    viewer, language = viewer_in(request), reader_of(request)
    here = reverse("assembly:minutes", args=[uid])
    if request.method != "POST":
        return _page(request, viewer, uid, language)
    act = ACTS.get(request.POST.get("do", ""))
    try:
        if act is None:
            raise Problem(_("Konbit does not know what is meant."), remedy=_("Press again."), status=422)
        sentence, row, place = act(request, viewer, uid, request.POST)
    except Problem as problem:
        if problem.status != 422:
            raise
        return _page(request, viewer, uid, language, problem, request.POST)
    if row is None:
        messages.success(request, sentence)
    else:
        tell_done(request, sentence, row, here)
    opened = f"?at={place.removeprefix('point-')}" if place.startswith("point-") else ""
    return redirect(f"{here}{opened}#{place}")


def _page(
    request: HttpRequest,
    viewer: Viewer,
    uid: str,
    language: str,
    problem: Problem | None = None,
    typed: QueryDict | None = None,
) -> HttpResponse:
    page = meeting_page(viewer, uid, language)
    if "take part" not in page.may:
        raise NotAllowed(
            _("You may not write these minutes."), remedy=_("The people of the group can. Sign in as one.")
        )
    request.brand = face_around(page.card.group.id, language)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "alike": alike_at(viewer, uid, page.attending, language),
        "makers": leaving.makers(),
        "to_await": groups_to_await(viewer, uid),
        "ways": WAYS,
        "marks": MARKS,
        "hows": QUICK,
        "groups": groups_there(page.attending),
        "opened": whole_number(request.GET.get("at") or (typed.get("item") if typed else None))
        or _first_open(page),
        "problem": problem,
        "typed": typed or {},
        "typed_at": (whole_number(typed.get("item")) or 0) if typed else None,
        "new_key": uuid.uuid4,
    }
    return render(request, "assembly/minutes.html", context, status=problem.status if problem else 200)


def _first_open(page: MeetingPage) -> int:
    """The point that is written on: the first on which nothing stands yet, else what is besides."""
    return next((item.id for item in page.items if item.is_empty), 0)


def _attend(_request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    changed = awaiting.mark(viewer, uid, marks_in(said))
    return _("Noted who is here."), changed[-1] if changed else None, "who"


def _person(_request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    row = awaiting.add_person(
        viewer, uid, key_of(said), said.get("name", ""), said.get("group", ""),
        said.get("way", "") or "site", said.get("proxy_for", ""),
    )  # fmt: skip
    return _("Noted who is here."), row, "who"


def _line(request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    item, language = whole_number(said.get("item")), said.get("language", "") or reader_of(request)
    row = minuting.add_line(viewer, uid, key_of(said), said.get("text", ""), language[:12], item)
    return _("Written down."), row, _place(item)


def _mend(_request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    line = whole_number(said.get("line")) or 0
    row = minuting.change_line(viewer, uid, line, said.get("text", ""))
    return _("Mended."), row, _place(row.item_id)


def _goal(_request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    pk, state = whole_number(said.get("goal")) or 0, said.get("state", "")
    row = agenda.settle_goal(viewer, uid, pk, state, said.get("note", ""))
    return _("Noted what became of the goal."), row, "goals"


def _new_goal(request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    row = agenda.add_goal(viewer, uid, key_of(said), said.get("text", ""), reader_of(request))
    return _("The goal is added."), row, "goals"


def _new_point(request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    point = read_point(said.get("text", ""))
    row = agenda.add_item(viewer, uid, key_of(said), point, reader_of(request))
    return _("The point is added."), row, _place(row.pk)


def _decision(request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    language, item = reader_of(request), whole_number(said.get("item"))
    decision = DecisionForm(said).decision(language)
    row = decide(viewer, uid, key_of(said), decision, item)
    here = meeting_page(viewer, uid, language).attending.voices
    if here and voices_of(row) > here:
        messages.warning(
            request,
            _("%(voices)d voices were counted, and %(here)d people are noted here: look at both again.")
            % {"voices": voices_of(row), "here": here},
        )
    return _("The decision stands in the register."), row, _place(item)


def _leave(request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    item = whole_number(said.get("item"))
    wish = Wish(
        key=key_of(said),
        text=said.get("text", "").strip(),
        language=reader_of(request),
        who=said.get("who", "").strip()[:120],
        until=said.get("until", "").strip()[:30],
        resolution=whole_number(said.get("resolution")),
    )
    leaving.leave(viewer, uid, said.get("kind", ""), wish, item)
    return _("It stands there now, and here."), None, _place(item)


def _join(_request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    kept, other = (whole_number(one) or 0 for one in f"{said.get('pair', '')}-".split("-")[:2])
    row = minuting.join(viewer, uid, said.get("what", ""), kept, other)
    return _("They are one now."), row, "alike"


def _await(_request: HttpRequest, viewer: Viewer, uid: str, said: QueryDict) -> Done:
    one = said.get("group", "")
    if one:
        awaiting.await_group(viewer, uid, one)
    else:
        awaiting.await_everybody(viewer, uid)
    return _("They are awaited."), None, "who"


def _place(item: int | None) -> str:
    return f"point-{item or 0}"


ACTS: dict[str, Callable[[HttpRequest, Viewer, str, QueryDict], Done]] = {
    "attend": _attend,
    "person": _person,
    "line": _line,
    "mend": _mend,
    "goal": _goal,
    "new-goal": _new_goal,
    "new-point": _new_point,
    "decision": _decision,
    "leave": _leave,
    "join": _join,
    "await": _await,
}
