"""A konbit lived from charter to close: everybody's field in turn, and nobody ever owes a day. Beside it the
opposite account: a common enterprise to which all give, and which gives back what is left, to the cent."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from konbit.chronicle.models import Change
from konbit.exchange.models import Account, Circle, FieldDay, Helped, Member
from konbit.exchange.queries.balances import zero_sums
from konbit.exchange.queries.rota_days import field_days
from tests.builders import a_group
from tests.learning.made import somebody_of
from tests.scenarios.visiting import at, sends, words, words_of

pytestmark = pytest.mark.django_db
TODAY = date.today()


def _member(name: str) -> Member:
    return Member.objects.get(name=name)


def test_the_collective_serves_each_of_its_members() -> None:
    brigade = a_group("Brigade of the Terraces")
    _viewer, keeper, _person = somebody_of(brigade, "steward", "keeper")
    rosa_viewer, rosa, _person = somebody_of(brigade, "member", "rosa")
    ines_viewer, ines, _person = somebody_of(brigade, "member", "ines")

    # The charter: rules in plain words, with defaults that a newcomer can accept.
    sent = {"title": "Konbit of the Terraces", "currency": "HOUR", "key": str(uuid.uuid4())}
    where = sends(keeper, at("new-circle", brigade.uid, "rota"), **sent)
    circle = Circle.objects.get()
    assert "Next is the field of who has waited longest." in words(keeper, where)
    assert "Nothing has to be made good." in words(keeper, where)
    sends(keeper, at("new-member", circle.uid), many="Odette\nTiago")
    sends(rosa, at("join-circle", circle.uid))
    sends(keeper, at("open-circle", circle.uid))
    assert not Account.objects.filter(circle=circle).exists(), "there is no account on which to owe"
    odette, tiago, me = _member("Odette"), _member("Tiago"), Member.objects.get(person=rosa_viewer.actor)
    assert "In this round 0 of 3 fields were worked." in words(rosa, where)

    # A day on Odette's field, sent twice; Rosa says that she comes.
    day = {
        "host": odette.pk, "on": str(TODAY), "text": "Walls of the upper terrace",
        "where": "at the big mapou tree", "language": "en", "key": str(uuid.uuid4()),
    }  # fmt: skip
    for _time in range(2):
        sends(keeper, at("new-field-day", circle.uid), **day)
    first = FieldDay.objects.get()
    sends(rosa, at("say-coming", first.uid), member=me.pk, answer="yes")
    page = words(rosa, where)
    assert "Walls of the upper terrace" in page
    assert "You come" in page

    # It stands in the calendars of those who take part, and in no one else's.
    span = ([brigade.pk], TODAY, TODAY + timedelta(days=30))
    assert [one.place for one in field_days(rosa_viewer, *span)] == ["at the big mapou tree"]
    assert list(field_days(ines_viewer, *span)) == []
    for other in (ines, Client()):
        assert "upper terrace" not in other.get(where).text
        assert other.post(at("say-coming", first.uid), {"member": me.pk}).status_code in (302, 404)
    assert Helped.objects.count() == 1

    # Others' answers and others' fields are not Rosa's to give; tomorrow cannot be written down today.
    for_another = {"member": tiago.pk, "answer": "yes"}
    assert rosa.post(at("say-coming", first.uid), for_another).status_code == 403
    assert rosa.get(at("who-came", first.uid)).status_code == 403
    later = {**day, "host": me.pk, "on": str(TODAY + timedelta(days=3)), "key": str(uuid.uuid4())}
    refused = rosa.post(at("new-field-day", circle.uid), {**later, "host": tiago.pk})
    assert refused.status_code == 200
    sends(rosa, at("new-field-day", circle.uid), **later)
    hers = FieldDay.objects.exclude(pk=first.pk).get()
    assert "still to come" in rosa.post(at("who-came", hers.uid), {"sent": "1"}).text

    # Who came is written down, by names; that of Odette is now the field that was worked in this round.
    sends(keeper, at("who-came", first.uid), **{f"came_{me.pk}": "on", f"came_{tiago.pk}": "on"})
    page = words(rosa, where)
    assert "We worked together on one day." in page
    assert "In this round 1 of 3 fields were worked." in page
    assert set(Helped.objects.filter(day=first, state="came").values_list("member", flat=True)) == {
        me.pk, tiago.pk,
    }  # fmt: skip
    newest = Change.objects.order_by("-id").values_list("verb", flat=True).first()
    assert newest == "note who came"

    # A day that will not be is taken away, and brought back with one press.
    sends(rosa, at("remove-field-day", hers.uid))
    assert "No day is planned yet" in words(rosa, where)

    # The rules change by a resolution; then it is decided together.
    rules = {
        "rule_next": "need", "rule_food": "all", "rule_away": "sends", "rule_hours": "on",
        "agreed": "We write the hours down for our own memory.", "sent": str(uuid.uuid4()), "language": "en",
    }  # fmt: skip
    sends(keeper, at("circle-rules", circle.uid), **rules)
    assert "You decide it together, by who needs it most." in words(rosa, where)
    long = {f"long_{me.pk}": "6:30", f"came_{tiago.pk}": "on"}
    assert "24 hours" in keeper.post(at("who-came", first.uid), {f"long_{me.pk}": "25:00"}).text
    sends(keeper, at("who-came", first.uid), **long)
    assert "6 h 30 min" in words(rosa, where)

    # The end: everybody goes as she came, and there is nothing to settle.
    sends(rosa, at("leave-circle", me.pk), choice="go", key=str(uuid.uuid4()))
    sends(keeper, at("close-circle", circle.uid))
    circle.refresh_from_db()
    assert circle.state == "closed"
    assert all(one.holds for one in zero_sums(circle.pk))


def test_each_member_serves_the_collective() -> None:
    group = a_group("Groupement of the Mill")
    _viewer, keeper, _person = somebody_of(group, "steward", "keeper")
    rosa_viewer, rosa, _person = somebody_of(group, "member", "rosa")
    _viewer, ines, _person = somebody_of(group, "member", "ines")

    sent = {"title": "The mill", "currency": "HOUR", "key": str(uuid.uuid4())}
    where = sends(keeper, at("new-circle", group.uid, "enterprise"), **sent)
    circle = Circle.objects.get()
    assert "Before sharing, 20 % of the surplus stays in the common reserve." in words(keeper, where)
    sends(keeper, at("new-member", circle.uid), many="Odette\nTiago")
    sends(rosa, at("join-circle", circle.uid))
    sends(keeper, at("open-circle", circle.uid))
    odette, tiago, me = _member("Odette"), _member("Tiago"), Member.objects.get(person=rosa_viewer.actor)
    mine = Account.objects.get(member=me, word="member")

    # Work and goods are given; sent twice, they are given once. What is no time is told beside its field.
    given = {
        f"given_{odette.pk}": "7", f"given_{tiago.pk}": "3:30", f"given_{me.pk}": "", "on": str(TODAY),
        "words": "weeding the cane", "key": str(uuid.uuid4()),
    }  # fmt: skip
    no_time = {**given, f"given_{me.pk}": "x"}
    assert "such as 1:30" in keeper.post(at("note-given", circle.uid), no_time).text
    for _time in range(2):
        sends(keeper, at("note-given", circle.uid), **given)
    assert "10 h 30 min" in words(rosa, where)

    # Rosa cannot write down her own until the rules let everybody do so; nobody writes for another.
    assert rosa.get(at("note-given", circle.uid)).status_code == 403
    rules = {
        "rule_by": "work", "rule_reserve": "10", "rule_noted": "members", "rule_balances_seen": "members",
        "agreed": "Everybody writes her own.", "sent": str(uuid.uuid4()), "language": "en",
    }  # fmt: skip
    sends(keeper, at("circle-rules", circle.uid), **rules)
    own = {f"given_{me.pk}": "3:30", "on": str(TODAY), "words": "grinding", "key": str(uuid.uuid4())}
    sends(rosa, at("note-given", circle.uid), **own)
    forged = {f"given_{tiago.pk}": "9", "on": str(TODAY), "key": str(uuid.uuid4())}
    assert rosa.post(at("note-given", circle.uid), forged).status_code == 200
    mine.refresh_from_db()
    assert mine.balance == 210

    # A surplus of 100.01 gourdes: a tenth stays in common; the rest goes by 420, 210 and 210 minutes.
    form = {
        "amount": "100.01", "currency": "HTG", "key": str(uuid.uuid4()), "language": "en",
        "agreed": "We share what the mill earned.", "sent": str(uuid.uuid4()),
    }  # fmt: skip
    address = at("share-surplus", circle.uid)
    assert "Read it once more" in words_of(keeper.post(address, form).text)
    assert not Account.objects.filter(circle=circle, word="share").exists(), "only looked at"
    stale = keeper.post(address, {**form, "sure": "yes", "seen": "1"})
    assert "Something was booked since you looked." in stale.text
    for _time in range(2):
        sends(keeper, address, **form, sure="yes", seen="840")
    shares = dict(Account.objects.filter(circle=circle, word="share").values_list("member", "balance"))
    assert shares == {odette.pk: 4501, tiago.pk: 2250, me.pk: 2250}
    assert Account.objects.get(circle=circle, word="reserve").balance == 1000
    assert Account.objects.get(circle=circle, word="outside").balance == -10001
    mine.refresh_from_db()
    assert mine.balance == 0, "what was given is counted, and counting begins anew"
    assert rosa.post(address, form).status_code == 403

    # Shares are paid out in cash, never more than stands there.
    hers = Account.objects.get(member=me, word="share")
    pay = {"account": hers.uid, "amount": "22.51", "key": str(uuid.uuid4())}
    assert keeper.post(at("pay-out-share", circle.uid), pay).status_code == 200
    for _time in range(2):
        sends(keeper, at("pay-out-share", circle.uid), **{**pay, "amount": "22.50"})
    hers.refresh_from_db()
    assert hers.balance == 0

    # Strangers, and members of the group who do not take part, are told no amounts.
    for other in (ines, Client()):
        assert "45.01" not in other.get(where).text
        assert other.get(at("note-given", circle.uid)).status_code in (302, 404)

    # Who has a share that is not paid out does not go yet.
    going = {"choice": "gift", "key": str(uuid.uuid4())}
    assert "paid out" in keeper.post(at("leave-circle", tiago.pk), going).text

    # The end: shares are paid out, the reserve is used by a resolution, and all together is nothing.
    for one in Account.objects.filter(circle=circle, word="share", balance__gt=0):
        left = {"account": one.uid, "amount": f"{one.balance / 100:.2f}", "key": str(uuid.uuid4())}
        sends(keeper, at("pay-out-share", circle.uid), **left)
    assert "still open" in keeper.post(at("close-circle", circle.uid)).text
    use = {
        "amount": "10", "what": "seed for the widows’ garden", "key": str(uuid.uuid4()), "language": "en",
        "agreed": "The rest goes to the garden.", "sent": str(uuid.uuid4()),
    }  # fmt: skip
    sends(keeper, at("use-reserve", circle.uid), **use)
    sends(rosa, at("leave-circle", me.pk), choice="settle", key=str(uuid.uuid4()))
    sends(keeper, at("close-circle", circle.uid))
    circle.refresh_from_db()
    assert circle.state == "closed"
    assert all(one.holds for one in zero_sums(circle.pk))
