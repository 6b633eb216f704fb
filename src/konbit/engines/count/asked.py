"""What is counted: who stands in which contest, how people voted, which limits hold for all who are elected.

A contest is one body of voters with its own seats: a college, a region, or simply everybody. Keys are words
of the caller; nobody has the same key as another, in whatever contest. All numbers are whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from konbit.engines.panel import lot

SEATS = ""
"""The dimension of the limit which says how many seats a contest has: everybody in it counts for it."""

Code = Literal["contest", "seats", "twice", "few", "papers", "weight", "unknown", "again", "limit", "ties"]


class Unfit(ValueError):
    """This cannot be counted.

    `code`: contest (two have one key, or a limit names none), seats (fewer than one), twice (two candidates
    have one key), few (fewer candidates than seats), papers (no paper with a first choice), weight (below 1),
    unknown (a paper, or a withdrawal, names nobody who stands), again (a paper names somebody twice), limit
    (no range of numbers, no dimension, or the same twice), ties (not each candidate once). `about`: the key
    that it is about; `contest`: where.
    """

    def __init__(self, code: Code, about: str = "", contest: str = "") -> None:
        self.code, self.about, self.contest = code, about, contest
        super().__init__(f"{code}: {about!r} in {contest!r}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who stands. `traits`: her value in each dimension; one that she did not say is missing."""

    key: str
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """`count` papers that say the same, or one paper of this weight.

    `ranks`: from the first choice on; each holds the keys that share it. An empty one was left out.
    """

    ranks: tuple[tuple[str, ...], ...]
    count: int = 1

    @classmethod
    def of(cls, *keys: str, count: int = 1) -> Paper:
        """A paper with one key to each rank."""
        return cls(tuple((key,) for key in keys), count)


@dataclass(frozen=True, slots=True)
class Contest:
    """One body of voters and its seats. Whoever has `withdrawn` is passed over on every paper."""

    key: str
    seats: int
    candidates: tuple[Candidate, ...]
    papers: tuple[Paper, ...]
    withdrawn: frozenset[str] = frozenset()

    def standing(self) -> tuple[Candidate, ...]:
        """Those who can be elected."""
        return tuple(one for one in self.candidates if one.key not in self.withdrawn)


@dataclass(frozen=True, slots=True)
class Limit:
    """At least `least` and at most `most` (None: any number) of those elected say `value` of `dimension`.

    `contest`: only of those elected there; "": of all who are elected together.
    """

    dimension: str
    value: str
    least: int = 0
    most: int | None = None
    contest: str = ""

    def counts(self, contest: str, candidate: Candidate) -> bool:
        """Whether a candidate of this contest counts for it."""
        if self.contest not in ("", contest):
            return False
        return self.dimension == SEATS or candidate.traits.get(self.dimension) == self.value


@dataclass(frozen=True, slots=True)
class Election:
    """Contests that are counted together, since limits may hold for all of them.

    `ties`: every candidate who stands, once, in the public order that was fixed before: where everything else
    is equal, the one who comes first is favoured. Empty: in the order of the contests and their candidates.
    """

    contests: tuple[Contest, ...]
    limits: tuple[Limit, ...] = ()
    ties: tuple[str, ...] = ()

    def order(self) -> dict[str, int]:
        """The place of each candidate who stands in the public order, from 0."""
        keys = self.ties or [one.key for contest in self.contests for one in contest.standing()]
        return {key: at for at, key in enumerate(keys)}

    def all_limits(self) -> tuple[Limit, ...]:
        """The limits, and where there are several contests their seats as limits."""
        several = self.contests if len(self.contests) > 1 else ()
        return (*self.limits, *(Limit(SEATS, one.key, one.seats, one.seats, one.key) for one in several))


def drawn_order(keys: Iterable[str], seed: str) -> tuple[str, ...]:
    """A public order by lot: by SHA-256 of seed, line feed and key, in UTF-8. Anybody can draw it again."""
    return tuple(sorted(keys, key=lambda key: (lot(seed, key), key)))


def checked(election: Election) -> Election:
    """The same election. Raises Unfit where it cannot be counted; whether limits can be met is not asked."""
    for code, about, contest in _wrongs(election):
        raise Unfit(code, about, contest)
    return election


def _wrongs(election: Election) -> Iterator[tuple[Code, str, str]]:
    contests = [one.key for one in election.contests]
    if not contests:
        yield "contest", "", ""
    for key in _double(contests):
        yield "contest", key, ""
    for key in _double(one.key for contest in election.contests for one in contest.candidates):
        yield "twice", key, ""
    for contest in election.contests:
        yield from _wrongs_of(contest)
    names = [(one.contest, one.dimension, one.value) for one in election.limits]
    for limit, name in zip(election.limits, names, strict=True):
        most = limit.least if limit.most is None else limit.most
        if not 0 <= limit.least <= most or limit.dimension == SEATS or names.count(name) > 1:
            yield "limit", f"{limit.dimension}: {limit.value}", limit.contest
        if limit.contest and limit.contest not in contests:
            yield "contest", limit.contest, ""
    standing = Counter(one.key for contest in election.contests for one in contest.standing())
    if election.ties and (odd := (standing - Counter(election.ties)) + (Counter(election.ties) - standing)):
        yield "ties", min(odd), ""


def _wrongs_of(contest: Contest) -> Iterator[tuple[Code, str, str]]:
    known = {one.key for one in contest.candidates}
    if contest.seats < 1:
        yield "seats", str(contest.seats), contest.key
    for key in sorted(contest.withdrawn - known):
        yield "unknown", key, contest.key
    for paper in contest.papers:
        keys = [key for rank in paper.ranks for key in rank]
        if paper.count < 1:
            yield "weight", str(paper.count), contest.key
        for key in keys:
            if key not in known:
                yield "unknown", key, contest.key
        for key in _double(keys):
            yield "again", key, contest.key
    if len(known - contest.withdrawn) < contest.seats:
        yield "few", contest.key, contest.key


def _double(keys: Iterable[str]) -> list[str]:
    return [key for key, many in Counter(keys).items() if many > 1]


@dataclass(frozen=True, slots=True)
class Preferences:
    """Papers of a contest as plain orders: `orders` with how many papers say each, sorted.

    `total`: papers with a clear first choice, which alone are counted. `invalid`: papers without. `cut`:
    papers among those counted that are read only as far as they are clear.
    """

    orders: tuple[tuple[tuple[str, ...], int], ...]
    total: int
    invalid: int
    cut: int


def preferences(contest: Contest) -> Preferences:
    """The papers as plain orders of those who stand. Raises Unfit where not one has a first choice.

    Whoever has withdrawn is passed over first. A rank that several share, or that was left out, ends the
    paper there: nobody can know who was meant.
    """
    orders: Counter[tuple[str, ...]] = Counter()
    invalid = cut = 0
    for paper in contest.papers:
        order, clear = _order(paper, contest.withdrawn)
        if order:
            orders[order] += paper.count
            cut += 0 if clear else paper.count
        else:
            invalid += paper.count
    if not orders:
        raise Unfit("papers", "", contest.key)
    return Preferences(tuple(sorted(orders.items())), sum(orders.values()), invalid, cut)


def _order(paper: Paper, withdrawn: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    order: list[str] = []
    for rank in paper.ranks:
        left = [key for key in rank if key not in withdrawn]
        if rank and not left:
            continue
        if len(left) != 1:
            return tuple(order), False
        order.append(left[0])
    return tuple(order), True
