"""Many projects are looked at on one page, and nothing that was written there is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from konbit.decisions.models import Project
from tests.builders import a_group
from tests.decisions.made_budgets import a_budget, a_project, a_table
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def said(project: Project, can: str, cost: str = "", why: str = "") -> dict[str, str]:
    return {f"can-{project.uid}": can, f"cost-{project.uid}": cost, f"why-{project.uid}": why}


def test_all_that_wait_are_looked_at_in_one_form() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    well, moon, path = (a_project(viewer, budget, one, review=False) for one in ("Well", "Moon", "Path"))
    address = reverse("decisions:review-projects", args=[budget.uid])
    assert address in client.get(reverse("decisions:budget", args=[budget.uid])).content.decode()
    sent = {**said(well, "yes", "300"), **said(moon, "no", "", "Too far."), **said(path, "", "120")}
    client.post(address, sent)
    assert [one.state for one in budget.projects.all()] == ["feasible", "not_feasible", "proposed"]
    assert Project.objects.get(pk=well.pk).cost == 30000
    assert Project.objects.get(pk=moon.pk).review == {"en": "Too far."}
    page = client.get(address).content.decode()
    assert "Path" in page
    assert "Well" not in page


def test_one_that_is_wrong_keeps_everything_that_was_written() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    well, moon, path = (a_project(viewer, budget, one, review=False) for one in ("Well", "Moon", "Path"))
    address = reverse("decisions:review-projects", args=[budget.uid])
    sent = {**said(well, "yes", "much", "It has water."), **said(moon, "no"), **said(path, "", "", "Hm.")}
    page = client.post(address, sent).content.decode()
    for words in ("It has water.", "much", "Say why it can’t be done.", "Choose yes or no, too."):
        assert words in page, words
    assert set(budget.projects.values_list("state", flat=True)) == {"proposed"}
    assert "Nothing is said of any project yet" in client.post(address, said(well, "")).content.decode()


def test_what_another_has_looked_at_meanwhile_is_not_lost() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    well = a_project(viewer, budget, "Well")
    address = reverse("decisions:review-projects", args=[budget.uid])
    assert "No project waits" in client.get(address).content.decode()
    client.post(address, said(well, "no", "", "It is dry."))
    assert Project.objects.get(pk=well.pk).review["en"] == "It is dry."


def test_only_who_keeps_the_budget_looks_at_projects() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    address = reverse("decisions:review-projects", args=[budget.uid])
    assert Client().get(address).status_code == 302
    _viewer, stranger, _person = somebody_of(a_group("Another table"), "organiser", "stranger")
    assert stranger.get(address).status_code == 403
    hidden = a_budget(viewer, group, state="proposing", audience="group")
    assert stranger.get(reverse("decisions:review-projects", args=[hidden.uid])).status_code == 404
