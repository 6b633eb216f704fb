"""Packages to be recounted, for tests: what the script reads, and the script run as anybody runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from konbit.decisions.recount import votes
from konbit.engines.count import Election

SCRIPT = Path(votes.__file__)

Package = dict[str, Any]


def ran(package: Path, code: int = 0) -> dict[str, Any]:
    """What the script says of a package, without anything but Python: what it found, and what is wrong."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, package, "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr or done.stdout
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def found(package: Package, folder: Path) -> dict[str, Any]:
    """What the script finds in the ballots."""
    folder.mkdir(exist_ok=True)
    for name, said in package.items():
        (folder / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")
    answer: dict[str, Any] = ran(folder)["found"]
    return answer


def rules(kind: str, **said: Any) -> dict[str, Any]:
    """Rules with what every kind needs."""
    return {
        "kind": kind, "ties": [], "choices": [], "quorum": "", "majority": "", "majority_of": "cast",
        "blocks": None, "entitled": 100, "voted": 100, "seats": 1, "colleges": [], "limits": [],
        "changes": [],
    } | said  # fmt: skip


def option(word: str, college: str = "", withdrawn: bool = False, **traits: str) -> dict[str, Any]:
    """Something, or somebody, to be voted for."""
    return {"word": word, "college": college, "withdrawn": withdrawn, "traits": traits}


def ballot(said: Mapping[str, Any], weight: int = 1, college: str = "") -> dict[str, Any]:
    """A ballot."""
    return {"said": dict(said), "weight": weight, "college": college}


def with_options(kind: str, words: Sequence[str], ballots: Iterable[dict[str, Any]], **said: Any) -> Package:
    """A vote on options whose public order is that of `words`."""
    return {
        "rules": rules(kind, ties=list(words), **said),
        "options": [option(word) for word in sorted(words)],
        "ballots": list(ballots),
    }


def of_election(election: Election, kind: str) -> Package:
    """An election of persons by college."""
    papers = [(contest.key, paper) for contest in election.contests for paper in contest.papers]

    def said(ranks: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
        if kind == "persons":
            return {"points": {word: 1 for rank in ranks for word in rank}}
        return {"ranks": [list(rank) for rank in ranks]}

    return {
        "rules": rules(
            kind,
            ties=list(election.ties),
            colleges=[{"key": one.key, "seats": one.seats} for one in election.contests],
            limits=[
                {
                    "dimension": one.dimension, "value": one.value, "least": one.least, "most": one.most,
                    "contest": one.contest,
                }
                for one in election.limits
            ],
        ),
        "options": [
            option(one.key, contest.key, one.key in contest.withdrawn, **one.traits)
            for contest in election.contests
            for one in contest.candidates
        ],
        "ballots": [ballot(said(paper.ranks), paper.count, key) for key, paper in papers],
    }  # fmt: skip
