"""What a sheet would change in a plan: read, compared by code, told before anything is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.text import with_words
from konbit.directory.draft import Trouble
from konbit.directory.folding import fold
from konbit.directory.formats.table import Row
from konbit.people.audience import Viewer
from konbit.work.deadlines import read_deadline
from konbit.work.formats.plan_columns import WRITTEN_IN, Column, corrected, header_of, mapped
from konbit.work.formats.plan_rows import ReadRow, open_sheet, read_rows
from konbit.work.formats.state_words import languages, states_by_words
from konbit.work.hands import CONTRIBUTOR, RESPONSIBLE, read_hands
from konbit.work.models import Activity, Plan, PlanGoal
from konbit.work.numbered import numbered_with, read_numbered
from konbit.work.queries.cells import Cells, cells_of

MOST_SHOWN = 200
_LENGTHS = {"code": 40, "deliverable_url": 500}


@dataclass(frozen=True)
class Difference:
    """A cell that would change: its column, what stands there, what would."""

    column: str
    before: str
    after: str


@dataclass
class Draft:
    """A row as it would be taken: the activity it changes (None: a new one), what is said by name, the path
    of its section, what would change, what could only be kept as words."""

    row: Row
    code: str
    title: str
    activity: Activity | None
    said: dict[str, Any] = field(default_factory=dict)
    section: tuple[tuple[str, str], ...] | None = None
    changes: list[Difference] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken, and why."""

    row: Row
    troubles: tuple[Trouble, ...]

    @property
    def reason(self) -> str:
        """Why, in words."""
        return " ".join(trouble.message for trouble in self.troubles if trouble.fatal)


@dataclass(frozen=True)
class Trial:
    """What a sheet says of a plan. `untouched`: activities of the plan that the sheet does not speak of."""

    headers: list[str]
    columns: list[Column]
    notes: list[str]
    new: list[Draft]
    changed: list[Draft]
    same: int
    refused: list[Refused]
    untouched: int

    @property
    def told(self) -> list[tuple[int, str]]:
        """By row what is kept as words, of all rows that would be taken."""
        return [(draft.row.number, words) for draft in (*self.new, *self.changed) for words in draft.told]

    @property
    def digest(self) -> str:
        """Tells this outcome from any other, so that what was looked at is what is taken."""
        said = [
            (draft.row.number, draft.code, [(one.column, one.before, one.after) for one in draft.changes])
            for draft in (*self.new, *self.changed)
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def try_sheet(viewer: Viewer, plan: Plan, path: Path, wanted: Sequence[str] | None, language: str) -> Trial:
    """Compare a sheet with a plan. `wanted`: what each column is to be taken for, where somebody chose;
    `language`: of words whose column names none. Raises Problem for a file that cannot be read."""
    table, ranges = open_sheet(path)
    columns = mapped(table.headers, language)
    if wanted is not None:
        columns = corrected(columns, wanted, language)
    stand = {cells.activity.code: cells for cells in cells_of(viewer, plan, language)}
    by_text = {fold(text): cells for cells in stand.values() for text in cells.activity.text.values()}
    reading = _Reading(plan, stand, by_text, columns)
    for row in read_rows(table, ranges, columns):
        reading.take(row)
    touched = {draft.activity.pk for draft in reading.changed if draft.activity}
    return Trial(
        headers=table.headers,
        columns=columns,
        notes=table.notes,
        new=reading.new,
        changed=reading.changed,
        same=reading.same,
        refused=reading.refused,
        untouched=len(stand) - len(touched) - reading.same,
    )


class _Reading:
    """The reading of one sheet, row by row."""

    def __init__(
        self,
        plan: Plan,
        stand: Mapping[str, Cells],
        by_text: Mapping[str, Cells],
        columns: Sequence[Column],
    ) -> None:
        self._stand, self._by_text, self._columns = stand, by_text, columns
        self._goals = set(PlanGoal.objects.filter(plan=plan).values_list("code", flat=True))
        self._states = states_by_words()
        self._rows: dict[str, int] = {}
        self.new: list[Draft] = []
        self.changed: list[Draft] = []
        self.refused: list[Refused] = []
        self.same = 0

    def take(self, read: ReadRow) -> None:
        """Compare one row, or refuse it with its reason."""
        text = next((cell for (target, _l), cell in read.cells.items() if target == "text" and cell), "")
        code = (read.said("code") or "").strip().rstrip(".")
        cells = self._stand.get(code) if code else self._by_text.get(fold(text)) if text else None
        code = code or (cells.activity.code if cells else "")
        trouble = self._trouble(read, code, text, cells)
        if trouble is not None or any(one.fatal for one in read.troubles):
            troubles = (*read.troubles, *([trouble] if trouble else []))
            self.refused.append(Refused(read.row, troubles))
            return
        if code:
            self._rows[code] = read.row.number
        draft = Draft(
            read.row, code, text or _text_of(cells), cells.activity if cells else None, section=read.section
        )
        self._compare(read, cells, draft)
        if cells is None:
            self.new.append(draft)
        elif draft.changes:
            self.changed.append(draft)
        else:
            self.same += 1

    def _trouble(self, read: ReadRow, code: str, text: str, cells: Cells | None) -> Trouble | None:
        number = read.row.number
        if code in self._rows and code:
            words = _("The code “%(code)s” stands in row %(row)s already.")
            return Trouble(
                number, self._header("code"), words % {"code": code, "row": self._rows[code]}, fatal=True
            )
        if not text and cells is None:
            words = _("This row does not say what is to be done.")
            return Trouble(number, self._header("text"), words, fatal=True)
        for target, longest in _LENGTHS.items():
            said = code if target == "code" else read.said(target) or ""
            if len(said) > longest:
                words = _("This is longer than %(most)s characters.") % {"most": longest}
                return Trouble(number, self._header(target), words, fatal=True)
        address = read.said("deliverable_url") or ""
        if address and not address.startswith(("http://", "https://")):
            words = _("“%(address)s” is no web address.") % {"address": address[:80]}
            return Trouble(number, self._header("deliverable_url"), words, fatal=True)
        return None

    def _header(self, target: str) -> str:
        return next((column.header for column in self._columns if column.target == target), header_of(target))

    def _compare(self, read: ReadRow, cells: Cells | None, draft: Draft) -> None:
        for (target, language), cell in read.cells.items():
            if target == "code" or (target == "text" and not cell):
                continue
            before = cells.cell(target, language) if cells else ""
            if _bare(cell) == _bare(before) or (cells and self._says_the_same(cells, target, language, cell)):
                continue
            if self._take(draft, cells, target, language, cell):
                column = header_of(target, language)
                draft.changes.append(Difference(column, before, cell))
        if ("section", "") not in read.cells:
            self._compare_section(cells, draft)

    def _says_the_same(self, cells: Cells, target: str, language: str, cell: str) -> bool:
        """Whether a cell says in other words, or in another language of the house, what stands there."""
        if target == "numbered":
            return read_numbered(cell.splitlines()) == read_numbered(
                cells.cell(target, language).splitlines()
            )
        if target == "who":
            read = read_hands(cell)
            roles = {taker.role for taker in read} | {RESPONSIBLE}
            standing = [(one.name, one.role) for one in cells.takers if one.role in roles]
            return [(one.name, one.role) for one in read] == standing
        if target == "deadline":
            return read_deadline(cell) == cells.written
        if target == "state":
            return self._states.get(fold(cell)) == cells.activity.state
        if target == "section":
            return any(_bare(cell) == _bare(cells.cell(target, one)) for one in languages())
        return False

    def _compare_section(self, cells: Cells | None, draft: Draft) -> None:
        """A section that headings between the rows tell; nothing where the sheet has none."""
        if draft.section is None or cells is None:
            return
        stands = [(code, set(title.values())) for code, title in cells.path]
        if len(stands) == len(draft.section) and all(
            code == own and title in titles
            for (code, title), (own, titles) in zip(draft.section, stands, strict=True)
        ):
            draft.section = None
        else:
            after = " › ".join(title for _code, title in draft.section)
            draft.changes.append(Difference(header_of("section"), cells.cell("section", "en"), after))

    def _take(self, draft: Draft, cells: Cells | None, target: str, language: str, cell: str) -> bool:
        """Read one cell into the draft. Returns whether something changes by it."""
        said = draft.said
        if target in WRITTEN_IN:
            self._take_words(draft, cells, target, language, cell)
        elif target == "deadline":
            said["deadline"] = read_deadline(cell)
            if said["deadline"].words:
                draft.told.append(_("deadline “%(words)s”") % {"words": said["deadline"].words})
        elif target in ("who", "contributors"):
            said[target] = read_hands(cell, RESPONSIBLE if target == "who" else CONTRIBUTOR)
        elif target == "serves":
            return self._take_goals(draft, cells, cell)
        elif target == "state":
            state = self._states.get(fold(cell))
            if state is None:
                if cell:
                    draft.told.append(
                        _("state “%(words)s” is not known; it stays as it is") % {"words": cell}
                    )
                return False
            said["state"] = state
        elif target == "deliverable_url":
            said["deliverable_url"] = cell
        return True

    def _take_words(self, draft: Draft, cells: Cells | None, target: str, language: str, cell: str) -> None:
        said, activity = draft.said, cells.activity if cells else None
        if target == "numbered":
            stands = said.get(target, activity.numbered if activity else [])
            said[target] = numbered_with(stands, language, cell.splitlines())
        else:
            said[target] = with_words(said.get(target, getattr(activity, target, {})), language, cell)

    def _take_goals(self, draft: Draft, cells: Cells | None, cell: str) -> bool:
        codes = [code for part in cell.replace(";", ",").split(",") if (code := part.strip().rstrip("."))]
        unknown = [code for code in codes if code not in self._goals]
        if unknown:
            draft.told.append(_("goal “%(goal)s” is not in this plan") % {"goal": ", ".join(unknown)})
        draft.said["serves"] = [code for code in codes if code in self._goals]
        return draft.said["serves"] != (cells.activity.serves if cells else [])


def _text_of(cells: Cells | None) -> str:
    return next(iter(cells.activity.text.values()), "") if cells else ""


def _bare(cell: str) -> str:
    """A cell without what a spreadsheet program changes by itself."""
    return "\n".join(line.strip() for line in cell.replace("\r", "").strip().split("\n"))
