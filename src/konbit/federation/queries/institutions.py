"""Struggles across the house, and by the institution whose rule it is."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.directory.folding import fold
from konbit.federation.models import Gain, Struggle
from konbit.federation.queries.gains import GainLine, gain_lines
from konbit.federation.queries.struggle_lines import (
    Institution,
    StruggleLine,
    institutions_among,
    struggle_lines,
)
from konbit.federation.queries.struggles import in_order
from konbit.people.audience import Viewer

MOST = 2000
PAGE = 60


@dataclass(frozen=True)
class HouseStruggles:
    """Struggles across the house, a page of them."""

    lines: tuple[StruggleLine, ...]
    states: tuple[tuple[str, str, int], ...]
    state: str
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class Institutions:
    """The institutions of which struggles speak, each with how many; or one of them with its struggles and
    what was gained there."""

    listed: tuple[tuple[Institution, int], ...]
    one: Institution | None
    lines: tuple[StruggleLine, ...]
    gains: tuple[GainLine, ...]


def all_struggles(viewer: Viewer, state: str = "", number: int = 1) -> HouseStruggles:
    """The struggles that the viewer may know of, those that go on first; narrowed by state."""
    lines = in_order(struggle_lines(viewer, _rows()))
    counted = {code: sum(line.state.code == code for line in lines) for code in Struggle.State.values}
    states = tuple(
        (one.value, str(one.label), counted[one.value])
        for one in Struggle.State
        if counted[one.value] or one.value == state
    )
    wanted = [line for line in lines if not state or line.state.code == state]
    pages = max(1, -(-len(wanted) // PAGE))
    number = min(max(number, 1), pages)
    shown = tuple(wanted[(number - 1) * PAGE : number * PAGE])
    return HouseStruggles(shown, states, state, len(wanted), number, pages)


def institutions(viewer: Viewer, of: str = "") -> Institutions:
    """All institutions, most struggles first; or that with this name, or page (the uid of its group)."""
    lines = in_order(struggle_lines(viewer, _rows()))
    found = institutions_among(lines)
    if not of.strip():
        listed = sorted(found.values(), key=lambda pair: (-pair[1], fold(pair[0].name)))
        return Institutions(tuple(listed), None, (), ())
    folded = fold(of)
    one = next(
        (known for key, (known, _count) in found.items() if key == of or fold(known.name) == folded),
        Institution(of.strip()[:300]),
    )
    names = {one.key, fold(one.name)}
    about = tuple(line for line in lines if line.institution and _names(line.institution) & names)
    gains = [row for row in _gains() if fold(row.institution) in names]
    return Institutions((), one, about, tuple(gain_lines(viewer, gains)))


def _names(one: Institution) -> set[str]:
    return {one.key, fold(one.name)}


def _rows() -> list[Struggle]:
    rows = Struggle.objects.filter(removed_at=None).select_related("source")
    return list(rows.order_by("-valid_from", "-pk")[:MOST])


def _gains() -> list[Gain]:
    rows = Gain.objects.filter(removed_at=None).exclude(institution="").select_related("source")
    return list(rows.order_by("-valid_from", "-pk")[:MOST])
