"""Whoever is forgotten stands in no reading and in no handshake any more, nor in what the chronicle tells."""

from __future__ import annotations

import pytest

from konbit.base.registry import Identity
from konbit.federation.actions.aligning import AlignmentDraft, answer_alignment, propose_alignment
from konbit.federation.actions.erasure import erase
from konbit.federation.models import Alignment, Reading
from konbit.people.audience import SYSTEM
from tests.builders import a_group
from tests.federation.made import a_priority, a_target, read
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def test_free_words_lose_her_name_and_rows_her_id() -> None:
    group = a_group()
    viewer, _client, person = somebody_of(group)
    own, other = a_priority(group, viewer=viewer), a_priority(a_group("Others"))
    read(a_target(own, viewer, goal="3"), "1", viewer=viewer, note="Counted by Zenaide")
    row = propose_alignment(viewer, AlignmentDraft(own.uid, other.uid, "same", note="Zenaide says so"))
    answer_alignment(SYSTEM, row.pk, accept=False, reason="Ask Zenaide")
    values = ("Zenaide",)
    assert erase(Identity(person.pk, person.opaque_id, values, lambda text: text in values)) >= 2
    reading, alignment = Reading.objects.get(), Alignment.objects.get()
    assert "Zenaide" not in str([reading.note, alignment.note, alignment.reason])
    assert reading.by == ""
    assert "Counted by" in reading.note["en"]
