"""Many to few as a drawing: a bar of all points that were brought in, narrowing to those that stand, and what
became of these. Outcomes are told apart by pattern too."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.decisions.queries.points import Tally

WIDTH, HIGH, GAP = 640, 34, 58
LEAST = 26.0
_OUTCOMES = ("decided", "referred", "dropped", "open")


def gathering_drawing(tally: Tally) -> SafeString:
    """The drawing; what it shows stands in words beside it."""
    few = max(WIDTH * tally.standing / tally.brought, LEAST * 4)
    left = (WIDTH - few) / 2
    top, low = HIGH, HIGH + GAP
    funnel = f"M0 {top}H{WIDTH}C{WIDTH} {top + 34} {left + few:.1f} {low - 34} {left + few:.1f} {low}"
    funnel += f"H{left:.1f}C{left:.1f} {low - 34} 0 {top + 34} 0 {top}Z"
    return format_html(
        '<svg class="funnel" viewBox="-2 -2 {} {}" role="img" aria-label="{}" focusable="false">'
        '<path class="fall" d="{}"/><rect class="all" width="{}" height="{}"/>{}</svg>',
        WIDTH + 4,
        low + HIGH + 4,
        _told(tally),
        funnel,
        WIDTH,
        HIGH,
        format_html_join(
            "", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', _parts(tally, left, few, low)
        ),
    )


def _parts(tally: Tally, left: float, few: float, low: int) -> list[tuple[str, str, int, str, int]]:
    parts = []
    for outcome in _OUTCOMES:
        count: int = getattr(tally, outcome)
        if count:
            width = few * count / tally.standing
            parts.append((outcome, f"{left:.1f}", low, f"{width:.1f}", HIGH))
            left += width
    return parts


def _told(tally: Tally) -> str:
    many = ngettext("%(count)d point was brought in", "%(count)d points were brought in", tally.brought)
    few = ngettext("%(count)d stands now", "%(count)d stand now", tally.standing)
    return _("%(many)s, %(few)s") % {
        "many": many % {"count": tally.brought},
        "few": few % {"count": tally.standing},
    }
