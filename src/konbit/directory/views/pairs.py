"""The same group? Two records side by side, and what somebody says of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from konbit.base.errors import Problem
from konbit.directory.actions.merging import unmerge
from konbit.directory.actions.pairing import say_different, say_later, say_same
from konbit.directory.map.drawing import region_map
from konbit.directory.map.seals import Cluster
from konbit.directory.queries.clusters import around
from konbit.directory.queries.pairs import Question, pairs_page
from konbit.directory.tasks import ask_for_doubles
from konbit.directory.views.asking import reader_of, stand_in, viewer_in, whole_number

_HEIGHT = 480


@login_required
@never_cache
def queue(request: HttpRequest, uid: str = "") -> HttpResponse:
    """The pairs that wait, surest first; an answer; or looking for them anew."""
    viewer = viewer_in(request)
    if request.method == "POST":
        pairs_page(viewer, uid, reader_of(request))
        _answer(request)
        return redirect(request.get_full_path())
    later = "later" in request.GET
    page = pairs_page(
        viewer, uid, reader_of(request), whole_number(request.GET.get("page")) or 1, later=later
    )
    if page.network:
        stand_in(request, page.network.scope)
    questions = [(question, _map(question)) for question in page.questions]
    context = {"page": page, "questions": questions, "uid": uid, "later": later}
    return render(request, "directory/pairs_queue.html", context)


def _answer(request: HttpRequest) -> None:
    if "look" in request.POST:
        if ask_for_doubles():
            messages.success(request, _("Konbit compares all groups now. Come back in a little while."))
        else:
            messages.info(request, _("Konbit is comparing all groups already. Come back in a little while."))
        return
    viewer, pair = viewer_in(request), whole_number(request.POST.get("pair"))
    if pair is None:
        raise Http404
    try:
        if "different" in request.POST:
            say_different(viewer, pair)
            messages.success(request, _("Two different groups: nobody is asked about them again."))
        elif "later" in request.POST:
            say_later(viewer, pair)
            messages.success(request, _("It waits for later."))
        else:
            merge = say_same(viewer, pair, request.POST.get("keep", ""))
            said = _("“%(gone)s” is part of “%(kept)s” now. Below you can take them apart again.")
            messages.success(request, said % {"gone": merge.gone.name, "kept": merge.kept.name})
    except Problem as problem:
        if problem.status not in (404, 409):
            raise
        messages.warning(request, f"{problem.what} {problem.remedy}")


@login_required
@require_POST
def apart(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Take two records apart again that were made one."""
    merge = unmerge(viewer_in(request), merge_id)
    said = _("“%(gone)s” and “%(kept)s” are two records again.")
    messages.success(request, said % {"gone": merge.gone.name, "kept": merge.kept.name})
    return redirect("directory:group", merge.gone.uid)


def _map(question: Question) -> SafeString | None:
    """Where the two are, each as a circle that leads to its page; nothing unless both are on the map."""
    cards = [side.card for side in question.sides]
    points = [card.point for card in cards if card.point]
    if len(points) < len(cards):
        return None
    clusters = [
        Cluster(*point, 1, card.place, card.link.url, (card.link.name,))
        for point, card in zip(points, cards, strict=True)
    ]

    def together(members: Sequence[Cluster]) -> str:
        return members[0].href

    return region_map(
        clusters,
        around(points),
        title=_("Map: %(groups)s") % {"groups": question.title},
        description=_(
            "Where the two records say that they are. Where both are at one place, there is one circle."
        ),
        together=together,
        height=_HEIGHT,
    )
