"""The journal in a terminal: checked as a whole, and sealed."""

from __future__ import annotations

from dataclasses import asdict

import typer
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer
from konbit.exchange.journal.sealing import seal_all
from konbit.exchange.journal.verifying import verify

app = typer.Typer(help="The journal of what was booked: check it, seal it.", no_args_is_help=True)


@app.command("verify")
def verify_(as_json: AsJson = False) -> None:
    """Recompute every balance and the whole chain. Ends with 1 where anything is not as it was booked."""
    seen = verify()
    lines = [
        _("%(transfers)d transfers, %(accounts)d accounts, %(seals)d seals, %(unsealed)d not sealed yet.")
        % asdict(seen),
        *(f"{fault.where}: {fault.what}" for fault in seen.told),
        _("Everything is as it was booked.")
        if seen.ok
        else _("%(faults)d things are not as they were booked.") % {"faults": seen.faults},
    ]
    answer(as_json, {"ok": seen.ok, **asdict(seen)}, *lines)
    if not seen.ok:
        raise typer.Exit(1)


@app.command("seal")
def seal_(as_json: AsJson = False) -> None:
    """Seal whatever was booked and is in no batch yet."""
    many = seal_all()
    answer(as_json, {"sealed": many}, _("%(many)d transfers sealed.") % {"many": many})
