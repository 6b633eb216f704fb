"""What stands beside a vote, a project, a roll names nothing that is not for its reader."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konbit.decisions.models import Entitled, Method, Option, Vote
from konbit.decisions.queries.votes import votes_of_group
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.decisions.made_budgets import a_budget, a_project, a_table
from tests.decisions.made_casting import an_open_vote

pytestmark = pytest.mark.django_db


def test_those_at_the_table_read_no_group_that_they_may_not_know_of() -> None:
    group, _viewer, browser = a_table()
    vote = an_open_vote(group)
    hidden = a_group("Quiet Kitchen", audience="group")
    Entitled.objects.create(vote=vote, number=1, group=hidden, name="Quiet Kitchen")
    Entitled.objects.create(vote=vote, number=2, group=hidden, person="somebody", name="Awa")
    Entitled.objects.create(vote=vote, number=3, group=a_group("Loud Kitchen"))
    shown = browser.get(f"/en/votes/{vote.uid}/register").content.decode()
    assert "Quiet Kitchen" not in shown
    assert "Number 1" in shown
    assert "Awa" in shown
    assert "Loud Kitchen" in shown


def test_a_project_leads_to_the_vote_that_decided_only_whom_it_is_for(client: Client) -> None:
    group, steward, browser = a_table()
    budget = a_budget(steward, group, state="proposing")
    project = a_project(steward, budget)
    vote = an_open_vote(group, "shares", state="closed", audience="group", result={"bought": []})
    project.option = Option.objects.create(vote=vote, word="bench", title={"en": "A bench"})
    project.save()
    budget.vote = vote
    budget.save()
    for one, sees in ((browser, True), (client, False)):
        for page in (f"/en/projects/{project.uid}/", f"/en/budgets/{budget.uid}/"):
            assert (vote.uid in one.get(page).content.decode()) is sees, page


def test_a_list_of_votes_asks_once_for_methods_that_groups_made_their_own() -> None:
    group, _viewer, _browser = a_table()

    def asked() -> int:
        own = Method.objects.create(group=group, kind="stance", title={"en": "Our way"})
        Vote.objects.create(group=group, title={"en": "Do we?"}, method=own.uid)
        with CaptureQueriesContext(connection) as queries:
            _link, lines, _sight = votes_of_group(ANYONE, group.uid)
        assert {one.method["en"] for one in lines} == {"Our way"}
        return len(queries)

    assert asked() == asked()
