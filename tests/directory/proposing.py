"""Networks, people and forms for the tests of proposing."""

from __future__ import annotations

import re
import time
from typing import Any

from django.core import signing
from django.test import Client

from konbit.directory.actions.proposing import Aside, propose_change, propose_group
from konbit.directory.models import Group, Policy, Proposal, Relation, Role
from konbit.people.audience import ANYONE, Viewer, viewer_of
from konbit.people.models import Person
from tests.builders import a_group, a_person

KNOWN = {
    "name": "Lantern Bakery",
    "kind": "initiative",
    "country": "FR",
    "precision": "town",
    "standing": "knows",
}
"""What somebody fills into the form of a new group at least."""


def a_network(name: str = "Union", entry: str = "") -> Group:
    """A network, with a word on how it takes entries where one is given."""
    network = a_group(name, kind="network")
    if entry:
        Policy.objects.create(network=network, entry=entry)
    return network


def a_member(network: Group, name: str = "Sunrise Bakery", **state: Any) -> Group:
    """A group that belongs to a network."""
    group = a_group(name, **state)
    Relation.objects.create(subject=group, kind="member_of", object=network)
    return group


def who_holds(group: Group, role: str, username: str = "mina") -> tuple[Person, Viewer]:
    """An account with a role in a group, and the viewer that it is."""
    person = a_person(username)
    Role.objects.create(person=person, group=group, kind=role)
    return person, viewer_of(person)


def proposed(network: Group, by: Viewer = ANYONE, aside: Aside | None = None, **state: Any) -> Proposal:
    """A new group that waits, or was taken at once."""
    state = {"name": "Lantern Bakery", **state}
    outcome = propose_group(by, network.uid, state, aside or Aside())
    return Proposal.objects.get(pk=outcome.proposal_id)


def a_change(group: Group, by: Viewer = ANYONE, aside: Aside | None = None, **wanted: Any) -> Proposal:
    """A change that waits, or was taken at once."""
    outcome = propose_change(by, group.uid, wanted, aside or Aside())
    return Proposal.objects.get(pk=outcome.proposal_id)


def opened_a_while_ago() -> dict[str, str]:
    """What the guard of a form sends with it when somebody took her time."""
    signer = signing.TimestampSigner(salt="konbit.directory.guard")
    signer.timestamp = _minute_ago  # type: ignore[method-assign]
    return {"guard-opened": signer.sign("open"), "guard-site": ""}


def _minute_ago() -> str:
    return signing.b62_encode(int(time.time()) - 60)


def rows(part: list[dict[str, Any]], there: int = 0) -> dict[str, Any]:
    """The entries of a section as its form sends them."""
    sent: dict[str, Any] = {"rows-TOTAL_FORMS": len(part), "rows-INITIAL_FORMS": there}
    for number, row in enumerate(part):
        sent |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return sent


def words_of_page(client: Client, address: str) -> str:
    """What a page says, without its tags."""
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def sign_in(client: Client, person: Person) -> None:
    """Sign an account in."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
