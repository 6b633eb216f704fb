"""The index follows the chronicle, can be thrown away at any time, and survives being cut short."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from konbit.base.registry import Room, register
from konbit.chronicle.actions import recording
from konbit.chronicle.queries import latest_id
from konbit.search import actions, index
from konbit.search.actions import apply_changes, rebuild
from konbit.search.asking import Question
from konbit.search.documents import Document
from konbit.search.queries import search, status
from tests.search.conftest import EVERYONE, Shop


def found(words: str = "") -> list[int]:
    """What is found without bringing the index up to date."""
    return [hit.id for hit in search(Question(EVERYONE, words)).hits]


def builds() -> list[str]:
    """The folders of builds, whether in use or left behind."""
    return [path.name for path in index.folder().iterdir() if path.is_dir() and not path.is_symlink()]


def test_a_rebuild_says_how_many_documents_it_made_and_how_far_it_is(shop: Shop) -> None:
    for id in range(1, 4):
        shop.put(id, f"Bakery {id}")
    told: list[int] = []
    assert rebuild(told.append) == 3
    assert told == [3]
    assert found() == [1, 2, 3]


def test_only_what_changed_is_made_again(shop: Shop) -> None:
    for id in range(1, 6):
        shop.put(id, f"Bakery {id}")
    rebuild()
    shop.built.clear()
    shop.put(3, "Mill 3")
    shop.put(6, "Mill 6")
    assert apply_changes() == 2
    assert sorted(shop.built) == [3, 6]
    assert found("mill") == [3, 6]
    assert found("bakery 3") == []


def test_applying_again_changes_nothing(shop: Shop) -> None:
    shop.put(1, "Bakery")
    apply_changes()
    shop.built.clear()
    assert apply_changes() == 0
    assert shop.built == []
    assert found() == [1]


def test_what_is_gone_is_no_longer_found(shop: Shop) -> None:
    shop.put(1, "Bakery")
    shop.put(2, "Mill")
    apply_changes()
    shop.take(1)
    apply_changes()
    assert found() == [2]
    assert status().documents == 1


def test_a_change_of_one_thing_makes_the_documents_again_that_show_it(shop: Shop) -> None:
    shop.documents.touched_by["town"] = lambda ids: [one * 10 for one in ids]  # type: ignore[index]
    shop.put(10, "Bakery in Lyon")
    apply_changes()
    shop.shelf[10] = Document(10, "Bakery in Lugdunum", visible=("public",))
    with recording("test", "rename") as batch:
        batch.changed("town", 1)
    apply_changes()
    assert found("lugdunum") == [10]


def test_the_status_says_how_far_the_index_lags_behind(shop: Shop) -> None:
    shop.put(1, "Bakery")
    assert (status().ready, status().behind) == (False, latest_id())
    apply_changes()
    assert (status().ready, status().behind, status().documents) == (True, 0, 1)
    shop.put(1, "Bakery")
    shop.put(2, "Mill")
    assert (status().ready, status().behind, status().documents) == (True, 2, 1)


def test_another_schema_means_that_the_index_is_built_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put(1, "Bakery")
    apply_changes()
    before = builds()
    monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)
    assert not status().ready
    assert apply_changes() == 1
    assert status().ready
    assert builds() != before
    assert found() == [1]


def test_a_new_facet_or_room_means_that_the_index_is_built_again(shop: Shop) -> None:
    shop.put(1, "Bakery")
    apply_changes()
    library = Shop("library", facets=("shelves",))
    register(Room("books", "Books", documents={"library": library.documents}))
    assert not status().ready
    assert found() == []
    apply_changes()
    assert found() == [1]


def test_an_index_that_cannot_be_read_is_built_again(shop: Shop) -> None:
    shop.put(1, "Bakery")
    apply_changes()
    (index.current() / "state.json").write_text("{ cut sho")
    assert not status().ready
    apply_changes()
    assert found() == [1]


def test_a_process_killed_in_the_middle_of_a_rebuild_leaves_the_old_index_in_use(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put(1, "Bakery")
    rebuild()
    shop.shelf[2] = Document(2, "Mill", visible=("public",))
    cursor = latest_id()
    child = os.fork()
    if child == 0:  # asks the database for nothing: the connection is its parent's

        def killed(ids: list[int]) -> Iterator[Document]:
            yield shop.shelf[ids[0]]
            os.kill(os.getpid(), signal.SIGKILL)

        monkeypatch.setattr(shop, "build", killed)
        monkeypatch.setattr(actions, "latest_id", lambda: cursor)
        object.__setattr__(shop.documents, "build", killed)
        rebuild()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert len(builds()) == 2
    assert found() == [1]
    assert status().ready

    assert rebuild() == 2
    assert found() == [1, 2]
    assert len(builds()) == 1


def test_a_build_that_fails_leaves_the_old_index_in_use(shop: Shop) -> None:
    shop.put(1, "Bakery")
    rebuild()

    def fails(ids: list[int]) -> Iterator[Document]:
        yield shop.shelf[ids[0]]
        raise RuntimeError("the oven is cold")

    object.__setattr__(shop.documents, "build", fails)
    with pytest.raises(RuntimeError):
        rebuild()
    assert found() == [1]


def test_a_change_that_cannot_be_applied_is_applied_later(shop: Shop) -> None:
    shop.put(1, "Bakery")
    apply_changes()
    right = shop.documents.build

    def fails(ids: list[int]) -> Iterator[Document]:
        raise RuntimeError("the oven is cold")

    object.__setattr__(shop.documents, "build", fails)
    shop.put(1, "Mill")
    with pytest.raises(RuntimeError):
        apply_changes()
    assert found("bakery") == [1]
    object.__setattr__(shop.documents, "build", right)
    apply_changes()
    assert found("mill") == [1]


def test_two_writers_wait_for_each_other() -> None:
    order: list[str] = []
    inside = threading.Event()
    go_on = threading.Event()

    def first() -> None:
        with index.only_writer():
            order.append("first in")
            inside.set()
            go_on.wait(10)
            order.append("first out")

    def second() -> None:
        with index.only_writer():
            order.append("second in")

    one, two = threading.Thread(target=first), threading.Thread(target=second)
    one.start()
    assert inside.wait(10)
    two.start()
    two.join(0.2)
    assert order == ["first in"]
    go_on.set()
    one.join(10)
    two.join(10)
    assert order == ["first in", "first out", "second in"]


def test_a_reader_sees_a_new_build_at_once(shop: Shop, ask: Callable[..., object]) -> None:
    for turn in range(1, 6):
        shop.shelf = {turn: Document(turn, f"Bakery {turn}", visible=("public",))}
        rebuild()
        assert found() == [turn]
    assert len(builds()) == 1
