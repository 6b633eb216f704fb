"""Reads what this room ships, strictly: a wrong file is refused with its name, its entry and its field."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.directory.shipped.table import LANGUAGES, Table
from konbit.learning.models import Case, Claim
from konbit.learning.shipped.entries import (
    CaseEntry,
    ClaimEntry,
    Example,
    FigureEntry,
    FrameworkEntry,
    ModuleEntry,
    MoveEntry,
    PriorityEntry,
    ReadingEntry,
    ResolutionEntry,
    Root,
    StudyEntry,
)

HERE = Path(__file__).parent
CERTAINTIES = ("published", "to_verify")


@cache
def example(folder: Path = HERE) -> Example:
    """Everything in the folder's files. Raises `Problem` for a wrong file, or a code that stands twice."""
    resolutions: list[ResolutionEntry] = []
    studies: list[StudyEntry] = []
    frameworks: list[FrameworkEntry] = []
    claims: list[ClaimEntry] = []
    modules: list[ModuleEntry] = []
    for path in sorted(folder.glob("*.toml")):
        file = _opened(path)
        resolutions += [_resolution(table) for table in file.tables("resolutions", "code")]
        studies += [_study(table) for table in file.tables("studies", "code")]
        frameworks += [_framework(table) for table in file.tables("frameworks", "code")]
        claims += [_claim(table) for table in file.tables("claims", "code")]
        modules += [_module(table) for table in file.tables("modules", "code")]
        file.nothing_left()
    for kind in (resolutions, studies, frameworks, claims, modules):
        _each_once(one.root.code for one in kind)
    return Example(tuple(resolutions), tuple(studies), tuple(frameworks), tuple(claims), tuple(modules))


def _each_once(codes: Iterable[str]) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise Problem(_("“%(value)s” stands here twice.") % {"value": code}, "learning/shipped")


def _opened(path: Path) -> Table:
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(_("This file is not TOML: %(error)s.") % {"error": error}, path.name) from error


def _root(table: Table) -> Root:
    return Root(
        table.text("code"),
        table.text("group"),
        table.text("source"),
        table.text("address", ""),
        table.one_of("certainty", CERTAINTIES, "published"),
    )


def _words(table: Table, needed: tuple[str, ...], others: tuple[str, ...] = ()) -> dict[str, Multilingual]:
    """Texts in every language of the interface: the needed ones, and those of the others that are there."""
    words = {name: table.said_in_all(name) for name in needed}
    for name in others:
        if said := table.said(name):
            words[name] = _in_all(table, name, said)
    return words


def _in_all(table: Table, name: str, said: Multilingual) -> Multilingual:
    for language in LANGUAGES:
        if language not in said:
            raise table.problem(f"{name}.{language}", _("This field is missing."))
    return said


def _resolution(table: Table) -> ResolutionEntry:
    return ResolutionEntry(_root(table), table.said_in_all("title"), table.date("on"))


def _study(table: Table) -> StudyEntry:
    words = _words(table, ("title", "question"), ("method", "sample", "limits"))
    return StudyEntry(_root(table), words, *table.period())


def _framework(table: Table) -> FrameworkEntry:
    return FrameworkEntry(
        root=_root(table),
        words=_words(table, ("title", "introduction")),
        version=table.text("version"),
        valid_from=table.date("from"),
        follows=table.text("follows", ""),
        priorities=tuple(
            PriorityEntry(
                one.integer("number"),
                _words(one, ("title",), ("statement", "starting_point", "example")),
                _numbers(one),
            )
            for one in table.tables("priorities", "number")
        ),
    )


def _numbers(table: Table) -> tuple[int, ...]:
    said = table.texts("grew_from")
    if not all(one.isdigit() for one in said):
        raise table.problem("grew_from", _("A whole number is wanted here."))
    return tuple(int(one) for one in said)


def _claim(table: Table) -> ClaimEntry:
    framework = table.text("framework", "")
    return ClaimEntry(
        root=_root(table),
        words=_words(table, ("statement",), ("conditions", "would_change")),
        framework=framework,
        number=table.integer("number") if framework else 0,
        rests_on=table.text("rests_on", ""),
        replaced_by=table.text("replaced_by", ""),
        moves=tuple(
            MoveEntry(one.one_of("to", Claim.State.values), one.text("by"), one.said("reason"))
            for one in table.tables("moves", "to")
        ),
        cases=tuple(_case(one) for one in table.tables("cases")),
    )


def _case(table: Table) -> CaseEntry:
    start, until = table.period()
    return CaseEntry(
        text=table.said_in_all("text"),
        source=table.text("source"),
        columns={
            "stance": table.one_of("stance", Case.Stance.values),
            "kind": table.one_of("kind", Case.Kind.values),
            "valid_from": start,
            "valid_until": until,
            **{name: table.text(name, "") for name in ("amount", "unit", "place", "address")},
        },
    )


def _module(table: Table) -> ModuleEntry:
    return ModuleEntry(
        root=_root(table),
        words=_words(table, ("title", "introduction", "exercise")),
        licence=table.text("licence"),
        readings=tuple(_reading(one) for one in table.tables("readings", "pages")),
        figures=tuple(
            FigureEntry(
                _words(one, ("title", "shows")),
                one.text("number"),
                one.text("view_of"),
                one.one_of("view", ("page", "rings")),
            )
            for one in table.tables("figures", "number")
        ),
        questions=tuple(one.said_in_all("text") for one in table.tables("questions")),
    )


def _reading(table: Table) -> ReadingEntry:
    columns = {name: table.text(name) for name in ("author", "published", "url", "pages")}
    return ReadingEntry(
        words=_words(table, ("title", "look_for")),
        columns={**columns, "minutes": table.integer("minutes")},
        questions=tuple(one.said_in_all("text") for one in table.tables("questions")),
    )
