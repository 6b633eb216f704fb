"""Reading a page of another host: limits, redirects, names that change their number, honest errors."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from konbit.base import fetch as fetching
from konbit.base.errors import Problem
from konbit.base.fetch import Gone, fetch
from konbit.base.guard import Unreachable

PUBLIC = "93.184.216.34"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Host(ThreadingHTTPServer):
    """A host on this machine: `pages` by path, `asked` the headers of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Answer] = {}
        self.asked: list[dict[str, str]] = []
        self.stopped = threading.Event()

    @property
    def where(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_port}"

    def handle_error(self, *_said: object) -> None:
        """A client that hangs up is what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(dict(self.headers))  # type: ignore[attr-defined]
        self.close_connection = True
        self.server.pages[self.path](self)  # type: ignore[attr-defined]

    def log_message(self, *_said: object) -> None:
        """Quiet."""


def says(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    """An answer with this body and these headers (underscores become hyphens)."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def drips(before: bytes, piece: bytes) -> Answer:
    """An answer that begins, and goes on with a piece at a time until the host is stopped."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(before)
        while not handler.server.stopped.wait(0.02):  # type: ignore[attr-defined]
            handler.wfile.write(piece)

    return answer


@pytest.fixture
def host(settings: object) -> Iterator[Host]:
    """A host that the operator opened."""
    server = Host()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.KONBIT_FETCH_ALLOW = [server.where]  # type: ignore[attr-defined]
    yield server
    server.stopped.set()
    server.shutdown()
    server.server_close()


REAL_NAMES, REAL_CONNECTION = socket.getaddrinfo, socket.create_connection


def names_lead_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[list[str]]:
    """Sets what each look-up of a name gives, in order; gives what was not asked for yet. Numbers stay."""
    left = list(answers)

    def getaddrinfo(host: str, port: int, *how: int, **said: int) -> list[object]:
        if host.replace(".", "").isdigit():
            return list(REAL_NAMES(host, port, *how, **said))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in left.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return left


def dialling(monkeypatch: pytest.MonkeyPatch, reached: dict[str, Host]) -> list[tuple[str, int]]:
    """Lets hosts of this machine stand for public numbers; no other number answers. Gives who was dialled."""
    dialled: list[tuple[str, int]] = []

    def create_connection(address: tuple[str, int], timeout: float) -> socket.socket:
        dialled.append(address)
        if address[0] not in reached:
            raise ConnectionRefusedError
        return REAL_CONNECTION(("127.0.0.1", reached[address[0]].server_port), timeout)

    monkeypatch.setattr(socket, "create_connection", create_connection)
    return dialled


def test_a_page_comes_into_a_file_that_goes_again(host: Host) -> None:
    host.pages["/list.csv"] = says(
        b"name\nA\n",
        Content_Type="text/csv; charset=utf-8",
        ETag='"7"',
        Last_Modified="Sun, 22 Nov 2026 06:00:00 GMT",
    )
    with fetch(f"http://{host.where}/list.csv") as got:
        assert got.path
        assert got.path.read_bytes() == b"name\nA\n"
        assert got.path.suffix == ".csv"
        assert (got.content_type, got.etag, got.unchanged) == ("text/csv", '"7"', False)
        assert got.modified == "Sun, 22 Nov 2026 06:00:00 GMT"
    assert not got.path.exists()
    [headers] = host.asked
    assert headers["User-Agent"].startswith("Konbit/")
    assert headers["Host"] == host.where
    assert not {"Cookie", "Authorization", "Referer", "If-None-Match"} & set(headers)


def test_an_unchanged_page_is_not_sent_again(host: Host) -> None:
    host.pages["/"] = says(b"", 304)
    got = fetch(f"http://{host.where}/", etag='"7"', modified="Sun, 22 Nov 2026 06:00:00 GMT")
    assert (got.unchanged, got.path, got.etag) == (True, None, '"7"')
    assert host.asked[0]["If-None-Match"] == '"7"'
    assert host.asked[0]["If-Modified-Since"] == "Sun, 22 Nov 2026 06:00:00 GMT"


def test_marks_that_would_make_headers_are_not_sent_back(host: Host) -> None:
    host.pages["/"] = says(b"x")
    with fetch(f"http://{host.where}/", etag='"7"\r\nCookie: x', modified="é"):
        assert not {"Cookie", "If-None-Match", "If-Modified-Since"} & set(host.asked[0])


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_not_there_is_gone(host: Host, status: int) -> None:
    host.pages["/"] = says(b"no", status)
    with pytest.raises(Gone):
        fetch(f"http://{host.where}/")


@pytest.mark.parametrize("status", [204, 206, 401, 403, 429, 500, 503])
def test_any_other_answer_is_unreachable_not_gone(host: Host, status: int) -> None:
    host.pages["/"] = says(b"", status)
    with pytest.raises(Unreachable, match=str(status)):
        fetch(f"http://{host.where}/")


def test_a_host_that_is_not_there_is_unreachable(settings: object) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    settings.KONBIT_FETCH_ALLOW = [where]  # type: ignore[attr-defined]
    with pytest.raises(Unreachable, match="cannot be reached"):
        fetch(f"http://{where}/")


def test_redirects_are_followed_and_the_last_address_told(host: Host) -> None:
    host.pages["/a"] = says(b"", 301, Location="b?x=ö")
    host.pages["/b?x=%C3%B6"] = host.pages["/b?x=%C3%83%C2%B6"] = says(b"", 307, Location=f"//{host.where}/c")
    host.pages["/c"] = says(b"here")
    with fetch(f"http://{host.where}/a") as got:
        assert got.path
        assert got.path.read_bytes() == b"here"
        assert got.url == f"http://{host.where}/c"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "file:///etc/passwd",
        "http://user:word@127.0.0.1/", "http://10.0.0.1/", "http://localhost/", "//0/",
    ],
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_refused(host: Host, elsewhere: str) -> None:
    host.pages["/"] = says(b"", 302, Location=elsewhere)
    with pytest.raises(Problem, match="does not ask"):
        fetch(f"http://{host.where}/")
    assert len(host.asked) == 1


@pytest.mark.parametrize("headers", [{"Location": "/"}, {}, {"Location": "http://[::1"}])
def test_redirects_that_lead_nowhere_end(host: Host, headers: dict[str, str]) -> None:
    host.pages["/"] = says(b"", 302, **headers)
    with pytest.raises(Unreachable):
        fetch(f"http://{host.where}/")
    assert len(host.asked) <= 6


def test_a_page_that_says_it_is_too_large_is_not_read(host: Host) -> None:
    host.pages["/"] = says(b"x", Content_Length=str(5 * 10**9))
    with pytest.raises(Problem, match="larger") as raised:
        fetch(f"http://{host.where}/")
    assert raised.value.status == 413


@pytest.mark.parametrize(
    "beginning", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"]
)
def test_a_page_that_grows_beyond_the_limit_is_left(
    host: Host, beginning: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching.tempfile, "tempdir", str(tmp_path))
    host.pages["/"] = drips(beginning, b"x" * 100)
    with pytest.raises(Problem, match="larger"):
        fetch(f"http://{host.where}/", limit_bytes=500)
    assert not list(tmp_path.glob("konbit-fetched-*"))


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_a_page_that_answers_forever_is_left_at_the_deadline(host: Host, before: bytes, piece: bytes) -> None:
    host.pages["/"] = drips(before, piece)
    with pytest.raises(Unreachable, match="too long"):
        fetch(f"http://{host.where}/", seconds=0.3)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"not http at all",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    ],
)
def test_an_answer_that_breaks_off_or_makes_no_sense_is_unreachable(host: Host, answer: bytes) -> None:
    host.pages["/"] = lambda handler: handler.wfile.write(answer)  # type: ignore[assignment,return-value]
    with pytest.raises(Unreachable):
        fetch(f"http://{host.where}/")


def test_a_packed_answer_that_nobody_asked_for_is_not_unpacked(host: Host) -> None:
    host.pages["/"] = says(b"\x1f\x8b", Content_Encoding="gzip")
    with pytest.raises(Unreachable, match="packed"):
        fetch(f"http://{host.where}/")


def test_a_name_that_changes_its_number_is_asked_only_at_the_number_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = names_lead_to(monkeypatch, [PUBLIC], ["127.0.0.1"])
    dialled = dialling(monkeypatch, {})
    with pytest.raises(Unreachable):
        fetch("http://rebinding.example/")
    assert dialled == [(PUBLIC, 80)]
    assert left == [["127.0.0.1"]], "the name is looked up once"


def test_a_redirect_to_the_same_name_with_a_private_number_by_now_is_refused(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_lead_to(monkeypatch, [PUBLIC], ["127.0.0.1"])
    dialled = dialling(monkeypatch, {PUBLIC: host})
    host.pages["/"] = says(b"", 302, Location="http://rebinding.example/inside")
    with pytest.raises(Problem, match="private network"):
        fetch("http://rebinding.example/")
    assert dialled == [(PUBLIC, 80)]


def test_the_next_number_is_tried_where_the_first_does_not_answer(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    names_lead_to(monkeypatch, ["8.8.8.8", PUBLIC])
    dialled = dialling(monkeypatch, {PUBLIC: host})
    host.pages["/"] = says(b"second")
    with fetch("http://two.example/") as got:
        assert got.path
        assert got.path.read_bytes() == b"second"
    assert dialled == [("8.8.8.8", 80), (PUBLIC, 80)]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of its own making for directory.example, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "directory.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("directory.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return path


def test_https_goes_to_the_number_with_the_name_in_greeting_and_certificate(
    host: Host, certificate: Path, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    greeted: list[str | None] = []
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(certificate)
    inside.sni_callback = lambda _socket, name, _context: greeted.append(name)
    host.socket = inside.wrap_socket(host.socket, server_side=True)
    host.pages["/"] = says(b"sealed")
    settings.KONBIT_FETCH_ALLOW = ["directory.example", "other.example"]  # type: ignore[attr-defined]
    names_lead_to(monkeypatch, ["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"])
    with pytest.raises(Unreachable, match="certificate"):
        fetch(f"https://directory.example:{host.server_port}/")
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    with fetch(f"https://directory.example:{host.server_port}/") as got:
        assert got.path
        assert got.path.read_bytes() == b"sealed"
    assert greeted[-1] == "directory.example"
    assert host.asked[-1]["Host"] == f"directory.example:{host.server_port}"
    with pytest.raises(Unreachable, match="certificate"):
        fetch(f"https://other.example:{host.server_port}/")
