"""How a panel stands, and whose joining, leaving or taking another's place would mend what lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .asked import SIZE, Limit, Nominee, Quota, Standing, known, limits_of, rules_of, standings

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """One step that mends: any one of `join` comes (empty: nobody), any one of `leave` goes (empty: nobody).

    Those named together count for the same rules. mends: the limits that are nearer to holding. left: the
    shortfall of all rules together afterwards; 0: all hold.
    """

    join: tuple[str, ...]
    leave: tuple[str, ...]
    mends: tuple[Limit, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody to be looked for: with these traits, and none of those to `avoid`; else as in `Mend`."""

    traits: tuple[tuple[str, str], ...]
    avoid: tuple[tuple[str, str], ...]
    leave: tuple[str, ...]
    mends: tuple[Limit, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Checked:
    """How each rule stands, the size first.

    mends: every single step among the nominees that mends something and breaks nothing, those that mend most
    first, and of these those for which nobody leaves. invitation: where somebody else could mend more than
    any of them; of those that mend as much, the one that asks for the fewest traits.
    """

    standings: tuple[Standing, ...]
    mends: tuple[Mend, ...]
    invitation: Invitation | None

    @property
    def shortfall(self) -> int:
        """How many people all rules together are away from holding; 0: all hold."""
        return sum(standing.shortfall for standing in self.standings)


def check(
    chosen: Sequence[Nominee],
    quotas: Sequence[Quota],
    size_min: int,
    size_max: int,
    others: Sequence[Nominee] = (),
    fixed: Collection[str] = (),
) -> Checked:
    """How those chosen meet the rules, and what would mend it; `others` were nominated and not chosen.

    Those of the chosen who are `fixed` are never asked to leave. Raises ValueError as `rules_of`, and as
    `known` for two of one key.
    """
    rules = rules_of(quotas, size_min, size_max)
    known(chosen, fixed)
    known([*chosen, *others], ())
    now = standings(chosen, rules)
    if not sum(one.shortfall for one in now):
        return Checked(now, (), None)
    desk = _Desk(rules, tuple(one.counted for one in now))
    leaving = [(), *_alike([one for one in chosen if one.key not in fixed], rules)]
    joining = [(), *_alike(others, rules)]
    mends = [mend for leave in leaving for join in joining if (mend := desk.mend(join, leave)) is not None]
    mends.sort(key=lambda mend: (mend.left, bool(mend.leave)))
    invitations = [one for leave in leaving if (one := desk.invitation(leave)) is not None]
    best = min(
        invitations,
        key=lambda one: (one.left, bool(one.leave), len(one.traits) + len(one.avoid)),
        default=None,
    )
    if best is not None and mends and mends[0].left <= best.left:
        best = None
    return Checked(now, tuple(mends), best)


def _alike(people: Sequence[Nominee], rules: Sequence[Quota]) -> list[tuple[Nominee, ...]]:
    """People who count for the same rules, together."""
    kinds: dict[tuple[bool, ...], list[Nominee]] = {}
    for one in people:
        kinds.setdefault(tuple(rule.counts(one) for rule in rules), []).append(one)
    return [tuple(kind) for kind in kinds.values()]


class _Desk:
    """Weighs single steps from how the rules stand now."""

    def __init__(self, rules: Sequence[Quota], now: Counts) -> None:
        self._rules = rules
        self._now = now

    def mend(self, join: tuple[Nominee, ...], leave: tuple[Nominee, ...]) -> Mend | None:
        """This step, if it mends something and breaks nothing."""
        counts = self._moved(self._moved(self._now, join, 1), leave, -1)
        mended = self._mended(counts)
        return mended and Mend(_keys(join), _keys(leave), *mended)

    def invitation(self, leave: tuple[Nominee, ...]) -> Invitation | None:
        """Whom to look for, to come when one of `leave` goes, if such a one mends something."""
        without = self._moved(self._now, leave, -1)
        traits = dict(self._wanted(without))
        guest = Nominee("", traits)
        mended = self._mended(self._moved(without, (guest,), 1))
        avoid = tuple(
            (rule.dimension, rule.value)
            for rule, counted in zip(self._rules, without, strict=True)
            if rule.most is not None and counted >= rule.most
            if rule.dimension not in traits and rule.dimension != SIZE
        )
        return mended and Invitation(tuple(traits.items()), avoid, _keys(leave), *mended)

    def _wanted(self, without: Counts) -> Iterator[tuple[str, str]]:
        """In each dimension what is lacking most; before that, what somebody's leaving would break."""
        lacking: dict[str, list[tuple[bool, int, str]]] = {}
        for rule, counted, before in zip(self._rules, without, self._now, strict=True):
            if counted < rule.least and rule.dimension != SIZE:
                wanted = (counted < before, rule.least - counted, rule.value)
                lacking.setdefault(rule.dimension, []).append(wanted)
        for dimension, values in lacking.items():
            yield dimension, max(values, key=lambda value: value[:2])[2]

    def _moved(self, counts: Counts, people: tuple[Nominee, ...], by: int) -> Counts:
        if not people:
            return counts
        return tuple(
            counted + by * rule.counts(people[0]) for rule, counted in zip(self._rules, counts, strict=True)
        )

    def _mended(self, counts: Counts) -> tuple[tuple[Limit, ...], int] | None:
        """What these counts mend, and the shortfall left; None if they mend nothing or break something."""
        mends: list[Limit] = []
        left = 0
        for rule, before, after in zip(self._rules, self._now, counts, strict=True):
            was, now = Standing(rule, before), Standing(rule, after)
            if now.lacking > was.lacking or now.beyond > was.beyond:
                return None
            mends += [limit for limit in limits_of([rule]) if limit.side == _nearer(was, now)]
            left += now.shortfall
        return (tuple(mends), left) if mends else None


def _nearer(was: Standing, now: Standing) -> str:
    if now.lacking < was.lacking:
        return "least"
    return "most" if now.beyond < was.beyond else ""


def _keys(people: tuple[Nominee, ...]) -> tuple[str, ...]:
    return tuple(one.key for one in people)
