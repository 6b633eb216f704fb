"""Recount an election of persons: ranked by the Scottish rules or Meek's method, or approved (Phragmén).

Used by recount.py, and uses contest.py, which lie beside it; needs nothing but Python 3.10.

Contests (colleges) are counted together, since limits may hold for all who are elected. What is done next is
the first of these that there is: whoever reached the quota is elected; if as many are left as seats, they
are; whom the limits leave no seat goes out; the largest surplus goes on; whoever has the fewest votes and is
not needed for a limit goes out.
"""

from fractions import Fraction

from contest import Contest, text


class NotCounted(Exception):
    """Limits that cannot be met by those who stand, or nobody named anybody."""


def elect(rules, options, ballots):
    """Who is elected, in this order, and everybody's votes after each step."""
    try:
        contests, empty = contests_of(rules, options, ballots)
        limits = Limits(rules, contests)
        if rules["kind"] == "persons":
            elected, steps = approve(contests, limits)
        else:
            elected, steps = count(rules["kind"], contests, limits)
    except NotCounted:
        return {"verdict": "not_counted", "elected": []}
    return {"verdict": "elected", "elected": elected, "empty": empty, "steps": steps}


def contests_of(rules, options, ballots):
    """Who stands where, with the ballots that were cast there; and seats that nobody fills."""
    colleges = [one for one in rules["colleges"] if one["seats"]]
    contests, empty = [], {}
    for college in colleges or [{"key": "all", "seats": rules["seats"]}]:
        key = college["key"]
        here = [one for one in options if not colleges or one["college"] == key]
        cast = [one for one in ballots if not colleges or one["college"] == key]
        contest = Contest(rules, key, college["seats"], here, cast)
        if contest.seats < college["seats"]:
            empty[key] = college["seats"] - contest.seats
        if contest.seats:
            contests.append(contest)
    if not contests or not all(sum(one.papers.values()) for one in contests):
        raise NotCounted
    return contests, empty


class Limits:
    """What must hold for those elected, the seats of every contest among it; and the public order."""

    def __init__(self, rules, contests):
        self.set = bool(rules["limits"])
        there = [one.key for one in contests]
        said = [one for one in rules["limits"] if not one["contest"] or one["contest"] in there]
        seats = [one.seats for one in contests]
        self.least = seats + [one["least"] for one in said]
        self.most = seats + [10**9 if one["most"] is None else one["most"] for one in said]
        self.row = {}
        for contest in contests:
            for word in contest.people:
                self.row[word] = tuple(int(contest is one) for one in contests) + tuple(
                    int(
                        one["contest"] in ("", contest.key)
                        and contest.traits[word].get(one["dimension"]) == one["value"]
                    )
                    for one in said
                )
        people = [word for contest in contests for word in contest.people]
        drawn = [word for word in rules["ties"] if word in people]
        self.order = drawn + [word for word in people if word not in drawn]
        if not self.can(set(), set(people)):
            raise NotCounted

    def can(self, elected, hopeful):
        """Whether those elected and some of the hopeful meet everything: all sums are tried."""
        none = (0,) * len(self.least)
        sums = {tuple(map(sum, zip(none, *(self.row[word] for word in elected), strict=True)))}
        sums = {one for one in sums if all(a <= b for a, b in zip(one, self.most, strict=True))}
        for word in hopeful:
            more = {tuple(map(sum, zip(one, self.row[word], strict=True))) for one in sums}
            sums = {one for one in sums | more if all(a <= b for a, b in zip(one, self.most, strict=True))}
        return any(all(a >= b for a, b in zip(one, self.least, strict=True)) for one in sums)

    def doomed(self, word, elected, hopeful):
        return self.set and not self.can({*elected, word}, set(hopeful) - {word})

    def needed(self, word, elected, hopeful):
        return self.set and not self.can(set(elected), set(hopeful) - {word})

    def first(self, equal):
        return min(equal, key=self.order.index)

    def last(self, equal):
        return max(equal, key=self.order.index)


def count(kind, contests, limits):
    """Elect from ranked ballots."""
    elected, steps = [], []

    def note(contest):
        contest.history.append(dict(contest.votes))
        votes = {word: text(many, contest.parts) for word, many in contest.votes.items()}
        steps.append({"contest": contest.key, "quota": text(contest.quota, contest.parts), "votes": votes})

    def seat(entries):
        most = max(contest.share(word) for contest, word in entries)
        contest, word = choose([one for one in entries if one[0].share(one[1]) == most], max)
        contest.take(word)
        elected.append(word)

    def fewest(entries):
        least = min(contest.share(word) for contest, word in entries)
        low = []
        for contest in contests:
            mine = [word for where, word in entries if where is contest]
            if mine and min(map(contest.share, mine)) == least:
                low += [(contest, word) for word in contest.lowest(mine)]
        return choose(low, min)

    def choose(equal, best):
        """By Scottish rules by the latest earlier sheet that tells them apart; else by the public order."""
        if kind == "scottish" and len({contest.key for contest, _word in equal}) == 1:
            for votes in reversed(equal[0][0].history[:-1]):
                sought = best(votes[word] for _contest, word in equal)
                equal = [one for one in equal if votes[one[1]] == sought]
        words = [word for _contest, word in equal]
        taken = words[0] if not words[0] else (limits.first if best is max else limits.last)(words)
        return next(one for one in equal if one[1] == taken)

    for contest in contests:
        contest.begin()
        note(contest)
    while any(contest.vacant for contest in contests):
        hopeful = [(one, word) for one in contests if one.vacant for word in one.hopeful]
        words = [word for _contest, word in hopeful]
        doomed = {word for word in words if limits.doomed(word, elected, words)}
        reached = [
            (one, word) for one, word in hopeful if one.votes[word] >= one.quota and word not in doomed
        ]
        full = [one for one in contests if one.vacant and len(one.hopeful) == one.vacant]
        waiting = [(above, one, word) for one in contests if one.vacant for above, word in one.surpluses()]
        if reached:
            seat(reached)
        elif full:
            seat([one for one in hopeful if one[0] is full[0]])
        elif doomed:
            contest, word = fewest([one for one in hopeful if one[1] in doomed])
            contest.put_out(word)
            note(contest)
        elif waiting:
            largest = max(above for above, _contest, _word in waiting)
            contest, word = choose([(one, word) for above, one, word in waiting if above == largest], max)
            contest.hand_on(word)
            note(contest)
        else:
            free = [one for one in hopeful if not limits.needed(one[1], elected, words)]
            contest, word = fewest(free)
            contest.put_out(word)
            note(contest)
    return elected, steps


def approve(contests, limits):
    """Elect from approvals: each seat costs its supporters one, and goes where they then carry least."""
    elected: list[str] = []
    steps = []
    carried = [dict.fromkeys(one.papers, Fraction(0)) for one in contests]

    def load(at, word):
        mine = {paper: many for paper, many in contests[at].papers.items() if word in paper}
        if not mine:
            return None
        return (sum(many * carried[at][paper] for paper, many in mine.items()) + 1) / sum(mine.values())

    def even(at, word):
        """The same in parts of an even share."""
        found = load(at, word)
        papers = sum(contests[at].papers.values())
        return None if found is None else found * papers / contests[at].seats

    while any(contest.vacant for contest in contests):
        words = [word for one in contests if one.vacant for word in one.hopeful]
        doomed = {word for word in words if limits.doomed(word, elected, words)}
        for contest in contests:
            contest.hopeful = [word for word in contest.hopeful if word not in doomed]
        loads = {
            word: even(at, word) for at, one in enumerate(contests) if one.vacant for word in one.hopeful
        }
        least = min((some for some in loads.values() if some is not None), default=None)
        taken = limits.first([word for word, some in loads.items() if some == least])
        at = next(at for at, one in enumerate(contests) if taken in one.hopeful)
        now = load(at, taken)
        for paper in carried[at]:
            if taken in paper:
                carried[at][paper] = now
        contests[at].elected.append(taken)
        contests[at].hopeful.remove(taken)
        elected.append(taken)
        said = {word: None if some is None else str(some) for word, some in loads.items()}
        steps.append({"contest": contests[at].key, "elected": taken, "loads": said})
    return elected, steps
