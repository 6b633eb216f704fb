"""`make bench NAME=casting`: putting ballots into the box, beside a POST that does nothing.

KONBIT_BENCH_VOTERS (400) people on the roll of an anonymous vote and of an open one send their ballots as
browsers do, through the whole site: session, account, CSRF, form, register, box. The peer in the same run
sends the same form the same way, with one transaction in which nothing is asked or written. A second peer
changes one row in its transaction. All take turns, voter by voter, so that the machine is the same for them.
Then as many more vote from KONBIT_BENCH_AT_ONCE (4) threads at once, and nobody may be lost.

`ratio_anonymous`, `ratio_open`: ballots per second by empty POSTs per second (goal: 0.5); `…_per_s`: rates.
`ratio_…_to_one_row`: the same by POSTs that change one row; it is no goal. It tells what the disk takes: a
vote is on the disk before its voter is thanked (SQLite with synchronous=FULL), while nothing that is empty
waits for a disk. `…_cpu_ms`: what the processor does for one of each, without waiting.
`lost`: people in the register, or ballots in the box, that are missing (goal: 0).
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import in_a_home_of_its_own, say, timed

if TYPE_CHECKING:
    from django.test import Client

    from konbit.decisions.models import Vote

VOTERS = int(os.environ.get("KONBIT_BENCH_VOTERS", "400"))
AT_ONCE = int(os.environ.get("KONBIT_BENCH_AT_ONCE", "4"))
GOAL = 0.5


class Spent:
    """Time that went into one thing done many times: by the clock, and by the processor."""

    def __init__(self) -> None:
        self.times, self.clock, self.cpu = 0, 0.0, 0.0

    def on(self, work: Callable[[], Any]) -> None:
        """Do it once more."""
        before = time.thread_time()
        self.clock += timed(work)
        self.cpu += time.thread_time() - before
        self.times += 1

    @property
    def per_second(self) -> float:
        """How often it can be done in a second."""
        return self.times / self.clock

    @property
    def cpu_ms(self) -> float:
        """How long the processor works for one."""
        return 1000 * self.cpu / self.times


def main() -> None:
    """Measure and print one object."""
    in_a_home_of_its_own(_measure)


def _measure(_home: Path) -> dict[str, Any]:
    from django.test import override_settings

    with override_settings(ROOT_URLCONF=_with_an_empty_page()):
        say(f"{2 * VOTERS} people sign in …")
        clients = [_signed_in(number) for number in range(2 * VOTERS)]
        figures: dict[str, Any] = {"voters": VOTERS, "at_once": AT_ONCE, "goal": GOAL, "lost": 0}
        for secrecy in ("anonymous", "open"):
            figures |= _one_vote(secrecy, clients, figures)
    return figures | {"load_average": round(os.getloadavg()[0], 1)}


def _one_vote(secrecy: str, clients: Sequence[tuple[Any, Client]], figures: dict[str, Any]) -> dict[str, Any]:
    vote = _open_vote(secrecy, [person for person, _client in clients])
    address = f"/en/votes/{vote.uid}/ballot"
    _must_post(clients[0][1], address)
    empty, one_row, casting = Spent(), Spent(), Spent()
    for _person, client in clients[1:VOTERS]:
        empty.on(lambda client=client: _must_post(client, "/empty"))  # type: ignore[misc]
        one_row.on(lambda client=client: _must_post(client, "/one-row"))  # type: ignore[misc]
        casting.on(lambda client=client: _must_post(client, address))  # type: ignore[misc]
    rest = [client for _person, client in clients[VOTERS:]]
    crowd = timed(lambda: _all_at_once(rest, lambda client: _must_post(client, address)))
    rates = {
        f"{secrecy}_per_s": casting.per_second,
        f"empty_beside_{secrecy}_per_s": empty.per_second,
        f"one_row_beside_{secrecy}_per_s": one_row.per_second,
        f"{secrecy}_cpu_ms": casting.cpu_ms,
        f"empty_beside_{secrecy}_cpu_ms": empty.cpu_ms,
    }
    say(f"  {secrecy}: {rates}")
    return {
        **{name: round(rate, 1) for name, rate in rates.items()},
        f"ratio_{secrecy}": round(casting.per_second / empty.per_second, 2),
        f"ratio_{secrecy}_to_one_row": round(casting.per_second / one_row.per_second, 2),
        f"{secrecy}_at_once_per_s": round(len(rest) / crowd, 1),
        "lost": figures["lost"] + _lost(vote, len(clients)),
    }


def _lost(vote: Vote, voters: int) -> int:
    """How many are missing in the register and in the box."""
    from konbit.decisions.actions.register import settle
    from konbit.decisions.models import Ballot, Participation

    settle(vote)
    there = Participation.objects.filter(vote=vote).count() + Ballot.objects.filter(vote=vote).count()
    return 2 * voters - there


def _must_post(client: Client, address: str) -> None:
    token = client.cookies["csrftoken"].value
    answer = client.post(address, {"stance": "agree", "sure": "yes", "csrfmiddlewaretoken": token})
    if answer.status_code != 302:
        raise SystemExit(f"{address} answered {answer.status_code}")


def _all_at_once(clients: Sequence[Client], act: Callable[[Client], None]) -> None:
    from django.db import connection

    def one(client: Client) -> None:
        act(client)
        connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, clients))


def _with_an_empty_page() -> Any:
    """The addresses of the site, one that only asks who one is, and one that changes a row of hers."""
    from types import ModuleType

    from django.contrib.auth.decorators import login_required
    from django.db import transaction
    from django.http import HttpRequest, HttpResponse
    from django.shortcuts import redirect
    from django.urls import path
    from django.utils import timezone

    from konbit.people.models import Person
    from konbit.site import urls

    @login_required
    @transaction.atomic
    def empty(_request: HttpRequest) -> HttpResponse:
        return redirect("/")

    @login_required
    @transaction.atomic
    def one_row(request: HttpRequest) -> HttpResponse:
        Person.objects.filter(pk=request.user.pk).update(last_login=timezone.now())
        return redirect("/")

    addresses = ModuleType("addresses")
    addresses.urlpatterns = [path("empty", empty), path("one-row", one_row), *urls.urlpatterns]  # type: ignore[attr-defined]
    return addresses


def _signed_in(number: int) -> tuple[Any, Client]:
    from django.middleware.csrf import CSRF_SECRET_LENGTH
    from django.test import Client
    from django.utils.crypto import get_random_string

    from konbit.people.models import Person

    person = Person.objects.create(username=f"voter{number}", shown_name=f"Voter {number}")
    client = Client(headers={"accept-language": "en"}, enforce_csrf_checks=True)
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    client.cookies["csrftoken"] = get_random_string(CSRF_SECRET_LENGTH)
    return person, client


def _open_vote(secrecy: str, people: Sequence[Any]) -> Vote:
    from konbit.decisions.methods import rules_as_data
    from konbit.decisions.models import Entitled, Vote
    from konbit.decisions.queries.methods import shipped_methods
    from konbit.directory.models import Group

    rules = next(one for one in shipped_methods() if one.word == "majority")
    vote = Vote.objects.create(
        key=uuid.uuid4(), group=Group.objects.create(name=f"Invented {secrecy}", slug=secrecy),
        title={"en": "Do we buy the mill?"}, method=rules.word, rules={"method": rules_as_data(rules)},
        state=Vote.State.OPEN, secrecy=secrecy,
    )  # fmt: skip
    Entitled.objects.bulk_create(
        Entitled(vote=vote, number=number, person=person.opaque_id, name=person.shown_name)
        for number, person in enumerate(people, 1)
    )
    return vote


if __name__ == "__main__":
    main()
