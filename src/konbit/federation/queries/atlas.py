"""The atlas of public recognition: what was gained and kept, by country and through time, with its losses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from konbit.federation.models import Gain
from konbit.federation.queries.gains import GainLine, gain_lines
from konbit.federation.queries.standings import Badge, standing_badge
from konbit.people.audience import Viewer

MOST = 2000
STANDINGS = ("holds", "weakened", "lost")


@dataclass(frozen=True)
class Choice:
    """Something by which the atlas can be narrowed, and how many gains that leaves."""

    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Country:
    """The gains of a country; an empty name holds those of no country, or of several."""

    name: str
    lines: tuple[GainLine, ...]


@dataclass(frozen=True)
class Atlas:
    """The gains that were asked for, by country and by time, and by what one can ask for."""

    countries: tuple[Country, ...]
    lines: tuple[GainLine, ...]
    firmness: tuple[Choice, ...]
    standing: tuple[Choice, ...]
    places: tuple[Choice, ...]
    total: int

    @property
    def states(self) -> list[tuple[Badge, int]]:
        """How many of those asked for still hold, are weakened, are lost."""
        counted = Counter(line.standing.code for line in self.lines)
        return [(standing_badge(code), counted[code]) for code in STANDINGS if counted[code]]


def atlas(viewer: Viewer, firmness: str = "", country: str = "", stands: str = "") -> Atlas:
    """The atlas, narrowed by the kind of a gain, by country (two letters), by whether it holds."""
    rows = Gain.objects.filter(removed_at=None).select_related("source").order_by("valid_from", "pk")[:MOST]
    every = gain_lines(viewer, rows)
    wanted = {"firmness": firmness, "country": country, "standing": stands}

    def left(without: str = "") -> list[GainLine]:
        asked = {name: value for name, value in wanted.items() if value and name != without}
        return [line for line in every if all(_of(line, name) == value for name, value in asked.items())]

    lines = left()
    by_country: dict[str, list[GainLine]] = {}
    for line in lines:
        by_country.setdefault(line.country_label, []).append(line)
    return Atlas(
        countries=tuple(
            Country(name, tuple(some))
            for name, some in sorted(by_country.items(), key=lambda pair: (not pair[0], pair[0]))
        ),
        lines=tuple(lines),
        firmness=_choices(
            left("firmness"), "firmness", firmness, {one.value: str(one.label) for one in Gain.Firmness}
        ),
        standing=_choices(
            left("standing"), "standing", stands, {one: standing_badge(one).label for one in STANDINGS}
        ),
        places=_choices(
            left("country"),
            "country",
            country,
            dict(sorted({one.country: one.country_label for one in every}.items(), key=lambda pair: pair[1])),
        ),
        total=len(every),
    )


def _of(line: GainLine, name: str) -> str:
    return {"firmness": line.firmness, "country": line.country, "standing": line.standing.code}[name]


def _choices(lines: list[GainLine], name: str, chosen: str, labels: dict[str, str]) -> tuple[Choice, ...]:
    counted = Counter(_of(line, name) for line in lines)
    return tuple(
        Choice(code, label, counted[code], code == chosen)
        for code, label in labels.items()
        if code and (counted[code] or code == chosen)
    )
