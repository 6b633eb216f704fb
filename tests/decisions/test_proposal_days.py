"""Days of budgets and gatherings in calendars, and gatherings in the API; no closed one."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.test import Client

from konbit.decisions.actions.gatherings import GatheringDraft, move_gathering, start_gathering
from konbit.decisions.actions.points import PointDraft, bring_point
from konbit.decisions.actions.sorting import Merged, merge_points
from konbit.decisions.queries.calendar import calendar
from konbit.people.audience import Viewer
from tests.decisions.made_budgets import a_budget, a_table

pytestmark = pytest.mark.django_db

MAY = (date(2031, 5, 1), date(2031, 5, 31))


def told(viewer: Viewer, *groups: int) -> list[tuple[str, date]]:
    return [(one.title.rpartition(": ")[2], one.begin) for one in calendar(viewer, groups, *MAY)]


def test_the_last_days_to_propose_and_to_bring_points_are_in_calendars() -> None:
    group, viewer, _client = a_table()
    a_budget(viewer, group, state="proposing", title="The pot", propose_until="2031-05-20")
    a_budget(viewer, group, state="proposing", title="All of May", propose_until="2031-05")
    a_budget(viewer, group, state="proposing", title="Some day")
    a_budget(viewer, group, state="working", title="Long over", propose_until="2031-05-21")
    draft = GatheringDraft("en", "The plan", until="2031-05-22")
    uid = start_gathering(viewer, group.uid, draft, uuid.uuid4())
    assert told(Viewer(), group.pk) == [
        ("The pot", date(2031, 5, 20)),
        ("All of May", date(2031, 5, 31)),
        ("The plan", date(2031, 5, 22)),
    ]
    move_gathering(viewer, uid, "sorting")
    assert "The plan" not in [title for title, _day in told(Viewer(), group.pk)]


def test_days_of_closed_budgets_and_gatherings_are_told_to_their_group_only() -> None:
    group, viewer, _client = a_table()
    a_budget(viewer, group, state="proposing", title="Quiet", propose_until="2031-05-20", audience="group")
    draft = GatheringDraft("en", "Hushed", until="2031-05-22", audience="group")
    start_gathering(viewer, group.uid, draft, uuid.uuid4())
    assert told(Viewer(), group.pk) == []
    assert [title for title, _day in told(viewer, group.pk)] == ["Quiet", "Hushed"]


def test_programs_read_a_gathering_and_where_each_point_went() -> None:
    group, viewer, _client = a_table()
    uid = start_gathering(viewer, group.uid, GatheringDraft("en", "The plan"), uuid.uuid4())
    for words in ("A lorry", "A common lorry"):
        bring_point(viewer, uid, PointDraft("en", words), uuid.uuid4())
    merge_points(viewer, uid, [1, 2], Merged("en", "One lorry for all"), uuid.uuid4())
    listed = Client().get(f"/api/groups/{group.uid}/gatherings").json()["gatherings"]
    assert [(one["uid"], one["brought"], one["standing"]) for one in listed] == [(uid, 2, 1)]
    whole = Client().get(f"/api/gatherings/{uid}").json()
    assert [(one["number"], one["into"], one["outcome"]) for one in whole["points"]] == [
        (1, [3], "open"),
        (2, [3], "open"),
        (3, [], "open"),
    ]


def test_programs_are_told_of_no_closed_gathering() -> None:
    group, viewer, client = a_table()
    draft = GatheringDraft("en", "Hushed", audience="group")
    uid = start_gathering(viewer, group.uid, draft, uuid.uuid4())
    assert Client().get(f"/api/groups/{group.uid}/gatherings").json() == {"gatherings": []}
    assert Client().get(f"/api/gatherings/{uid}").status_code == 404
    assert client.get(f"/api/gatherings/{uid}").status_code == 200
    assert Client().get("/api/gatherings/No%20such").status_code == 422
