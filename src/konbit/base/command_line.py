"""How every command answers: readable lines, or one JSON object on the last line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object as the last line.")]

console = Console(stderr=True)


def answer(as_json: bool, data: dict[str, Any], *lines: str) -> None:
    """Print the lines for people, or with `--json` the data as one object on the last line."""
    if as_json:
        typer.echo(json.dumps(data, ensure_ascii=False))
    else:
        for line in lines:
            typer.echo(line)


@contextmanager
def progress_bar(title: str) -> Iterator[Any]:
    """A progress bar on the error stream; gives a function taking (share 0..1, what is done so far)."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[done]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(title, total=1.0, done="")
        yield lambda share, done: progress.update(task, completed=share, done=done)
