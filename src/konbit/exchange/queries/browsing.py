"""Looking through what is offered and needed: by sort, word, category, nearness and group, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from konbit.base.text import every_word, sentence
from konbit.directory.folding import fold
from konbit.directory.forms.fields import reader
from konbit.directory.queries.towns import gazetteer
from konbit.exchange.models import Listing
from konbit.exchange.queries.listings import MOST, ListingLine, listing_lines, open_listings
from konbit.people.audience import Viewer

PAGE = 20
LONGEST = 100
USUAL_KM = 25
MOST_KM = 20_000


@dataclass(frozen=True)
class Looked:
    """What somebody looks for, as the address of the page says it: what cannot be understood is left out."""

    what: str = "offer"
    q: str = ""
    sort: str = ""
    term: str = ""
    near: str = ""
    km: int = USUAL_KM
    page: int = 1

    @classmethod
    def read(cls, said: QueryDict) -> Looked:
        """What an address asks for."""
        what, sort = said.get("what", ""), said.get("sort", "")
        return cls(
            what=what if what in Listing.What.values else "offer",
            q=said.get("q", "").strip()[:LONGEST],
            sort=sort if sort in Listing.Sort.values else "",
            term=said.get("term", "").strip()[:12],
            near=said.get("near", "").strip()[:LONGEST],
            km=min(_number(said.get("km", ""), USUAL_KM), MOST_KM),
            page=_number(said.get("page", ""), 1),
        )

    def but(self, **other: object) -> str:
        """The address of the same with something else, from its first page on."""
        there = replace(self, **{"page": 1, **other})  # type: ignore[arg-type]
        usual = Looked()
        said = {
            name: getattr(there, name)
            for name in ("what", "q", "sort", "term", "near", "km", "page")
            if getattr(there, name) != getattr(usual, name)
        }
        return f"?{urlencode(said)}" if said else "?"


@dataclass(frozen=True)
class Browsed:
    """A page of what was found. `place`: how the town is written, near which was looked; `unknown`: whether
    no town is called so. `terms`: the categories that occur, with how many there are."""

    looked: Looked
    lines: tuple[ListingLine, ...]
    total: int
    pages: int
    place: str
    unknown: bool
    terms: tuple[tuple[str, str, int], ...]
    sorts: tuple[tuple[str, str, int], ...]


def browse(viewer: Viewer, looked: Looked) -> Browsed:
    """What a viewer finds: nearest first where she looks near a town, newest first otherwise."""
    town = gazetteer().find(looked.near) if looked.near else None
    lines = _worded(listing_lines(viewer, open_listings(what=looked.what)[:MOST]), looked.q)
    if town is not None:
        lines = _near(lines, (town.latitude, town.longitude), looked.km)
    terms = _counted_terms(lines)
    sorts = _counted_sorts(lines)
    found = [
        line
        for line in lines
        if (not looked.sort or line.sort == looked.sort)
        and (not looked.term or str(line.term_id) == looked.term)
    ]
    pages = max(1, -(-len(found) // PAGE))
    page = min(looked.page, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    return Browsed(
        replace(looked, page=page), tuple(shown), len(found), pages, town.name if town else "",
        bool(looked.near) and town is None, terms, sorts,
    )  # fmt: skip


def _worded(lines: list[ListingLine], words: str) -> list[ListingLine]:
    """Those in which all of these words stand, as words or beginnings of words."""
    wanted = fold(words).split()
    if not wanted:
        return lines
    return [one for one in lines if _says(fold(every_word(one.title, one.text, one.term)).split(), wanted)]


def _says(there: list[str], wanted: Iterable[str]) -> bool:
    return all(any(word.startswith(one) for word in there) for one in wanted)


def _near(lines: list[ListingLine], point: tuple[float, float], km: int) -> list[ListingLine]:
    apart = [(line.where.apart(point), line) for line in lines]
    within = [(km_away, line) for km_away, line in apart if km_away is not None and km_away <= km]
    return [line for _km, line in sorted(within, key=lambda one: one[0])]


def _counted_terms(lines: list[ListingLine]) -> tuple[tuple[str, str, int], ...]:
    names: dict[int, str] = {}
    counts: dict[int, int] = {}
    for line in lines:
        if line.term_id is not None:
            names[line.term_id] = sentence(line.term, reader())
            counts[line.term_id] = counts.get(line.term_id, 0) + 1
    told = ((str(pk), names[pk], count) for pk, count in counts.items())
    return tuple(sorted(told, key=lambda one: (-one[2], one[1].casefold())))


def _counted_sorts(lines: list[ListingLine]) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (code, str(label), count)
        for code, label in Listing.Sort.choices
        if (count := sum(line.sort == code for line in lines))
    )


def _number(words: str, usual: int) -> int:
    return int(words) if words.isascii() and words.isdigit() and 0 < len(words) < 6 and int(words) else usual
