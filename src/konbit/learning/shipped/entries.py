"""The shapes of what this room ships: plain, frozen, free of the database. `code` names an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from konbit.base.text import Multilingual
from konbit.directory.shipped.roots import Root


@dataclass(frozen=True, slots=True)
class ResolutionEntry:
    """By what something stands as it was published, where nobody told how it was agreed."""

    root: Root
    title: Multilingual
    on: str


@dataclass(frozen=True, slots=True)
class StudyEntry:
    """A study; `words` by the names of its columns."""

    root: Root
    words: dict[str, Multilingual]
    valid_from: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class PriorityEntry:
    """A priority; `grew_from`: numbers in the version before."""

    number: int
    words: dict[str, Multilingual]
    grew_from: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FrameworkEntry:
    """A version of a framework; `follows`: the code of the one before."""

    root: Root
    words: dict[str, Multilingual]
    version: str
    valid_from: str
    follows: str
    priorities: tuple[PriorityEntry, ...]


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """A move of a claim by a shipped resolution (code)."""

    to: str
    by: str
    reason: Multilingual


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case of a claim; `columns` by their names."""

    text: Multilingual
    source: str
    columns: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim with its history; `rests_on`: the code of a study that supports it."""

    root: Root
    words: dict[str, Multilingual]
    framework: str
    number: int
    rests_on: str
    replaced_by: str
    moves: tuple[MoveEntry, ...]
    cases: tuple[CaseEntry, ...]


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """A text of a module with its questions."""

    words: dict[str, Multilingual]
    columns: dict[str, Any]
    questions: tuple[Multilingual, ...]


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure told in words; `view_of`: the slug of the group whose page, or rings, show the like."""

    words: dict[str, Multilingual]
    number: str
    view_of: str
    view: str


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """A study module."""

    root: Root
    words: dict[str, Multilingual]
    licence: str
    readings: tuple[ReadingEntry, ...]
    figures: tuple[FigureEntry, ...]
    questions: tuple[Multilingual, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """All that this room ships."""

    resolutions: tuple[ResolutionEntry, ...]
    studies: tuple[StudyEntry, ...]
    frameworks: tuple[FrameworkEntry, ...]
    claims: tuple[ClaimEntry, ...]
    modules: tuple[ModuleEntry, ...]
