"""The figures of a body, as the engine counts them, with the names of those whom they count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from konbit.directory.queries.labels import term_labels
from konbit.directory.queries.visible import GroupLink
from konbit.engines import alignment as engine
from konbit.federation.queries.priorities import PriorityLine, ThemeShown, theme_shown
from konbit.federation.queries.surroundings import Surroundings


@dataclass(frozen=True)
class Share:
    """Of `of` bodies, `carry` carry a priority, `live` of them with one that is live."""

    name: str
    of: int
    carry: int
    live: int


@dataclass(frozen=True)
class Coverage:
    """Who carries a priority: which direct members share it by a handshake of their own (`same` and
    `contributing`), which carry it through others, which do not; who could be asked, with which priority."""

    line: PriorityLine
    members: Share
    beneath: Share
    regions: tuple[Share, ...]
    same: tuple[GroupLink, ...]
    contributing: tuple[GroupLink, ...]
    through: tuple[GroupLink, ...]
    without: tuple[GroupLink, ...]
    to_ask: tuple[tuple[GroupLink, PriorityLine], ...]

    @property
    def sharing(self) -> int:
        """How many share it."""
        return len(self.same) + len(self.contributing)


@dataclass(frozen=True)
class Rising:
    """A theme that these members hold, with these priorities, and the body itself does not."""

    theme: ThemeShown
    members: tuple[GroupLink, ...]
    regions: tuple[str, ...]
    lines: tuple[PriorityLine, ...]


@dataclass(frozen=True)
class Agreement:
    """Of `count` members that give an order, the median and lowest tenth of how alike theirs and the body's
    are, in percent."""

    count: int
    median: int
    low: int


@dataclass(frozen=True)
class Figures:
    """All figures of a body over what its reader may see. `members`, `beneath`: how many of these there
    are."""

    members: int
    beneath: int
    coverage: tuple[Coverage, ...]
    rising: tuple[Rising, ...]
    orphans: tuple[PriorityLine, ...]
    paper: tuple[PriorityLine, ...]
    conflicts: tuple[tuple[PriorityLine, PriorityLine], ...]
    agreement: Agreement | None

    @property
    def has_any(self) -> bool:
        """Whether anything rises, stands alone or conflicts."""
        return bool(self.rising or self.orphans or self.paper or self.conflicts)


def figures_of(around: Surroundings, lines: dict[int, PriorityLine]) -> Figures | None:
    """The figures of the group in the middle; None where bodies belong to each other in a circle."""
    try:
        facts = engine.ready(_federation(around))
    except ValueError:
        return None
    told = engine.figures(facts).of(_key(around.centre.id))
    shared = {one.priority: one for one in told.shared}
    known = term_labels().by_id
    by_order = {_key(pk): place for place, pk in enumerate(around.priorities)}
    return Figures(
        members=len(told.members),
        beneath=len(told.beneath),
        coverage=tuple(
            _coverage(around, lines, facts, one, shared[one.priority])
            for one in sorted(told.coverage, key=lambda one: by_order[one.priority])
        ),
        rising=tuple(
            Rising(
                theme_shown(int(one.theme), known[int(one.theme)]),
                tuple(around.links[int(key)] for key in one.members),
                one.regions,
                tuple(lines[int(key)] for key in one.priorities),
            )
            for one in sorted(told.rising, key=lambda one: -len(one.members))
        ),
        orphans=tuple(lines[int(key)] for key in told.orphans),
        paper=tuple(lines[int(key)] for key in told.paper),
        conflicts=tuple((lines[int(one)], lines[int(other)]) for one, other in told.conflicts),
        agreement=_agreement(told.agreement.all),
    )


def _federation(around: Surroundings) -> engine.Federation:
    bodies = sorted(around.links)
    return engine.Federation(
        bodies=tuple(engine.Body(_key(pk), around.regions.get(pk, "")) for pk in bodies),
        belongings=tuple(
            engine.Belonging(_key(pk), _key(upper)) for pk in bodies for upper in around.above[pk]
        ),
        priorities=tuple(
            engine.Priority(
                _key(pk), _key(one.group_id), tuple(map(_key, around.themes.get(pk, ()))), pk in around.live
            )
            for pk, one in around.priorities.items()
        ),
        alignments=tuple(
            engine.Alignment(_key(one.lower), _key(one.upper), one.kind)  # type: ignore[arg-type]
            for one in around.met
            if not one.open
        ),
        rankings=tuple(engine.Ranking(_key(pk), themes) for pk in bodies if (themes := _ranked(around, pk))),
    )


def _ranked(around: Surroundings, body: int) -> tuple[str, ...]:
    """The themes of a body in the order of its priorities."""
    themes = (term for one in around.held.get(body, ()) for term in around.themes.get(one.pk, ()))
    return tuple(map(_key, dict.fromkeys(themes)))


def _coverage(
    around: Surroundings,
    lines: dict[int, PriorityLine],
    facts: engine.Facts,
    told: engine.Coverage,
    shared: engine.Shared,
) -> Coverage:
    own = {*shared.same, *shared.contributing}
    carrying = dict.fromkeys(one.body for one in engine.carriers(facts, told.priority) if one.direct)
    members = [_key(pk) for pk in around.members]
    return Coverage(
        line=lines[int(told.priority)],
        members=_share("", told.members),
        beneath=_share("", told.beneath),
        regions=tuple(_share(name, count) for name, count in told.regions),
        same=_links(around, shared.same),
        contributing=_links(around, shared.contributing),
        through=_links(around, [one for one in carrying if one not in own]),
        without=_links(around, [one for one in members if one not in carrying]),
        to_ask=tuple((around.links[int(body)], lines[int(pk)]) for body, pk in shared.candidates),
    )


def _links(around: Surroundings, keys: Iterable[str]) -> tuple[GroupLink, ...]:
    found = [around.links[int(key)] for key in keys]
    return tuple(sorted(found, key=lambda link: link.name.casefold()))


def _share(name: str, count: engine.Count) -> Share:
    return Share(name, count.of, count.carry, count.live)


def _agreement(found: engine.Overlaps | None) -> Agreement | None:
    if found is None:
        return None
    return Agreement(found.count, round(found.median * 100), round(found.low * 100))


def _key(pk: int) -> str:
    """Ids as the engine's keys."""
    return str(pk)
