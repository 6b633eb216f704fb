"""The world and its regions as SVG rendered on the server: every cluster a link with its number, no script.

A drawing has no colour of its own: classes (`map sea graticule land cluster`) take theirs from the style
sheet, so that dark mode, a network's colours and print follow. Over one ground lie two sets of seals, of
which the style sheet shows one: `clusters-wide`, and for small screens `clusters-narrow`, fewer and larger,
so that every link is a target of 24 pixels on both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from konbit.engines.geodesy import Box

from .names import NamedPlace, written_names
from .path import written
from .seals import Cluster, Press, Seal, gather, short_number
from .sheets import Region, World

WIDTH = 960
"""Width of a drawing in its own units; the page scales it to the room there is."""

CHANGE_OVER = 640
"""The narrowest place, in CSS pixels, in which the wide set of seals is shown."""

_SCREENS = (CHANGE_OVER, 288)  # least widths of the two sets; 288 is a screen of 320 pixels less its margins

WORLD_CAPTION = gettext_lazy(
    "Equal Earth projection: every land at its true size. Larger circles hold more groups. "
    "Land outline: Natural Earth."
)
REGION_CAPTION = gettext_lazy(
    "Mercator projection. Larger circles hold more groups. "
    "Land outline: Natural Earth, drawn to about ten kilometres."
)

Together = Callable[[Sequence[Cluster]], str]
"""The address of a page that shows all groups of these clusters."""


def world_map(clusters: Iterable[Cluster], *, title: str, description: str, together: Together) -> SafeString:
    """The world in Equal Earth with the clusters as links; clusters that would touch are drawn as one.

    `title` names the drawing and `description` says what it shows, for those who hear it; `together` gives
    the address of a seal that stands for several clusters. Raises ValueError for a cluster outside the world.
    """
    return _drawn("map-world", World(WIDTH), clusters, title, description, together)


def region_map(
    clusters: Iterable[Cluster],
    bounds: Box,
    *,
    title: str,
    description: str,
    together: Together,
    height: int = 640,
    towns: Iterable[NamedPlace] = (),
) -> SafeString:
    """A region in Mercator, otherwise as `world_map`; clusters outside the drawing are left out.

    `bounds` in degrees may run across the 180° meridian; they are widened to the form of the drawing, 960 by
    `height` units, and to at least one degree. `towns`, largest first, are named where there is room.
    """
    region = Region.around(bounds, WIDTH, height)
    return _drawn("map-region", region, clusters, title, description, together, towns)


def _drawn(
    kind: str,
    sheet: World | Region,
    clusters: Iterable[Cluster],
    title: str,
    description: str,
    together: Together,
    towns: Iterable[NamedPlace] = (),
) -> SafeString:
    placed = [(*sheet.place(cluster.lat, cluster.lon), cluster) for cluster in clusters]
    shown = [each for each in placed if 0 <= each[0] <= sheet.width and 0 <= each[1] <= sheet.height]
    ground = sheet.ground()
    wide, narrow = (gather(shown, Press(sheet.width, sheet.height, least)) for least in _SCREENS)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="map {}" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="group" aria-label="{}" focusable="false"><desc>{}</desc>'
        '<path class="sea" d="{}"/><path class="graticule" d="{}"/><path class="land" d="{}"/>{}{}'
        '<g class="clusters-wide">{}</g><g class="clusters-narrow">{}</g></svg>',
        kind,
        sheet.width,
        sheet.height,
        sheet.width,
        sheet.height,
        title,
        description,
        ground.sea,
        ground.graticule,
        ground.land,
        *_names_of(towns, sheet, wide, narrow),
        _links(wide, together),
        _links(narrow, together),
    )


def _names_of(
    towns: Iterable[NamedPlace], sheet: World | Region, wide: Sequence[Seal], narrow: Sequence[Seal]
) -> tuple[SafeString, SafeString]:
    """The names for large screens, and fewer and larger ones for small screens, clear of their seals."""
    placed = [(*sheet.place(town.lat, town.lon), town.name) for town in towns]
    if not placed:
        return SafeString(""), SafeString("")
    size = sheet.width, sheet.height
    return (
        written_names(placed, size, _boxes(wide), letters=15, most=24, css="towns-wide"),
        written_names(placed, size, _boxes(narrow), letters=34, most=6, css="towns-narrow"),
    )


def _boxes(seals: Iterable[Seal]) -> list[tuple[float, float, float, float]]:
    return [
        (seal.x - seal.radius, seal.y - seal.radius, seal.x + seal.radius, seal.y + seal.radius)
        for seal in seals
    ]


def _links(seals: Iterable[Seal], together: Together) -> SafeString:
    return SafeString("".join(_link(seal, together) for seal in seals))


def _link(seal: Seal, together: Together) -> str:
    """One seal as a link. Put together by hand: a map has hundreds, and only words need escaping."""
    href = escape(seal.members[0].href if len(seal.members) == 1 else together(seal.members))
    words = told(seal)
    css = "cluster single" if seal.count == 1 else "cluster"
    x, y, radius = written(seal.x), written(seal.y), written(seal.radius)
    return (
        f'<a class="{css}" href="{href}" aria-label="{escape(words)}"><title>{escape(_names(seal) or words)}'
        f'</title><circle cx="{x}" cy="{y}" r="{radius}"/>'
        f'<text x="{x}" y="{y}">{short_number(seal.count)}</text></a>'
    )


def told(seal: Seal) -> str:
    """A seal in words: "143 groups near Manchester", or the group's own name where it is one."""
    if seal.count == 1 and seal.members[0].names:
        return _("%(name)s, near %(place)s") % {"name": seal.members[0].names[0], "place": seal.label}
    words = ngettext("%(count)s group near %(place)s", "%(count)s groups near %(place)s", seal.count)
    return words % {"count": number_format(seal.count, force_grouping=True), "place": seal.label}


def _names(seal: Seal) -> str:
    """Some of a seal's groups by name, for the tool tip."""
    names = [name for cluster in seal.members for name in cluster.names][:6]
    more = seal.count - len(names)
    if not names or seal.count == 1:
        return ""
    listed = ", ".join(names)
    if more < 1:
        return listed
    return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
        "names": listed,
        "count": number_format(more, force_grouping=True),
    }
