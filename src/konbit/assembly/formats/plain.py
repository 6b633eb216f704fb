"""Minutes as plain text: what a messenger shows of them, and what a letter quotes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.assembly.queries.resolution_cards import ResolutionCard
from konbit.assembly.queries.shown import Attending, MeetingPage, Seat, ShownItem
from konbit.base.text import Multilingual, pick


def minutes_text(page: MeetingPage, link: str) -> str:
    """The minutes in the reader's language, lines of text with `*bold*` headings as messengers read them."""
    return "\n".join(_lines(page, link)).strip() + "\n"


def _lines(page: MeetingPage, link: str) -> Iterator[str]:
    yield f"*{_said(page.card.title)}*"
    yield " · ".join(part for part in (page.card.group.name, page.card.when, page.card.place) if part)
    yield from _attending(page.attending)
    if page.goals:
        yield ""
        yield f"*{_('Goals')}*"
        for goal in page.goals:
            yield f"({goal.number}) {_said(goal.text)} – {goal.state_label}"
    for number, item in enumerate(page.items, start=1):
        yield ""
        yield f"*{number}. {_said(item.title)}* ({item.kind_label})"
        yield from _point(item)
    if not page.beside.is_empty:
        yield ""
        yield f"*{_('Besides')}*"
        yield from _point(page.beside)
    yield ""
    yield link


def _attending(attending: Attending) -> Iterator[str]:
    for words, seats in (
        (_("Here"), attending.present),
        (_("Excused"), attending.excused),
        (_("Missing"), attending.missing),
    ):
        if seats:
            yield f"{words} ({len(seats)}): " + "; ".join(filter(None, map(_seat, seats)))


def _seat(seat: Seat) -> str:
    more = []
    if seat.state == "present" and seat.way == "phone":
        more.append(_("by phone"))
    if seat.proxy_for and seat.proxy_for != "–":
        more.append(_("also for %(name)s") % {"name": seat.proxy_for})
    return f"{seat.who} ({', '.join(more)})" if more else seat.who


def _point(item: ShownItem) -> Iterator[str]:
    for line in item.lines:
        yield f"- {line.text}"
    for decision in item.decisions:
        yield from _decision(decision)
    for outcome in item.outcomes:
        yield f"→ {outcome.kind}: {outcome.title}" + (f" ({outcome.line})" if outcome.line else "")


def _decision(decision: ResolutionCard) -> Iterator[str]:
    told = ", ".join(part for part in (decision.how, decision.voices) if part)
    yield f"✔ *{_('Decided')}* ({told}): {_said(decision.text)}"
    if decision.condition:
        yield "  " + _("On condition: %(condition)s") % {"condition": _said(decision.condition)}
    if decision.review:
        yield "  " + _("To be looked at again: %(day)s") % {"day": decision.review}


def _said(text: Multilingual) -> str:
    return pick(text, get_language() or "en").text
