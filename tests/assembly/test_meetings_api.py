"""Meetings and resolutions as JSON, and found by search: with the same eyes as the pages."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from konbit.assembly.actions.awaiting import add_person
from konbit.assembly.actions.undoing import undo
from konbit.assembly.queries.acts import act_of
from konbit.assembly.queries.documents import documents
from konbit.directory.models import Group
from konbit.people.audience import ANYONE
from konbit.search.actions import apply_changes
from konbit.search.asking import Question
from konbit.search.queries import search
from tests.assembly.made import a_decision, a_line, a_meeting, a_member, a_steward
from tests.builders import a_group

pytestmark = pytest.mark.django_db


def found(words: str, *tokens: str) -> list[str]:
    """The kinds of what a search finds."""
    apply_changes()
    return sorted(
        hit.kind for hit in search(Question(words=words, visible=frozenset({"public", *tokens}))).hits
    )


def test_a_meeting_and_its_decision_are_read_as_json_without_names(client: Client) -> None:
    meeting = a_meeting(goals=["An oven"], points=["decide: The oven"])
    add_person(a_steward(meeting.group), meeting.uid, uuid.uuid4(), "Rosa Parra")
    a_line(meeting, "It smokes.")
    row = a_decision(meeting, how="hands", in_favour=1)
    listed = client.get(f"/api/groups/{meeting.group.uid}/meetings").json()
    assert [one["uid"] for one in listed["coming"]] == [meeting.uid]
    whole = client.get(f"/api/meetings/{meeting.uid}")
    assert whole.status_code == 200, whole.content
    assert whole.json()["goals"] == [{"number": 1, "text": {"en": "An oven"}, "state": "open"}]
    assert whole.json()["points"][1]["decisions"][0]["uid"] == row.uid
    assert "Rosa" not in whole.content.decode()
    one = client.get(f"/api/resolutions/{row.uid}").json()
    assert (one["voices"], one["standing"]) == ("1 for", "holds")
    for address in (f"groups/{meeting.group.uid}/resolutions", "resolutions"):
        assert [one["uid"] for one in client.get(f"/api/{address}").json()["resolutions"]] == [row.uid]


def test_what_is_not_for_everybody_is_not_in_the_api(client: Client) -> None:
    meeting = a_meeting(audience="group")
    row = a_decision(meeting)
    for address in (f"meetings/{meeting.uid}", f"resolutions/{row.uid}", "meetings/nothing"):
        assert client.get(f"/api/{address}").status_code == 404
    assert client.get("/api/resolutions").json()["resolutions"] == []


def test_words_of_the_minutes_lead_to_the_meeting_and_those_of_a_decision_to_it() -> None:
    meeting = a_meeting(points=["The chimney"])
    line = a_line(meeting, "Quetzalcoatl smokes too much.")
    row = a_decision(meeting, "We build a samovar.")
    assert found("quetzalcoatl") == ["assembly.meeting"]
    assert found("samovar") == ["assembly.resolution"]
    assert found("chimney") == ["assembly.meeting"]
    shown = documents()["assembly.resolution"].show
    assert shown
    assert shown(ANYONE, [row.pk], "en")[row.pk].title == "We build a samovar."
    act = act_of(line)
    assert act
    undo(a_steward(meeting.group), act)
    assert found("quetzalcoatl") == []


def test_a_narrower_audience_and_a_hidden_group_are_respected_in_the_index() -> None:
    group = a_group()
    inner = a_meeting(group, "Marzipan circle", audience="group")
    assert found("marzipan") == []
    assert found("marzipan", group.scope) == ["assembly.meeting"]
    show = documents()["assembly.meeting"].show
    assert show
    assert show(ANYONE, [inner.pk], "en") == {}
    assert list(show(a_member(group), [inner.pk], "en")) == [inner.pk]
    open_one = a_meeting(group, "Nougat circle")
    assert found("nougat") == ["assembly.meeting"]
    from konbit.chronicle.actions import recording, rows

    with recording("test", "hide") as batch:
        rows.change(batch, Group.objects.get(pk=group.pk), audience="group")
    assert found("nougat") == []
    assert show(ANYONE, [open_one.pk], "en") == {}
