"""Recount a vote anywhere: needs nothing but Python 3.10.

    python recount.py              # in the folder into which recount.zip was unpacked
    python recount.py recount.zip  # or with the package as it came

Reads rules.json, options.json, ballots.json and, where there are, roll.json and result.json. Counts the
ballots anew and says whether the result comes out. Everything is done the slow, obvious way, in whole numbers
and exact fractions; README.txt says the rules in words. Persons are counted in persons.py, projects in
budget.py, which lie beside it.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

FILES = ("rules", "options", "ballots", "roll", "result")
POINTS = ("approval", "score", "dots", "days")
PERSONS = ("scottish", "meek", "persons")


def package(path):
    """What a folder or a zip says, by the name of each file; what is missing is None."""
    said = {}
    folder = Path(path)
    if folder.is_dir():
        for name in FILES:
            file = folder / f"{name}.json"
            said[name] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        return said
    with zipfile.ZipFile(folder) as packed:
        inside = packed.namelist()
        for name in FILES:
            wanted = f"{name}.json"
            said[name] = json.loads(packed.read(wanted).decode("utf-8")) if wanted in inside else None
    return said


def digest(data):
    """SHA-256 of canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def recounted(said):
    """What comes out of the ballots of a package, as result.json says it."""
    rules, options, ballots = said["rules"], said["options"], said["ballots"]
    kind = rules["kind"]
    if kind == "stance":
        return stances(rules, ballots)
    if kind == "consent":
        return consent(rules)
    if kind in POINTS:
        return points(rules, options, ballots)
    if kind == "ranking":
        return ranking(rules, options, ballots)
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    if kind in PERSONS:
        from persons import elect

        return elect(rules, options, ballots)
    if kind == "shares":
        return shares(rules, options, ballots)
    raise SystemExit(f"votes of the kind {kind!r} are not counted")


def reached(many, part, whole):
    """Whether `many` is such a part of the whole: "2/3" is at least that, ">1/2" more. None is no part."""
    asked = Fraction(part.lstrip("> ")) * whole
    return many > 0 and (many > asked if part.startswith(">") else many >= asked)


def few(rules):
    """Whether a quorum is asked for, and too few took part."""
    return bool(rules["quorum"]) and not reached(rules["voted"], rules["quorum"], rules["entitled"])


# ------------------------------------------------------------------ for or against


def stances(rules, ballots):
    """Who said what, and whether the proposal is adopted: first the quorum is looked at, then blocks, then
    the majority. An abstention is there, and is no vote cast. Where there are colleges, what each says for is
    a part of what it said at all, and these parts count as much as each college does."""
    stance = {choice["word"]: choice["stance"] for choice in rules["choices"]}
    votes = dict.fromkeys(stance, 0)
    given: Counter = Counter()
    for ballot in ballots:
        word = ballot["said"]["stance"]
        votes[word] += ballot["weight"]
        given[stance[word]] += ballot["weight"]
        given[ballot["college"], stance[word]] += ballot["weight"]

    def whole(there, college=()):
        cast = sum(given[(college, one) if college else one] for one in ("for", "against", "blocks"))
        return {"cast": cast, "present": there["voted"], "entitled": there["entitled"]}[rules["majority_of"]]

    majority = rules["majority"] or ">1/2"
    adopted = reached(given["for"], majority, whole(rules))
    if len(rules["colleges"]) > 1:
        said = [(one, whole(one, one["key"])) for one in rules["colleges"]]
        parts = [(one["part"], Fraction(given[one["key"], "for"], all_)) for one, all_ in said if all_]
        together = sum(part * share for part, share in parts)
        adopted = bool(parts) and reached(together, majority, sum(part for part, _share in parts))
    verdict = "adopted" if adopted else "rejected"
    if rules["blocks"] is not None and given["blocks"] >= rules["blocks"]:
        verdict = "blocked"
    if few(rules):
        verdict = "no quorum"
    return {"verdict": verdict, "choices": [{"word": word, "votes": many} for word, many in votes.items()]}


def consent(rules):
    """Adopted when no objection is open: one that was talked about and remains, or was not talked about."""
    open_ = [one["number"] for one in rules["objections"] if one["state"] in ("raised", "stands")]
    verdict = "fallback" if open_ else "adopted"
    return {"verdict": "no quorum" if few(rules) else verdict, "open": open_}


# ------------------------------------------------------------------ points and money


def public_order(rules, options):
    """Who was not withdrawn, in the order that was drawn before: whoever comes first wins a tie."""
    words = sorted(option["word"] for option in options if not option["withdrawn"])
    drawn = [word for word in rules["ties"] if word in words]
    return drawn + [word for word in words if word not in drawn]


def came_of_it(rules, ballots):
    """Whether the order stands."""
    return "no quorum" if few(rules) else "ordered" if ballots else "nobody"


def points(rules, options, ballots):
    """The sum of every option; the most first, equals in the public order."""
    sums = dict.fromkeys(public_order(rules, options), 0)
    marked: Counter = Counter()
    for ballot in ballots:
        for word, many in ballot["said"]["points"].items():
            if word in sums:
                sums[word] += many * ballot["weight"]
                marked[word] += ballot["weight"]
    first = sorted(sums, key=lambda word: -sums[word])
    order = [
        {"option": word, "points": sums[word], "marked": marked[word], "tied": sums[word] == following}
        for word, following in zip(first, [*(sums[word] for word in first[1:]), None], strict=False)
    ]
    return {"verdict": came_of_it(rules, ballots), "order": order}


def shares(rules, options, ballots):
    """What equal shares buy, in this order."""
    from budget import Recount

    said = rules["budget"]
    costs = {one["word"]: one["cost"] for one in options if not one["withdrawn"] and one["cost"] is not None}
    all_of_them = [ballot for ballot in ballots for _vote in range(ballot["weight"])]
    asked = {
        "budget": said["amount"],
        "costs": costs,
        "ballots": [
            {word: many for word, many in one["said"]["points"].items() if word in costs}
            for one in all_of_them
        ],
        "incompatible": said["excludes"],
        "ties": [word for word in rules["ties"] if word in costs],
        "step": said["step"] or max(1, said["amount"] // (1000 * max(1, len(all_of_them)))),
        **{name: said[name] for name in ("utility", "least_score")},
    }
    if rules["colleges"]:
        asked["colleges"] = [one["college"] for one in all_of_them]
        voted = set(asked["colleges"])
        asked["parts"] = {one["key"]: one["part"] for one in rules["colleges"] if one["key"] in voted}
    found = Recount(asked).count(said["completion"], said["comparison"])
    return {"winners": found["winners"], "spent": int(Fraction(found["spent"])), "raised": found["raised"]}


# ------------------------------------------------------------------ options in order


def ranking(rules, options, ballots):
    """M. Schulze's method: one option comes before another if the strongest chain to it is stronger.

    Every chain without a circle is tried, by lengthening those there are until none becomes stronger.
    """
    words = public_order(rules, options)
    before: Counter = Counter()
    for ballot in ballots:
        ranks = ballot["said"]["ranks"]
        place = {word: at for at, rank in enumerate(ranks) for word in rank}
        for one in words:
            for other in words:
                if place.get(one, len(ranks)) < place.get(other, len(ranks)):
                    before[one, other] += ballot["weight"]
    pairs = [(one, other) for one in words for other in words if one != other]
    link = {(a, b): before[a, b] if before[a, b] > before[b, a] else 0 for a, b in pairs}
    chain = dict(link)
    while True:
        longer = {
            (a, b): max([chain[a, b], *(min(chain[a, c], link[c, b]) for c in words if c not in (a, b))])
            for a, b in pairs
        }
        if longer == chain:
            break
        chain = longer
    order: list[str] = []
    while len(order) < len(words):
        left = [word for word in words if word not in order]
        order.append(
            next(one for one in left if all(chain[one, b] >= chain[b, one] for b in left if b != one))
        )
    return {"verdict": came_of_it(rules, ballots), "order": [{"option": word} for word in order]}


# ------------------------------------------------------------------ what is said

WRONG = {
    "result": "The result says another {about} than these ballots.",
    "result_hash": "result.json is not the result whose digest was published.",
    "roll_hash": "roll.json is not the roll whose digest was published.",
    "entitled": "The roll holds another number of votes than the result was counted with.",
    "ties": "The order in which ties are broken is not the one that was drawn.",
    "ballots": "There are more votes on ballots than were handed in.",
}


def wrongs(said, found):
    """What does not fit together in a package: pairs of a word of `WRONG`, and what it is about."""
    rules, result, roll = said["rules"], said["result"], said["roll"]
    if result is not None:
        log = result["log"] if isinstance(result.get("log"), dict) else {}
        told = result | {"steps": log.get("stages") or log.get("rounds") or []}
        for name, value in found.items():
            if name in told and not alike(value, told[name]):
                yield "result", name
        if rules.get("result_hash") and digest(result) != rules["result_hash"]:
            yield "result_hash", ""
    if roll is not None:
        if rules.get("roll_hash") and digest(roll) != rules["roll_hash"]:
            yield "roll_hash", ""
        struck = {one["number"] for one in rules["changes"] if one["until"]}
        lines = roll + [one for one in rules["changes"] if one["from"]]
        if sum(one["weight"] for one in lines if one["number"] not in struck) != rules["entitled"]:
            yield "entitled", ""
    if rules.get("seed") and rules["ties"] != drawn(rules, said["options"]):
        yield "ties", ""
    if sum(one["weight"] for one in said["ballots"]) > rules["voted"]:
        yield "ballots", ""


def drawn(rules, options):
    """The order for ties, by lot: SHA-256 of the seed, the digest of the roll and the word, on lines."""
    seed = f"{rules['seed']}\n{rules['roll_hash']}\n"
    lots = [(hashlib.sha256((seed + one["word"]).encode()).hexdigest(), one["word"]) for one in options]
    return [word for _lot, word in sorted(lots)]


def alike(found, told):
    """Whether what was found is told just so; what is told may tell more."""
    if isinstance(found, dict) and isinstance(told, dict):
        return all(name in told and alike(value, told[name]) for name, value in found.items())
    if isinstance(found, list) and isinstance(told, list):
        return len(found) == len(told) and all(map(alike, found, told))
    return found == told


def main():
    """Recount the package that is named, or the one in which this script lies."""
    parser = argparse.ArgumentParser(description="Recount a vote.")
    parser.add_argument("package", nargs="?", default=str(Path(__file__).resolve().parent))
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    said = package(asked.package)
    found = recounted(said)
    wrong = list(wrongs(said, found))
    if asked.json:
        print(json.dumps({"found": found, "wrong": wrong}, ensure_ascii=False))
    else:
        for name, value in found.items():
            print(f"{name}: {json.dumps(value, ensure_ascii=False)}")
        print("\n".join(WRONG[code].format(about=about) for code, about in wrong) or "The result comes out.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
