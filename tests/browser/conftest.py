"""A real Chromium before a real instance: the shipped example, served as `konbit run --demo` serves it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import made
from tests.browser.pages import Guard, sign_in

STARTING = 300  # seconds
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Instance:
    """A running Konbit: its address, its home, and the passwords of its demo accounts by user name."""

    url: str
    home: Path
    accounts: dict[str, str] = field(default_factory=dict)

    def konbit(self, *command: str) -> str:
        """Run a command of the command line in this instance: `instance.konbit("search", "bakery")`."""
        done = subprocess.run(
            [sys.executable, "-m", "konbit", *command],
            env=surroundings(self.home, self.url),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, program: str) -> str:
        """Run a few lines in this instance, where no page and no command does it; gives what they print."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{program}"],
            env=surroundings(self.home, self.url) | {"DJANGO_SETTINGS_MODULE": "konbit.site.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def surroundings(home: Path, url: str) -> dict[str, str]:
    """The environment of an instance, without what the tests themselves set."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("KONBIT_", "DATABASE_"))}
    return own | {
        "KONBIT_HOME": str(home),
        "KONBIT_URL": url,
        "KONBIT_FETCH_ALLOW": "127.0.0.1",  # websites and lists of other hosts, as tests make them
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[Instance]:
    """An instance of its own with the shipped example, for the whole session."""
    home = tmp_path_factory.mktemp("instance")
    towns = pytestconfig.cache.mkdir("konbit") / "towns.sqlite3"  # as in tests/conftest.py
    if towns.exists():
        (home / towns.name).symlink_to(towns)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    log = home / "log"
    with log.open("w") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "konbit", "run", "--demo", "--port", str(port), "--workers", "1"],
            env={name: value for name, value in surroundings(home, url).items() if name != "KONBIT_URL"},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        _wait_for(url, server, log)
        accounts = dict(re.findall(r"sign in as (\S+) with (\S+)", log.read_text()))
        yield Instance(url, home, accounts)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTING
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()
            return
        except HTTPError:
            break
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a screen; skips where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("needs Chromium (Debian's package “chromium”; `make test` installs it where it may)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@dataclass(frozen=True)
class Tables:
    """The invented network of `made.py` in the instance; the demo account "member" looks after it."""

    uid: str
    scope: str
    group: str
    run: int
    lone: str


@pytest.fixture(scope="session")
def tables(instance: Instance) -> Tables:
    """Sixty invented groups, brought in by the commands of the house."""
    said = instance.python(START)
    listed = instance.home / "tables.csv"
    listed.write_text(made.table())
    instance.konbit("import", str(listed), "--source", "Tables", "--licence", "CC0 1.0", "--network", said)
    return Tables(**json.loads(instance.python(TOLD)))


START = """
from konbit.directory.actions.starting import start_network
from konbit.directory.queries.towns import gazetteer
from konbit.people.audience import viewer_of
from konbit.people.models import Person
member = viewer_of(Person.objects.get(username="member"))
print(start_network(member, "Tables of the Rivers", "en", gazetteer().find("Lyon, France")).uid)
"""
TOLD = """
import json
from konbit.directory.models import Group, ImportRun
network = Group.objects.get(name="Tables of the Rivers")
members = Group.objects.filter(relations_out__object=network)
print(json.dumps({
    "uid": network.uid, "scope": f"group:{network.pk}", "run": ImportRun.objects.latest("pk").pk,
    "group": members.get(name="River Bakery").uid,
    "lone": members.get(name="The Long Table").uid,
}))
"""

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of the demo accounts that have signed in already, by user name."""
    return {}


@pytest.fixture
def visit(browser: Browser, instance: Instance, signed_in: dict[str, Any]) -> Iterator[Visit]:
    """Open a page as a visitor would: `visit("/en/", width=360, scheme="dark", script=False, user="member")`.

    An empty path opens nothing yet. When the test ends, no request may have gone to another host, and no
    script may have complained.
    """
    guards: list[Guard] = []
    contexts = []

    def visiting(
        path: str = "/en/",
        *,
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
        script: bool = True,
        language: str = "en",
        user: str = "",
    ) -> Page:
        context = browser.new_context(
            base_url=instance.url,
            storage_state=signed_in.get(user),
            viewport={"width": width, "height": 800 if width > 600 else 640},
            color_scheme=scheme,
            java_script_enabled=script,
            locale=language,
            reduced_motion="reduce",
        )
        contexts.append(context)
        guards.append(Guard(context, instance.url))
        page = context.new_page()
        if user and user not in signed_in:
            sign_in(page, user, instance.accounts[user])
            signed_in[user] = context.storage_state()
        if path:
            answer = page.goto(path)
            assert answer is not None, path
            assert answer.ok, f"{path}: {answer.status}"
        return page

    yield visiting
    for context in contexts:
        context.close()
    for guard in guards:
        guard.check()
