"""Elections in a terminal: counted from BLT files, every sheet told and counted again. No database is
asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer
from konbit.base.errors import Problem
from konbit.decisions.count_data import count_as_data
from konbit.decisions.count_rules import Asked, asked
from konbit.decisions.count_twice import counted
from konbit.decisions.count_words import count_lines, limit_words
from konbit.decisions.formats.blt import read
from konbit.engines.count import Impossible, Undecided, Unfit


def count_(
    files: Annotated[
        list[Path], typer.Argument(help="An election as a BLT file; one file for each college, region …")
    ],
    method: Annotated[
        str, typer.Option(help="scottish, meek or approval; scottish if neither this nor the rules say it.")
    ] = "",
    rules: Annotated[
        Path | None, typer.Option(help="A TOML file with limits and the order for ties (docs: elections).")
    ] = None,
    language: Annotated[
        str, typer.Option(help="The language of the answer, such as fr; that of this instance if not said.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Tell who is elected, and why, sheet by sheet."""
    with _language(language):
        wanted = asked([(file, read(file)) for file in files], rules, method)
        try:
            done = counted(wanted.method, wanted.election)
            free = counted(wanted.method, replace(wanted.election, limits=()))
        except Unfit as unfit:
            raise _unfit(unfit, wanted) from unfit
        except Impossible as impossible:
            raise Problem(
                _("These limits cannot be met together: %(limits)s.")
                % {"limits": "; ".join(map(limit_words, impossible.limits))},
                str(rules or ""),
                _("Give up one of them, or find more candidates; nothing was counted."),
            ) from impossible
        except Undecided as undecided:
            raise Problem(
                _("It takes too long to tell whether these limits can be met together."),
                str(rules or ""),
                _("Set fewer limits that overlap."),
            ) from undecided
        answer(
            as_json,
            count_as_data(wanted, done, free.elected) if as_json else {},
            *(() if as_json else count_lines(wanted, done, free.elected)),
        )


def _unfit(unfit: Unfit, wanted: Asked) -> Problem:
    said = {"about": unfit.about, "contest": wanted.titles.get(unfit.contest, unfit.contest)}
    if unfit.code == "few":
        return Problem(
            _("There are fewer candidates than seats."),
            said["contest"],
            _("Say in the rules how many seats there are now, or find more candidates."),
        )
    if unfit.code == "papers":
        return Problem(
            _("No ballot has a clear first choice."),
            said["contest"],
            _("Check whether the file holds ballots."),
        )
    if unfit.code == "limit":
        return Problem(
            _("The limit “%(about)s” stands there twice.") % said, "--rules", _("Make one of them.")
        )
    return Problem(_("This cannot be counted."), f"{unfit.code} {unfit.about}", _("Check the files."))


def _language(code: str) -> Any:
    known = [one for one, _name in settings.LANGUAGES]
    if code and code.lower() not in known:
        raise Problem(
            _("Konbit does not speak this language."),
            code,
            _("It speaks: %(codes)s.") % {"codes": ", ".join(known)},
        )
    return translation.override(code.lower() or settings.LANGUAGE_CODE)
