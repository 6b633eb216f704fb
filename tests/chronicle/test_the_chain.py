"""Every change is there for ever, and nobody can alter the record unseen."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.models import Change
from konbit.chronicle.queries import batch_of, broken_links, changed_since, history, latest_id

pytestmark = pytest.mark.django_db


def record(kind: str = "bakery", object_id: int = 1, before: object = None, after: object = None) -> Batch:
    with recording("person:a", "edit", source="test") as batch:
        batch.changed(kind, object_id, before, after)
    return batch


def record_several() -> list[Change]:
    for number in range(5):
        record(object_id=number, after={"name": f"Bakery {number}"})
    return list(Change.objects.order_by("id"))


def test_a_change_says_who_when_what_and_by_which_source() -> None:
    before = datetime.now(UTC)
    record("bakery", 7, {"name": "Sun"}, {"name": "Sunrise"})
    change = Change.objects.get()
    assert (change.actor, change.verb, change.source) == ("person:a", "edit", "test")
    assert (change.kind, change.object_id) == ("bakery", 7)
    assert (change.before, change.after) == ({"name": "Sun"}, {"name": "Sunrise"})
    assert before <= change.at <= datetime.now(UTC)


def test_the_changes_of_one_act_share_a_batch() -> None:
    with recording("person:a", "import") as batch:
        batch.changed("bakery", 1, None, {"name": "One"})
        batch.changed("bakery", 2, None, {"name": "Two"})
    record(object_id=3)
    first = Change.objects.order_by("id")[0]
    assert [change.object_id for change in batch_of(first.pk)] == [1, 2]
    assert batch_of(10_000) == []


def test_an_act_that_changed_nothing_leaves_no_row() -> None:
    with recording("person:a", "look"):
        pass
    assert latest_id() == 0


def test_an_act_that_fails_leaves_neither_change_nor_record() -> None:
    with pytest.raises(RuntimeError), recording("person:a", "edit") as batch:
        batch.changed("bakery", 1, None, {})
        raise RuntimeError("the oven is cold")
    assert not Change.objects.exists()


def test_history_comes_newest_first_and_only_of_that_object() -> None:
    record(object_id=1, after={"name": "Sun"})
    record(object_id=2, after={"name": "Moon"})
    record(object_id=1, after={"name": "Sunrise"})
    assert [change.after["name"] for change in history("bakery", 1)] == ["Sunrise", "Sun"]
    assert len(history("bakery", 1, limit=1)) == 1


def test_an_untouched_chain_has_no_broken_link() -> None:
    record_several()
    assert list(broken_links()) == []


@pytest.mark.parametrize(
    "altered",
    [
        {"after": {"name": "Somebody else's bakery"}},
        {"before": {"name": "It was always so"}},
        {"actor": "person:b"},
        {"verb": "agree"},
        {"object_id": 99},
        {"source": "elsewhere"},
        {"at": datetime(1999, 1, 1, tzinfo=UTC)},
        {"batch": uuid.UUID(int=1)},
        {"digest": "0" * 64},
    ],
    ids=lambda altered: next(iter(altered)),
)
def test_altering_any_part_of_a_row_breaks_the_chain(altered: dict[str, object]) -> None:
    rows = record_several()
    Change.objects.filter(pk=rows[2].pk).update(**altered)
    assert rows[2].pk in list(broken_links())


def test_taking_a_row_out_breaks_the_chain_at_the_next() -> None:
    rows = record_several()
    Change.objects.filter(pk=rows[2].pk).delete()
    assert list(broken_links()) == [rows[3].pk]


def test_every_value_that_a_change_may_hold_can_be_checked_after_reading_it_back() -> None:
    values = {
        "negative zero": -0.0,
        "tiny": 5e-324,
        "third": 1 / 3,
        "large": 1e16,
        "huge": 1.5e300,
        "big integer": 2**70,
        "amount": Decimal("12.50"),
        "day": date(2004, 1, 28),
        "moment": datetime(2004, 1, 28, 12, 30, 15, 123456, tzinfo=UTC),
        "id": uuid.UUID(int=7),
        "words": "Boulanjri «Solèy» 😀 \\u0041 \" '",
        "nothing": None,
        "yes": True,
        "list": [1, (2, 3), {"z": 1, "a": 2}],
    }
    record(after=values, before=values)
    assert list(broken_links()) == []


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_write_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        record(after={"latitude": number})
    assert not Change.objects.exists()


def test_reading_on_from_a_cursor_gives_every_changed_object_once() -> None:
    with recording("person:a", "import") as batch:
        for object_id in (1, 2, 1, 3, 1):
            batch.changed("bakery", object_id, None, {})
    objects, cursor = changed_since(0, 100)
    assert objects == [("bakery", 1), ("bakery", 2), ("bakery", 3)]
    assert cursor == latest_id()
    assert changed_since(cursor, 100) == ([], cursor)


def test_reading_on_in_small_steps_misses_nothing() -> None:
    for object_id in range(23):
        record(object_id=object_id)
    seen, cursor = [], 0
    while True:
        objects, newest = changed_since(cursor, 4)
        if newest == cursor:
            break
        seen += objects
        cursor = newest
    assert seen == [("bakery", object_id) for object_id in range(23)]


def test_a_batch_rolled_back_from_outside_is_not_in_the_chain() -> None:
    record(object_id=1)
    with pytest.raises(RuntimeError), transaction.atomic():
        record(object_id=2)
        raise RuntimeError("the outer act failed")
    record(object_id=3)
    assert [change.object_id for change in Change.objects.order_by("id")] == [1, 3]
    assert list(broken_links()) == []
