"""A circle moves here from elsewhere, and out again: nothing comes twice, and nothing is lost."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from konbit.base.errors import Problem
from konbit.directory.formats.reading import Row
from konbit.exchange.formats.circle_tables import Writing, number_in, read_circle, rows_of_json
from konbit.exchange.models import Account, Circle, Currency, Transfer
from konbit.exchange.queries.balances import zero_sums
from tests.builders import a_group
from tests.exchange.ledgers import a_ledger
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def _circle(name: str = "Circle of the Hill", hours: bool = False) -> tuple[Circle, Client]:
    group = a_group(name)
    _viewer, browser, _person = somebody_of(group, "steward", f"books of {name}")
    circle = a_ledger(group, code="KOB", below=1000, above=1000)
    if hours:
        unit, _made = Currency.objects.get_or_create(code="HOUR", group=None, defaults={"sort": "time"})
        Circle.objects.filter(pk=circle.pk).update(kind="timebank", currency=unit)
        circle.refresh_from_db()
    Account.objects.create(circle=circle, currency=circle.currency, word="opening")
    return circle, browser


def _at(circle: Circle) -> str:
    return reverse("exchange:bring-circle", args=[circle.uid])


def _brings(browser: Client, circle: Circle, content: str | bytes, writing: str = "") -> tuple[str, Any]:
    """Bring a file, look at what it would bring, and book it: the preview, and the answer to booking."""
    data = content.encode() if isinstance(content, str) else content
    sent = {"file": SimpleUploadedFile("table.csv", data), "writing": writing}
    page = browser.post(_at(circle), sent).text
    if 'name="kept"' not in page:
        return page, None
    kept = page.split('name="kept" value="')[1].split('"')[0]
    asked = page.split('name="writing" value="')[1].split('"')[0]
    return page, browser.post(_at(circle), {"kept": kept, "writing": asked}, follow=True)


def _balances(circle: Circle) -> dict[str, int]:
    rows = Account.objects.filter(circle=circle).exclude(member=None)
    return dict(rows.values_list("member__name", "balance"))


@pytest.mark.parametrize(
    "words",
    [
        "number,name,balance\n17,Odette,40\n3,Tiago,-40\n",
        "\ufeffCompte;Nom;Solde\nABCD0017;Odette;40\nABCD0003;Tiago;−40\n",
        "Account Number\tMember Name\tBalance\n0017\tOdette\t40\n0003\tTiago\t-40\n",
        "id,created,updated,code,status,balance,creditLimit,maximumBalance,key,user.id,name\n"
        "a,,,TEST0017,active,40,1000,,k,u,Odette\nb,,,TEST0003,active,-40,1000,,k,u,Tiago\n",
    ],
)
def test_members_come_with_their_numbers_and_balances(words: str) -> None:
    circle, keeper = _circle()
    page, answer = _brings(keeper, circle, words)
    assert "2 members would come new." in page
    assert "The balances add up to 0 KOB" in page
    assert answer is not None
    assert _balances(circle) == {"Odette": 40, "Tiago": -40}
    assert dict(circle.members.values_list("name", "number")) == {"Odette": 17, "Tiago": 3}
    assert all(one.holds for one in zero_sums(circle.pk))

    # Brought again, nobody comes twice, and no balance is booked twice: each row says why.
    page, _answer = _brings(keeper, circle, words)
    assert "has an opening balance here already" in page
    assert _balances(circle) == {"Odette": 40, "Tiago": -40}


def test_hours_are_kept_in_seconds_elsewhere() -> None:
    circle, keeper = _circle(hours=True)
    words = "member_uid,username,balance\n1,Odette,5400\n2,Tiago,-5400\n3,Abeba,61\n"
    page, _answer = _brings(keeper, circle, words, Writing.SECONDS)
    assert "61 seconds are not whole minutes." in page
    assert _balances(circle) == {"Odette": 90, "Tiago": -90}


def test_a_spreadsheet_and_what_cannot_be_taken() -> None:
    circle, keeper = _circle()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("Name", "Balance"), ("Odette", 40), ("=cmd()", 4), ("Tiago", "many"), ("Yusra", 5000),
        ("Odette", 40),
    ):  # fmt: skip
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    page, _answer = _brings(keeper, circle, written.getvalue())
    assert "“many” is no amount." in page
    assert "Nobody is named." in page, "a formula is no name"
    assert "beyond what the rules" in page
    assert "She stands there twice." in page
    assert _balances(circle) == {"Odette": 40}


def test_transfers_come_on_their_days_and_once() -> None:
    circle, keeper = _circle()
    _brings(keeper, circle, "number,name\n1,Odette\n2,Tiago\n")
    words = (
        "Transaction Number,Date,Buyer,Seller,Amount,Description,Status\n"
        "T1,2026-03-01,ABCD0001,ABCD0002,30,eggs,processed\n"
        "T2,01/04/2026,Tiago,Odette,12,bread,\n"
        "T3,2026-05-01,1,2,7,never,pending\n"
        "T4,2026-05-01,1,99,7,nobody,\n"
        "T5,2999-01-01,1,2,7,later,\n"
    )
    for _time in range(2):
        page, answer = _brings(keeper, circle, words)
        assert "It was not done there." in page
        assert "“99” is not in this circle." in page
        assert "This day is still to come." in page
        assert answer is not None
    assert _balances(circle) == {"Odette": -18, "Tiago": 18}
    found = Transfer.objects.order_by("pk").values_list("on", "amount", "words__text")
    assert [(str(on), amount, words) for on, amount, words in found] == [
        ("2026-03-01", 30, "eggs"), ("2026-04-01", 12, "bread"),
    ]  # fmt: skip


def test_the_order_of_rows_without_a_number_says_nothing() -> None:
    circle, keeper = _circle()
    _brings(keeper, circle, "number,name\n1,Odette\n2,Tiago\n")
    head, rows = "day,from,to,amount,for\n", ["2026-03-01,1,2,5,eggs\n"] * 2 + ["2026-03-02,2,1,3,bread\n"]
    for order in (rows, rows[::-1]):
        _brings(keeper, circle, head + "".join(order))
    assert _balances(circle) == {"Odette": -7, "Tiago": 7}, (
        "twice the same on one day is two, sent again none"
    )


def test_a_circle_taken_out_comes_in_again_elsewhere() -> None:
    circle, keeper = _circle()
    _brings(keeper, circle, "number,name,balance\n1,Odette,40\n2,=Tiago,-40\n")
    _brings(keeper, circle, "uid,day,from,to,amount,for\nx,2026-03-01,1,2,5,eggs\n")
    for name in ("members-csv", "members-xlsx", "members-json"):
        other, others = _circle(f"Another for {name}")
        answer = keeper.get(reverse(f"exchange:{name}", args=[circle.uid]))
        content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
        _page, came = _brings(others, other, content)
        assert came is not None, _page
        assert sorted(_balances(other).values()) == [-35, 35]
    out = json.loads(keeper.get(reverse("exchange:transfers-json", args=[circle.uid])).content)
    assert [one["attributes"]["amount"] for one in out["data"]] == [40, 40, 5]
    assert {one["attributes"]["code"] for one in out["included"]} == {"KOBX0001", "KOBX0002"}
    lines = b"".join(keeper.get(reverse("exchange:transfers-csv", args=[circle.uid]))).decode()
    assert "2026-03-01,1,2,5,KOB,eggs,payment" in lines


def test_only_who_keeps_the_books_brings_and_takes() -> None:
    circle, keeper = _circle()
    _viewer, member, _person = somebody_of(circle.group, "member", "member")
    page, _answer = _brings(keeper, circle, "number,name\n1,Odette\n")
    kept = page.split('name="kept" value="')[1].split('"')[0]
    for name in (
        "bring-circle", "members-csv", "transfers-csv", "members-xlsx", "transfers-xlsx", "members-json",
        "transfers-json",
    ):  # fmt: skip
        address = reverse(f"exchange:{name}", args=[circle.uid])
        assert member.get(address).status_code == 403
        assert Client().get(address).status_code == 302
    assert member.post(_at(circle), {"kept": kept, "writing": "as people write"}).status_code == 403
    _circle_, stranger = _circle("Elsewhere")
    assert stranger.post(_at(circle), {"kept": kept, "writing": "x"}).status_code == 403
    assert stranger.post(_at(_circle_), {"kept": kept, "writing": "as people write"}).status_code == 404


@pytest.mark.parametrize("content", [b"", b"{}", b'{"data": 3}', b"colour,size\nred,3\n", b"\x00\x01\x02"])
def test_what_is_no_circle_is_told(content: bytes) -> None:
    circle, keeper = _circle()
    page, answer = _brings(keeper, circle, content or b"\n")
    assert answer is None
    assert 'class="error' in page or "errorlist" in page or "notice" in page
    assert not circle.members.exists()


def test_codes_and_columns_are_read_as_they_are_written() -> None:
    assert [number_in(one) for one in ("ABCD0017", "17", "X", "", "0000")] == [17, 17, None, None, None]
    with pytest.raises(Problem):
        read_circle(["colour"], [])
    headers, rows = rows_of_json(
        b'{"data":[{"type":"transfers","id":"t","attributes":{"state":"committed","amount":3,"meta":"x"},'
        b'"relationships":{"payer":{"data":{"id":"a"}},"payee":{"data":{"id":"b"}}}}],'
        b'"included":[{"type":"accounts","id":"a","attributes":{"code":"TEST0001"}}]}', "t.json",
    )  # fmt: skip
    brought = read_circle(headers, rows)
    assert brought.writing is Writing.PARTS
    assert [(one.payer, one.payee, one.amount) for one in brought.transfers] == [("TEST0001", "b", "3")]
    assert read_circle(["from", "to", "amount"], [Row(1, {"from": "a", "to": "", "amount": "3"})]).left


def test_a_balance_never_goes_to_somebody_else() -> None:
    # The same number once with a name and once without: the second row is no member of its own.
    circle, keeper = _circle()
    page, _answer = _brings(keeper, circle, "number,name,balance\nABCD0017,Odette,40\n17,,5\n3,Tiago,-40\n")
    assert "She stands there twice." in page
    assert _balances(circle) == {"Odette": 40, "Tiago": -40}

    # Two rows for one who stands here already: one opening balance, the other row is told.
    circle, keeper = _circle("Circle of the River")
    _brings(keeper, circle, "number,name\n1,Odette\n")
    page, _answer = _brings(keeper, circle, "number,name,balance\n1,Odette,40\n2,Odette,30\n")
    assert "She stands there twice." in page
    assert _balances(circle) == {"Odette": 40}


def test_a_transfer_never_goes_to_somebody_else() -> None:
    circle, keeper = _circle()
    _brings(keeper, circle, "number,name\n1,Odette\n2,Tiago\n3,Abeba\n4,Abeba\n")
    words = (
        "uid,date,from,to,amount,unit\n"
        "a,2026-03-01,1,Club 2,7,KOB\n"
        "b,2026-03-01,1,Abeba,7,KOB\n"
        "c,2026-03-01,1,2,7,EUR\n"
        "d,2026-03-01,1,ABCD0002,7,kob\n"
    )
    page, _answer = _brings(keeper, circle, words)
    assert "“Club 2” is not in this circle." in page, "the digits in a name are no number"
    assert "More than one is called “Abeba” here. Write the number." in page
    assert "This is in EUR; this circle counts in KOB." in page
    assert [one.amount for one in Transfer.objects.filter(payer__circle=circle)] == [7]
    assert circle.members.get(number=2).accounts.get().balance == 7
