"""Statutes and a roster as plain lines: `parse` and `write`. They are described in docs/statutes.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.engines.statutes import (
    COLLEGE,
    College,
    Level,
    Mandate,
    Meeting,
    Membership,
    Place,
    Roster,
    Rule,
    Source,
    Statutes,
    Unit,
    Vote,
)
from konbit.federation.formats.roster_text import (
    named,
    read_mandate,
    read_meeting,
    read_membership,
    read_place,
    read_unit,
    read_vote,
    written_mandate,
    written_meeting,
    written_membership,
    written_place,
    written_unit,
    written_vote,
)
from konbit.federation.formats.rule_text import read_ask, written_ask
from konbit.federation.formats.words_of_lines import Line, period, place, quoted

MOST_LETTERS = 30_000_000
"""No longer text is read."""


@dataclass(frozen=True, slots=True)
class Document:
    """Statutes with what is recorded."""

    statutes: Statutes
    roster: Roster


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A key that a line names, of what sort, and where."""

    sort: str
    key: str
    line: int
    column: int


@dataclass
class Read:
    """What was read so far, and what was named, to be looked up at the end."""

    file: str
    title: str = ""
    sources: list[Source] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    colleges: list[College] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    mentioned: list[Mentioned] = field(default_factory=list)
    known: dict[str, set[str]] = field(default_factory=dict)

    def line(self, line: Line) -> None:
        """Read one line. Raises Problem."""
        begins = line.one_of(*_READERS)
        _READERS[begins](self, line)
        line.end()

    def new(self, line: Line, sort: str, what: str) -> str:
        """Read the key of something new. Raises Problem if there is one already, of this sort or another."""
        column = line.column
        key = line.key(what)
        others = {"rule": ("rule",), "level": (*_NAMED, "tier")}.get(sort, _NAMED)
        if key == COLLEGE or any(key in self.known.get(other, ()) for other in others):
            raise _there_already(key, place(self.file, line.row, column))
        self.known.setdefault(sort, set()).add(key)
        return key

    def mention(self, line: Line) -> Callable[[str, str, int], None]:
        """Notes what a line names."""
        return lambda sort, key, column: self.mentioned.append(Mentioned(sort, key, line.row, column))


def _there_already(key: str, where: str) -> Problem:
    return Problem(
        _("“%(key)s” is there already.") % {"key": key}, where, _("Give each thing a word of its own.")
    )


def parse(text: str, file: str) -> Document:
    """Statutes and roster of a text; `file` is its name, for errors.

    Raises Problem with line, column and what was expected: for a line that cannot be read, a key that nothing
    has or two things have, a text without a title, a text that is too long.
    """
    if len(text) > MOST_LETTERS:
        raise Problem(_("This file is too long."), file, _("Part it into several."))
    read = Read(file)
    for number, row in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = Line(row.removesuffix("\r"), file, number)
        if line.words:
            read.line(line)
    if not read.title:
        raise Problem(
            _("It is not said whose statutes these are."),
            file,
            _("Begin with a line: statutes “their name”."),
        )
    for one in read.mentioned:
        _look_up(read, one)
    return Document(
        Statutes(
            read.title, tuple(read.sources), tuple(read.levels), tuple(read.colleges), tuple(read.rules)
        ),
        Roster(
            tuple(read.places),
            tuple(read.units),
            tuple(read.memberships),
            tuple(read.mandates),
            tuple(read.meetings),
            tuple(read.votes),
        ),
    )


def write(document: Document) -> str:
    """A document as text; reading it gives the same document."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    statutes, roster = document.statutes, document.roster
    yield f"statutes {quoted(statutes.title)}"
    yield from (f"source {one.key} {quoted(one.title)}" for one in statutes.sources)
    yield from (written_place(one) for one in roster.places)
    yield from (
        f"{'organ' if one.organ else 'level'} {one.key} {quoted(one.title)}" for one in statutes.levels
    )
    yield from (f"college {one.key} {quoted(one.title)} of {one.about}" for one in statutes.colleges)
    levels = {level.key for level in statutes.levels}
    yield from (_rule(one, levels) for one in statutes.rules)
    yield from (written_unit(one) for one in roster.units)
    yield from (written_membership(one) for one in roster.memberships)
    yield from (written_mandate(one) for one in roster.mandates)
    yield from (written_meeting(one) for one in roster.meetings)
    yield from (written_vote(one) for one in roster.votes)


def _rule(rule: Rule, levels: set[str]) -> str:
    about = f"{'each' if rule.about in levels else 'the'} {rule.about}"
    college = f" college {rule.college}" if rule.college else ""
    source = f" source {rule.source}" if rule.source else ""
    since = period(rule.since, rule.until)
    end = f";{since}{source}" if since or source else ""
    return f"rule {rule.key}: {about}{college} {written_ask(rule.ask)}{end}"


def _read_title(read: Read, line: Line) -> None:
    if read.title:
        line.expected(_("only one line that begins with “statutes”"))
    read.title = line.text(_("their name in quotation marks"))


def _read_source(read: Read, line: Line) -> None:
    key = read.new(line, "source", _("a word for the source"))
    read.sources.append(Source(key, line.text(_("its title in quotation marks"))))


def _read_place(read: Read, line: Line) -> None:
    key = read.new(line, "place", _("a word for the place"))
    found = read_place(line, key, read.mention(line))
    read.places.append(found)
    read.known.setdefault("tier", set()).add(found.tier)


def _read_level(read: Read, line: Line) -> None:
    key = read.new(line, "level", _("a word for the level"))
    read.levels.append(Level(key, line.text(_("its name in quotation marks"))))


def _read_organ(read: Read, line: Line) -> None:
    key = read.new(line, "level", _("a word for the organ"))
    read.levels.append(Level(key, line.text(_("its name in quotation marks")), organ=True))


def _read_college(read: Read, line: Line) -> None:
    key = read.new(line, "college", _("a word for the college"))
    title = line.text(_("its name in quotation marks"))
    line.must("of")
    column = line.column
    about = line.key(_("the organ that has it"))
    read.mention(line)("level or unit", about, column)
    read.colleges.append(College(key, title, about))


def _read_rule(read: Read, line: Line) -> None:
    mention = read.mention(line)
    key = read.new(line, "rule", _("a word for the rule"))
    line.must(":")
    sort = "level" if line.one_of("each", "the") == "each" else "unit"
    about = named(line, sort, mention)
    college = named(line, "college", mention) if line.took("college") else ""
    ask = read_ask(line, mention)
    since = until = source = ""
    if line.took(";"):
        since, until = line.period()
        source = named(line, "source", mention) if line.took("source") else ""
    line.end(_("“;”, a period, a source, or the end of the line"))
    read.rules.append(Rule(key, about, ask, college, since, until, source))


def _read_unit(read: Read, line: Line) -> None:
    key = read.new(line, "unit", _("a word for the group or organ"))
    read.units.append(read_unit(line, key, read.mention(line)))


_READERS: dict[str, Callable[[Read, Line], None]] = {
    "statutes": _read_title,
    "source": _read_source,
    "place": _read_place,
    "level": _read_level,
    "organ": _read_organ,
    "college": _read_college,
    "rule": _read_rule,
    "unit": _read_unit,
    "member": lambda read, line: read.memberships.append(read_membership(line, read.mention(line))),
    "mandate": lambda read, line: read.mandates.append(read_mandate(line, read.mention(line))),
    "meeting": lambda read, line: read.meetings.append(read_meeting(line, read.mention(line))),
    "vote": lambda read, line: read.votes.append(read_vote(line, read.mention(line))),
}


def _look_up(read: Read, one: Mentioned) -> None:
    """Whether what is named is there. Raises Problem."""
    known = read.known
    if one.sort == "new tier":
        if one.key == COLLEGE or one.key in known.get("level", ()):
            raise _there_already(one.key, place(read.file, one.line, one.column))
        return
    sorts = {"level or unit": ("level", "unit"), "per": ("tier", "level")}.get(one.sort, (one.sort,))
    if one.sort.startswith("per "):
        per = one.sort.removeprefix("per ")
        sorts = ("college",) if per == COLLEGE else ("place",) if per in known.get("tier", ()) else ("unit",)
    if one.sort == "per" and one.key == COLLEGE:
        return
    if not any(one.key in known.get(sort, ()) for sort in sorts):
        raise Problem(
            _("Nothing is called “%(key)s”.") % {"key": one.key},
            place(read.file, one.line, one.column),
            _("Correct the word, or write a line that begins with %(line)s.")
            % {"line": _(" or ").join(f"“{_LINES.get(sort, sort)} {one.key}”" for sort in sorts)},
        )


_NAMED = ("source", "place", "level", "college", "unit")
"""No two of these have the same key, so that a key alone says what is meant."""

_LINES = {"tier": "place"}
