"""What a reading without writing found, and what a reading did, in plain words."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.directory.addresses import group_address
from konbit.directory.models import ImportRun
from konbit.directory.queries.change_words import PART_LABELS, Wording


@dataclass(frozen=True)
class ToldPart:
    """A part of a group as it is and as it would be, line by line."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class ToldChange:
    """A group that would change."""

    name: str
    url: str
    parts: tuple[ToldPart, ...]


def counts_of(run: ImportRun) -> dict[str, int]:
    """The counts of a run."""
    names = ("rows", "added", "updated", "unchanged", "rejected", "placed", "unsure", "unplaced", "kept")
    return {name: getattr(run, name) for name in names}


def read_words(counts: AbstractMapping[str, int]) -> list[str]:
    """What was read and what has a place on the map, in short sentences."""
    read = counts["rows"] - counts["rejected"]
    said = [_told(ngettext("%(n)s group read.", "%(n)s groups read.", read), read)]
    if counts["placed"] + counts["unsure"] + counts["unplaced"]:
        parts = [_told(_("%(n)s placed"), counts["placed"])]
        if counts["unsure"]:
            parts.append(
                _told(ngettext("%(n)s needs you", "%(n)s need you", counts["unsure"]), counts["unsure"])
            )
        if counts["unplaced"]:
            without = ngettext(
                "%(n)s without a place stays listed", "%(n)s without a place stay listed", counts["unplaced"]
            )
            parts.append(_told(without, counts["unplaced"]))
        said.append("; ".join(parts) + ".")
    return said


def change_words(counts: AbstractMapping[str, int]) -> str:
    """What is new, changed, the same, refused: "140 new, 3 changed"."""
    parts = [
        (_("%(n)s new"), counts["added"]),
        (_("%(n)s changed"), counts["updated"]),
        (_("%(n)s as before"), counts["unchanged"]),
        (_("%(n)s could not be taken"), counts["rejected"]),
    ]
    return ", ".join(_told(words, count) for words, count in parts if count) or _("nothing in it")


def same_file_words(before: ImportRun | None) -> str:
    """That a file came in before under another name; nothing where it did not."""
    if before is None or before.source is None:
        return ""
    count = before.rows - before.rejected
    groups = ngettext("%(count)s group", "%(count)s groups", count)
    return _(
        "This file was already imported as “%(name)s” on %(date)s (%(groups)s). As another list, its groups "
        "come in a second time."
    ) % {
        "name": before.source.name,
        "date": date_format(before.started_at or before.made_at, "DATE_FORMAT"),
        "groups": groups % {"count": number_format(count, force_grouping=True)},
    }


def _told(sentence: str, number: int) -> str:
    return sentence % {"n": number_format(number, force_grouping=True)}


def changes_told(trial: AbstractMapping[str, Any], language: str) -> list[ToldChange]:
    """The changed groups of a trial with their parts in words."""
    changed = trial.get("changed", [])
    states = [(_state(one["parts"], at), None) for one in changed for at in (0, 1) if isinstance(one, dict)]
    wording = Wording.of(states, language, {}, {})
    return [
        ToldChange(
            one["name"],
            group_address(one["uid"]) if one["uid"] else "",
            tuple(
                ToldPart(
                    str(PART_LABELS.get(part, part)),
                    wording.part(part, before),
                    wording.part(part, after),
                )
                for part, (before, after) in one["parts"].items()
                if part in PART_LABELS
            ),
        )
        for one in changed
    ]


def _state(parts: AbstractMapping[str, Any], at: int) -> dict[str, Any]:
    return {part: values[at] for part, values in parts.items()}
