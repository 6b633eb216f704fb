"""Opens any file that the directory can read as a table."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.csv_table import open_csv
from konbit.directory.formats.geojson import open_geojson
from konbit.directory.formats.gogocarto import open_gogocarto, open_transiscope
from konbit.directory.formats.json_sorts import sort_of_json
from konbit.directory.formats.jsonld_in import open_jsonld
from konbit.directory.formats.kml import open_kml
from konbit.directory.formats.murmurations import is_murmurations, open_murmurations
from konbit.directory.formats.mykomap import is_mykomap, open_mykomap
from konbit.directory.formats.openfairdb import open_openfairdb
from konbit.directory.formats.table import LARGEST_FILE, Row, Table
from konbit.directory.formats.turtle import open_turtle
from konbit.directory.formats.xlsx import open_xlsx

__all__ = ["READERS", "Row", "Table", "content_digest", "guess_format", "open_table", "write_pasted"]

# Its first line that is no comment: `@prefix schema: <https://schema.org/> .`
_TURTLE = re.compile(rb"(?:\s|#[^\n]*\n)*(?:@prefix|@base|PREFIX|BASE)\s[^\n]*<[^>\n]*>", re.IGNORECASE)

READERS: dict[str, Callable[[Path], Table]] = {
    "csv": open_csv,
    "mykomap": open_mykomap,
    "geojson": open_geojson,
    "xlsx": open_xlsx,
    "murmurations": open_murmurations,
    "openfairdb": open_openfairdb,
    "gogocarto": open_gogocarto,
    "transiscope": open_transiscope,
    "kml": open_kml,
    "jsonld": open_jsonld,
    "turtle": open_turtle,
    "pasted": open_csv,
}


def open_table(path: Path, format_name: str) -> Table:
    """The table in a file, opened as one of `READERS`. Raises Problem when it cannot be."""
    if format_name not in READERS:
        raise Problem(
            _("“%(format)s” is not a format that can be read.") % {"format": format_name},
            path.name,
            _("Choose one of: %(formats)s.") % {"formats": ", ".join(sorted(READERS))},
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Problem(
            _("There is no such file."), str(path), _("Check its name and folder."), status=404
        ) from error
    if size == 0:
        raise Problem(_("This file is empty."), path.name, _("Check that you chose the right file."))
    if size > LARGEST_FILE:
        raise Problem(
            _("This file is too large: %(size)s megabytes, at most %(most)s can be read.")
            % {"size": size // 1_000_000, "most": LARGEST_FILE // 1_000_000},
            path.name,
            _("Split it into several files and read them one after the other."),
        )
    return READERS[format_name](path)


def content_digest(path: Path) -> str:
    """The SHA-256 (64 hexadecimal digits) of what a file holds, whatever it is called."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def guess_format(path: Path) -> str:
    """The name of the reader for a file, by what it holds rather than by what it is called.

    Raises Problem for files that no reader can take, saying what they look like.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Problem(
            _("This is a spreadsheet in the old Excel format (XLS)."),
            path.name,
            _("Open it in a spreadsheet program and save it as XLSX or CSV."),
        )
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in (b"{", b"["):
        return sort_of_json(path)
    if text[:1] == b"<" and b"<kml" in start:
        return "kml"
    if _TURTLE.match(text):
        return "turtle"
    headers = open_table(path, "csv").headers
    if is_mykomap(headers):
        return "mykomap"
    return "murmurations" if is_murmurations(headers) else "csv"


def write_pasted(text: str, path: Path) -> None:
    """Keeps cells pasted from a spreadsheet (tabs between cells) as a file that `pasted` reads.

    Browsers cut the last line end off, which in a file would look like a row that was cut.
    """
    path.write_text(text.strip("\r\n") + "\n", encoding="utf-8", errors="replace", newline="")


def _kind_of_zip(path: Path) -> str:
    if path.suffix.lower() == ".xlsx":
        return "xlsx"
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "xlsx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if any(name.lower().endswith(".kml") for name in names):
        return "kml"
    raise Problem(
        _("This is a packed file without a spreadsheet (XLSX) in it."),
        path.name,
        _("Unpack it first. A table of LibreOffice (ODS) has to be saved as XLSX or CSV."),
    )
