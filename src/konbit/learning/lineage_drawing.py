"""The lineage drawing as SVG: circles and runners. What ended is an open circle with a stroke through it, so
that a print in black ink says the same; kinds of descent are told apart by the dashes of their runners."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.engines.descent import LINE_HEIGHT, RADIUS, Field, Plant, Runner


def lineage_drawing(field: Field, address: Callable[[int], str], of: int, *, title: str) -> SafeString:
    """The drawing, each circle a link; the practice `of` stands out."""
    width, height = round(field.width), round(field.height)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="lineage" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="group" aria-label="{}" focusable="false">{}{}</svg>',
        width,
        height,
        width,
        height,
        title,
        format_html_join("", "{}", ((_runner(*one),) for one in field.runners)),
        format_html_join("", "{}", ((_plant(one, address, of),) for one in field.plants)),
    )


def _runner(runner: Runner, parent: Plant, child: Plant) -> SafeString:
    top, bottom = parent.y + RADIUS, child.y - RADIUS
    middle = (top + bottom) / 2
    bend = f"C{parent.x:.0f} {middle:.0f} {child.x:.0f} {middle:.0f} {child.x:.0f} {bottom:.0f}"
    path = f"M{parent.x:.0f} {top:.0f}{bend}"
    return format_html('<path class="runner {}" d="{}"/>', runner.kind, path)


def _plant(plant: Plant, address: Callable[[int], str], of: int) -> SafeString:
    practice = plant.practice
    told = _("%(practice)s (ended)") % {"practice": practice.label} if practice.ended else practice.label
    names = " ".join(
        filter(None, ("plant", "ended" if practice.ended else "", "here" if practice.id == of else ""))
    )
    x, y = f"{plant.x:.0f}", f"{plant.y:.0f}"
    stroke = format_html('<path class="cut" d="{}"/>', _cut(plant)) if practice.ended else ""
    return format_html(
        '<a class="{}" href="{}" aria-label="{}"><title>{}</title><circle cx="{}" cy="{}" r="{}"/>{}{}</a>',
        names,
        address(practice.id),
        told,
        told,
        x,
        y,
        RADIUS,
        stroke,
        format_html_join(
            "",
            '<text class="name" x="{}" y="{}">{}</text>',
            (
                (x, f"{plant.y + RADIUS + LINE_HEIGHT + at * LINE_HEIGHT:.0f}", text)
                for at, text in enumerate(plant.lines)
            ),
        ),
    )


def _cut(plant: Plant) -> str:
    """The stroke through the circle of a practice that ended."""
    reach = RADIUS * 0.7
    left, right, top, bottom = plant.x - reach, plant.x + reach, plant.y - reach, plant.y + reach
    return f"M{left:.0f} {bottom:.0f}L{right:.0f} {top:.0f}"
