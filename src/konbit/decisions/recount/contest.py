"""One contest of an election of persons: who stands, what ballots say, and how votes go on.

Used by persons.py, which lies beside it; needs nothing but Python 3.10. Votes are whole numbers of parts of a
vote: a Scottish vote has 100,000, a vote of Meek's method 1,000,000,000.
"""

from collections import Counter
from fractions import Fraction

PARTS = {"scottish": 100_000, "meek": 1_000_000_000}
ENOUGH = 1_000  # A millionth of a vote: less surplus than this is none (Meek).


class Contest:
    """One college, or everybody. `papers`: what ballots say, and how many say it."""

    def __init__(self, rules, key, seats, options, ballots):
        known = [one["word"] for one in options]
        gone = {one["word"] for one in options if one["withdrawn"]}
        self.key, self.kind = key, rules["kind"]
        self.people = [word for word in known if word not in gone]
        self.traits = {one["word"]: one["traits"] for one in options}
        self.papers: Counter = Counter()
        heard = False
        for ballot in ballots:
            said = ballot["said"]
            if self.kind == "persons":
                named = {word for word, many in said["points"].items() if many} & set(self.people)
                paper = frozenset(named)
            else:
                ranks = [
                    [word for word in rank if word in known]
                    for rank in said["ranks"]
                    if not rank or set(rank) & set(known)
                ]
                named = {word for rank in ranks for word in rank} - gone
                paper = clear(ranks, gone)  # type: ignore[assignment]
            heard = heard or bool(named)
            if paper:
                self.papers[paper] += ballot["weight"]
        self.seats = min(seats, len(self.people)) if heard else 0
        self.elected, self.hopeful = [], list(self.people)
        self.history = []

    @property
    def vacant(self):
        return self.seats - len(self.elected)

    # Ballots that rank: what everybody has.

    def begin(self):
        self.parts = PARTS[self.kind]
        self.total = sum(self.papers.values())
        self.keep = dict.fromkeys(self.people, self.parts)
        self.piles = [[paper, many, self.parts, paper[0]] for paper, many in sorted(self.papers.items())]
        self.waiting, self.settled, self.lost = [], True, 0
        self.quota = (self.total // (self.seats + 1) + 1) * self.parts
        self.add_up()

    def add_up(self):
        """Everybody's votes, from the ballots alone."""
        self.votes = dict.fromkeys(self.people, 0)
        if self.kind == "scottish":
            for _paper, many, value, lies in self.piles:
                if lies:
                    self.votes[lies] += many * value
            return
        for paper, many in self.papers.items():
            left = self.parts
            for word in paper:
                kept = up(left * self.keep[word], self.parts)
                self.votes[word] += kept * many
                left -= kept
        self.quota = sum(self.votes.values()) // (self.seats + 1) + 1

    def share(self, word):
        return Fraction(self.votes[word], self.quota)

    def surplus(self):
        """What all those elected have above the quota together."""
        return max(0, sum(self.votes[word] - self.quota for word in self.elected))

    def take(self, word):
        """Somebody is elected."""
        self.hopeful.remove(word)
        self.elected.append(word)
        if self.kind == "meek":
            self.settled = self.surplus() < ENOUGH
        elif self.votes[word] > self.quota:
            self.waiting.append(word)

    def surpluses(self):
        """Those whose surplus waits; by Meek's method all those elected together, under no name."""
        if self.kind == "scottish":
            return [(Fraction(self.votes[word] - self.quota, self.quota), word) for word in self.waiting]
        return [] if self.settled else [(Fraction(self.surplus(), self.quota), "")]

    def hand_on(self, word):
        """A surplus goes on."""
        if self.kind == "scottish":
            self.waiting.remove(word)
            above, had = self.votes[word] - self.quota, self.votes[word]
            self.move(word, lambda value: above * value // had)
            self.votes[word] = self.quota
            return
        before = self.surplus()
        while True:
            for one in self.elected:
                self.keep[one] = up(up(self.keep[one] * self.quota, self.parts) * self.parts, self.votes[one])
            self.add_up()
            now = self.surplus()
            if any(self.votes[one] >= self.quota for one in self.hopeful):
                self.settled = now < ENOUGH
                return
            if now < ENOUGH or now >= before:
                self.settled = True
                return
            before = now

    def put_out(self, word):
        """Somebody goes out. Her ballots stay where they are if the last seats can be filled at once."""
        self.hopeful.remove(word)
        if len(self.hopeful) <= self.vacant:
            return
        if self.kind == "scottish":
            self.move(word, lambda value: value)
            self.votes[word] = 0
            return
        self.keep[word] = 0
        self.add_up()
        self.settled = self.surplus() < ENOUGH

    def move(self, word, worth):
        """Every ballot that lies with somebody goes on to the next who is still hopeful (Scottish)."""
        for pile in self.piles:
            paper, many, value, lies = pile
            if lies != word:
                continue
            rest = paper[paper.index(word) + 1 :]
            pile[2] = worth(value)
            pile[3] = next((one for one in rest if one in self.hopeful), "")
            if pile[3]:
                self.votes[pile[3]] += many * pile[2]

    def lowest(self, words):
        """Who has the fewest votes; by Meek's method also who has no more than all surplus above that."""
        reach = min(self.votes[word] for word in words)
        if self.kind == "meek":
            reach += self.surplus()
        return [word for word in words if self.votes[word] <= reach]


def clear(ranks, gone):
    """A ballot as far as it is clear: it ends where several share a rank, or one is left out. Who withdrew is
    passed over."""
    order = []
    for rank in ranks:
        left = [word for word in rank if word not in gone]
        if not rank or len(left) > 1:
            break
        order += left
    return tuple(order)


def up(number, whole):
    return -(-number // whole)


def text(number, parts):
    """A number of parts of a vote as a decimal number."""
    whole, rest = divmod(number, parts)
    return f"{whole}.{rest:0{len(str(parts)) - 1}d}".rstrip("0").rstrip(".")
