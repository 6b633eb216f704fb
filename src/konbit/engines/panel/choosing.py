"""Whom to choose so that all quotas hold, by lot and public seed; what prevents it; what comes nearest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .asked import Nominee, Quota, Standing, known, rules_of, standings
from .conflict import Conflict, conflict_of
from .drawing import Drawn, draw
from .proof import Proof
from .search import Search
from .system import System, lenient, strict


@dataclass(frozen=True, slots=True)
class Choice:
    """Those chosen and why.

    panel: keys; those that sit already first, then in the order in which they were drawn. drawn: everybody,
    in the order of the lot, and what came of it. standings: the size and each quota, as met by the panel.

    Where no panel meets all, `conflict` says why, and the panel is one that falls short by the least:
    `nearest`, where the shortfall of quotas is above 0, proves that none falls short by one less.
    """

    panel: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    standings: tuple[Standing, ...]
    conflict: Conflict | None
    nearest: Proof | None

    @property
    def shortfall(self) -> int:
        """How many people all rules together are away from holding; 0: all hold."""
        return sum(standing.shortfall for standing in self.standings)


def choose(
    nominees: Sequence[Nominee],
    quotas: Sequence[Quota],
    size_min: int,
    size_max: int,
    seed: str,
    fixed: Collection[str] = (),
) -> Choice:
    """Choose `size_min` to `size_max` people so that all quotas hold, those that sit already included.

    Of all panels that hold, the one is taken that the lot favours: in the order of the lot (see `lot`), each
    is taken with whom there is still such a panel; so the size is as large as the quotas let it be. Where
    there is none, the size is kept as nearly as the nominations allow, and then the quotas: a panel is taken,
    in the same way, among those whose shortfalls add up to the least.

    Raises ValueError for rules or keys that make no sense (`rules_of`, `known`), Undecided where a search
    takes more steps than `PATIENCE`.
    """
    rules = rules_of(quotas, size_min, size_max)
    by_key = known(nominees, fixed)
    system, conflict, nearest = strict(nominees, fixed, rules), None, None
    search = Search(system)
    first = search.whole(system.low, system.high)
    if isinstance(first, Proof):
        conflict = conflict_of(nominees, fixed, rules, first)
        system = lenient(nominees, fixed, rules)
        search = Search(system)
        first, nearest = _nearest(search, system)
    drawn = draw(nominees, fixed, rules, seed, system, search, first)
    panel = tuple(one.key for one in drawn if one.seated)
    return Choice(panel, drawn, standings([by_key[key] for key in panel], rules), conflict, nearest)


def _nearest(search: Search, system: System) -> tuple[list[int], Proof | None]:
    """Numbers whose shortfall is the least, set as the last bound of the system; the proof that it is."""
    columns = system.matrix.shape[1]
    kinds = len(set(system.kinds.values()))
    proof = None
    impossible, best = -1, None
    while best is None or impossible + 1 < sum(best[kinds:]):
        if best is not None:
            system.high[-1] = (impossible + sum(best[kinds:])) // 2
        found = search.whole(system.low, system.high)
        if not isinstance(found, Proof):
            best = found
        elif best is None:
            raise AssertionError("with every shortfall allowed there is a panel")
        else:
            impossible, proof = int(system.high[-1]), found
    system.high[-1] = sum(best[kinds:columns])
    return best, proof
