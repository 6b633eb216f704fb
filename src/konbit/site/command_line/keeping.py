"""Keeping an instance: erasing a person, backup, restore, doctor."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from django.db import DatabaseError

from konbit.base.command_line import AsJson, answer, console
from konbit.search.actions import apply_changes

app = typer.Typer()

WIPED_LATER = "Old pages of the database are still being read; `konbit work` wipes them as soon as it can."


@app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it; a dated file in the home if not said.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write one file that holds the whole instance, while people go on working."""
    from konbit.site.keeping.backup import default_target, make_backup

    apply_changes()
    with console.status("Writing the backup …"):
        made = make_backup(file or default_target())
    answer(as_json, made, f"{made['file']} ({made['bytes']:,} bytes)")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `konbit backup` wrote.")], as_json: AsJson = False
) -> None:
    """Put a backup in the place of what is here, and erase again whoever was erased since."""
    from konbit.site.keeping.restore import restore_backup

    with console.status("Restoring …"):
        done = restore_backup(file)
    lines = [
        f"Restored the state of {done['made']}.",
        f"{done['emptied']} rows and files emptied again of people who were erased.",
    ]
    if done["kept"]:
        lines.append(f"What was here before lies in {done['kept']}; remove it when you are sure.")
    if not done["same_secret"]:
        lines.append("The backup was made with another secret: bring the file “secret” from there as well.")
    if not done["wiped"]:
        lines.append(WIPED_LATER)
    answer(as_json, done, *lines)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look at everything that can be wrong with this instance. Exits with 1 if something is."""
    from konbit.site.keeping.doctor import examine

    with suppress(DatabaseError):  # what is wrong with the database is said below
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
    also: Annotated[
        list[str] | None,
        typer.Option(help="Another value of hers: a telephone, an address, a name; may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Remove a person's values everywhere: account, contacts, what sources said, history, index, exports."""
    from konbit.people import actions
    from konbit.people.audience import SYSTEM
    from konbit.site.keeping.cleansing import cleanse

    with console.status("Erasing …"):
        gone = actions.erase(person, SYSTEM, also or ())
        wiped = cleanse()
    lines = [
        f"{gone} rows and files emptied."
        if gone
        else "Nothing here held this. It is remembered: should a restore bring it back, it goes again.",
        "Backups made before still hold it; a restore erases again. Delete those that you do not need.",
    ]
    answer(as_json, {"erased": gone, "wiped": wiped}, *lines, *([] if wiped else [WIPED_LATER]))
