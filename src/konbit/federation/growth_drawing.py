"""How groups grew, as SVG. What is not sure is hatched by dashes; who joined, left or carried what on is told
apart by the shape of the line, so that a print in black ink says the same."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from konbit.engines.growth import BAR, Dot, Line, Picture, Row, Walk, Words


def growth_drawing(picture: Picture, address: Callable[[int], str], of: int, *, title: str) -> SafeString:
    """The drawing; each lane's name is a link, the lane of the group `of` stands out."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="growth" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="group" aria-label="{}" focusable="false">{}{}{}{}{}{}{}</svg>',
        round(picture.width),
        round(picture.height),
        round(picture.width),
        round(picture.height),
        title,
        _many(_year, ((x, picture.height) for _year_, x in picture.years)),
        _many(_line, ((one,) for one in picture.lines if one.kind == "grew")),
        _many(_bar, ((one, one.lane.id == of) for one in picture.rows)),
        _many(_walk, ((one,) for one in picture.walks)),
        _many(_line, ((one,) for one in picture.lines if one.kind != "grew")),
        _many(_dot, ((one,) for one in picture.dots)),
        format_html(
            "{}{}",
            _many(_words, ((one,) for one in picture.texts)),
            _many(_name, ((one, address(one.lane.id), one.lane.id == of) for one in picture.rows)),
        ),
    )


def _many(draw: Callable[..., SafeString], given: object) -> SafeString:
    return format_html_join("", "{}", ((draw(*one),) for one in given))  # type: ignore[attr-defined]


def _year(x: float, height: float) -> SafeString:
    return format_html('<path class="year" d="M{0} 20V{1}"/>', f"{x:.0f}", f"{height:.0f}")


def _bar(row: Row, here: bool) -> SafeString:
    middle = row.y + BAR / 2
    unsure = [
        format_html('<path class="unsure" d="M{} {}H{}"/>', f"{begin:.1f}", f"{middle:.1f}", f"{end:.1f}")
        for begin, end in ((row.earliest, row.begins), (row.ends, row.latest))
        if end - begin >= 1
    ]
    sure: SafeString | str = ""
    if row.ends - row.begins >= 1:
        sure = format_html(
            '<rect class="lane{}" x="{}" y="{}" width="{}" height="{}"/>',
            " here" if here else "",
            f"{row.begins:.1f}",
            f"{row.y:.1f}",
            f"{row.ends - row.begins:.1f}",
            f"{BAR:.0f}",
        )
    onward = ""
    if row.is_open:
        onward = format_html(
            '<path class="onward" d="M{} {}l7 {}l-7 {}"/>', f"{row.latest - 1:.1f}", f"{row.y:.1f}",
            f"{BAR / 2:.1f}", f"{BAR / 2:.1f}",
        )  # fmt: skip
    return format_html("{}{}{}", format_html_join("", "{}", ((one,) for one in unsure)), sure, onward)


def _name(row: Row, address: str, here: bool) -> SafeString:
    return format_html(
        '<a href="{}"{}><title>{}</title><text class="name" x="{}" y="{}">{}</text></a>',
        address,
        SafeString(' aria-current="true"') if here else "",
        row.lane.label,
        f"{row.name.x:.1f}",
        f"{row.name.y:.1f}",
        row.name.text,
    )


def _words(words: Words) -> SafeString:
    return format_html(
        '<text class="said" x="{}" y="{}">{}</text>', f"{words.x:.1f}", f"{words.y:.1f}", words.text
    )


def _dot(dot: Dot) -> SafeString:
    span = ""
    if dot.latest - dot.earliest >= 3:
        span = format_html(
            '<path class="span" d="M{} {}H{}"/>', f"{dot.earliest:.1f}", f"{dot.y:.1f}", f"{dot.latest:.1f}"
        )
    return format_html(
        '{}<circle class="dot" cx="{}" cy="{}" r="4.5"/>', span, f"{dot.x:.1f}", f"{dot.y:.1f}"
    )


def _walk(walk: Walk) -> SafeString:
    parts = (("unsure", walk.earliest, walk.begins), ("sure", walk.begins, walk.ends))
    drawn = (*parts, ("unsure", walk.ends, walk.latest))
    return format_html_join(
        "",
        '<path class="walk {}" d="M{} {}H{}"/>',
        (
            (kind, f"{begin:.1f}", f"{walk.y:.1f}", f"{end:.1f}")
            for kind, begin, end in drawn
            if end - begin >= 1
        ),
    )


def _line(line: Line) -> SafeString:
    x, y, end_x, end_y = line.x, line.y, line.end_x, line.end_y
    if line.kind in ("joined", "left"):
        mark = "M-5 -5L5 5M-5 5L5 -5" if line.kind == "left" else "M-7 0L0 -7L7 0L0 7Z"
        return format_html(
            '<path class="tie" d="M{0} {1}V{2}"/><path class="{3}" transform="translate({0} {2})" d="{4}"/>',
            f"{x:.1f}", f"{y:.1f}", f"{end_y:.1f}", line.kind, mark,
        )  # fmt: skip
    middle = (y + end_y) / 2
    way = f"M{x:.1f} {y:.1f}C{x:.1f} {middle:.1f} {end_x:.1f} {middle:.1f} {end_x:.1f} {end_y:.1f}"
    return format_html('<path class="{}" d="{}"/>', "step" if line.kind == "walk" else "grew", way)
