"""A method of deciding as data: what a ballot says, what its choices mean, what is needed to adopt.

Quorum and majority are parts as people write them: "2/3" is at least two of three, ">1/2" more than half.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from fractions import Fraction
from typing import Any

from konbit.base.text import Multilingual
from konbit.engines.statutes import Part

PART = re.compile(r"(>?)\s*([1-9]\d{0,5})\s*/\s*([1-9]\d{0,5})")
PERCENT = re.compile(r"(>?)\s*(\d{1,3})\s*%")


@dataclass(frozen=True)
class Choice:
    """An answer that can be given. `stance`: what it means for the proposal, of `engines.count.STANCES`;
    `prompt`: what whoever chooses it is asked to say."""

    word: str
    stance: str
    title: Multilingual
    meaning: Multilingual = field(default_factory=dict)
    prompt: Multilingual = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """All that a method says; see `models.Method` for its parts. `word`: of a shipped method, or the uid of a
    group's own. `fits`: when it is good, of a shipped one."""

    word: str
    kind: str
    title: Multilingual
    meaning: Multilingual = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    unit: str = "heads"
    quorum: str = ""
    majority: str = ""
    majority_of: str = "cast"
    blocks: int | None = None
    least: int = 0
    most: int = 1
    dots: int | None = None
    rounds: int = 2
    fallback: str = ""
    fits: Multilingual = field(default_factory=dict)

    def choice(self, word: str) -> Choice | None:
        """The answer with this word."""
        return next((one for one in self.choices if one.word == word), None)


def rules_as_data(rules: Rules) -> dict[str, Any]:
    """Rules as JSON data, as they are frozen in a vote: all by which it is taken and counted."""
    data = asdict(rules) | {"choices": [asdict(one) for one in rules.choices]}
    del data["fits"]
    return data


def rules_from_data(data: Mapping[str, Any]) -> Rules:
    """Rules out of JSON data; what is not named is as by default, what is not known is passed over."""
    known = {one.name for one in fields(Rules)}
    said = {name: value for name, value in data.items() if name in known}
    said["choices"] = tuple(choice_from_data(one) for one in data.get("choices", ()))
    return Rules(**{"word": "", "kind": "", "title": {}} | said)


def choice_from_data(data: Mapping[str, Any]) -> Choice:
    """A choice out of JSON data."""
    words = {name: dict(data.get(name) or {}) for name in ("title", "meaning", "prompt")}
    return Choice(str(data["word"]), str(data["stance"]), **words)


def in_parts(text: str) -> str:
    """A part as people write it, as one number over another: "60 %" is "3/5". All else stays as it is."""
    found = PERCENT.fullmatch(text.strip())
    if found is None or not 0 < int(found[2]) <= 100:
        return text
    part = Fraction(int(found[2]), 100)
    return f"{found[1]}{part.numerator}/{part.denominator}"


def part_of(text: str) -> Part | None:
    """The part that a text such as "2/3" or ">1/2" says; None for an empty one. Raises ValueError."""
    if not text.strip():
        return None
    found = PART.fullmatch(text.strip())
    if found is None or int(found[2]) > int(found[3]):
        raise ValueError(text)
    return Part(int(found[2]), int(found[3]), more=bool(found[1]))
