"""Statements and clearing notices on paper: what they say, who gets them, what they leave out and say so."""

from __future__ import annotations

import io
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from konbit.base.errors import Problem
from konbit.base.typesetting import typeset
from konbit.exchange.actions import clearing, promises
from konbit.exchange.actions.promises import PromiseDraft
from konbit.exchange.journal.posting import Line, post
from konbit.exchange.models import Account, Circle
from konbit.exchange.queries import printed
from konbit.people.audience import Viewer
from tests.builders import a_group, a_person
from tests.exchange.ledgers import a_ledger, an_account, paid
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db

HOSTILE = '#panic("x") ]] $x$ */ \\ <script>alert(1)</script> `raw` @label =1+1 \u202e\x07 "' + "w" * 300


@pytest.fixture
def circle() -> Circle:
    return a_ledger(a_group("Ring of Mills"), below=None)


@pytest.fixture
def keeper(circle: Circle) -> tuple[Viewer, Client]:
    viewer, browser, _person = somebody_of(circle.group, "steward", "keeper")
    return viewer, browser


@pytest.fixture
def rosa(circle: Circle) -> tuple[Client, Account]:
    viewer, browser, _person = somebody_of(circle.group, "member", "rosa")
    return browser, an_account(circle, viewer, least=None)


def _named(account: Account, name: str) -> Account:
    assert account.member is not None
    account.member.name = name
    account.member.save()
    return account


def _read(pages: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pages))


def _words(pages: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in _read(pages).pages).split())


def test_a_statement_is_text_with_tags_in_the_order_of_booking(rosa: tuple[Client, Account]) -> None:
    browser, own = rosa
    baker = _named(an_account(own.circle), "Ángela Ñandú Kòb")
    paid(own, baker, 250, words="bread")
    paid(baker, own, 100, words="ground maize")
    answer = browser.get(reverse("exchange:statement-pdf", args=[own.uid]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="statement-{own.uid}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    reader, words = _read(answer.content), _words(answer.content)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert "rosa" in (reader.metadata.title or "")
    assert words.index("bread") < words.index("ground maize")
    for said in (
        "Ángela Ñandú Kòb (2)",
        "− 250 KOB",
        "+ 100 KOB",
        "-150 KOB",
        "Balance before",
        "never holds",
    ):
        assert said in words
    assert "As a table" in browser.get(reverse("exchange:statement", args=[own.uid])).text


@pytest.mark.parametrize("name", ["Ελένη", "Мария", "سلمى", HOSTILE])
def test_words_in_any_script_and_hostile_ones_are_only_words(name: str, rosa: tuple[Client, Account]) -> None:
    browser, own = rosa
    paid(_named(an_account(own.circle), name[:200]), own, 5, words=name)
    answer = browser.get(reverse("exchange:statement-pdf", args=[own.uid]))
    words = "".join(_words(answer.content).split())
    if name == HOSTILE:
        assert '#panic("x")]]$x$' in words
        assert "\u202e" not in words
        assert "=1+1" in words
    elif name != "سلمى":
        assert name in words


def test_only_who_may_read_the_page_gets_the_paper(
    keeper: tuple[Viewer, Client], rosa: tuple[Client, Account]
) -> None:
    browser, own = rosa
    address = reverse("exchange:statement-pdf", args=[own.uid])
    other = Client()
    other.force_login(a_person("eve"))
    assert [one.get(address).status_code for one in (browser, keeper[1], other, Client())] == [
        200,
        200,
        404,
        302,
    ]


def test_a_period_is_cut_out_and_a_wrong_one_is_refused(rosa: tuple[Client, Account]) -> None:
    browser, own = rosa
    other, start = an_account(own.circle, least=None), datetime(2031, 1, 10, 12, tzinfo=UTC)
    for month in range(6):
        with time_machine.travel(start + timedelta(days=31 * month), tick=False):
            paid(other, own, 10**month, words=f"turn {month}")
    address = reverse("exchange:statement-pdf", args=[own.uid])
    answer = browser.get(address, {"from": "2031-02-01", "to": "2031-03-31"})
    words = _words(answer.content)
    assert [n for n in range(6) if f"turn {n}" in words] == [1, 2]
    assert "Balance before 1 KOB" in words
    assert "Balance after 111 KOB" in words
    assert "Nothing came or went" in _words(browser.get(address, {"from": "2040-01-01"}).content)
    assert "Nothing came or went" in _words(
        browser.get(address, {"from": "2031-03-31", "to": "2031-02-01"}).content
    )
    for wrong in ("31.2.2031", "2031-02-30", "x" * 500, "2031-02-01T00:00"):
        refused = browser.get(address, {"from": wrong})
        assert refused.status_code == 400
        assert "2027-03-31" in refused.text


def test_a_long_history_is_cut_and_says_so(
    rosa: tuple[Client, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, own = rosa
    other = an_account(own.circle, least=None)
    for _some in range(3):
        lines = [Line(other.pk, own.pk, 1, words="grain") for _one in range(400)]
        post(lines, key=uuid.uuid4(), by="person:test")
    monkeypatch.setattr(printed, "MOST_LINES", 700)
    pages = browser.get(reverse("exchange:statement-pdf", args=[own.uid])).content
    words = _words(pages)
    assert "These are the newest 700 of 1,200 lines" in words
    assert "Balance before 500 KOB" in words
    assert "Balance after 1,200 KOB" in words
    assert words.count("grain") == 700


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    endless = tmp_path / "endless.typ"
    endless.write_text(
        "#let f(n) = { let i = 0; while i < 9000 { i += 1; let j = 0; while j < 9000 { j += 1 } } }; #f(1)"
    )
    with pytest.raises(Problem, match="too long"):
        typeset(endless, {}, seconds=0.3)


def _round(viewer: Viewer, circle: Circle) -> tuple[str, list[Account]]:
    rows = [_named(an_account(circle, least=None), f"Mill {letter}") for letter in "ABC"]
    for payer, payee, amount in ((0, 1, 500), (1, 2, 300), (2, 0, 400)):
        promises.promise(viewer, PromiseDraft(rows[payer].uid, rows[payee].uid, amount), uuid.uuid4())
    uid = clearing.begin_round(viewer, circle.uid, clearing.RoundDraft(), uuid.uuid4())
    for one in rows:
        clearing.answer_round(viewer, uid, one.member_id or 0, True)
    return uid, rows


def test_notices_have_a_page_each_and_say_that_the_net_position_stays(keeper: tuple[Viewer, Client]) -> None:
    viewer, browser = keeper
    circle = a_ledger(a_group("Other Ring"), below=None)
    viewer, browser, _person = somebody_of(circle.group, "steward", "treasurer")
    uid, _rows = _round(viewer, circle)
    address = reverse("exchange:clearing-notices-pdf", args=[uid])
    early = browser.get(address)
    assert early.status_code == 409
    clearing.find_set_off(viewer, uid)
    found = browser.get(address)
    assert "Nothing is booked yet" in _words(found.content)
    clearing.book_round(viewer, uid)
    pages = [" ".join(one.extract_text().split()) for one in _read(browser.get(address).content).pages]
    assert len(pages) == 3
    for page, name in zip(pages, ("Mill A", "Mill B", "Mill C"), strict=True):
        assert name in page
        assert "Your net position is unchanged." in page
        assert "This is booked" in page
    assert "You owe 500 KOB 200 KOB" in pages[0]
    assert "You are owed 400 KOB 100 KOB" in pages[0]
    assert "-100 KOB -100 KOB" in pages[0]
    assert "Mill B" not in pages[0]


def test_a_member_gets_her_own_notice_only(
    circle: Circle, keeper: tuple[Viewer, Client], rosa: tuple[Client, Account]
) -> None:
    uid, _rows = _round(keeper[0], circle)
    clearing.find_set_off(keeper[0], uid)
    address = reverse("exchange:clearing-notices-pdf", args=[uid])
    words = _words(rosa[0].get(address).content)
    assert "rosa" in words
    assert "Mill" not in words.replace("Ring of Mills", "")
    assert len(_read(keeper[1].get(address).content).pages) == 4
    stranger = Client()
    stranger.force_login(a_person("eve"))
    assert [stranger.get(address).status_code, Client().get(address).status_code] == [404, 302]
