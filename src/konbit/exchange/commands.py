"""What this room does in a terminal."""

from __future__ import annotations

import typer

from konbit.exchange.commands_clear import clear_, recheck_
from konbit.exchange.commands_journal import app as journal

app = typer.Typer()
app.add_typer(journal, name="journal")
app.command("clear")(clear_)
app.command("recheck")(recheck_)
