"""A savings group and a solidarity fund lived from their charter to their end, through the pages."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.exchange.models import Account, Circle, Loan, Member, Obligation, Transfer
from konbit.exchange.queries.balances import zero_sums
from tests.builders import a_group
from tests.learning.made import somebody_of
from tests.scenarios.visiting import a_key, at, sends, words

pytestmark = pytest.mark.django_db

SHARED = {
    "rule_most_instalments": "12", "rule_most_moratorium": "3", "rule_charge": "5",
    "rule_approval": "members", "rule_yeses": "1", "rule_loans_seen": "members",
    "rule_balances_seen": "keepers",
}  # fmt: skip
SAVINGS = {
    **SHARED, "rule_share_value": "100", "rule_most_shares": "5", "rule_social": "10", "rule_multiple": "3",
    "rule_social_end": "equal",
}  # fmt: skip


def _begun(keeper: Client, group: str, kind: str, rules: dict[str, str]) -> Circle:
    said = {"title": "Box of the Hill", "currency": "", "unit": "kòb", "key": a_key()}
    sends(keeper, at("new-circle", group, kind), **said)
    circle = Circle.objects.get()
    sends(keeper, at("circle-rules", circle.uid), **rules, sent=a_key())
    sends(keeper, at("all-members", circle.uid))
    sends(keeper, at("new-member", circle.uid), many="Odette\nTiago")
    sends(keeper, at("open-circle", circle.uid))
    return circle


def _own(word: str) -> int:
    return Account.objects.get(member=None, word=word).balance


def _member(name: str) -> Member:
    return Member.objects.get(name=name)


def test_a_savings_group_saves_lends_and_shares_out_to_the_last_coin() -> None:
    hill = a_group("Hill")
    _viewer, keeper, _person = somebody_of(hill, "steward", "keeper")
    rosa_viewer, rosa, _person = somebody_of(hill, "member", "rosa")
    circle = _begun(keeper, hill.uid, "savings", SAVINGS)
    where, meet = at("circle", circle.uid), at("savings-meeting", circle.uid)
    assert "A share costs 100 kòb." in words(keeper, where)
    odette, tiago = _member("Odette"), _member("Tiago")
    own = Member.objects.get(person=rosa_viewer.actor)

    # A meeting: all lines or none, and the line says why; sent twice it is noted once.
    brought = {f"shares_{odette.pk}": "3", f"shares_{tiago.pk}": "2", f"shares_{own.pk}": "2",
               f"social_{odette.pk}": "10", f"social_{own.pk}": "10"}  # fmt: skip
    refused = keeper.post(meet, {**brought, f"shares_{tiago.pk}": "6", "key": a_key()})
    assert refused.status_code == 200
    assert not Transfer.objects.exists()
    key = a_key()
    sends(keeper, meet, **brought, key=key)
    sends(keeper, meet, **brought, key=key)
    assert (_own("outside"), _own("social")) == (-720, 20)
    again = keeper.post(meet, {f"shares_{odette.pk}": "3", "key": a_key()})
    assert "more shares than one may buy" in again.text

    # A loan: beyond the limit it is refused; all that it costs is shown before it is asked for.
    ask = at("new-loan", circle.uid)
    wanted = {"member": str(own.pk), "amount": "300", "instalments": "2", "moratorium": "1",
              "purpose": "a pump", "key": a_key()}  # fmt: skip
    shown = rosa.post(ask, wanted)
    assert "315 kòb" in shown.text
    assert "annual percentage rate" in shown.text
    assert not Loan.objects.exists()
    too_much = rosa.post(ask, {**wanted, "amount": "601", "sure": "yes"})
    assert "more than our rules" in too_much.text
    page = sends(rosa, ask, **wanted, sure="yes")
    loan = Loan.objects.get()
    assert rosa.post(at("say-on-loan", loan.uid), {"answer": "yes"}).status_code == 403
    assert rosa.post(at("pay-out-loan", loan.uid)).status_code == 403
    sends(keeper, at("say-on-loan", loan.uid), answer="yes")
    sends(keeper, at("pay-out-loan", loan.uid))
    assert _own("outside") == -420
    assert "158 kòb" in words(rosa, page)
    assert [one.amount for one in Obligation.objects.order_by("due_on")] == [158, 157]
    assert "158" in words(rosa, at("own-accounts"))
    assert rosa.post(at("keep-promise", Obligation.objects.first().uid)).status_code == 400

    # Nothing can be shared out while a loan is open; part by part it comes back.
    assert "still open" in words(keeper, at("share-out", circle.uid))
    sends(keeper, meet, key=a_key(), **{f"part_{own.pk}": "100"})
    sends(keeper, meet, key=a_key(), **{f"all_{own.pk}": "on"})
    loan.refresh_from_db()
    assert loan.state == Loan.State.PAID_BACK
    assert _own("loans") == 15

    # Strangers learn nothing.
    _stranger_viewer, stranger, _person = somebody_of(a_group("Other valley"), "member", "stranger")
    for address in (where, page, meet, ask, at("share-out", circle.uid)):
        assert stranger.get(address).status_code == 404
    assert rosa.get(at("share-out", circle.uid)).status_code == 403

    # The share-out is shown, adds up to what is in the box, and is booked at once.
    preview = keeper.get(at("share-out", circle.uid)).text
    assert "735 kòb" in preview
    assert keeper.post(at("share-out", circle.uid), {"seen": "734", "key": "a"}).status_code == 409
    sends(keeper, at("share-out", circle.uid), seen="735", key="a")
    sends(keeper, at("share-out", circle.uid), seen="735", key="a")
    assert not Account.objects.exclude(balance=0).exists()
    parts = Transfer.objects.filter(sort="share-out", payee__word="outside").order_by("payer__member__number")
    assert sum(one.amount for one in parts) == 735
    for member in Member.objects.filter(circle=circle):
        sends(keeper, at("leave-circle", member.pk), choice="settle", key=a_key())
    sends(keeper, at("close-circle", circle.uid))
    assert all(one.holds for one in zero_sums(circle.pk))


def test_a_solidarity_fund_lends_what_was_given_and_carries_what_is_let_go() -> None:
    hill = a_group("Hill")
    _viewer, keeper, _person = somebody_of(hill, "steward", "keeper")
    rules = {**SHARED, "rule_charge": "", "rule_approval": "resolution", "rule_most_loan": "500"}
    circle = _begun(keeper, hill.uid, "fund", rules)
    odette, tiago = _member("Odette"), _member("Tiago")
    meet = at("savings-meeting", circle.uid)
    sends(keeper, meet, key=a_key(), **{f"gift_{odette.pk}": "400", f"social_{tiago.pk}": "60"})
    assert (_own("loans"), _own("social"), _own("outside")) == (400, 60, -460)

    wanted = {"member": str(tiago.pk), "amount": "410", "instalments": "3", "key": a_key(), "sure": "yes"}
    sends(keeper, at("new-loan", circle.uid), **wanted)
    first = Loan.objects.get()
    assert "0.00 %" in words(keeper, at("loan", first.uid))
    said = {"agreed": "We lend it.", "language": "en", "sent": a_key()}
    sends(keeper, at("grant-loan", first.uid), **said)
    assert keeper.post(at("pay-out-loan", first.uid)).status_code == 400, "the social fund is not lent"
    sends(keeper, at("refuse-loan", first.uid), why="Not enough yet.")

    sends(keeper, at("new-loan", circle.uid), **{**wanted, "amount": "300", "key": a_key()})
    loan = Loan.objects.latest("pk")
    sends(keeper, at("grant-loan", loan.uid), **{**said, "sent": a_key()})
    sends(keeper, at("pay-out-loan", loan.uid))
    sends(keeper, at("pay-out-loan", loan.uid))
    sends(keeper, meet, key=a_key(), **{f"part_{tiago.pk}": "100"})
    sends(keeper, at("let-loan-go", loan.uid), agreed="The flood took it.", language="en", sent=a_key())
    assert (_own("loans"), _own("social")) == (260, 0), "the social fund carries what it can"

    help_ = {"word": "loans", "amount": "260", "what": "To the neighbours’ fund", "key": a_key()}
    sends(keeper, at("give-out", circle.uid), **help_, agreed="We end.", language="en", sent=a_key())
    assert not Account.objects.exclude(balance=0).exists()
    sends(keeper, at("close-circle", circle.uid))
