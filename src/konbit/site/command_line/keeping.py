"""Keeping an instance: erasing a person, backup, restore, doctor."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from konbit.base.command_line import AsJson, answer, console
from konbit.search.actions import apply_changes

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it; a dated file in the home if not said.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write one file that holds the whole instance, while people go on working."""
    from konbit.site.keeping.backup import make_backup

    apply_changes()
    target = file or settings.KONBIT_HOME / "backups" / f"konbit-{datetime.now(UTC):%Y%m%dT%H%M%S}.tar.gz"
    with console.status("Writing the backup …"):
        made = make_backup(target)
    answer(as_json, made, f"{made['file']} ({made['bytes']:,} bytes)")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `konbit backup` wrote.")], as_json: AsJson = False
) -> None:
    """Put a backup in the place of what is here, and erase again whoever was erased since."""
    from konbit.site.keeping.backup import restore_backup

    with console.status("Restoring …"):
        done = restore_backup(file)
    answer(
        as_json,
        done,
        f"Restored the state of {done['made']}. {done['erasures_replayed']} erasures replayed.",
        f"What was here before lies in {done['aside']}; remove it when you are sure.",
    )


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at everything that can be wrong with this instance. Exits with 1 if something is."""
    from konbit.site.keeping.doctor import examine

    apply_changes()
    findings = examine()
    lines = [
        f"{'well ' if one.well else 'MEND '} {one.name}: {one.seen}"
        + (f" – {one.remedy}" if one.remedy else "")
        for one in findings
    ]
    well = all(one.well for one in findings)
    answer(as_json, {"well": well, "findings": [one.as_dict() for one in findings]}, *lines)
    raise typer.Exit(0 if well else 1)


@app.command()
def erase(
    person: Annotated[str, typer.Argument(help="A user name, or a value that stands in contacts.")],
    as_json: AsJson = False,
) -> None:
    """Remove a person's values everywhere: account, contacts, what sources said, history, index, exports."""
    from konbit.people import actions
    from konbit.people.audience import SYSTEM

    gone = actions.erase(person, SYSTEM)
    apply_changes()
    answer(as_json, {"erased": gone}, f"{gone} values erased. Old backups still hold them; delete those.")
