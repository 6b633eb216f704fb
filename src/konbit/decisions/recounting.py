"""Running the script that recounts a vote: the same that lies in every package, with Python alone."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem

SCRIPT = Path(__file__).parent / "recount" / "votes.py"

PACKED = {"recount.py": "votes.py", **{name: name for name in ("persons.py", "contest.py", "budget.py")}}
"""The scripts under the names that they have in a package."""

MOST_BYTES = 500_000_000
"""Larger packages are not opened."""


@dataclass(frozen=True)
class Recounted:
    """What came of recounting. `wrong`: what does not fit, in words; empty where all comes out."""

    found: dict[str, Any]
    wrong: tuple[str, ...]


def recounted(package: Path, seconds: float | None = None) -> Recounted:
    """Recount a package, a zip or a folder. Raises `Problem` where it is none, or takes longer."""
    _must_fit(package)
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-S", SCRIPT, package, "--json"],
            capture_output=True, text=True, check=False, timeout=seconds,
        )  # fmt: skip
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired as late:
        raise Problem(
            _("It takes too long to recount this here."),
            remedy=_("Download the package, and recount it on your own machine."),
        ) from late
    except json.JSONDecodeError as error:
        raise _no_package(package, done.stderr.strip().rpartition("\n")[2]) from error
    return Recounted(said["found"], tuple(_words(code, about) for code, about in said["wrong"]))


def _must_fit(package: Path) -> None:
    if package.is_dir():
        return
    if not package.is_file():
        raise Problem(_("There is no such file."), str(package), _("Check its name and folder."), status=404)
    try:
        with zipfile.ZipFile(package) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise _no_package(package, str(error)) from error
    if size > MOST_BYTES:
        raise Problem(_("This file is too long."), str(package), _("Look whether it is the right one."))


def _no_package(package: Path, why: str) -> Problem:
    return Problem(
        _("This is no package that can be recounted: %(why)s") % {"why": why[:200]},
        str(package),
        _("Download it again from the page of the vote."),
    )


def _words(code: str, about: str) -> str:
    return {
        "result": _("The result says another “%(about)s” than these ballots."),
        "result_hash": _("The result is not the one whose digest was published."),
        "roll_hash": _("The roll is not the one whose digest was published."),
        "entitled": _("The roll holds another number of votes than the result was counted with."),
        "ballots": _("There are more votes on ballots than were handed in."),
        "ties": _("The order in which ties are broken is not the one that was drawn."),
    }[code] % {"about": about}
