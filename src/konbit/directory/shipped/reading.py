"""Reads what Konbit ships, strictly: a wrong file is refused with its name, its entry and its field."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.shipped import parsing
from konbit.directory.shipped.entries import Example, GroupEntry, RelationEntry, SchemeEntry, SourceEntry
from konbit.directory.shipped.table import Table

HERE = Path(__file__).parent


@cache
def sources(folder: Path = HERE) -> tuple[SourceEntry, ...]:
    """Every source that the shipped content rests on, in the order of its file. Raises Problem."""
    with _opened(folder / "sources.toml") as file:
        entries = tuple(parsing.source(table) for table in file.tables("sources", "code"))
    _each_once((entry.code for entry in entries), "sources.toml")
    return entries


@cache
def vocabularies(folder: Path = HERE) -> tuple[SchemeEntry, ...]:
    """Every shipped vocabulary, a superseded one before its successor. Raises Problem."""
    by_code = _sources_by_code(folder)
    schemes = []
    for path in sorted((folder / "vocabularies").glob("*.toml")):
        with _opened(path) as file:
            schemes.append(parsing.scheme(file, by_code))
    _each_once((scheme.code for scheme in schemes), "vocabularies")
    return tuple(_oldest_first(schemes))


@cache
def example(folder: Path = HERE) -> Example:
    """The movements of the seeds: groups with what is told of them, and dated relations. Raises Problem."""
    terms = (f"{scheme.code}#{term.code}" for scheme in vocabularies(folder) for term in scheme.terms)
    known = parsing.Known(_sources_by_code(folder), frozenset(terms))
    groups: list[GroupEntry] = []
    relations: list[RelationEntry] = []
    for path in sorted((folder / "example").glob("*.toml")):
        with _opened(path) as file:
            groups += [parsing.group(table, known) for table in file.tables("groups", "slug")]
            relations += [parsing.relation(table, known) for table in file.tables("relations", "subject")]
    _each_once((group.slug for group in groups), "example")
    slugs = {group.slug for group in groups}
    for relation in relations:
        for slug in (relation.subject, relation.object):
            if slug not in slugs:
                where = f"{relation.subject} › {relation.kind} › {relation.object}"
                raise Problem(_("“%(value)s” is not known here.") % {"value": slug}, where)
    return Example(tuple(groups), tuple(relations))


@contextmanager
def _opened(path: Path) -> Iterator[Table]:
    try:
        file = Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem(_("This file is not TOML: %(error)s.") % {"error": error}, path.name) from error
    yield file
    file.nothing_left()


def _sources_by_code(folder: Path) -> dict[str, SourceEntry]:
    return {source.code: source for source in sources(folder)}


def _each_once(names: Iterable[str], where: str) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise Problem(_("“%(value)s” stands here twice.") % {"value": name}, where)


def _oldest_first(schemes: list[SchemeEntry]) -> Iterator[SchemeEntry]:
    waiting, given = list(schemes), {""}
    while waiting:
        ready = [scheme for scheme in waiting if scheme.supersedes in given]
        if not ready:
            raise Problem(
                _("“%(value)s” is not known here.") % {"value": waiting[0].supersedes},
                f"{waiting[0].code} › supersedes",
            )
        yield from ready
        given |= {scheme.code for scheme in ready}
        waiting = [scheme for scheme in waiting if scheme not in ready]
