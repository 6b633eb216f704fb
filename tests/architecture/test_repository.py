"""What the repository holds, and what it never may."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from konbit.site.sqlite import FIXED_SINCE
from tests.architecture.house import CHECKOUT, PACKAGE, listed

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
    )
]
MACHINE = re.compile(r"(?<![\w.})])/(?:work/(?:main|shared|\.library)|tmp/w)\b")
BINARY = {".png", ".webp", ".jpg", ".woff2", ".ico", ".xlsx", ".zip", ".gz"}


def kept() -> list[Path]:
    """Every file that git keeps, or would with the next commit; skips outside a checkout."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("needs a git checkout")
    return [CHECKOUT / name for name in done.stdout.split("\0") if name]


def texts() -> list[tuple[str, str]]:
    """Name and text of every file that git keeps."""
    return [
        (path.relative_to(CHECKOUT).as_posix(), path.read_text(errors="replace"))
        for path in kept()
        if path.suffix not in BINARY and path.is_file()
    ]


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = [f"{name}: {host}" for name, text in texts() for host in REGISTRIES if host in text]
    assert not found, listed(found)


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    found = [f"{name}: {match.group()}" for name, text in texts() if (match := MACHINE.search(text))]
    assert not found, listed(found)


def test_no_file_is_larger_than_a_reader_would_look_at() -> None:
    found = [path.name for path in kept() if path.is_file() and path.stat().st_size > 1_000_000]
    assert not found, f"data does not belong here: {listed(found)}"


@pytest.mark.parametrize("file", ["run.txt", "dev.txt"])
def test_every_requirement_is_a_name_and_one_version(file: str) -> None:
    lines = (CHECKOUT / "requirements" / file).read_text().splitlines()
    wrong = [
        line
        for line in lines
        if line and not line.startswith("#") and not re.fullmatch(r"[\w.-]+==[\w.]+", line)
    ]
    assert not wrong, listed(wrong)


def test_no_requirement_is_said_twice() -> None:
    names = [
        line.split("==")[0].lower()
        for file in ("run.txt", "dev.txt")
        for line in (CHECKOUT / "requirements" / file).read_text().splitlines()
        if "==" in line
    ]
    assert sorted(names) == sorted(set(names))


def test_sqlite_is_free_of_the_fault_that_loses_data() -> None:
    assert sqlite3.sqlite_version_info >= FIXED_SINCE


@pytest.mark.django_db
def test_the_database_is_reached_through_that_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("runs on PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
    assert tuple(map(int, version.split("."))) >= FIXED_SINCE


@pytest.mark.django_db
def test_models_and_migrations_agree(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.MIGRATION_MODULES = {}  # the other tests make their tables from the models
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("konbit.")]
    try:
        call_command("makemigrations", *ours, check=True, dry_run=True)
    except SystemExit:
        pytest.fail(f"run makemigrations: {capsys.readouterr().out}")


def test_a_package_made_of_the_house_holds_all_its_files() -> None:
    said = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["*"]
    inside = [path for path in kept() if path.is_relative_to(PACKAGE) and path.suffix != ".py"]
    left_out = [path.name for path in inside if not any(fnmatch(path.name, pattern) for pattern in said)]
    assert not left_out, f"name their ending in pyproject.toml, package-data: {listed(left_out)}"


def test_make_says_what_it_installs_before_it_waits_for_it() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("needs make")
    done = subprocess.run(
        [make, "--dry-run", "--what-if=pyproject.toml", "--what-if=requirements/dev.txt", ".venv/tested"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if "echo" in line or "pip install" in line]
    assert lines[0].startswith('echo "Installing what Konbit needs'), done.stdout
    told = next(line for line in lines if "tests need" in line)
    assert lines.index(told) < next(n for n, line in enumerate(lines) if "dev.txt" in line), done.stdout


def test_every_shell_script_can_be_read() -> None:
    for path in [*sorted((CHECKOUT / "scripts").glob("*.sh")), CHECKOUT / ".ci" / "run"]:
        shell = "bash" if "bash" in path.read_text().splitlines()[0] else "sh"
        assert subprocess.run([shell, "-n", path], check=False).returncode == 0, path
