"""Two who write at the same moment: one chain, and a reader who goes on from its cursor misses nobody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from konbit.chronicle.actions import recording
from konbit.chronicle.models import Change
from konbit.chronicle.queries import broken_links, changed_since, latest_id

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _several_at_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite in memory has one connection; its one writer at a time is the database's own rule"
        )


@pytest.mark.usefixtures("_several_at_once")
def test_many_writers_make_one_unbroken_chain_and_a_reader_misses_none_of_it() -> None:
    writers, acts = 4, 20
    together = Barrier(writers + 1)

    def write(writer: int) -> None:
        together.wait()
        for act in range(acts):
            with recording(f"person:{writer}", "edit") as batch:
                batch.changed("bakery", writer * acts + act, None, {"act": act})
        connection.close()

    def follow() -> list[int]:
        seen, cursor = [], 0
        together.wait()
        while len(seen) < writers * acts:
            objects, cursor = changed_since(cursor, 7)
            seen += [object_id for _, object_id in objects]
        connection.close()
        return seen

    with ThreadPoolExecutor(writers + 1) as pool:
        following = pool.submit(follow)
        for done in [pool.submit(write, writer) for writer in range(writers)]:
            done.result(60)
        seen = following.result(60)

    assert sorted(seen) == list(range(writers * acts))
    assert Change.objects.count() == writers * acts
    assert changed_since(latest_id(), 10)[0] == []
    assert list(broken_links()) == []
