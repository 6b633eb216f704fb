"""Murmurations profiles as cells of a table and back, in the headers that its own importer understands.

`urls[0].name` is the name in the first of the urls, `tags[1]` the second tag; `tags(list-0)` holds several
tags with commas between them, where a comma within a tag is written `\\,`.
"""

from __future__ import annotations

import re
from typing import Any

from konbit.directory.formats.cells import join_list, split_list
from konbit.directory.formats.json_rows import cell_text, flatten
from konbit.directory.formats.konbit_part import PART
from konbit.directory.formats.murmurations_fields import NUMBERS
from konbit.directory.formats.table import header_text

_STEP = re.compile(r"(?P<name>[^.\[\]()]+)(?:\[(?P<place>\d{1,4})\]|\(list-\d+\)(?P<end>\Z))?(?:\.|\Z)")
_SEPARATOR = ","


def cells_of(profile: dict[str, Any], before: str = "") -> dict[str, str]:
    """The cells of a profile, or of an object in it, by header."""
    cells: dict[str, str] = {}
    for name, value in profile.items():
        header = header_text(before + name)
        if header == PART and isinstance(value, dict):
            cells.update(flatten(value, prefix=f"{PART}."))
        elif isinstance(value, dict):
            cells.update(cells_of(value, f"{header}."))
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            for place, one in enumerate(value):
                cells.update(cells_of(one, f"{header}[{place}]."))
        elif isinstance(value, list):
            cells[f"{header}(list-0)"] = join_list((cell_text(one) for one in value), _SEPARATOR)
        else:
            cells[header] = cell_text(value)
    return {header: cell for header, cell in cells.items() if cell}


def profile_of(cells: dict[str, str]) -> dict[str, Any]:
    """The profile that cells tell; those under headers that are no such path are left out."""
    profile: dict[str, Any] = {}
    for header, cell in cells.items():
        steps = list(_STEP.finditer(header))
        if steps and "".join(step.group() for step in steps) == header and cell.strip():
            _put(profile, steps, header, cell)
    return {name: _without_holes(value) for name, value in profile.items()}


def header_of(path: str, cells: dict[str, str]) -> str:
    """The header of the cell in which the field with a path stands: `tags[3]` may stand in `tags(list-0)`."""
    if path in cells:
        return path
    listed = re.sub(r"\[\d+\]\Z", "", path)
    return next((header for header in cells if re.sub(r"\(list-\d+\)\Z", "", header) == listed), path)


def _put(profile: dict[str, Any], steps: list[re.Match[str]], header: str, cell: str) -> None:
    """Puts a cell where its header leads. What is there already, of another shape, stays."""
    here: Any = profile
    for number, step in enumerate(steps):
        is_last = number == len(steps) - 1
        name: str | int = step["name"]
        if "(list-" in step.group():
            here.setdefault(name, {})
            if isinstance(here[name], dict):
                here[name].update(enumerate(split_list(cell, _SEPARATOR), len(here[name]) + 10_000))
            return
        if step["place"] is not None:
            here = here.setdefault(name, {})
            name = int(step["place"])
        if not isinstance(here, dict):
            return
        if is_last:
            here.setdefault(name, _number(cell) if header in NUMBERS else cell)
        else:
            here = here.setdefault(name, {})
            if not isinstance(here, dict):
                return


def _number(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell


def _without_holes(value: Any) -> Any:
    """Objects whose names are all numbers are lists, in the order of these."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(name, int) for name in value):
        return [_without_holes(value[name]) for name in sorted(value)]
    return {str(name): _without_holes(one) for name, one in value.items()}
