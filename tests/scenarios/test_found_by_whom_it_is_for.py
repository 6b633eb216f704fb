"""Things for the people of a group's networks are found by them from the day on which it joins one."""

from __future__ import annotations

import pytest

from konbit.chronicle.actions import recording
from konbit.directory.actions.rows import RELATION, add_row, remove_row
from konbit.directory.models import Relation
from konbit.people.audience import tokens_of
from konbit.search.actions import apply_changes, rebuild
from konbit.search.asking import Question
from konbit.search.documents import all_documents
from konbit.search.queries import search
from tests.builders import a_group, a_viewer
from tests.scenarios.closed_things import ROOMS, House

pytestmark = pytest.mark.django_db


def test_what_is_for_networks_is_found_when_its_group_joins_one_and_not_when_it_leaves() -> None:
    house = House("for its networks")
    house.plant(house.closed)
    network = a_group("Union", kind="network")
    rebuild()
    reader = tokens_of(a_viewer(network.scope, "member"))
    kinds = {kind for kind in all_documents() if kind.split(".")[0] in ROOMS}

    def found() -> set[str]:
        apply_changes()
        answer = search(Question(reader, kinds=tuple(kinds), size=0))
        return {kind for kind, count in answer.kinds.items() if count}

    assert found() == set()
    with recording("test", "relate") as batch:
        add_row(
            batch,
            RELATION,
            {"subject_id": house.shown.pk, "kind": "member_of", "object_id": network.pk},
        )
    assert found() == kinds
    with recording("test", "unrelate") as batch:
        remove_row(batch, RELATION, Relation.objects.get())
    assert found() == set()
