"""What two people wrote down of one thing without knowing of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from konbit.assembly.models import Line, Meeting, Resolution
from konbit.assembly.queries.shown import Attending
from konbit.base.text import pick
from konbit.directory.folding import fold
from konbit.directory.queries.of_group import seen_things
from konbit.people.audience import Viewer

NEAR = 84
"""From this likeness on (0 to 100, words in any order) two sentences are shown beside each other."""
MOST_COMPARED, MOST_SHOWN, ENOUGH = 600, 12, 400


@dataclass(frozen=True)
class Said:
    """One of two things, with whatever must be equal for them to be compared at all."""

    id: int
    text: str
    place: int | str | None = None


@dataclass(frozen=True)
class Alike:
    """Two that say nearly the same; `what`: "line", "seat" or "resolution"."""

    what: str
    first: Said
    second: Said


def alike(what: str, said: Sequence[Said]) -> list[Alike]:
    """Pairs of near-equal texts of one place, in their order: likeness of the folded words, sorted, as
    rapidfuzz's `token_sort_ratio` counts it. Of long texts the beginning counts."""
    folded = {one.id: fold(one.text[:ENOUGH]) for one in said[:MOST_COMPARED]}
    pairs = combinations(said[:MOST_COMPARED], 2)
    return [
        Alike(what, one, other)
        for one, other in pairs
        if one.place == other.place
        and fuzz.token_sort_ratio(folded[one.id], folded[other.id], score_cutoff=NEAR) >= NEAR
    ][:MOST_SHOWN]


def alike_at(viewer: Viewer, meeting_uid: str, attending: Attending, language: str) -> list[Alike]:
    """What stands twice in the minutes of a meeting that the viewer sees already."""
    meeting = Meeting.objects.get(uid=meeting_uid)
    lines = Line.objects.filter(meeting=meeting, joined_into=None)
    decided = Resolution.objects.filter(meeting=meeting, joined_into=None, removed_at=None).order_by("pk")
    seats = [
        Said(seat.id, seat.name, seat.of)
        for seat in sorted(attending.seats, key=lambda seat: seat.id)
        if seat.name and seat.state == "present"
    ]
    return [
        *alike("line", [Said(row.pk, row.text, row.item_id) for row in lines]),
        *alike("seat", seats),
        *alike(
            "resolution",
            [Said(row.pk, pick(row.text, language).text, row.state) for row in seen_things(viewer, decided)],
        ),
    ]
