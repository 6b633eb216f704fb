"""Whether each step of a count was the one to take: by the sheets before it, the limits, and the public
order.

Where limits ask for a step, they are held against all sums that can still come of those who are left; where
that would take too long, nobody has checked the step, and it is a flaw.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from .asked import Candidate, Contest, Election, Limit
from .sheets import Count, Elected, Stage, Tie
from .sums import Row, reachable

ENOUGH = 1_000
"""Meek: a surplus below this many parts is none."""

Wrong = tuple[str, int, str]
"""The code of a flaw, the number of the sheet, the key that it is about."""


def steps(election: Election, count: Count) -> Iterator[Wrong]:
    """What is wrong with the steps: see `Flaw`."""
    walk = _Walk(election, count)
    firsts = len(election.contests)
    kinds = [stage.act == "first" for stage in count.stages]
    if kinds != [True] * firsts + [False] * (len(kinds) - firsts):
        yield "step", 1, ""
        return
    for at, stage in enumerate(count.stages, 1):
        if (stage.act == "first" and (stage.candidate or stage.tie)) or bool(stage.limits) > (
            stage.act == "barred"
        ):
            yield "step", at, stage.candidate
        if at > firsts:
            yield from walk.step(stage)
        walk.turn(stage)
        if at >= firsts:
            sheets = count.stages[:firsts] if at == firsts else (stage,)
            yield from walk.elections(sheets)
    if any(place.vacant for place in walk.places.values()):
        yield "elected", len(count.stages), ""


@dataclass
class _Place:
    """A contest as its latest sheet leaves it. `above`: elected, with a surplus that has not gone on."""

    contest: Contest
    hopeful: set[str]
    sheets: list[Stage] = field(default_factory=list)
    elected: list[str] = field(default_factory=list)
    above: set[str] = field(default_factory=set)

    @property
    def vacant(self) -> int:
        """How many seats are left."""
        return self.contest.seats - len(self.elected)

    @property
    def votes(self) -> dict[str, int]:
        """By the latest sheet."""
        return dict(self.sheets[-1].votes)

    def share(self, key: str) -> Fraction:
        """Votes as a part of the quota."""
        return Fraction(self.votes[key], self.sheets[-1].quota)

    def surplus(self, keys: Iterable[str]) -> Fraction:
        """What they have above the quota, as a part of it."""
        return max(Fraction(0), sum((self.share(key) - 1 for key in keys), Fraction(0)))


class _Walk:
    """The count so far."""

    def __init__(self, election: Election, count: Count) -> None:
        self.places = {
            contest.key: _Place(contest, {one.key for one in contest.standing()})
            for contest in election.contests
        }
        self._meek = count.method == "meek"
        self._order, self._sequence = election.order(), {key: at for at, key in enumerate(count.elected)}
        self._limits, self._seats = election.all_limits(), sum(one.seats for one in election.contests)
        self._elected: set[str] = set()
        self._later = {stage.candidate: stage.limits for stage in count.stages if stage.act == "barred"}
        self._people: dict[str, tuple[_Place, Candidate]] = {
            one.key: (place, one) for place in self.places.values() for one in place.contest.standing()
        }

    def turn(self, stage: Stage) -> None:
        """Go on by one sheet."""
        place = self.places[stage.contest]
        place.sheets.append(stage)
        place.hopeful.discard(stage.candidate)
        place.above.discard(stage.candidate)

    def step(self, stage: Stage) -> Iterator[Wrong]:
        """Whether this is what had to be done."""
        place, hopeful = self.places[stage.contest], self._hopeful()
        known = stage.candidate in place.hopeful or stage.act == "surplus"
        if not place.vacant or not known:
            yield "step", stage.number, stage.candidate
            return
        if reaching := self._reaching():
            yield "elected", stage.number, min(reaching)
        for key in sorted(hopeful & self._later.keys()) if stage.act != "barred" else ():
            if not self._can(self._later[key], {*self._elected, key}, hopeful):
                yield "barred", stage.number, key
        if any(place.vacant == len(place.hopeful) for place in self.places.values() if place.vacant):
            yield "step", stage.number, ""
        if stage.act == "surplus":
            yield from self._of_surplus(stage, place)
        elif stage.act == "barred":
            named = set(stage.limits) <= set(self._limits)
            if not named or self._can(stage.limits, {*self._elected, stage.candidate}, hopeful):
                yield "barred", stage.number, stage.candidate
            yield from self._of_lowest(stage, self._left_out(hopeful))
        else:
            yield from self._of_exclusion(stage, hopeful)

    def elections(self, stages: Iterable[Stage]) -> Iterator[Wrong]:
        """Whether those elected on these sheets are, rightly, and in their order."""
        chosen = [(one, stage) for stage in stages for one in stage.elected]
        for one, stage in sorted(chosen, key=lambda pair: self._sequence.get(pair[0].key, -1)):
            place = self.places[stage.contest]
            reached = self._reaching()
            filled = place.hopeful if place.vacant == len(place.hopeful) and not reached else set()
            among = reached if one.how == "quota" else filled
            if not place.vacant or one.key not in among & place.hopeful:
                yield "elected", stage.number, one.key
                continue
            best = max(self._share(key) for key in among)
            equal = {key for key in among if self._share(key) == best}
            if not self._broken(one, equal, favour=True):
                yield "tie", stage.number, one.key
            place.hopeful.discard(one.key)
            place.elected.append(one.key)
            place.above.add(one.key)
            self._elected.add(one.key)

    def _of_surplus(self, stage: Stage, place: _Place) -> Iterator[Wrong]:
        waiting = self._waiting()
        if self._meek:
            most = [one for one in waiting if waiting[one] == max(waiting.values())]
            if stage.contest != min(most, key=list(self.places).index, default=None) or stage.candidate:
                yield "step", stage.number, ""
            return
        equal = {key for key in waiting if waiting[key] == max(waiting.values())}
        one = Elected(stage.candidate, "quota", stage.tie)
        if stage.candidate not in equal or not self._broken(one, equal, favour=True):
            yield "step", stage.number, stage.candidate

    def _of_exclusion(self, stage: Stage, hopeful: set[str]) -> Iterator[Wrong]:
        if self._waiting():
            yield "step", stage.number, stage.candidate
        for spared in stage.spared:
            named = set(spared.limits) <= set(self._limits)
            if not named or self._can(spared.limits, self._elected, hopeful - {spared.key}):
                yield "spared", stage.number, spared.key
            if self._share(spared.key) > self._share(stage.candidate):
                yield "spared", stage.number, spared.key
        yield from self._of_lowest(stage, hopeful - {spared.key for spared in stage.spared})

    def _of_lowest(self, stage: Stage, among: set[str]) -> Iterator[Wrong]:
        """Whether the one who goes has the fewest votes of these."""
        fewest = min((self._share(key) for key in among), default=Fraction(0))
        equal = set()
        for key in among:
            place, _person = self._people[key]
            lowest = min(self._share(other) for other in among & place.hopeful)
            reach = place.surplus(place.elected) if self._meek else Fraction(0)
            if lowest == fewest and self._share(key) <= lowest + reach:
                equal.add(key)
        if not self._broken(Elected(stage.candidate, "quota", stage.tie), equal, favour=False):
            yield "tie" if stage.candidate in equal else "step", stage.number, stage.candidate

    def _left_out(self, hopeful: set[str]) -> set[str]:
        """Those whom all limits together leave no seat."""
        alike: dict[tuple[bool, ...], set[str]] = {}
        for key in sorted(hopeful):
            place, person = self._people[key]
            alike.setdefault(
                tuple(limit.counts(place.contest.key, person) for limit in self._limits), set()
            ).add(key)
        return {
            key
            for keys in alike.values()
            if not self._can(self._limits, {*self._elected, min(keys)}, hopeful)
            for key in keys
        }

    def _waiting(self) -> dict[str, Fraction]:
        """Surpluses that have to go on: of whom; Meek: in which contest."""
        places = [place for place in self.places.values() if place.vacant]
        if not self._meek:
            return {
                key: over for place in places for key in place.above if (over := self._share(key) - 1) > 0
            }
        waiting = {}
        for place in places:
            sheet, votes = place.sheets[-1], place.votes
            whole = max(0, sum(votes[key] - sheet.quota for key in place.elected))
            done = sheet.act == "surplus" and not sheet.elected
            if whole >= ENOUGH and not done:
                waiting[place.contest.key] = place.surplus(place.elected)
        return waiting

    def _broken(self, one: Elected, equal: set[str], favour: bool) -> bool:
        """Whether somebody was rightly taken among equals, and a tie rightly told.

        Votes on the sheets before, from the latest on, are compared like words in a dictionary.
        """
        if len(equal) < 2:
            return equal == {one.key} and one.tie is None
        sheets: list[Stage] = []
        place, _person = self._people[min(equal)]
        if not self._meek and equal <= {candidate.key for candidate in place.contest.standing()}:
            sheets = place.sheets[-2::-1]
        word = {key: [dict(sheet.votes)[key] for sheet in sheets] for key in equal}
        best = (max if favour else min)(word.values())
        alike = [key for key in equal if word[key] == best]
        taken = (min if favour else max)(alike, key=lambda key: self._order[key])
        at = 0
        if len(alike) == 1:
            at = next(
                sheet.number
                for length, sheet in enumerate(sheets, 1)
                if sum(word[key][:length] == best[:length] for key in equal) == 1
            )
        said = one.tie or Tie((), "")
        return one.key == taken == said.taken and set(said.among) == equal and said.stage == at

    def _reaching(self) -> set[str]:
        """Those who have the quota, and whom the limits leave a seat."""
        hopeful = self._hopeful()
        return {
            key
            for key in hopeful
            if self._share(key) >= 1
            if self._can(self._limits, {*self._elected, key}, hopeful, unknown=key not in self._later)
        }

    def _share(self, key: str) -> Fraction:
        return self._people[key][0].share(key)

    def _hopeful(self) -> set[str]:
        return {key for place in self.places.values() if place.vacant for key in place.hopeful}

    def _can(
        self,
        limits: Collection[Limit],
        elected: Collection[str],
        hopeful: Collection[str],
        unknown: bool = True,
    ) -> bool:
        """Whether these limits can be met; `unknown`: where that would take too long to tell."""

        def rows(keys: Collection[str]) -> list[Row]:
            people = [self._people[key] for key in sorted(keys)]
            return [
                tuple(int(limit.counts(place.contest.key, one)) for limit in limits) for place, one in people
            ]

        found = reachable(limits, self._seats, rows(elected), rows(set(hopeful) - set(elected)))
        return unknown if found is None else found
