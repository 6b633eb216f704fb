"""The roll as it was frozen: anybody can check its hash, and everybody can find her own line in it."""

from __future__ import annotations

import hashlib
from typing import Any

from konbit.decisions.canonical import hash_of
from konbit.decisions.models import Entitled, Vote


def roll_lines(vote: Vote) -> list[dict[str, Any]]:
    """The lines that were there when the vote opened, without names: `who` is a digest. Needs the seed."""
    lines = vote.roll.filter(from_on=None).select_related("group").order_by("number")
    return [
        {
            "number": one.number, "weight": one.weight, "college": str(one.college_id or ""),
            "mandate": one.mandate, "who": who_digest(vote.seed, one),
        }
        for one in lines
    ]  # fmt: skip


def who_digest(seed: str, line: Entitled) -> str:
    """SHA-256 of seed, number, and the account, or the group and the name, of a line."""
    group = line.group.uid if line.group else ""
    said = "\n".join((seed, str(line.number), line.person or f"{group}\n{line.name}"))
    return hashlib.sha256(said.encode()).hexdigest()


def roll_hash(vote: Vote) -> str:
    """The hash of the roll as it stands."""
    return hash_of(roll_lines(vote))
