"""Ids of addresses that people write on paper."""

from __future__ import annotations

from konbit.base.uids import LENGTH, LETTERS, new_uid, uid_from


def test_an_id_has_nothing_that_could_be_misread() -> None:
    for uid in (new_uid(), uid_from("bread")):
        assert len(uid) == LENGTH
        assert set(uid) <= set(LETTERS)
    assert not set(LETTERS) & set("01aeiouly")


def test_the_same_text_has_the_same_id_for_ever() -> None:
    assert uid_from("konbit:claim:bread") == uid_from("konbit:claim:bread") != uid_from("konbit:claim:Bread")
