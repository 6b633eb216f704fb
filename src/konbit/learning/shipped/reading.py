"""Reads what this room ships, strictly: a wrong file is refused with its name, its entry and its field."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.directory.shipped.roots import each_once, opened, root_of, words_of
from konbit.directory.shipped.table import Table
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
    StudyEntry,
)

HERE = Path(__file__).parent


@cache
def example(folder: Path = HERE) -> Example:
    """Everything in the folder's files. Raises `Problem` for a wrong file, or a code that stands twice."""
    resolutions: list[ResolutionEntry] = []
    studies: list[StudyEntry] = []
    frameworks: list[FrameworkEntry] = []
    claims: list[ClaimEntry] = []
    modules: list[ModuleEntry] = []
    for path in sorted(folder.glob("*.toml")):
        file = opened(path)
        resolutions += [_resolution(table) for table in file.tables("resolutions", "code")]
        studies += [_study(table) for table in file.tables("studies", "code")]
        frameworks += [_framework(table) for table in file.tables("frameworks", "code")]
        claims += [_claim(table) for table in file.tables("claims", "code")]
        modules += [_module(table) for table in file.tables("modules", "code")]
        file.nothing_left()
    for kind in (resolutions, studies, frameworks, claims, modules):
        each_once((one.root.code for one in kind), "learning/shipped")
    return Example(tuple(resolutions), tuple(studies), tuple(frameworks), tuple(claims), tuple(modules))


def _resolution(table: Table) -> ResolutionEntry:
    return ResolutionEntry(root_of(table), table.said_in_all("title"), table.date("on"))


def _study(table: Table) -> StudyEntry:
    words = words_of(table, ("title", "question"), ("method", "sample", "limits"))
    return StudyEntry(root_of(table), words, *table.period())


def _framework(table: Table) -> FrameworkEntry:
    return FrameworkEntry(
        root=root_of(table),
        words=words_of(table, ("title", "introduction")),
        version=table.text("version"),
        valid_from=table.date("from"),
        follows=table.text("follows", ""),
        priorities=tuple(
            PriorityEntry(
                one.integer("number"),
                words_of(one, ("title",), ("statement", "starting_point", "example")),
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
        root=root_of(table),
        words=words_of(table, ("statement",), ("conditions", "would_change")),
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
        root=root_of(table),
        words=words_of(table, ("title", "introduction", "exercise")),
        licence=table.text("licence"),
        readings=tuple(_reading(one) for one in table.tables("readings", "pages")),
        figures=tuple(
            FigureEntry(
                words_of(one, ("title", "shows")),
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
        words=words_of(table, ("title", "look_for")),
        columns={**columns, "minutes": table.integer("minutes")},
        questions=tuple(one.said_in_all("text") for one in table.tables("questions")),
    )
