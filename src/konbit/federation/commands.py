"""Statutes in a terminal: check them on a day, try what groups could form. No database is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer
from konbit.base.errors import Problem
from konbit.engines.statutes import Facts, bounds, check, ready, simulate
from konbit.federation.formats.statutes_text import Document, parse
from konbit.federation.telling import report_as_data, report_lines, simulation_as_data, simulation_lines

app = typer.Typer()
statutes = typer.Typer(help="Statutes as lines of text: check them, try them.", no_args_is_help=True)
app.add_typer(statutes, name="statutes")

MOST_BYTES = 60_000_000
"""No larger file is read."""

File = Annotated[Path, typer.Argument(help="Statutes and a roster as text (docs: statutes).")]
At = Annotated[
    str, typer.Option(help="The day: 2024-06-15, 2024-06 or 2024 (its last day); today if not said.")
]
Language = Annotated[
    str, typer.Option(help="The language of the answer, such as fr; that of this instance if not said.")
]


@statutes.command("check")
def check_(file: File, at: At = "", language: Language = "", as_json: AsJson = False) -> None:
    """Tell what holds of statutes on a day, what lacks, and who could be invited."""
    with _language(language):
        document, facts = _read(file)
        report = check(document.statutes, facts, _day(at))
        answer(as_json, report_as_data(report), *report_lines(report))


@statutes.command("simulate")
def simulate_(
    file: File,
    join: Annotated[
        str, typer.Option(help="The words of the groups that federate, with commas between them.")
    ],
    at: At = "",
    language: Language = "",
    as_json: AsJson = False,
) -> None:
    """Tell what groups could form if they federated, and who would speak for whom."""
    with _language(language):
        document, facts = _read(file)
        keys = [key.strip() for key in join.split(",") if key.strip()]
        for key in keys:
            if key not in facts.units:
                raise Problem(
                    _("Nothing is called “%(key)s”.") % {"key": key},
                    str(file),
                    _("Write the words that stand after “unit” in the file."),
                )
        if len(set(keys)) < len(keys) or not keys:
            raise Problem(
                _("Name at least one group, and each only once."), "--join", _("Write: --join one,two")
            )
        found = simulate(document.statutes, facts, keys, _day(at))
        answer(as_json, simulation_as_data(found), *simulation_lines(found, document))


def _language(code: str) -> Any:
    known = [one for one, _name in settings.LANGUAGES]
    if code and code.lower() not in known:
        raise Problem(
            _("Konbit does not speak this language."),
            code,
            _("It speaks: %(codes)s.") % {"codes": ", ".join(known)},
        )
    return translation.override(code.lower() or settings.LANGUAGE_CODE)


def _day(text: str) -> date:
    try:
        return date.fromordinal(bounds(text)[1]) if text else date.today()
    except ValueError as error:
        raise Problem(
            _("“%(value)s” is not a date. Write a year, a month or a day: 1984, 1984-09 or 1984-09-28.")
            % {"value": text},
            "--at",
        ) from error


def _read(file: Path) -> tuple[Document, Facts]:
    """The file and its arrays. Raises Problem where it cannot be read."""
    if not file.is_file():
        raise Problem(_("There is no such file."), str(file), _("Check its name and folder."), status=404)
    if file.stat().st_size > MOST_BYTES:
        raise Problem(_("This file is too long."), str(file), _("Part it into several."))
    try:
        document = parse(file.read_text(encoding="utf-8"), file.name)
    except UnicodeDecodeError as error:
        raise Problem(_("This file is no text in UTF-8."), str(file), _("Save it as plain text.")) from error
    try:
        return document, ready(document.roster)
    except ValueError as error:
        raise Problem(
            _("A place lies in itself."),
            str(file),
            _("Correct what stands after “in” on the lines of places."),
        ) from error
