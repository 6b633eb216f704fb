"""Whether a choice is right: by counting, and by checking its proofs; nothing here searches.

It shares with what chose only the words in which a choice is said, and the digest of the lot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .asked import Limit, Nominee, Quota, known, limits_of, rules_from, rules_of, standings
from .choosing import Choice
from .conflict import Conflict
from .drawing import lot
from .proof import Bounds, Proof, refutes

Code = Literal["panel", "counts", "holds", "conflict", "without", "nearest", "order", "drawn"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a choice.

    panel: not the people who were drawn, or not those who sit. counts: a rule is said to stand otherwise.
    holds: a rule does not hold, and no conflict is given; or a conflict, and all hold. conflict: it is not
    proven. without: it stays when this limit goes. nearest: another panel may come nearer. order: not the
    order of the lot. drawn: this nominee was not rightly taken or passed over.
    """

    code: Code
    about: str = ""


def verify(
    choice: Choice,
    nominees: Sequence[Nominee],
    quotas: Sequence[Quota],
    size_min: int,
    size_max: int,
    seed: str,
    fixed: Collection[str] = (),
) -> tuple[Fault, ...]:
    """What is wrong with a choice made of these; nothing, if it is right. Raises ValueError as `choose`."""
    people = known(nominees, fixed)
    rules = rules_of(quotas, size_min, size_max)
    seated = [one.key for one in choice.drawn if one.seated]
    if list(choice.panel) != seated or not set(seated) <= people.keys() or not set(fixed) <= set(seated):
        return (Fault("panel"),)
    world = _World(nominees, fixed, rules)
    return (
        *_of_counts(choice, world),
        *(_of_conflict(choice.conflict, world) if choice.conflict else ()),
        *(_of_nearest(choice, world) if choice.conflict else ()),
        *_of_draw(choice, world, seed),
    )


class _World:
    """What a choice was made of, as sums: people who count for the same rules are one column."""

    def __init__(self, nominees: Sequence[Nominee], fixed: Collection[str], rules: Sequence[Quota]) -> None:
        self.nominees, self.fixed, self.rules = nominees, fixed, rules
        self.kinds = {one.key: tuple(rule.counts(one) for rule in rules) for one in nominees}
        self._there = Counter(self.kinds.values())
        self._rows = [[int(kind[row]) for kind in self._there] for row in range(len(rules))]

    def people(self, keys: Collection[str]) -> list[Nominee]:
        """The nominees of these keys, in the order of nomination."""
        return [nominee for nominee in self.nominees if nominee.key in keys]

    def sizes(self) -> tuple[int, int]:
        """The least and the most people on a panel, as nearly as there are enough, and not too many sit."""
        size = self.rules[0]
        return min(size.least, len(self.nominees)), max(size.most or 0, len(set(self.fixed)))

    def bounds(self, seated: Iterable[str]) -> Bounds:
        """All rules hold, and at least these sit: see `system.strict`."""
        sitting = Counter(self.kinds[key] for key in set(seated))
        return Bounds(
            rows=self._rows,
            row_low=[rule.least for rule in self.rules],
            row_high=[len(self.nominees) if rule.most is None else rule.most for rule in self.rules],
            column_low=[sitting[kind] for kind in self._there],
            column_high=list(self._there.values()),
        )

    def nearly(self, seated: Iterable[str], shortfall: int) -> Bounds:
        """The size as nearly as can be, quotas short by no more than this in all: see `system.lenient`."""
        exact = self.bounds(seated)
        amends = [
            (row, 1 if limit.side == "least" else -1)
            for row, rule in enumerate(self.rules)
            for limit in limits_of([rule])
            if row
        ]
        rows = [
            [*cells, *(sign if row == at else 0 for at, sign in amends)]
            for row, cells in enumerate(exact.rows)
        ]
        least, most = self.sizes()
        return Bounds(
            rows=[*rows, [*(0 for _ in exact.column_low), *(1 for _ in amends)]],
            row_low=[least, *exact.row_low[1:], 0],
            row_high=[most, *exact.row_high[1:], shortfall],
            column_low=[*exact.column_low, *(0 for _ in amends)],
            column_high=[*exact.column_high, *(shortfall for _ in amends)],
        )


def _of_counts(choice: Choice, world: _World) -> Iterator[Fault]:
    if choice.standings != standings(world.people(choice.panel), world.rules):
        yield Fault("counts")
    if bool(choice.shortfall) != bool(choice.conflict):
        yield Fault("holds")


def _of_conflict(conflict: Conflict, world: _World) -> Iterator[Fault]:
    if not set(conflict.limits) <= set(limits_of(world.rules)):
        yield Fault("conflict")
    bounds = _World(world.nominees, world.fixed, rules_from(conflict.limits, world.rules)).bounds(world.fixed)
    if not refutes(conflict.proof, bounds):
        yield Fault("conflict")
    shown = {one.limit: one.panel for one in conflict.without}
    for limit in conflict.limits:
        others = [one for one in conflict.limits if one != limit]
        if limit not in shown or not _meets(shown[limit], others, world):
            yield Fault("without", f"{limit.dimension}: {limit.value}")


def _meets(panel: Sequence[str], limits: Collection[Limit], world: _World) -> bool:
    keys = set(panel)
    if len(keys) < len(panel) or len(world.people(keys)) < len(keys) or not set(world.fixed) <= keys:
        return False
    rules = rules_from(limits, world.rules)
    return not any(one.shortfall for one in standings(world.people(keys), rules))


def _of_nearest(choice: Choice, world: _World) -> Iterator[Fault]:
    size, *quotas = choice.standings
    short = sum(one.shortfall for one in quotas)
    least, most = world.sizes()
    if not least <= size.counted <= most:
        yield Fault("nearest")
    if short and not (choice.nearest and refutes(choice.nearest, world.nearly(world.fixed, short - 1))):
        yield Fault("nearest")


def _of_draw(choice: Choice, world: _World, seed: str) -> Iterator[Fault]:
    """Who was passed over must have been: no panel that is as good holds her and those taken before her."""
    order = sorted(world.nominees, key=lambda one: (lot(seed, one.key), one.key))
    sitting = [one.key for one in world.nominees if one.key in world.fixed]
    drawn = [one for one in order if one.key not in world.fixed]
    if [one.key for one in choice.drawn] != [*sitting, *(one.key for one in drawn)]:
        yield Fault("order")
        return
    short = sum(one.shortfall for one in choice.standings[1:])
    _, most = world.sizes()
    seated, passed = set(sitting), set()
    for nominee, said in zip(drawn, choice.drawn[len(sitting) :], strict=True):
        if said.lot != lot(seed, nominee.key):
            yield Fault("order", nominee.key)
        if said.outcome == "taken":
            seated.add(nominee.key)
        elif said.outcome == "full":
            if len(seated) < most:
                yield Fault("drawn", nominee.key)
        elif world.kinds[nominee.key] not in passed:
            with_her = {*seated, nominee.key}
            bounds = world.nearly(with_her, short) if choice.conflict else world.bounds(with_her)
            if not _refuted(said.proof, bounds):
                yield Fault("drawn", nominee.key)
            passed.add(world.kinds[nominee.key])


def _refuted(proof: Proof | None, bounds: Bounds) -> bool:
    return proof is not None and refutes(proof, bounds)
