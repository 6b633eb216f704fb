"""What is asked: who was nominated, which quotas should hold, and how far those chosen meet them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

SIZE = ""
"""The dimension of the rule about how many there are: everybody counts for it."""

MOST_NUMBER = 1_000_000
"""No quota, and no panel, is larger."""

Side = Literal["least", "most"]


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody who may be chosen: `traits` holds her value in each dimension.

    A dimension that is missing was not told ("prefers not to say"), and counts for no quota.
    """

    key: str
    traits: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `least` and at most `most` (None: any number) people have this value in this dimension."""

    dimension: str
    value: str
    least: int = 0
    most: int | None = None

    def counts(self, nominee: Nominee) -> bool:
        """Whether somebody counts for it."""
        return self.dimension == SIZE or nominee.traits.get(self.dimension) == self.value


@dataclass(frozen=True, slots=True)
class Limit:
    """One side of a quota, or of the size where the dimension is `SIZE`: at least, or at most, a number."""

    dimension: str
    value: str
    side: Side
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule and how many of those chosen count for it."""

    rule: Quota
    counted: int

    @property
    def lacking(self) -> int:
        """How many are missing to the least."""
        return max(0, self.rule.least - self.counted)

    @property
    def beyond(self) -> int:
        """How many there are above the most."""
        return 0 if self.rule.most is None else max(0, self.counted - self.rule.most)

    @property
    def shortfall(self) -> int:
        """How many it is away from holding; 0: it holds."""
        return self.lacking + self.beyond


def rules_of(quotas: Sequence[Quota], size_min: int, size_max: int) -> tuple[Quota, ...]:
    """The size as a rule like another, then the quotas.

    Raises ValueError for a quota without dimension or value, one that is there twice, a least above a most,
    and numbers below 0 or above `MOST_NUMBER`.
    """
    rules = (Quota(SIZE, "", size_min, size_max), *quotas)
    seen = set()
    for rule in rules:
        name = f"{rule.dimension}: {rule.value}" if rule.dimension else "the size"
        most = MOST_NUMBER if rule.most is None else rule.most
        if not 0 <= rule.least <= most <= MOST_NUMBER:
            raise ValueError(f"{name}: at least {rule.least} and at most {rule.most} is no range of numbers")
        if (rule.dimension, rule.value) in seen:
            raise ValueError(f"{name}: there are two quotas of it; make them one")
        seen.add((rule.dimension, rule.value))
    for quota in quotas:
        if not (quota.dimension and quota.value):
            raise ValueError(
                f"a quota names a dimension and a value, not {quota.dimension!r}: {quota.value!r}"
            )
    return rules


def known(nominees: Sequence[Nominee], fixed: Collection[str]) -> dict[str, Nominee]:
    """Nominees by key; ValueError for a key that two have, or a fixed one that nobody has."""
    by_key = {nominee.key: nominee for nominee in nominees}
    if len(by_key) < len(nominees):
        keys = [nominee.key for nominee in nominees]
        raise ValueError(f"two are called {next(key for key in keys if keys.count(key) > 1)!r}")
    if missing := sorted(set(fixed) - by_key.keys()):
        raise ValueError(f"{missing[0]!r} sits already, but is not among the nominees")
    return by_key


def limits_of(rules: Iterable[Quota]) -> tuple[Limit, ...]:
    """What rules ask, side by side; an "at least 0" and an open end ask nothing."""
    limits = []
    for rule in rules:
        if rule.least:
            limits.append(Limit(rule.dimension, rule.value, "least", rule.least))
        if rule.most is not None:
            limits.append(Limit(rule.dimension, rule.value, "most", rule.most))
    return tuple(limits)


def rules_from(limits: Collection[Limit], rules: Iterable[Quota]) -> tuple[Quota, ...]:
    """Rules that ask these limits alone; the others fall away, in the same order.

    A rule of the size stays, asking nothing, so that a panel is a panel of somebody.
    """
    kept = []
    for rule in rules:
        sides: dict[Side, int] = {
            limit.side: limit.number
            for limit in limits
            if (limit.dimension, limit.value) == (rule.dimension, rule.value)
        }
        if sides or rule.dimension == SIZE:
            kept.append(Quota(rule.dimension, rule.value, sides.get("least", 0), sides.get("most")))
    return tuple(kept)


def standings(chosen: Iterable[Nominee], rules: Iterable[Quota]) -> tuple[Standing, ...]:
    """How each rule stands with these people."""
    people = list(chosen)
    return tuple(Standing(rule, sum(map(rule.counts, people))) for rule in rules)
