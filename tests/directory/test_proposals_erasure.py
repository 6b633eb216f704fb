"""Whoever leaves is taken out of what she proposed, and her values out of what others did."""

from __future__ import annotations

import pytest

from konbit.base.registry import Identity
from konbit.directory.actions.erasure import erase
from konbit.directory.actions.proposing import Aside
from konbit.directory.models import Proposal, Source
from konbit.people.audience import viewer_of
from tests.builders import a_person
from tests.directory.proposing import a_change, a_member, a_network, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]
VALUE = "rosa@example.org"


def test_nothing_of_her_stays_in_what_was_proposed() -> None:
    network, person = a_network(entry="open"), a_person("rosa")
    own = proposed(network, viewer_of(person), Aside(text="Call me."), name="Her own")
    other = proposed(
        network,
        aside=Aside(text=VALUE, reach=VALUE, credit=VALUE),
        contacts=[{"kind": "email", "value": VALUE, "audience": "stewards"}],
    )
    a_change(a_member(network), viewer_of(a_person("other")), Aside(credit=VALUE), name="Sunrise Table")
    gone = erase(Identity(person.pk, person.opaque_id, (VALUE,), lambda text: text.strip() == VALUE))
    assert gone
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.by, own.text) == ("", "")
    assert other.state["name"] == "Lantern Bakery"
    assert VALUE not in str(list(Proposal.objects.values()))
    assert not Source.objects.filter(name=VALUE).exists()
