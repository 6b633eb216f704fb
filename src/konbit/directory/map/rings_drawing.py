"""The rings drawing as SVG, and the same as nested lists: to look at, print and touch, to hear and read.

Rings are told apart by place, by the colour of their circles and by the dashes of the circles' inner rim
(classes `ring-1` to `ring-6`), so that a print in black ink says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konbit.engines.rings import LINE_HEIGHT, PLAQUE_HEIGHT, Circle, Layout, Legend, Plaque

from .path import written

RINGS_CAPTION = gettext_lazy("From the centre outward. The numbers are those of the list.")

Address = Callable[[str], str]
"""The address of an item's page, by the item's id."""


@dataclass(frozen=True)
class Thread:
    """A line from one item (id) to another; `name`: the class of the style sheet that tells its kind."""

    one: str
    other: str
    name: str


def rings_drawing(
    layout: Layout, address: Address, *, title: str, threads: Iterable[Thread] = ()
) -> SafeString:
    """The layout as SVG, each circle a link; a last circle "+ n" leads to its ring in `rings_list`.

    `title` names the drawing for those who hear it; its description tells the rings from the centre outward.
    `threads`: lines beneath the circles; those who hear the drawing find what they say in the page's list.
    """
    size = written(layout.size)
    rings = range(len(layout.borders))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="rings" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="group" aria-label="{}" focusable="false"><desc>{}</desc>{}{}{}{}</svg>',
        size,
        size,
        size,
        size,
        title,
        rings_told(layout),
        format_html_join("", "{}", ((_border(layout, index),) for index in reversed(rings))),
        format_html_join("", "{}", ((line,) for line in _threads(layout, threads))),
        format_html_join("", "{}", ((_plaque(plaque),) for plaque in layout.plaques)),
        format_html_join("", "{}", ((_ring(layout, index, address),) for index in rings)),
    )


def rings_list(layout: Layout, address: Address) -> SafeString:
    """The same as nested lists, with every item, those counted in "+ n" too; numbers as in the drawing."""
    return format_html(
        '<ol class="rings-list">{}</ol>',
        format_html_join(
            "",
            '<li id="ring-{}"><p class="ring-name">{}</p>{}</li>',
            (
                (number, _ring_told(ring), _entries(ring, address))
                for number, ring in enumerate(layout.legend, 1)
            ),
        ),
    )


def rings_told(layout: Layout) -> str:
    """The drawing in one sentence: what each ring is and how many it holds, from the centre outward."""
    return _("From the centre outward: %(rings)s.") % {"rings": "; ".join(map(_ring_told, layout.legend))}


def _ring_told(ring: Legend) -> str:
    count = len(ring.items)
    return ngettext("%(ring)s, %(count)s entry", "%(ring)s, %(count)s entries", count) % {
        "ring": ring.label,
        "count": count,
    }


def _entries(ring: Legend, address: Address) -> SafeString:
    if not ring.items:
        return format_html("<p>{}</p>", _("Nothing stands here yet."))
    return format_html(
        "<ol>{}</ol>",
        format_html_join(
            "",
            '<li value="{}"><a href="{}">{}</a></li>',
            ((number, address(item.id), item.label) for number, item in ring.items),
        ),
    )


def _threads(layout: Layout, threads: Iterable[Thread]) -> Iterable[SafeString]:
    """The lines between circles that are drawn; several between the same two circles are one."""
    circles = {item.id: circle for circle in layout.circles for item in circle.items}
    drawn = set()
    for thread in threads:
        one, other = circles.get(thread.one), circles.get(thread.other)
        if one is None or other is None:
            continue
        line = f"M{written(one.x)} {written(one.y)}L{written(other.x)} {written(other.y)}"
        if (line, thread.name) not in drawn:
            drawn.add((line, thread.name))
            yield format_html('<path class="thread {}" d="{}"/>', thread.name, line)


def _border(layout: Layout, index: int) -> SafeString:
    middle = written(layout.size / 2)
    name = "border outermost" if index == len(layout.borders) - 1 else "border"
    radius = written(layout.borders[index])
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', name, middle, middle, radius)


def _plaque(plaque: Plaque) -> SafeString:
    return format_html(
        '<g class="plaque" aria-hidden="true"><rect x="{}" y="{}" width="{}" height="{}"/>'
        '<text x="{}" y="{}">{}</text></g>',
        written(plaque.x - plaque.width / 2),
        written(plaque.y - PLAQUE_HEIGHT / 2),
        written(plaque.width),
        PLAQUE_HEIGHT,
        written(plaque.x),
        written(plaque.y),
        plaque.text,
    )


def _ring(layout: Layout, index: int, address: Address) -> SafeString:
    circles = (circle for circle in layout.circles if circle.ring == index)
    return format_html(
        '<g class="ring-{}" role="group" aria-label="{}">{}</g>',
        index + 1,
        _ring_told(layout.legend[index]),
        format_html_join("", "{}", ((_link(circle, layout, address),) for circle in circles)),
    )


def _link(circle: Circle, layout: Layout, address: Address) -> SafeString:
    if circle.gathers:
        href, figure = f"#ring-{circle.ring + 1}", f"+{len(circle.items)}"
        told = _("%(figure)s more: %(ring)s") % {
            "figure": figure,
            "ring": layout.legend[circle.ring].label,
        }
    else:
        href, figure = address(circle.items[0].id), str(circle.number)
        told = f"{figure}. {circle.items[0].label}"
    x, y = written(circle.x), written(circle.y)
    return format_html(
        '<a class="{}" href="{}" aria-label="{}"><title>{}</title><circle cx="{}" cy="{}" r="{}"/>'
        '<circle class="rim" cx="{}" cy="{}" r="{}"/><text class="figure" x="{}" y="{}">{}</text>{}</a>',
        "seal gathers" if circle.gathers else "seal",
        href,
        told,
        told,
        x,
        y,
        written(circle.radius),
        x,
        y,
        written(circle.radius - 4),
        x,
        y,
        figure,
        format_html_join(
            "",
            '<text class="name" x="{}" y="{}">{}</text>',
            (
                (x, written(circle.y + circle.radius + 16 + at * LINE_HEIGHT), text)
                for at, text in enumerate(circle.lines)
            ),
        ),
    )
