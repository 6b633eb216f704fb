"""The work behind the pages: whoever waits for it can see whether anybody does it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from huey.contrib.djhuey import HUEY

from konbit.base.locks import WORKING, hold, is_held
from konbit.site import background


def test_whoever_works_is_seen_working_and_a_second_one_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    consumer = SimpleNamespace(run=lambda: seen.append(is_held(WORKING)))
    monkeypatch.setattr(HUEY, "create_consumer", lambda **_said: consumer)
    monkeypatch.setattr(background, "REPEATED", ())
    background.work_until_stopped()
    assert seen == [True]
    assert not is_held(WORKING)
    with hold(WORKING):
        background.work_until_stopped()
    assert seen == [True, True]
