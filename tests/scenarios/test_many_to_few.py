"""A national plenary lived: over five hundred points from the states become few, each is found again.

The numbers are those of the Fourth National Plenary of Brazilian solidarity economy (March 2008): over 500
points from the states → 39 → 35 decided, 4 referred. The points and the bodies are invented.
"""

from __future__ import annotations

import csv
import io
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.decisions.models import Gathering, Point
from konbit.directory.models import Group
from tests.builders import a_group
from tests.federation.made import belongs
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db

STATES, EACH, FEW, DECIDED = 27, 19, 39, 35


def _address(name: str, *args: Any) -> str:
    return reverse(f"decisions:{name}", args=args)


def _sends(browser: Client, address: str, **said: Any) -> str:
    answer = browser.post(address, said)
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def _texts(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_over_five_hundred_points_become_thirty_nine_and_each_is_found_again(
    client: Client,
) -> None:
    forum = a_group("Forum of the Rivers", kind="network")
    secretariat = a_group("National Co-ordination of the Rivers")
    belongs(secretariat, forum)
    _viewer, keeps, _person = somebody_of(forum, "organiser", "keeper")
    where = _sends(
        keeps, _address("new-gathering", forum.uid),
        title="What the plenary decides", until="2040-03", key=str(uuid.uuid4()),
    )  # fmt: skip
    uid = Gathering.objects.get().uid
    assert where == _address("gathering", uid)

    # Every state pastes what its assembly wrote; one sends its list twice.
    for number in range(1, STATES + 1):
        state = a_group(f"State {number} Forum", kind="network")
        belongs(state, forum)
        _viewer, browser, _person = somebody_of(state, "steward", f"state{number}")
        _brings(browser, uid, state, number)
        if number == 5:
            _brings(browser, uid, state, number)
    assert Point.objects.count() == STATES * EACH == 513

    # Systematisation: two rounds, first by theme, then two more are put together; one is taken apart again.
    _sends(keeps, _address("move-gathering", uid), state="sorting")
    made = [_merges(keeps, uid, _of_theme(theme), f"Theme {theme}, together") for theme in range(40)]
    again = _merges(keeps, uid, [made[0], made[1]], "Seeds and water together")
    wrong = _merges(keeps, uid, [made[2], made[3]], "A mistake")
    _sends(keeps, _address("take-apart", uid, wrong))
    assert Point.objects.filter(joined_into=None).count() == FEW

    # The plenary decides 35; 4 go to the co-ordination.
    _sends(keeps, _address("move-gathering", uid), state="deciding")
    few = list(Point.objects.filter(joined_into=None).values_list("number", flat=True))
    referred = few[: FEW - DECIDED]
    refused = keeps.post(_address("move-gathering", uid), {"state": "closed"}, follow=True)
    assert "nobody has said what becomes of them: 39" in _texts(refused.text)
    _sends(
        keeps, _address("settle-points", uid), points=few[FEW - DECIDED:], outcome="decided",
        agreed="The plenary adopts the points that it read.", sent=str(uuid.uuid4()),
    )  # fmt: skip
    _sends(
        keeps, _address("settle-points", uid), points=referred, outcome="referred",
        referred_to=secretariat.name, sent=str(uuid.uuid4()),
        reason="All delegates in the states are asked first.",
    )  # fmt: skip
    _sends(keeps, _address("move-gathering", uid), state="closed")

    # Everybody reads the same numbers, and where each point went.
    page = _texts(client.get(_address("gathering", uid)).text)
    assert "Brought in 513 Made of them 39 Decided 35 Referred to another body 4" in page
    first = Point.objects.filter(round=0, joined_into__number=made[0]).first()
    assert first is not None
    told = _texts(client.get(_address("point", uid, first.number)).text)
    assert f"It went into {made[0]} Theme 0, together It went into {again} Seeds and water together" in told
    rows = list(csv.DictReader(io.StringIO(client.get(_address("points-table", uid)).text.lstrip("\ufeff"))))
    brought = [row for row in rows if row["round"] == "0"]
    assert len(brought) == STATES * EACH
    assert {row["ended in"] for row in brought} == {str(one) for one in few}
    assert sum(row["outcome"] == "referred" for row in brought) == _brought_into(client, uid, referred)
    assert {row["outcome"] for row in brought} == {"decided", "referred"}


def _brings(browser: Client, uid: str, state: Group, number: int) -> None:
    """A state pastes its list: one point on every line, of the themes in turn."""
    lines = "\n".join(
        f"- State {number} asks for theme {(number * EACH + line) % 40} in its own words, {line}"
        for line in range(EACH)
    )
    sent = {"points": lines, "brought_by": state.uid, "key": str(uuid.uuid4())}
    _sends(browser, _address("many-points", uid), **sent)


def _of_theme(theme: int) -> list[int]:
    rows = Point.objects.filter(round=0, title__en__icontains=f"theme {theme} in")
    return list(rows.values_list("number", flat=True))


def _merges(browser: Client, uid: str, numbers: list[int], words: str) -> int:
    """Choose points on the list, make one of them; its number."""
    form = browser.get(_address("merge-points", uid), {"points": numbers})
    assert form.status_code == 200
    sent = {"points": numbers, "title": words, "key": str(uuid.uuid4())}
    where = _sends(browser, _address("merge-points", uid), **sent)
    return int(where.rstrip("/").rsplit("/", 1)[1])


def _brought_into(client: Client, uid: str, numbers: list[int]) -> int:
    """Of how many points those are made, as their pages say."""
    many = 0
    for number in numbers:
        found = re.search(r"Made of (\d+) point", _texts(client.get(_address("point", uid, number)).text))
        assert found
        many += int(found[1])
    return many
