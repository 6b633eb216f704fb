"""A search on one sheet of paper: every group by its town, and where what is printed comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from konbit.directory.countries import country_name
from konbit.directory.folding import fold
from konbit.directory.models import Claim, Source
from konbit.directory.precedence import OWN
from konbit.directory.queries.cards import first_places
from konbit.directory.queries.found import Found
from konbit.directory.queries.visible import GroupLink, visible_groups
from konbit.people.audience import ANYONE, tokens_of
from konbit.search.queries import search

BY_NAME = 700
"""As many names fit on two sheets; of more groups only the towns are printed, with their numbers."""
MOST = 20_000
_SOME = 5_000


@dataclass(frozen=True)
class PosterTown:
    """A town with its groups; `names` is empty where there are too many for paper."""

    name: str
    country: str
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Credit:
    """A source as a poster names it."""

    name: str
    attribution: str
    licence: str


@dataclass(frozen=True)
class Poster:
    """What a poster prints: only what everybody may see, whoever prints it."""

    total: int
    towns: tuple[PosterTown, ...]
    nowhere: PosterTown | None
    credits: tuple[Credit, ...]
    is_whole: bool


def poster_of(found: Found, language: str) -> Poster:
    """The groups of a search by town, in the order of the alphabet."""
    question = replace(
        found.question, visible=tokens_of(ANYONE), size=MOST, offset=0, count_facets=(), cells=None
    )
    answer = search(question)
    ids = [hit.id for hit in answer.hits]
    links: dict[int, GroupLink] = {}
    where: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), _SOME):
        some = ids[start : start + _SOME]
        links.update(visible_groups(ANYONE, some))
        for pk, place in first_places(some).items():
            where[pk] = (place.locality or place.region, place.country)
    by_name = len(links) <= BY_NAME
    towns = _by_town(links, where, by_name, language)
    return Poster(
        total=len(links),
        towns=tuple(town for town in towns if town.name),
        nowhere=next((town for town in towns if not town.name), None),
        credits=_credits(links),
        is_whole=by_name,
    )


def _by_town(
    links: dict[int, GroupLink], where: dict[int, tuple[str, str]], by_name: bool, language: str
) -> list[PosterTown]:
    gathered: dict[tuple[str, str], list[str]] = defaultdict(list)
    written: dict[tuple[str, str], str] = {}
    for pk, link in links.items():
        town, country = where.get(pk, ("", ""))
        key = (fold(town), country if town else "")
        written.setdefault(key, town)
        gathered[key].append(link.name)
    countries = {country for _town, country in gathered if country}
    named = {code: country_name(code, language) for code in countries} if len(countries) > 1 else {}
    return [
        PosterTown(
            written[key],
            named.get(key[1], ""),
            tuple(sorted(names, key=str.casefold)) if by_name else (),
            len(names),
        )
        for key, names in sorted(gathered.items())
    ]


def _credits(ids: Iterable[int]) -> tuple[Credit, ...]:
    """The sources of these groups, each once."""
    wanted = list(ids)
    found: set[int] = set()
    for start in range(0, len(wanted), _SOME):
        claims = Claim.objects.filter(group__in=wanted[start : start + _SOME]).exclude(source__code=OWN)
        found |= set(claims.values_list("source", flat=True).distinct())
    rows = Source.objects.filter(pk__in=found).order_by("name").values_list("name", "attribution", "licence")
    return tuple(Credit(*row) for row in rows)
