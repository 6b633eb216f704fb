"""The one way out: reads a page of another host into a file, within limits, where `guard` allows it."""

from __future__ import annotations

import http.client
import io
import os
import re
import socket
import ssl
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from konbit import __version__
from konbit.base.errors import Problem
from konbit.base.guard import Aim, Unreachable, aim

LIMIT_BYTES = 200_000_000
SECONDS = 120.0
MOST_REDIRECTS = 5
_PATIENCE = 20.0  # seconds without a byte
_PIECE = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_SENDABLE = re.compile(r"[\x20-\x7e]{1,500}\Z")


class Gone(Problem):
    """The host answered, and says that there is no such page (any more)."""

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy, status=404)


@dataclass(frozen=True)
class Fetched:
    """What came: `path` a file that is deleted at the end of the `with` (None where it is unchanged).

    `url` is where it was in the end; `etag` and `modified` are to be given back the next time.
    """

    url: str
    path: Path | None
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False

    def __enter__(self) -> Fetched:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.path:
            self.path.unlink(missing_ok=True)


def fetch(
    url: str, *, limit_bytes: int = LIMIT_BYTES, seconds: float = SECONDS, etag: str = "", modified: str = ""
) -> Fetched:
    """Read a page into a temporary file, in at most so many seconds for everything together.

    `etag` and `modified` are what came with it the last time: then it may be `unchanged`. Follows at most
    five redirects, each checked like the first address. Raises Gone (404, 410), Unreachable (no network,
    too slow, broken off, any other refusal), and Problem for an address that may not be asked or an answer
    that is too large.
    """
    until = time.monotonic() + seconds
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {
        "User-Agent": f"Konbit/{__version__} (+{settings.KONBIT_URL})",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        **{name: value for name, value in known.items() if _SENDABLE.match(value)},
    }
    for _redirect in range(MOST_REDIRECTS + 1):
        target = aim(url, until - time.monotonic())
        with closing(_Connection(target, until)) as connection:
            with _asking(url):
                connection.request("GET", target.path, headers=headers)
                answer = connection.getresponse()
            if answer.status not in _REDIRECTS:
                return _taken(answer, url, limit_bytes, etag, modified)
            with _asking(url):
                url = urljoin(url, answer.headers.get("Location", "").strip())
    raise Unreachable(_("This address leads from one to the next without end."), url, _try_later())


@contextmanager
def _asking(url: str) -> Iterator[None]:
    """Says what went wrong between us and the host; what goes wrong here, such as a full disk, passes."""
    try:
        yield
    except TimeoutError as error:
        raise Unreachable(_("The host takes too long to answer."), url, _try_later()) from error
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(
            _("The host cannot prove that it is the one of this address: its certificate is not valid."),
            url,
            _try_later(),
        ) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(
            _("The host cannot be reached, or its answer broke off."), url, _try_later()
        ) from error


def _taken(answer: http.client.HTTPResponse, url: str, limit: int, etag: str, modified: str) -> Fetched:
    """The answer in a file. Raises Problem where there is nothing to take."""
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return Fetched(url, None, "", etag, modified, unchanged=True)
    if answer.status in _GONE:
        raise Gone(
            _("The host says that there is no such page."),
            url,
            _("Check the address; ask whose page it was."),
        )
    if answer.status != HTTPStatus.OK:
        raise Unreachable(
            _("The host answers %(status)s instead of the page.") % {"status": answer.status},
            url,
            _try_later(),
        )
    if answer.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise Unreachable(_("The host sends the page packed, though it was not asked to."), url, _try_later())
    said = answer.headers
    return Fetched(
        url,
        _kept(answer, url, limit),
        said.get_content_type() if "Content-Type" in said else "",
        said.get("ETag", "").strip(),
        said.get("Last-Modified", "").strip(),
    )


def _kept(answer: http.client.HTTPResponse, url: str, limit: int) -> Path:
    ending = _ENDING.search(PurePosixPath(urlsplit(url).path).name)
    handle, name = tempfile.mkstemp(prefix="konbit-fetched-", suffix=ending.group() if ending else "")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in _pieces(answer, url, limit):
                file.write(piece)
    except BaseException:
        path.unlink()
        raise
    return path


def _pieces(answer: http.client.HTTPResponse, url: str, limit: int) -> Iterator[bytes]:
    """The answer piece by piece, never waiting for a whole one: slow hosts have to meet the deadline."""
    promised, got = answer.length, 0
    if promised is not None and promised > limit:
        raise _too_large(url, limit)
    while True:
        with _asking(url):
            piece = answer.read1(_PIECE)
            if not piece and promised is not None and got < promised:
                raise http.client.IncompleteRead(b"", promised - got)
        if not piece:
            return
        got += len(piece)
        if got > limit:
            raise _too_large(url, limit)
        yield piece


class _Connection(http.client.HTTPConnection):
    """A connection to a number that was checked, whatever the name leads to by now."""

    def __init__(self, target: Aim, until: float) -> None:
        super().__init__(target.host, target.port)
        self.default_port = http.client.HTTPS_PORT if target.scheme == "https" else http.client.HTTP_PORT
        self._target = target
        self._until = until

    def connect(self) -> None:
        """To the first of the numbers that answers; with https the certificate must be the name's."""
        raw = self._dialled()
        try:
            if self._target.scheme == "https":
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=self._target.host)
        except BaseException:
            raw.close()
            raise
        self.sock = _Hurried(raw, self._until)  # type: ignore[assignment]

    def _dialled(self) -> socket.socket:
        failed: OSError = TimeoutError()
        for number in self._target.numbers:
            try:
                return socket.create_connection((number, self._target.port), _patience(self._until))
            except OSError as error:
                failed = error
        raise failed


class _Hurried:
    """A socket, as far as `http.client` uses one, that stops working at the deadline."""

    def __init__(self, raw: socket.socket, until: float) -> None:
        self._raw = raw
        self._until = until

    def sendall(self, data: bytes) -> None:
        self._raw.settimeout(_patience(self._until))
        self._raw.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_HurriedFile(self._raw, self._until))

    def close(self) -> None:
        self._raw.close()


class _HurriedFile(io.RawIOBase):
    def __init__(self, raw: socket.socket, until: float) -> None:
        self._raw = raw
        self._file = raw.makefile("rb", buffering=0)
        self._until = until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        self._raw.settimeout(_patience(self._until))
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


def _patience(until: float) -> float:
    """How long to wait for the next byte, in seconds. Raises TimeoutError after the deadline."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, _PATIENCE)


def _too_large(url: str, limit: int) -> Problem:
    return Problem(
        _("This page is larger than %(most)s megabytes.") % {"most": f"{limit / 1_000_000:g}"},
        url,
        _("Give the address of a smaller file."),
        status=413,
    )


def _try_later() -> str:
    return _("Try again later; nothing was changed meanwhile.")
