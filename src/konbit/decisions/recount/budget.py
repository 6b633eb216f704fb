"""Recount a participatory budget by the Method of Equal Shares, anywhere: needs nothing but Python 3.10.

    python budget.py FILE.pb [--utility cost] [--completion add1u] [--step 1] [--ties ID,ID]
    python budget.py FILE.json

FILE.pb is a file of the Pabulib library. FILE.json is one object: `budget`, `costs` (project: cost),
`ballots` (lists of projects, or objects of project: points), and if need be `colleges` (one for each ballot),
`parts` (college: part), `incompatible` (lists of projects), `least_score`, `ties`, `utility`, `completion`,
`step`, `comparison`. What is written after the file goes before what is said in it.

The rule, as it is done here step by step: all voters have an equal share of the budget (or of their college's
part). As long as supporters can pay a project together, the one is bought that costs least for what it is
worth to them; each pays the same for the same worth, or all that is left. Then all shares grow by a step and
everything begins anew, until nothing more fits into the budget, or too much would be spent: then the step
before counts. What is left buys what has the most votes for the money and fits. Amounts are exact fractions.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from fractions import Fraction


def from_pb(path):
    """The same object as a JSON file holds, from a .pb file."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter=";") if any(cell.strip() for cell in row)]
    section, headers, meta = "", None, {}
    costs: dict[str, Fraction] = {}
    ballots: list = []
    for row in rows:
        if row[0].strip().upper() in ("META", "PROJECTS", "VOTES") and not any(row[1:]):
            section, headers = row[0].strip().upper(), None
        elif headers is None:
            headers = [cell.strip().lower() for cell in row]
        elif section == "META":
            meta[row[0].strip()] = row[1].strip()
        else:
            cells = dict(zip(headers, row, strict=False))
            if section == "PROJECTS":
                costs[cells["project_id"].strip()] = number(cells["cost"])
            else:
                named = [one.strip() for one in cells.get("vote", "").split(",") if one.strip()]
                points = [number(one) for one in cells.get("points", "").split(",") if one.strip()]
                pointed = meta.get("vote_type") in ("cumulative", "scoring") and "points" in headers
                ballots.append(dict(zip(named, points, strict=True)) if pointed else named)
    if meta.get("vote_type") == "ordinal":
        longest = max([len(one) for one in ballots] + [int(meta.get("max_length") or 0)])
        ballots = [{project: longest - place for place, project in enumerate(one)} for one in ballots]
    return {"budget": number(meta["budget"]), "costs": costs, "ballots": ballots}


def number(text):
    """An amount, with a decimal point or comma."""
    return Fraction("".join(str(text).replace(",", ".").replace("'", "").split()))


class Recount:
    """One election. Voters who voted alike are one group; what each of them has in hand is one number."""

    def __init__(self, said):
        self.utility = said.get("utility", "cost")
        self.costs = {str(key): number(cost) for key, cost in said["costs"].items()}
        self.budget = number(said["budget"])
        self.step = number(said.get("step", 1))
        named_first = [str(one) for one in said.get("ties", [])]
        order = named_first + sorted(one for one in self.costs if one not in named_first)
        self.place = {project: place for place, project in enumerate(order)}
        self.incompatible = [set(map(str, some)) for some in said.get("incompatible", [])]
        colleges = [str(one) for one in said.get("colleges", [])] or [""] * len(said["ballots"])
        groups = Counter(
            (college, self.voices(ballot)) for college, ballot in zip(colleges, said["ballots"], strict=True)
        )
        self.voters = len(said["ballots"])
        self.groups = sorted(groups.items(), key=repr)
        self.weight = [many for _group, many in self.groups]
        parts = {str(key): number(part) for key, part in said.get("parts", {}).items()} or {"": Fraction(1)}
        within = Counter(colleges) if said.get("parts") else {"": self.voters}
        self.part = [
            parts[college if said.get("parts") else ""]
            / sum(parts.values())
            / within[college if said.get("parts") else ""]
            for (college, _ballot), _many in self.groups
        ]
        self.supporters: dict[str, list[tuple[int, Fraction]]] = {project: [] for project in self.costs}
        for group, ((_college, ballot), _many) in enumerate(self.groups):
            for project, voice in ballot:
                self.supporters[project].append((group, voice))
        least = number(said.get("least_score", 0))
        self.score = {
            project: sum(self.weight[group] * voice for group, voice in some)
            for project, some in self.supporters.items()
        }
        self.stand = [one for one in order if self.supporters[one] and self.score[one] >= least]

    def voices(self, ballot):
        """A ballot as pairs of project and voice."""
        pairs = ballot.items() if isinstance(ballot, dict) else [(one, 1) for one in ballot]
        some = {str(one): number(points) for one, points in pairs}
        points = self.utility == "points"
        return tuple(sorted((one, many if points else 1) for one, many in some.items() if many > 0))

    def barred(self, project, bought):
        """Whether something incompatible was bought."""
        return any(project in some and some & set(bought) - {project} for some in self.incompatible)

    def worth(self, project):
        """What one voice for a project is worth."""
        return self.costs[project] if self.utility == "cost" else 1

    def price(self, project, purse, amounts):
        """What a voice pays, the poorest first giving all; None if supporters have too little.

        `purse`: for each group, which of the `amounts` each of its voters has in hand.
        """
        together: Counter[tuple[int, Fraction]] = Counter()
        for group, voice in self.supporters[project]:
            together[purse[group], voice] += self.weight[group]
        left = self.costs[project]
        voices = sum(voice * many for (_at, voice), many in together.items())
        for (at, voice), many in sorted(together.items(), key=lambda one: amounts[one[0][0]] / one[0][1]):
            if left * voice <= amounts[at] * voices:
                return left / voices
            left -= amounts[at] * many
            voices -= voice * many
        return None

    def run(self, raised):
        """The projects bought with shares raised so many times, with the price of a voice for each."""
        bought: list[str] = []
        for project in self.stand:
            if self.costs[project] == 0 and not self.barred(project, bought):
                bought.append(project)
        rounds = [(project, Fraction(0)) for project in bought]
        money = self.budget + raised * self.step * self.voters
        amounts = sorted({money * part for part in self.part})
        at = {amount: number for number, amount in enumerate(amounts)}
        purse = [at[money * part] for part in self.part]
        waiting = [one for one in self.stand if self.costs[one] > 0]
        # Prices only grow while others are bought: what was dear in an earlier round is not cheap now.
        least = {one: Fraction(self.costs[one]) / self.score[one] / self.worth(one) for one in waiting}
        while True:
            best = None
            for project in sorted(waiting, key=lambda one: (least[one], self.place[one])):
                if best and (least[project], self.place[project]) > best[:2]:
                    break
                price = None
                if not self.barred(project, bought):
                    price = self.price(project, purse, amounts)
                if price is None:
                    waiting.remove(project)
                    continue
                least[project] = price / self.worth(project)
                if best is None or (least[project], self.place[project]) < best[:2]:
                    best = (least[project], self.place[project], project, price)
            if best is None:
                return rounds
            project, price = best[2:]
            bought.append(project)
            waiting.remove(project)
            rounds.append((project, price))
            moved: dict[tuple[int, Fraction], int] = {}
            for group, voice in self.supporters[project]:
                key = (purse[group], voice)
                if key not in moved:
                    left = max(Fraction(0), amounts[purse[group]] - price * voice)
                    if left not in at:
                        at[left] = len(amounts)
                        amounts.append(left)
                    moved[key] = at[left]
                purse[group] = moved[key]

    def cost(self, projects):
        """What projects cost together."""
        return sum((self.costs[project] for project in projects), Fraction(0))

    def full(self, bought):
        """Whether nothing more fits."""
        left = self.budget - self.cost(bought)
        return not any(
            0 < self.costs[one] <= left and one not in bought and not self.barred(one, bought)
            for one in self.stand
        )

    def raise_shares(self):
        """How many times shares are raised, and the rounds then."""
        before, raised = self.run(0), 0
        while not self.full([project for project, _price in before]):
            after = self.run(raised + 1)
            if self.cost(project for project, _price in after) > self.budget:
                break
            before, raised = after, raised + 1
        return raised, before

    def complete(self, bought):
        """What the rest of the money buys."""
        added: list[str] = []
        for project in sorted(
            (one for one in self.stand if self.costs[one] > 0),
            key=lambda one: (-self.score[one] * self.worth(one) / self.costs[one], self.place[one]),
        ):
            all_of_them = [*bought, *added]
            fits = self.cost([*all_of_them, project]) <= self.budget
            if fits and project not in all_of_them and not self.barred(project, all_of_them):
                added.append(project)
        return added

    def prefer(self, one, other):
        """How many voters get more from the first projects than from the others."""
        return sum(
            many
            for (_college, ballot), many in self.groups
            if sum(voice * self.worth(project) for project, voice in ballot if project in one)
            > sum(voice * self.worth(project) for project, voice in ballot if project in other)
        )

    def count(self, completion, comparison=False):
        """Winners in the order bought, what they cost, how often shares were raised, and the round log."""
        raised, rounds = 0, self.run(0)
        if completion in ("add1", "add1u") and self.voters:
            raised, rounds = self.raise_shares()
        winners = [project for project, _price in rounds]
        if completion in ("u", "add1u"):
            winners += self.complete(winners)
        if comparison:
            free = [project for project, price in self.run(0) if not self.costs[project]]
            most_votes = free + self.complete(free)
            if self.prefer(most_votes, winners) > self.prefer(winners, most_votes):
                winners = most_votes
        return {
            "winners": winners,
            "spent": str(self.cost(winners)),
            "raised": raised,
            "rounds": [
                {"project": project, "price": str(price)} for project, price in rounds if self.costs[project]
            ],
        }


def main():
    """Recount the file that is named."""
    parser = argparse.ArgumentParser(description="Recount a participatory budget by equal shares.")
    parser.add_argument("file")
    parser.add_argument("--utility", choices=("cost", "cardinality", "points"))
    parser.add_argument("--completion", choices=("none", "add1", "u", "add1u"))
    parser.add_argument("--step", help="by how much shares are raised at once, in the units of the file")
    parser.add_argument("--ties", help="which of equal projects comes first: ids with commas between them")
    parser.add_argument("--least-score", help="the fewest votes, or points, that a project needs")
    parser.add_argument("--comparison", action="store_true", help="compare with what the most votes buy")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    if asked.file.endswith(".json"):
        with open(asked.file, encoding="utf-8-sig") as file:
            said = json.load(file)
    else:
        said = from_pb(asked.file)
    for key in ("utility", "completion", "step", "least_score"):
        if getattr(asked, key) is not None:
            said[key] = getattr(asked, key)
    if asked.ties:
        said["ties"] = [one.strip() for one in asked.ties.split(",") if one.strip()]
    found = Recount(said).count(
        said.get("completion", "add1u"), asked.comparison or said.get("comparison", False)
    )
    if asked.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for place, project in enumerate(found["winners"], 1):
        print(f"{place}. {project}")
    print(f"spent: {found['spent']}; shares were raised {found['raised']} times")


if __name__ == "__main__":
    sys.exit(main())
