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
            file = f"{name}.json"
            said[name] = json.loads(packed.read(file).decode("utf-8")) if file in inside else None
    return said


def digest(data):
    """SHA-256 of canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def recounted(said):
    """What comes out of the ballots of a package, as result.json says it."""
    kind = said["rules"]["kind"]
    if kind == "stance":
        return stances(said["rules"], said["ballots"])
    if kind in POINTS:
        return points(said["rules"], said["options"], said["ballots"])
    if kind == "ranking":
        return ranking(said["rules"], said["options"], said["ballots"])
    if kind in PERSONS:
        sys.path.insert(0, str(Path(__file__).resolve().parent))
        from persons import elect

        return elect(said["rules"], said["options"], said["ballots"])
    raise SystemExit(f"votes of the kind {kind!r} are not counted by this script")


# ------------------------------------------------------------------ for or against


def stances(rules, ballots):
    """Who said what, and whether the proposal is adopted: first the quorum is looked at, then blocks, then
    the majority. An abstention is there, and is no vote cast."""
    stance = {choice["word"]: choice["stance"] for choice in rules["choices"]}
    given = Counter()
    words = Counter(dict.fromkeys(stance, 0))
    for ballot in ballots:
        word = ballot["said"]["stance"]
        words[word] += ballot["weight"]
        given[stance[word]] += ballot["weight"]
    there = sum(given.values())
    cast = given["for"] + given["against"] + given["blocks"]
    whole = {"cast": cast, "present": there, "entitled": rules["entitled"]}[rules["majority_of"] or "cast"]
    verdict = "rejected"
    if rules["majority"] and reached(given["for"], rules["majority"], whole):
        verdict = "adopted"
    if rules["blocks"] is not None and given["blocks"] >= rules["blocks"]:
        verdict = "blocked"
    if rules["quorum"] and not reached(there, rules["quorum"], rules["entitled"]):
        verdict = "no quorum"
    return {"verdict": verdict if rules["majority"] else "", "given": dict(words)}


def reached(many, part, whole):
    """Whether `many` is such a part of the whole: "2/3" is at least that, ">1/2" more. None is no part."""
    asked = Fraction(part.lstrip(">")) * whole
    return many > 0 and (many > asked if part.startswith(">") else many >= asked)


# ------------------------------------------------------------------ points


def public_order(rules, options):
    """The options as they stand in the order that was drawn before: whoever comes first wins a tie."""
    words = [option["word"] for option in options]
    drawn = [word for word in rules["ties"] if word in words]
    return drawn + [word for word in words if word not in drawn]


def points(rules, options, ballots):
    """The sum of every option; the most first, equals in the public order."""
    sums = dict.fromkeys(public_order(rules, options), 0)
    for ballot in ballots:
        for word, many in ballot["said"]["points"].items():
            sums[word] += many * ballot["weight"]
    withdrawn = {option["word"] for option in options if option["withdrawn"]}
    stand = [word for word in sums if word not in withdrawn]
    return {"order": sorted(stand, key=lambda word: -sums[word]), "points": {one: sums[one] for one in stand}}


# ------------------------------------------------------------------ options in order


def ranking(rules, options, ballots):
    """M. Schulze's method: one option comes before another if the strongest chain to it is stronger.

    Every chain without a circle is tried, by lengthening those there are until none becomes stronger.
    """
    withdrawn = {option["word"] for option in options if option["withdrawn"]}
    words = [word for word in public_order(rules, options) if word not in withdrawn]
    before = Counter()
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
    order = []
    while len(order) < len(words):
        left = [word for word in words if word not in order]
        order.append(
            next(one for one in left if all(chain[one, b] >= chain[b, one] for b in left if b != one))
        )
    return {"order": order}


# ------------------------------------------------------------------ what is said


def compared(found, result):
    """Where what was found is not what the result says: the names of its parts."""
    return [name for name, value in found.items() if name in result and result[name] != value]


def flaws(said):
    """What does not fit together in a package, in sentences; and what was found by counting."""
    rules, found = said["rules"], recounted(said)
    wrong = []
    if said["result"] is not None:
        odd = compared(found, said["result"])
        wrong += [f"The result says another {name!r} than these ballots." for name in odd]
        if rules.get("result_hash") and digest(said["result"]) != rules["result_hash"]:
            wrong.append("result.json is not the result whose digest was published.")
    if rules.get("roll_hash") and said["roll"] is not None and digest(said["roll"]) != rules["roll_hash"]:
        wrong.append("roll.json is not the roll whose digest was published.")
    return wrong, found


def main():
    """Recount the package that is named, or the one in which this script lies."""
    parser = argparse.ArgumentParser(description="Recount a vote.")
    parser.add_argument("package", nargs="?", default=str(Path(__file__).resolve().parent))
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    wrong, found = flaws(package(asked.package))
    if asked.json:
        print(json.dumps({"found": found, "wrong": wrong}, ensure_ascii=False))
    else:
        for name, value in found.items():
            print(f"{name}: {json.dumps(value, ensure_ascii=False)}")
        print("\n".join(wrong) or "The result comes out.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
