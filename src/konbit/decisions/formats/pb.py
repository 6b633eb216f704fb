"""Files of the Pabulib library (`.pb`): `read` and `parse`.

Three sections, META, PROJECTS and VOTES, each with a line of headers and rows of cells parted by semicolons;
lists in a cell are parted by commas. D. Stolicki, S. Szufa, N. Talmon (2020), 'Pabulib: A Participatory
Budgeting Library'; P. Faliszewski and others (2023), 'Participatory Budgeting: Data, Tools, and Analysis'.
Files in the wild begin with a byte order mark, write decimal commas, and leave cells out: that is read, too.
"""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.formats.numbers import NotNumber, alike, digits
from konbit.decisions.formats.pb_sections import Section, sections, where
from konbit.decisions.formats.pb_votes import read_votes
from konbit.decisions.formats.poll import VOTE_TYPES, Note, Poll, VoteType

MOST_BYTES = 200_000_000
"""No larger file is read."""

MOST_MONEY = 2**52
"""In smallest units, no larger budget or cost."""


def read(path: Path) -> Poll:
    """The budget in a file. Raises Problem where it cannot be read (see `parse`)."""
    if not path.is_file():
        raise Problem(_("There is no such file."), str(path), _("Check its name and folder."), status=404)
    if path.stat().st_size > MOST_BYTES:
        raise Problem(_("This file is too long."), str(path), _("Part it into several."))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(_("This file is no text in UTF-8."), str(path), _("Save it as plain text.")) from error
    return parse(text, path.name)


def parse(text: str, file: str) -> Poll:
    """The budget in a text; `file` is its name, for errors.

    Raises Problem with the line, what is wrong and what to do: for a section, a header or a value that is
    missing or no number, a cost or budget below 0, a project or voter that is there twice, a ballot that
    names a project that there is not, points that do not fit their projects.
    """
    found = sections(text, file)
    projects, voters = found["PROJECTS"], found["VOTES"]
    told, said = projects.columns(), voters.columns()
    keys = found["META"].columns()
    meta = {key.strip(): value.strip() for key, value in zip(keys["key"], keys["value"], strict=True)}
    notes: list[Note] = []
    vote_type = _vote_type(meta, file)
    ids = _once(told["project_id"], projects, file, _("The project “%(key)s” is there twice."))
    _once(said["voter_id"], voters, file, _("The voter “%(key)s” is there twice."))
    costs, budget, places = _money(meta, told["cost"], projects, file)
    for key, section in (("num_projects", projects), ("num_votes", voters)):
        if meta.get(key, str(len(section))) != str(len(section)):
            said_so = {"key": key, "said": meta[key], "found": len(section)}
            notes.append(Note(0, _("%(key)s says %(said)s, but %(found)s rows are there.") % said_so))
    votes, point_places = read_votes(said, voters.lines, ids, vote_type, meta, file, notes)
    return Poll(
        meta=meta,
        projects=told,
        voters=said,
        vote_type=vote_type,
        ids=tuple(ids),
        costs=tuple(costs),
        budget=budget,
        places=places,
        votes=votes,
        point_places=point_places,
        notes=tuple(notes),
    )


def _once(keys: list[str], section: Section, file: str, twice: str) -> list[str]:
    """Keys without spaces around them. Raises Problem for one that is there twice, or empty."""
    keys = [*map(str.strip, keys)]
    if len(set(keys)) == len(keys) and "" not in keys:
        return keys
    seen: set[str] = set()
    for key, line in zip(keys, section.lines, strict=True):
        if not key:
            raise Problem(_("The first cell is empty."), where(file, line), _("Give it an id of its own."))
        if key in seen:
            raise Problem(twice % {"key": key}, where(file, line), _("Leave one of the two."))
        seen.add(key)
    return keys


def _vote_type(meta: dict[str, str], file: str) -> VoteType:
    said = meta.get("vote_type", "").lower()
    for known in VOTE_TYPES:
        if said == known:
            return known
    raise Problem(
        _("Ballots of the type “%(said)s” are not known.") % {"said": said},
        file,
        _("Below META, vote_type is one of: %(types)s.") % {"types": ", ".join(VOTE_TYPES)},
    )


def _money(meta: dict[str, str], cells: list[str], section: Section, file: str) -> tuple[list[int], int, int]:
    """Costs and budget in smallest units, and how many digits of these stand after the point."""
    said = [(meta.get("budget", ""), "budget", file)]
    said += [(cell, "cost", where(file, line)) for cell, line in zip(cells, section.lines, strict=True)]
    found = []
    for text, name, place in said:
        try:
            number = digits(text)
        except NotNumber:
            raise Problem(
                _("The %(name)s “%(text)s” is no amount.") % {"name": name, "text": text},
                place,
                _("Write a number such as 12000 or 12000.50."),
            ) from None
        if number[0] < 0:
            raise Problem(
                _("The %(name)s “%(text)s” is below 0.") % {"name": name, "text": text},
                place,
                _("Costs and budget are 0 or more."),
            )
        found.append(number)
    amounts, places = alike(found)
    if max(amounts) > MOST_MONEY:
        raise Problem(_("The amounts are too large to be counted."), file, _("Write them with fewer digits."))
    return amounts[1:], amounts[0], places
