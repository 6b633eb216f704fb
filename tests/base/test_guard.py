"""Addresses that somebody typed: which of them Konbit asks, and which never."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import pytest

from konbit.base.errors import Problem
from konbit.base.guard import Unreachable, aim, is_public

PUBLIC = "93.184.216.34"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Sets what each look-up of a name gives, one after the other; gives the list of names looked up."""

    def answer(*told: list[str]) -> list[str]:
        answers, asked = list(told), []

        def getaddrinfo(host: str, port: int, **_said: object) -> list[object]:
            asked.append(host)
            numbers = answers.pop(0) if len(answers) > 1 else answers[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return answer


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.7",
        "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%2", "fec0::1", "ff02::1", "2001:db8::1", "2001::1",
        "2002:7f00:1::", "3fff::1", "100::1", "5f00::1", "not an address", "",
    ],
)  # fmt: skip
def test_a_number_of_a_private_or_special_network_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", [PUBLIC, "8.8.8.8", "192.0.1.1", "2606:2800:220:1::1", "2a01:4f8::2"])
def test_a_number_of_the_internet_is_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "url",
    [
        "", "list.csv", "//list.example/", "file:///etc/passwd", "ftp://list.example/", "gopher://list.example/",
        "http://", "http:///x", "http://user:word@list.example/", "http://user@list.example/",
        "http://list.example:99999/", "http://list.example:x/", "http://[::1", "http://a..b/",
        "http://list.example\\@127.0.0.1/", "http://list.example/ x", "http://list.example/\r\nHost: x",
        "http://" + "a" * 70 + ".example/", "https://list.example/" + "x" * 3000, "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused_before_any_look_up(
    url: str, names: Callable[..., list[str]]
) -> None:
    asked = names([PUBLIC])
    with pytest.raises(Problem, match="does not ask") as raised:
        aim(url, 5)
    assert raised.value.remedy
    assert asked == []


def test_a_public_address_is_aimed_at_by_its_number(names: Callable[..., list[str]]) -> None:
    names([PUBLIC, "8.8.8.8"])
    target = aim("HTTPS://Liste.Exämple./Straße/ä?q=ö&x=1#part", 5)
    assert target.host == "liste.xn--exmple-cua"
    assert (target.scheme, target.port, target.numbers) == ("https", 443, (PUBLIC, "8.8.8.8"))
    assert target.path == "/Stra%C3%9Fe/%C3%A4?q=%C3%B6&x=1"


def test_a_name_with_one_private_number_among_public_ones_is_refused(names: Callable[..., list[str]]) -> None:
    names([PUBLIC, "10.0.0.1"])
    with pytest.raises(Problem, match="private network"):
        aim("https://list.example/", 5)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "[::1]", "localhost"]
)
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(Problem):
        aim(f"http://{host}/", 5)


def test_a_port_that_no_web_page_has_is_refused(names: Callable[..., list[str]]) -> None:
    names([PUBLIC])
    with pytest.raises(Problem, match="unusual port"):
        aim("http://list.example:22/", 5)


def test_the_operator_opens_a_host_or_one_port_of_it(
    names: Callable[..., list[str]], settings: object
) -> None:
    names(["10.0.0.7"])
    settings.KONBIT_FETCH_ALLOW = ["files.lan", "other.lan:8080", "[::1]:81"]  # type: ignore[attr-defined]
    assert aim("http://files.lan:9000/", 5).numbers == ("10.0.0.7",)
    assert aim("http://OTHER.lan:8080/", 5).port == 8080
    assert aim("http://[::1]:81/", 5).port == 81
    for url in ("http://other.lan/", "http://files.lan.example/", "http://10.0.0.7/", "http://[::1]/"):
        with pytest.raises(Problem):
            aim(url, 5)


def test_nothing_is_open_unless_the_operator_says_so(settings: object) -> None:
    assert settings.KONBIT_FETCH_ALLOW == []  # type: ignore[attr-defined]


def test_a_name_that_nobody_knows_and_one_that_takes_too_long_are_unreachable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(*_asked: object, **_said: object) -> list[object]:
        raise socket.gaierror

    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable):
        aim("https://nowhere.example/", 5)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_said: never.wait() and [])
    with pytest.raises(Unreachable):
        aim("https://slow.example/", 0.05)
    never.set()
