"""Personal values on their way into the chronicle: replaced by a salted digest, kept beside it."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

# What stands between several values in one text: "Rosa Luz <rosa@example.org>, 0161 496 0000".
_BETWEEN = re.compile(r"[;,|<>():/\n\t]+")


# More words than a name, an address or a telephone number written in groups has.
LONGEST_RUN = 6
_MARKS = ".,;:!?()[]«»“”\"' "


@dataclass(frozen=True)
class Personal:
    """A value that a person may ask to have erased. `subject` is the opaque id of the person it is about,
    or empty where only the value itself tells (a telephone number in a spreadsheet)."""

    value: Any
    subject: str = ""


@dataclass(frozen=True)
class Sealed:
    """A personal value and the digest that stands for it."""

    digest: str
    salt: str
    subject: str
    value: str


def seal(tree: Any, sealed: list[Sealed]) -> Any:
    """The tree with every `Personal` leaf replaced by `{"digest": …}`; the leaves are added to `sealed`."""
    if isinstance(tree, Personal):
        salt = secrets.token_hex(8)
        value = str(tree.value)
        digest = hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()
        sealed.append(Sealed(digest, salt, tree.subject, value))
        return {"digest": digest}
    if isinstance(tree, dict):
        return {key: seal(leaf, sealed) for key, leaf in tree.items()}
    if isinstance(tree, list | tuple):
        return [seal(leaf, sealed) for leaf in tree]
    return tree


def unseal(tree: Any, values: dict[str, str]) -> Any:
    """The tree with known digests turned back into their values; purged ones stay digests."""
    if isinstance(tree, dict):
        if set(tree) == {"digest"}:
            return values.get(tree["digest"], tree)
        return {key: unseal(leaf, values) for key, leaf in tree.items()}
    if isinstance(tree, list):
        return [unseal(leaf, values) for leaf in tree]
    return tree


def identity_digest(value: str, key: bytes) -> str:
    """A keyed digest of a normalised personal value, to recognise it again after a restore."""
    normal = "".join(value.casefold().split())
    return hashlib.blake2b(normal.encode(), key=key[:64], digest_size=32).hexdigest()


def values_in(text: str) -> set[str]:
    """A text as one value, and what stands in it beside other values."""
    parts = (part.strip() for part in (text, *_BETWEEN.split(text)))
    return {part for part in parts if part}


def spoken_in(text: str) -> Iterator[str]:
    """What may be a value within free words: every run of up to `LONGEST_RUN` words, the longest first,
    without the marks around it."""
    words = text.split()
    for length in range(min(LONGEST_RUN, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length]).strip(_MARKS)
            if run:
                yield run


def without_values(text: str, matches: Callable[[str], bool]) -> str:
    """Free words in which every run that is one of somebody's values is a dash."""
    for run in spoken_in(text):
        if matches(run):
            text = re.sub(r"\s+".join(map(re.escape, run.split())), "–", text)
    return text


def holds_one(text: str, digests: Collection[str], key: bytes) -> bool:
    """Whether a text is one of the values with these keyed digests, or holds one beside others."""
    return any(identity_digest(value, key) in digests for value in values_in(text))


def speaks_one(text: str, digests: Collection[str], key: bytes) -> bool:
    """The same, also where the value stands in the middle of other words."""
    return holds_one(text, digests, key) or any(
        identity_digest(run, key) in digests for run in spoken_in(text)
    )
