"""A tontine lived from its charter to its end, through the pages that its members use."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from konbit.exchange.models import Account, Circle, Cycle, Member, Obligation, Swap, Turn
from konbit.exchange.queries.balances import zero_sums
from konbit.exchange.tontine_order import drawn
from tests.builders import a_group
from tests.learning.made import somebody_of
from tests.scenarios.visiting import a_key, at, sends, words

pytestmark = pytest.mark.django_db

RULES = {
    "rule_amount": "100", "rule_every": "1", "rule_period": "months", "rule_order": "draw",
    "rule_bid_most": "30", "rule_guarantee": "10", "rule_late": "3", "rule_fine": "",
    "rule_early_end": "even_out", "rule_balances_seen": "keepers",
}  # fmt: skip


def _begun(keeper: Client, group: str, **rules: str) -> Circle:
    sends(
        keeper,
        at("new-circle", group, "tontine"),
        title="Sòl of the Mill",
        currency="",
        unit="kòb",
        key=a_key(),
    )
    circle = Circle.objects.get()
    sends(keeper, at("circle-rules", circle.uid), **{**RULES, **rules, "sent": a_key()})
    sends(keeper, at("new-member", circle.uid), many="Odette\nTiago\nAbeba")
    sends(keeper, at("open-circle", circle.uid))
    return circle


def _balances() -> dict[str, int]:
    return dict(Account.objects.exclude(member=None).values_list("member__name", "balance"))


def _all_brought() -> dict[str, str]:
    ids = {one.payer.member_id for one in Obligation.objects.filter(state="stands")}
    return {f"all_{one}": "on" for one in ids}


def _cycle(keeper: Client, circle: Circle, starts: date, **hands: int) -> Cycle:
    said = {f"hands_{one.pk}": str(hands.get(one.name, 1)) for one in circle.members.all()}
    sends(keeper, at("new-cycle", circle.uid), key=a_key(), starts_on=starts.isoformat(), **said)
    return Cycle.objects.latest("number")


def test_everybody_pays_in_and_everybody_has_her_turn(client: Client) -> None:
    mill = a_group("Mill of the Hill")
    _viewer, keeper, _person = somebody_of(mill, "steward", "keeper")
    _rosa_viewer, rosa, _person = somebody_of(mill, "member", "rosa")
    circle = _begun(keeper, mill.uid)
    where = at("circle", circle.uid)
    assert "Lorenzo de Tonti" in words(keeper, where)

    # The order is drawn once, from words called out; anybody draws the same.
    cycle = _cycle(keeper, circle, date.today() - timedelta(days=10), Odette=2)
    sends(keeper, at("draw-cycle", cycle.uid), words="rain 7 mango")
    numbers = {one.pk: one.number for one in Member.objects.all()}
    order = [numbers[one] for one in cycle.turns.values_list("holder", flat=True)]
    assert order == drawn("rain 7 mango", {1: 2, 2: 1, 3: 1})
    again = keeper.post(at("draw-cycle", cycle.uid), {"words": "again"})
    assert "stands" in again.text

    # First turn: one of them is late; the guarantee fund cannot pay yet what it does not have.
    first, *rest = cycle.turns.all()
    sends(keeper, at("open-turn", first.uid))
    late = Obligation.objects.filter(origin=first.uid, sort="turn").latest("pk").payer
    brought = _all_brought()
    del brought[f"all_{late.member_id}"]
    key = a_key()
    sends(keeper, at("tontine-meeting", circle.uid), key=key, **brought)
    stands = _balances()
    sends(keeper, at("tontine-meeting", circle.uid), key=key, **brought)
    assert _balances() == stands, "sent twice is noted once"
    assert "late" in words(keeper, where)
    fund = Account.objects.get(word="guarantee").balance
    assert fund > 0
    sends(keeper, at("cover-turn", first.uid))
    assert Account.objects.get(word="guarantee").balance == 0
    assert Obligation.objects.get(sort="arrear").amount == fund

    # Too much in one line: nothing is booked, and the line says why.
    wrong = keeper.post(
        at("tontine-meeting", circle.uid), {"key": a_key(), f"part_{late.member_id}": "99999"}
    )
    assert "more than is to be paid" in wrong.text
    sends(keeper, at("tontine-meeting", circle.uid), key=a_key(), **_all_brought())
    sends(keeper, at("complete-turn", first.uid))

    # Two swap their turns; the others go round, until everybody had hers.
    turns = [one for one in rest if one.holder_id != rest[0].holder_id]
    sends(keeper, at("swap-turn", rest[0].uid), other=turns[0].uid)
    sends(keeper, at("answer-swap", Swap.objects.get().uid), answer="yes")
    rest[0].refresh_from_db()
    assert rest[0].holder_id == turns[0].holder_id
    assert "Who receives" in words(keeper, at("tontine-sheet", circle.uid))
    for turn in rest:
        sends(keeper, at("open-turn", turn.uid))
        sends(keeper, at("tontine-meeting", circle.uid), key=a_key(), **_all_brought())
        sends(keeper, at("complete-turn", turn.uid))
    cycle.refresh_from_db()
    assert cycle.state == Cycle.State.DONE
    assert set(_balances().values()) == {0}

    # Nobody else learns anything, and nobody pays by hand.
    assert rosa.get(where).status_code == 200
    assert "Odette" not in words(rosa, where).split("Members")[0]
    _stranger_viewer, stranger, _person = somebody_of(a_group("Other valley"), "member", "stranger")
    assert stranger.get(at("tontine-sheet", circle.uid)).status_code == 404
    assert stranger.get(at("tontine-meeting", circle.uid)).status_code == 404
    assert client.get(at("tontine-sheet", circle.uid)).status_code == 302

    for member in Member.objects.filter(circle=circle):
        sends(keeper, at("leave-circle", member.pk), choice="settle", key=a_key())
    sends(keeper, at("close-circle", circle.uid))
    assert all(one.holds for one in zero_sums(circle.pk))


def test_who_leaves_most_to_the_others_receives_and_it_adds_up_to_the_cent() -> None:
    mill = a_group("Mill of the Hill")
    _viewer, keeper, _person = somebody_of(mill, "steward", "keeper")
    circle = _begun(keeper, mill.uid, rule_order="bid", rule_guarantee="")
    cycle = _cycle(keeper, circle, date.today())
    odette, tiago, abeba = Member.objects.order_by("number")
    for turn, bids in zip(cycle.turns.all(), [{odette: 11, tiago: 20}, {odette: 5}, {}], strict=True):
        for member, amount in bids.items():
            sends(keeper, at("bid-turn", turn.uid), member=str(member.pk), amount=str(amount))
        said = {} if bids else {"holder": str(abeba.pk), "reason": "The last one."}
        sends(keeper, at("open-turn", turn.uid), **said)
        sends(keeper, at("tontine-meeting", circle.uid), key=a_key(), **_all_brought())
        sends(keeper, at("complete-turn", turn.uid))
    assert [one.holder for one in Turn.objects.order_by("number")] == [tiago, odette, abeba]
    promised = Obligation.objects.filter(sort="turn")
    assert sum(one.settled for one in promised.filter(payee__member=tiago)) == 180
    assert set(_balances().values()) == {0}, "what bids left over is settled in cash"
    assert Account.objects.get(word="outside").balance == 0
    assert (
        keeper.post(at("bid-turn", cycle.turns.first().uid), {"member": odette.pk, "amount": "1"}).status_code
        == 200
    )


def test_a_cycle_that_ends_early_is_evened_out_by_the_rule() -> None:
    mill = a_group("Mill of the Hill")
    _viewer, keeper, _person = somebody_of(mill, "steward", "keeper")
    circle = _begun(keeper, mill.uid, rule_order="need")
    cycle = _cycle(keeper, circle, date.today())
    first = cycle.turns.first()
    odette = Member.objects.get(name="Odette")
    sends(keeper, at("bid-turn", first.uid), member=str(odette.pk), reason="The roof leaks.")
    assert "The roof leaks." in words(keeper, at("circle", circle.uid))
    sends(keeper, at("open-turn", first.uid), holder=str(odette.pk), reason="Her roof.")
    sends(keeper, at("tontine-meeting", circle.uid), key=a_key(), **_all_brought())
    assert _balances() == {"Odette": 200, "Tiago": -110, "Abeba": -110}
    refused = keeper.post(at("end-cycle", cycle.uid), {"sent": a_key(), "language": "en"})
    assert "resolution" in refused.text
    sends(keeper, at("end-cycle", cycle.uid), agreed="We stop here.", language="en", sent=a_key())
    assert _balances() == {"Odette": 200, "Tiago": -100, "Abeba": -100}
    sends(keeper, at("tontine-meeting", circle.uid), key=a_key(), **_all_brought())
    assert set(_balances().values()) == {0}
    cycle.refresh_from_db()
    assert cycle.state == Cycle.State.BROKEN


def test_somebody_takes_over_the_hands_of_who_leaves() -> None:
    mill = a_group("Mill of the Hill")
    _viewer, keeper, _person = somebody_of(mill, "steward", "keeper")
    circle = _begun(keeper, mill.uid, rule_order="resolution", rule_guarantee="")
    cycle = _cycle(keeper, circle, date.today())
    odette, tiago, abeba = Member.objects.order_by("number")
    order = {"turn_1": odette.pk, "turn_2": tiago.pk, "turn_3": abeba.pk}
    twice = keeper.post(
        at("order-cycle", cycle.uid), {**order, "turn_3": odette.pk, "agreed": "So.", "sent": a_key()}
    )
    assert "exactly one turn" in twice.text
    sends(keeper, at("order-cycle", cycle.uid), **order, agreed="In this order.", language="en", sent=a_key())
    first = cycle.turns.first()
    sends(keeper, at("open-turn", first.uid))
    sends(keeper, at("tontine-meeting", circle.uid), key=a_key(), **_all_brought())
    sends(keeper, at("complete-turn", first.uid))
    sends(keeper, at("take-over-hands", cycle.uid), leaves=str(abeba.pk), takes=str(tiago.pk), key=a_key())
    assert _balances() == {"Odette": 200, "Tiago": -200, "Abeba": 0}
    sends(keeper, at("leave-circle", abeba.pk), choice="settle", key=a_key())
    for turn in cycle.turns.all()[1:]:
        sends(keeper, at("open-turn", turn.uid))
        sends(keeper, at("tontine-meeting", circle.uid), key=a_key(), **_all_brought())
        sends(keeper, at("complete-turn", turn.uid))
    assert set(_balances().values()) == {0}
