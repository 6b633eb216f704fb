"""Paying and reading statements as JSON."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from konbit.exchange.models import Account, Circle
from konbit.people.audience import viewer_of
from tests.builders import a_person
from tests.exchange.ledgers import a_ledger, an_account, balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    return a_ledger()


@pytest.fixture
def amina(circle: Circle) -> tuple[Client, Account]:
    person = a_person()
    client = Client()
    client.force_login(person)
    return client, an_account(circle, viewer_of(person))


def sent(client: Client, payer: Account, payee: Account, amount: Any = "57528", **more: Any) -> Any:
    said = {"key": str(uuid.uuid4()), "payer": payer.uid, "payee": payee.uid, "amount": amount} | more
    return client.post("/api/transfers", said, content_type="application/json")


def test_one_pays_and_reads_what_stands(circle: Circle, amina: tuple[Client, Account]) -> None:
    client, own = amina
    other, key = an_account(circle), str(uuid.uuid4())
    answers = [sent(client, own, other, "500", key=key, words="bread") for _again in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["balance"] == "-500"
    assert client.get("/api/accounts").json()[0]["balance"] == "-500"
    page = client.get(f"/api/accounts/{own.uid}/statement").json()
    assert [(one["amount"], one["words"]) for one in page["lines"]] == [("-500", "bread")]


@pytest.mark.parametrize("amount", ["57528.0", "1e9", "-5", "0", "", "0.1", 5, 5.0, None, "9" * 17])
def test_amounts_are_strings_of_whole_numbers(
    amount: Any, circle: Circle, amina: tuple[Client, Account]
) -> None:
    client, own = amina
    assert sent(client, own, an_account(circle), amount).status_code == 422


def test_refusals_are_problem_documents(circle: Circle, amina: tuple[Client, Account]) -> None:
    client, own = amina
    other, key = an_account(circle), str(uuid.uuid4())
    sent(client, own, other, "1", key=key)
    assert sent(client, own, other, "2", key=key).status_code == 409
    beyond = sent(client, own, other, "1000")
    assert beyond.status_code == 409
    assert beyond.json()["title"]
    assert sent(client, other, own, "1").status_code == 404
    assert client.get(f"/api/accounts/{other.uid}/statement").status_code == 404
    assert balance(own) == -1


def test_nobody_pays_without_signing_in_or_from_a_foreign_page(
    circle: Circle, amina: tuple[Client, Account]
) -> None:
    _client, own = amina
    assert sent(Client(), own, an_account(circle), "1").status_code == 401
    foreign = Client(enforce_csrf_checks=True)
    foreign.cookies = _client.cookies
    assert sent(foreign, own, an_account(circle), "1").status_code == 403
    assert Client().get("/api/accounts").json() == []
