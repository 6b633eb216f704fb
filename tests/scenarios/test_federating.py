"""Three tables and a committee federate: one refuses, one joins later, one leaves; the page keeps it all."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.assembly.actions.agreed import Agreed
from konbit.directory.models import Group, Relation
from konbit.directory.queries.membership import members_of
from konbit.federation.actions.answering import REFUSE, WISH
from konbit.federation.actions.pacts import PactDraft, ask_another, send_pact, write_on, write_pact
from konbit.federation.queries.growth import growth_page
from konbit.federation.queries.pact_versions import charter_versions
from konbit.federation.queries.pacts import pact_page, pacts_of_group
from konbit.people.audience import ANYONE
from tests.federation.pacted import a_pact, a_table, answered, held, left, party, steward_of

pytestmark = pytest.mark.django_db


def test_tables_and_a_committee_federate_and_the_page_keeps_who_was_bound_when() -> None:
    committee = a_table("Seed Committee", valid_from="2024")
    hill, shore, marsh = (a_table(name, valid_from="2025") for name in ("Hill", "Shore", "Marsh"))

    # The committee proposes; one table would first have something amended.
    pact = a_pact(
        committee, hill, shore, marsh, committee, title="Seeds of the coast", charter="Seeds are common.",
        needed=3, answer_by="2026-02-28",
    )  # fmt: skip
    answered(pact, hill, WISH, agreed=Agreed(), reason="Say how one leaves.")
    write_on(steward_of(committee), pact.uid)
    words = "Seeds are common. Whoever leaves takes her own."
    write_pact(
        steward_of(committee), pact.uid,
        PactDraft("en", "Seeds of the coast", charter=words, needed=3, answer_by="2026-02-28"),
    )  # fmt: skip
    send_pact(steward_of(committee), pact.uid, "2026-01-20")
    assert len(charter_versions(ANYONE, pact.uid, "en").versions) == 2

    # Each answers for itself; one refuses, and says why.
    for group, on in ((hill, "2026-02-03"), (shore, "2026-02-07"), (committee, "2026-02-08")):
        answered(pact, group, on=on, mandate="Common seeds, no common chest.")
    answered(pact, marsh, REFUSE, on="2026-02-09", reason="We are too few to carry more.")
    network = held(pact, committee, on="2026-03-01", name="Seeds of the Coast")
    assert set(members_of(network.pk)) == {hill.pk, shore.pk, committee.pk}

    # Another table joins later, by the same way; one leaves.
    delta = a_table("Delta")
    ask_another(steward_of(committee), pact.uid, delta.uid)
    answered(pact, delta, on="2026-05-05")
    held(pact, committee, on="2026-06-01")
    assert Group.objects.filter(kind="network").count() == 1
    left(pact, shore, "2026-07-31", "Our people moved on.")
    left(pact, hill, "2026-08-31")

    page = pact_page(ANYONE, pact.uid)
    told = {one.group.name: (one.state, one.bound) for one in page.parties}
    assert told == {
        "Hill": ("left", "1 March 2026 – 31 August 2026"),
        "Shore": ("left", "1 March 2026 – 31 July 2026"),
        "Marsh": ("refused", ""),
        "Seed Committee": ("agreed", "since 1 March 2026"),
        "Delta": ("agreed", "since 1 June 2026"),
    }
    assert page.fewer, "two are bound, three are needed: told, not dissolved"
    assert page.line.state == "holds"
    assert set(members_of(network.pk)) == {committee.pk, delta.pk}
    said = Client().get(f"/en/pacts/{pact.uid}/").content.decode()
    for words in ("We are too few to carry more.", "Our people moved on.", "Only 2 are bound now"):
        assert words in said

    # The page of the network tells where it came from, and how it grew.
    assert [one.uid for one in pacts_of_group(ANYONE, network.uid).founding] == [pact.uid]
    kinds = [(one.kind, one.group.name) for one in growth_page(ANYONE, network.uid, "en").told]
    assert kinds.count(("joined", "Delta")) == 1
    assert ("left", "Shore") in kinds
    assert Relation.objects.filter(object=network, certainty="confirmed").count() == 4
    assert party(pact, marsh).relation is None
