"""`konbit`: gathers the commands of all rooms and says what went wrong in plain words."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

import typer
from rich.console import Console


def build() -> typer.Typer:
    """The command line with every room's commands in one list."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konbit.site.settings")
    django.setup()

    from konbit.base.registry import rooms
    from konbit.site.command_line import instance, keeping, moving, serving

    app = typer.Typer(
        name="konbit",
        help="The shared workshop of a solidarity-economy network.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    apps = [serving.app, instance.app, keeping.app, moving.app]
    apps += [import_module(room.commands).app for room in rooms() if room.commands]
    for part in apps:
        app.registered_commands += part.registered_commands
        app.registered_groups += part.registered_groups
    return app


def main() -> None:
    """Run a command. A `Problem` is printed with what to do, and the exit code is 1."""
    from konbit.base.errors import Problem

    try:
        build()()
    except Problem as problem:
        console = Console(stderr=True)
        console.print(f"[bold red]{problem.what}[/]")
        for part in (problem.where, problem.remedy):
            if part:
                console.print(part)
        if "--json" in sys.argv:
            typer.echo(json.dumps({"problem": problem.as_document()}, ensure_ascii=False))
        sys.exit(1)
