"""Small wins: a page and a feed of what was won, gained, kept and restored."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from konbit.base.period import earliest
from konbit.base.text import sentence
from konbit.directory.formats import atom
from konbit.directory.views.asking import reader_of, stand_in, viewer_in
from konbit.federation.queries import wins as queries
from konbit.people.audience import ANYONE

FRESH = 300  # seconds


@require_safe
def wins(request: HttpRequest) -> HttpResponse:
    """What was won, the newest first: in the whole house, or of a network and all below it."""
    of = request.GET.get("of", "")[:12]
    page = queries.wins(viewer_in(request), of)
    if page.group:
        stand_in(request, page.group.scope)
    return render(request, "federation/wins.html", {"page": page, "feed": _address("wins-feed", of)})


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The same as an Atom feed: only what everybody may see. Entries bear the day on which it happened."""
    language = reader_of(request)
    of = request.GET.get("of", "")[:12]
    page = queries.wins(ANYONE, of)
    title = _("What %(group)s won") % {"group": page.group.name} if page.group else _("Small wins")
    content = atom.feed(
        id=f"{settings.KONBIT_URL}{_address('wins', of)}",
        title=title,
        own_address=f"{settings.KONBIT_URL}{_address('wins-feed', of)}",
        page=f"{settings.KONBIT_URL}{_address('wins', of)}",
        language=language,
        author=page.group.name if page.group else "Konbit",
        entries=[
            atom.Entry(
                id=f"urn:konbit:win:{win.key}",
                title=f"{win.group.name}: {sentence(win.title, language)} ({win.badge.label})",
                address=f"{settings.KONBIT_URL}{win.url}",
                made_at=datetime.combine(earliest(win.on), time(), UTC),
                summary=sentence(win.text, language)[:600],
            )
            for win in page.wins
            if win.on
        ],
    )
    answer = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(answer, public=True, max_age=FRESH)
    return answer


def _address(name: str, of: str) -> str:
    return reverse(f"federation:{name}") + (f"?{urlencode({'of': of})}" if of else "")
