"""A draft while the cells of its row are being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konbit.directory.cell_sorts import may_reach_somebody
from konbit.directory.draft import ContactDraft, SizeDraft, Trouble
from konbit.directory.mapping import Mapping, Vocabulary
from konbit.directory.plain_text import plain
from konbit.people.audience import Audience


@dataclass(frozen=True)
class Column:
    """A column of the table: its header, its meaning with its detail, who may see it, its values' terms."""

    header: str
    target: str
    detail: str
    audience: str
    values: dict[str, str]


@dataclass
class Filling:
    """What has been read of one row so far. `single` holds header and text of targets that stand once."""

    row: int
    troubles: list[Trouble]
    mapping: Mapping
    vocabulary: Vocabulary
    single: dict[str, tuple[str, str]] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    descriptions: dict[str, str] = field(default_factory=dict)
    areas: list[str] = field(default_factory=list)
    contacts: list[ContactDraft] = field(default_factory=list)
    shown: dict[str, bool] = field(default_factory=dict)
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    terms: list[tuple[str, str]] = field(default_factory=list)
    primary_terms: list[tuple[str, str]] = field(default_factory=list)
    sizes: list[SizeDraft] = field(default_factory=list)
    own_words: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)

    def trouble(self, header: str, message: str, fatal: bool = False) -> None:
        """Notes something to look at in a column of this row."""
        self.troubles.append(Trouble(self.row, header, message, fatal))

    def keep(self, header: str, cell: str) -> None:
        """Keeps a cell as it is, because it means nothing here or could not be understood."""
        if cell.strip():
            self.extras[header] = cell.strip()

    def keep_words(self, column: Column, cell: str, words: Sequence[str]) -> None:
        """Keeps the words of a column of categories that name nothing known here, as the group's own.

        They are for everyone; words that only some may see, or that may hold a person's number or address,
        stay with the row like any other cell.
        """
        own = "; ".join(filter(None, (self.text("", word) for word in words)))
        if own and column.audience == Audience.PUBLIC and not may_reach_somebody(cell):
            self.own_words[column.header] = own
        else:
            self.keep(column.header, cell)

    def text(self, header: str, cell: str) -> str:
        """The cell as plain text, saying so when it held HTML."""
        tidy, marked = plain(cell)
        if marked and header:
            self.trouble(header, _("HTML in this cell was taken out; its words were kept."))
        return tidy

    def take(self, target: str) -> str:
        """The text of a target that stands once, or nothing."""
        return self.single.pop(target, ("", ""))[1]

    def number(self, target: str, most: int) -> int | None:
        """The whole number of a target, 0 to `most`, or None."""
        header, said = self.single.pop(target, ("", ""))
        if not said:
            return None
        try:
            number = round(float(said.replace(",", ".").rstrip("% km")))
        except (ValueError, OverflowError):
            number = -1
        if 0 <= number <= most:
            return number
        self.unclear(header, said, _("a number from 0 to %(most)s") % {"most": most})
        return None

    def shorten(self, target: str, room: int) -> None:
        """Cuts a text that is longer than the directory has room for, keeping the whole beside it."""
        header, said = self.single.get(target, ("", ""))
        if len(said) > room:
            self.keep(header, said)
            self.single[target] = (header, said[:room].rstrip())
            self.trouble(
                header,
                _("This text is longer than %(room)s characters; the rest of it is kept with the row only.")
                % {"room": room},
            )

    def unclear(self, header: str, cell: str, wanted: str) -> None:
        """Keeps a cell that is not what its column should hold, and says so."""
        self.keep(header, cell)
        self.trouble(
            header,
            _("“%(value)s” is not %(wanted)s; it is kept with the row only.")
            % {"value": cell[:60], "wanted": wanted},
        )
