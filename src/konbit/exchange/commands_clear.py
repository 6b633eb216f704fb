"""Debts set off in a terminal, from a table; and an answer checked again. No database is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table
from rich.text import Text

from konbit.base.command_line import AsJson, answer
from konbit.base.errors import Problem
from konbit.engines.clearing import (
    SOLVERS,
    Clearing,
    NoSolver,
    NotGreatest,
    Refused,
    Solver,
    Standing,
    Terms,
    available,
    check,
    clear,
)
from konbit.exchange.clearing_data import as_data, read_answer
from konbit.exchange.formats.debts import read

Debts = Annotated[Path, typer.Argument(help="Debts as CSV: debtor, creditor, amount; also packed as .gz.")]

_SHOWN = 10


def clear_(
    debts: Debts,
    solver: Annotated[
        str, typer.Option(help="pylmcf, ortools or plain; the first that is installed if not said.")
    ] = "",
    oldest_first: Annotated[
        bool,
        typer.Option("--oldest-first", help="Of equally great set-offs the one that clears oldest debts."),
    ] = False,
    with_loops: Annotated[
        bool, typer.Option("--loops/--no-loops", help="Tell every circle in --json.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Tell how much can be set off at once: nobody pays, nobody's claims less debts change."""
    question = read(debts)
    try:
        found = clear(question, Terms(oldest_first=oldest_first), _solver(solver))
        check(question, found)
    except (NoSolver, NotGreatest, Refused) as error:
        raise Problem(
            _("The set-off could not be found or proved: %(error)s") % {"error": error},
            "--solver",
            _("Take another solver: %(solvers)s.") % {"solvers": ", ".join(available())},
        ) from error
    if as_json:
        answer(True, as_data(found, with_loops))
        return
    _show(found)


def recheck_(
    debts: Debts,
    result: Annotated[Path, typer.Argument(help="What “konbit clear … --json” printed, kept in a file.")],
    as_json: AsJson = False,
) -> None:
    """Add a set-off up again: is it right, and is it the greatest? If not, the exit code is 1."""
    question = read(debts)
    said = read_answer(result, question)
    wrong = []
    try:
        check(question, said)
    except Refused as refused:
        wrong = [str(refused)]
    answer(
        as_json,
        {"cleared": said.cleared, "wrong": wrong},
        *(wrong or [_("This set-off is right, and none is greater.")]),
    )
    if wrong:
        raise typer.Exit(1)


def _solver(name: str) -> Solver | None:
    if not name:
        return None
    for one in SOLVERS:
        if one == name:
            return one
    raise Problem(
        _("“%(said)s” is not known here.") % {"said": name},
        "--solver",
        _("Write one of: %(known)s.") % {"known": ", ".join(SOLVERS)},
    )


def _show(found: Clearing) -> None:
    console = Console()
    standings = found.standings()
    whole = Table(title=_("All debts"), title_justify="left")
    for name in ("", _("before"), _("set off"), _("after")):
        whole.add_column(name, justify="right" if name else "left")
    whole.add_row(_("owed altogether"), *map(_number, _thirds(found.total, found.total - found.cleared)))
    for title, before, after in (
        (
            _("members with debts"),
            sum(one.owes > 0 for one in standings),
            sum(one.owes_after > 0 for one in standings),
        ),
        (
            _("debts"),
            len(found.debts),
            len(found.debts) - int((found.amounts == found.debts.amount).sum()),
        ),
    ):
        whole.add_row(title, *map(_number, _thirds(before, after)))
    console.print(whole)
    changed = sorted(
        (one for one in standings if one.owes_after < one.owes), key=lambda one: one.owes_after - one.owes
    )
    if changed:
        console.print(_largest(changed))
    console.print(
        _("Claims less debts stay the same for everybody. Found by %(solver)s, proved and checked.")
        % {"solver": found.solver}
    )


def _largest(changed: list[Standing]) -> Table:
    """Those for whom most changes."""
    said = {"shown": min(_SHOWN, len(changed)), "all": _number(len(changed))}
    table = Table(title=_("Largest changes (%(shown)s of %(all)s)") % said, title_justify="left")
    table.add_column(_("member"))
    for name in (_("owes"), _("set off"), _("owes then"), _("claims less debts")):
        table.add_column(name, justify="right", overflow="fold")
    for one in changed[:_SHOWN]:
        columns = (one.owes, one.owes - one.owes_after, one.owes_after, one.net)
        table.add_row(Text(str(one.member)), *map(_number, columns))
    return table


def _thirds(before: int, after: int) -> tuple[int, int, int]:
    return before, before - after, after


def _number(value: int) -> str:
    return str(number_format(value, force_grouping=True))
