"""`make bench NAME=casting`: putting ballots into the box, beside a POST that does nothing.

KONBIT_BENCH_VOTERS (400) people on the roll of an anonymous vote and of an open one send their ballots as
browsers do, through the whole site: session, account, form, register, box. The peer in the same run goes the
same way to a page that only asks who one is. Both take turns, voter by voter, so that the machine is the same
for both. Then as many more vote from KONBIT_BENCH_AT_ONCE (4) threads at once, and nobody may be lost.

`ratio_anonymous`, `ratio_open`: ballots per second by empty POSTs per second (goal: 0.5); `…_per_s`: rates.
`lost`: people in the register, or ballots in the box, that are missing (goal: 0).
"""

from __future__ import annotations

import os
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
    _must_vote(clients[0][1], address)
    casting = empty = 0.0
    for _person, client in clients[1:VOTERS]:
        empty += timed(lambda client=client: client.post("/empty"))  # type: ignore[misc]
        casting += timed(lambda client=client: _must_vote(client, address))  # type: ignore[misc]
    rest = [client for _person, client in clients[VOTERS:]]
    crowd = timed(lambda: _all_at_once(rest, lambda client: _must_vote(client, address)))
    rates = {
        f"{secrecy}_per_s": (VOTERS - 1) / casting,
        f"empty_beside_{secrecy}_per_s": (VOTERS - 1) / empty,
    }
    say(f"  {secrecy}: {rates}")
    return {
        **{name: round(rate, 1) for name, rate in rates.items()},
        f"ratio_{secrecy}": round(empty / casting, 2),
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


def _must_vote(client: Client, address: str) -> None:
    answer = client.post(address, {"stance": "agree", "sure": "yes"})
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
    """The addresses of the site, and one that only asks who one is."""
    from types import ModuleType

    from django.contrib.auth.decorators import login_required
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from konbit.site import urls

    @login_required
    def empty(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=204)

    addresses = ModuleType("addresses")
    addresses.urlpatterns = [path("empty", empty), *urls.urlpatterns]  # type: ignore[attr-defined]
    return addresses


def _signed_in(number: int) -> tuple[Any, Client]:
    from django.test import Client

    from konbit.people.models import Person

    person = Person.objects.create(username=f"voter{number}", shown_name=f"Voter {number}")
    client = Client(headers={"accept-language": "en"})
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
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
