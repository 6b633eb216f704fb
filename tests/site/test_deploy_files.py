"""The files for hosting name only commands, options, settings and files that there are.

They are read here, not run: no container engine, systemd or reverse proxy is at hand.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import click
import pytest
import typer
import yaml

from konbit.directory.formats.table import LARGEST_FILE
from tests.architecture.house import CHECKOUT
from tests.architecture.test_documentation import settings_read

DEPLOY = CHECKOUT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
SPOKEN = [
    *FILES,
    *sorted((CHECKOUT / "docs").glob("*.md")),
    CHECKOUT / "README.md",
    CHECKOUT / "CONTRIBUTING.md",
]
COMMAND = re.compile(r"(?:^|[\s`\"]|/bin/)konbit (?P<rest>[a-z]+(?: [^\s`\"';|&<>)]+)*)", re.MULTILINE)
NO_COMMANDS = {"is", "in", "under", "and", "with", "home", "here", "for", "the", "exec", "konbit", "sh"}


def known_commands() -> dict[str, set[str]]:
    """Every command and its options; one within a group by both words ("statutes check")."""
    from konbit.site.command_line.entry import build

    found: dict[str, set[str]] = {}
    waiting = list(typer.main.get_command(build()).commands.items())  # type: ignore[attr-defined]
    while waiting:
        name, command = waiting.pop()
        found[name] = {option for one in command.params for option in one.opts}
        inner: dict[str, click.Command] = getattr(command, "commands", {})
        waiting += [(f"{name} {word}", one) for word, one in inner.items()]
    return found


def unit() -> ConfigParser:
    """The systemd unit; a key that stands twice keeps its last value."""
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string((DEPLOY / "konbit.service").read_text())
    return parser


def compose() -> dict[str, dict[str, dict[str, object]]]:
    """The description of the containers."""
    read: dict[str, dict[str, dict[str, object]]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return read


def container() -> list[tuple[str, str]]:
    """The instructions of the container file with their arguments, continued lines joined."""
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines())
    return [(line.split()[0], line.partition(" ")[2]) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.name)
def test_every_command_that_a_file_names_is_there_with_its_options(path: Path) -> None:
    known = known_commands()
    wrong = []
    for match in COMMAND.finditer(path.read_text()):
        name, *rest = match["rest"].split()
        if name in NO_COMMANDS:
            continue
        if rest and f"{name} {rest[0]}" in known:
            name = f"{name} {rest[0]}"
        options = {word.split("=")[0] for word in rest if word.startswith("--")}
        if name not in known or options - known[name]:
            wrong.append(match[0].strip())
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_a_file_gives_is_read(path: Path) -> None:
    named = set(re.findall(r"\b(?:KONBIT|DATABASE)_[A-Z_]+", path.read_text()))
    assert {name.removesuffix("_FILE") for name in named} <= settings_read()


def test_the_container_runs_as_nobody_special_and_keeps_its_home_in_a_volume() -> None:
    said = container()
    names = [name for name, _ in said]
    assert said[0] == ("FROM", "python:3.11-slim-bookworm")
    users = [rest for name, rest in said if name == "USER"]
    assert users
    assert users[-1] not in {"root", "0"}
    assert names.index("USER") < names.index("CMD")
    home = next(rest for name, rest in said if name == "VOLUME")
    assert any(name == "ENV" and f"KONBIT_HOME={home}" in rest for name, rest in said)
    assert any(name == "HEALTHCHECK" and "/health" in rest for name, rest in said)
    assert '"konbit", "run"' in next(rest for name, rest in said if name == "CMD")


def test_the_container_takes_in_what_the_package_is_made_of() -> None:
    taken: set[str] = set()
    for name, rest in container():
        if name == "COPY":
            *sources, _target = rest.split()
            assert all((CHECKOUT / source).exists() for source in sources), rest
            taken |= set(sources)
    assert {"setup.py", "MANIFEST.in", "pyproject.toml", "README.md", "LICENSE", "docs", "src"} <= taken


def test_the_containers_fit_each_other() -> None:
    read = compose()
    ours, database = read["services"]["konbit"], read["services"]["database"]
    build: dict[str, str] = ours["build"]  # type: ignore[assignment]
    assert (DEPLOY / build["context"] / build["dockerfile"]).resolve() == DEPLOY / "Containerfile"
    for service in (ours, database):
        for secret in service["secrets"]:  # type: ignore[attr-defined]
            assert secret in read["secrets"]
            assert f"/run/secrets/{secret}" in service["environment"].values()  # type: ignore[attr-defined]
        for volume in service["volumes"]:  # type: ignore[attr-defined]
            assert volume.split(":")[0] in read["volumes"]
    home = next(rest for name, rest in container() if name == "VOLUME")
    assert f"home:{home}" in ours["volumes"]  # type: ignore[operator]
    assert "127.0.0.1" in str(ours["environment"]["KONBIT_HOSTS"])  # type: ignore[index]
    assert all(str(port).startswith("127.0.0.1:") for port in ours["ports"])  # type: ignore[attr-defined]


def test_no_image_is_named_with_a_registry() -> None:
    images = [rest for name, rest in container() if name == "FROM"]
    images += [str(one["image"]) for one in compose()["services"].values()]
    assert not [image for image in images if "/" in image]


def test_the_unit_starts_konbit_as_a_user_of_its_own_and_waits_for_it_to_stop() -> None:
    service = unit()["Service"]
    assert service["ExecStart"].split()[0].endswith("/bin/konbit")
    assert service["User"] != "root"
    assert service["Environment"] == f"KONBIT_HOME=/var/lib/{service['StateDirectory']}"
    assert int(service["TimeoutStopSec"]) > 20  # as long as `konbit run` waits for its processes
    assert unit()["Install"]["WantedBy"] == "multi-user.target"


def test_the_proxy_tells_what_konbit_trusts_and_lets_whole_lists_through() -> None:
    text = (DEPLOY / "nginx.conf").read_text()
    assert text.count("{") == text.count("}")
    for header in ("Host $host", "X-Forwarded-Proto https", "X-Forwarded-For $remote_addr"):
        assert f"proxy_set_header {header};" in text
    megabytes = re.search(r"client_max_body_size (\d+)m;", text)
    assert megabytes
    assert int(megabytes[1]) * 1_000_000 >= LARGEST_FILE
    assert "proxy_pass http://127.0.0.1:8000;" in text
    assert "--port 8000" in (DEPLOY / "konbit.service").read_text()
