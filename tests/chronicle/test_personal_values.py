"""People can leave: what they said of themselves goes, the record that something changed stays."""

from __future__ import annotations

import json

import pytest
from django.core import serializers

from konbit.chronicle.actions import forget, purge, recording
from konbit.chronicle.models import Change, Erasure, PersonalValue
from konbit.chronicle.personal import Personal
from konbit.chronicle.queries import broken_links, erasures, with_personal_values

pytestmark = pytest.mark.django_db

PHONE = "+509 3412 0000"
NAME = "Marie-Ange Exemple"


def record(object_id: int = 1, subject: str = "person:m", phone: str = PHONE) -> Change:
    with recording("person:editor", "edit") as batch:
        batch.changed(
            "bakery",
            object_id,
            {"contacts": []},
            {"name": "Sunrise", "contacts": [{"kind": "phone", "value": Personal(phone, subject)}]},
        )
    return Change.objects.latest("id")


def everything_kept() -> str:
    """All rows of the chronicle as text, as a thief of the database would see them."""
    return serializers.serialize(
        "json", [*Change.objects.all(), *PersonalValue.objects.all(), *Erasure.objects.all()]
    )


def test_a_personal_value_never_stands_in_the_chain() -> None:
    change = record()
    assert PHONE not in json.dumps([change.before, change.after])
    assert change.after["name"] == "Sunrise"
    assert set(change.after["contacts"][0]["value"]) == {"digest"}


def test_the_same_value_leaves_a_different_digest_each_time() -> None:
    first, second = record(), record()
    assert first.after["contacts"][0]["value"] != second.after["contacts"][0]["value"]


def test_those_who_may_see_it_get_the_value_back() -> None:
    before, after = with_personal_values(record())
    assert before == {"contacts": []}
    assert after["contacts"][0]["value"] == PHONE


def test_what_was_said_about_a_forgotten_person_is_gone_and_the_chain_holds() -> None:
    change = record()
    record(2, subject="person:other", phone="+39 055 000")
    assert forget("person:operator", "person:m", []) == 1
    assert PHONE not in everything_kept()
    assert "+39 055 000" in everything_kept()
    assert set(with_personal_values(change)[1]["contacts"][0]["value"]) == {"digest"}
    assert list(broken_links()) == []


def test_a_value_is_forgotten_wherever_it_stands_however_it_is_spaced() -> None:
    record(1, subject="", phone="+509 34 12 00 00")
    record(2, subject="", phone="+50934120000")
    record(3, subject="", phone="+509 1111 1111")
    assert forget("person:operator", "", [" +509 3412 0000 "]) == 2
    kept = list(PersonalValue.objects.values_list("value", flat=True))
    assert kept == ["+509 1111 1111"]


def test_the_note_of_an_erasure_does_not_hold_what_was_erased() -> None:
    record()
    forget("person:operator", "person:m", [PHONE, NAME])
    (erasure,) = erasures()
    assert len(erasure.value_digests) == 2
    assert PHONE not in everything_kept()
    assert NAME not in everything_kept()


def test_an_erasure_can_be_replayed_after_a_restore() -> None:
    record()
    forget("person:operator", "person:m", [PHONE])
    record(2, subject="")  # an old backup brings the value back
    for erasure in erasures():
        assert purge(erasure.subject, set(erasure.value_digests)) == 1
    assert PHONE not in everything_kept()


def test_forgetting_nobody_forgets_nothing() -> None:
    record()
    record(2, subject="")
    assert forget("person:operator", "", ["", "  "]) == 0
    assert PersonalValue.objects.count() == 2
