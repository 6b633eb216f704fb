"""Serving: the web server, the task consumer and the indexer, started by one command."""

from __future__ import annotations

import secrets
import signal
import socket
import subprocess
import sys
from typing import Annotated

import typer
from django.conf import settings

from konbit.base.command_line import AsJson, answer, console
from konbit.base.errors import Problem
from konbit.base.registry import rooms
from konbit.site import environment
from konbit.site.command_line.instance import prepare

app = typer.Typer()


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Web processes.")] = 2,
    demo: Annotated[bool, typer.Option("--demo", help="Load the example and print demo passwords.")] = False,
    as_json: AsJson = False,
) -> None:
    """Prepare the instance and serve it, with background work and indexing, until Ctrl-C."""
    _must_be_free(host, port)
    with console.status("Preparing …"):
        prepare()
        accounts = _demo() if demo else []
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    environment.tell_those_started("KONBIT_URL", address)  # they make links and QR codes of it
    answer(
        as_json,
        {"address": address, "accounts": dict(accounts)},
        f"Konbit is open on {address}",
        *(f"  sign in as {name} with {password}" for name, password in accounts),
    )
    sys.stdout.flush()  # whoever started this waits for the line, also behind a pipe
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is a Ctrl-C
    background = subprocess.Popen([sys.executable, "-m", "konbit", "work"])
    web = subprocess.Popen(  # noqa: S603
        [
            *(sys.executable, "-m", "gunicorn", "konbit.site.wsgi:application"),
            *("--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4"),
            *("--worker-class", "gthread", "--timeout", "120", "--log-level", "warning", "--preload"),
        ]
    )
    try:
        code = web.wait()
    except KeyboardInterrupt:
        code = 0
    finally:
        for process in (web, background):
            process.terminate()
        for process in (web, background):
            process.wait(timeout=20)
    raise typer.Exit(code)


def _must_be_free(host: str, port: int) -> None:
    """Raises Problem where something else listens already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            free.bind((host, port))
        except OSError as error:
            raise Problem(
                f"Konbit cannot listen on {host}:{port}: {error.strerror}.",
                remedy="Stop what listens there, or choose another port: konbit run --port 8001.",
            ) from error


@app.command()
def work(as_json: AsJson = False) -> None:
    """Do background work and keep the index fresh (`konbit run` starts this by itself)."""
    from konbit.site.background import work_until_stopped

    work_until_stopped()
    answer(as_json, {"stopped": True}, "Stopped; what was not done yet is taken up at the next start.")


def _demo() -> list[tuple[str, str]]:
    """The example, and accounts to try it with, whose passwords are new at every start."""
    from konbit.directory.actions.shipped import load_example
    from konbit.people.actions import demo_account
    from konbit.search.actions import apply_changes

    if settings.KONBIT_URL.startswith("https://"):
        return []
    load_example()
    for room in rooms():  # what the rooms above tell of the groups that have just come
        if room.load_example is not None:
            room.load_example()
    apply_changes()
    accounts = []
    for name, is_operator in (("organiser", True), ("member", False)):
        password = secrets.token_urlsafe(9)
        demo_account(name, password, is_operator)
        accounts.append((name, password))
    return accounts
