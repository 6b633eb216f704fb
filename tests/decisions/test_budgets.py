"""A budget from its beginning to the projects that can be voted on."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.decisions.actions.budgets import (
    BudgetDraft,
    RulesDraft,
    announce_rules,
    change_budget,
    move_budget,
)
from konbit.decisions.actions.projects import ProjectDraft, change_project, propose_project
from konbit.decisions.actions.reviewing import ReviewDraft, review_project
from konbit.decisions.models import Budget, Project
from konbit.decisions.queries.budgets import budget_page
from konbit.directory.models import Group
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group
from tests.decisions.made_budgets import a_budget, a_project, a_table
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def test_a_budget_begins_on_a_page_and_takes_proposals() -> None:
    group, _viewer, client = a_table()
    told = {
        "title": "The common pot", "form": "ballots", "amount": "12,500.50", "currency": "eur",
        "propose_until": "", "text": "From the fair.", "key": uuid.uuid4(), "language": "English",
    }  # fmt: skip
    answer = client.post(reverse("decisions:new-budget", args=[group.uid]), told)
    budget = Budget.objects.get()
    assert answer.status_code == 302
    assert (budget.amount, budget.currency) == (1_250_050, "EUR")
    client.post(reverse("decisions:move-budget", args=[budget.uid]), {"state": "proposing"})
    page = client.get(reverse("decisions:budget", args=[budget.uid])).content.decode()
    assert "€12,500.50" in page
    assert "Propose a project" in page


def test_what_is_no_money_is_told_in_the_form_and_nothing_is_lost() -> None:
    group, _viewer, client = a_table()
    told = {"title": "The pot", "form": "ballots", "amount": "lots", "currency": "EUR", "key": uuid.uuid4()}
    page = client.post(reverse("decisions:new-budget", args=[group.uid]), told).content.decode()
    assert "“lots” is no amount." in page
    assert "The pot" in page
    told |= {"amount": "5", "currency": "XQZ"}
    assert (
        "is no currency"
        in client.post(reverse("decisions:new-budget", args=[group.uid]), told).content.decode()
    )


def test_a_project_is_proposed_with_cost_place_and_picture() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    told: dict[str, Any] = {
        "title": "A bench", "text": "To sit.", "cost": "120", "where": "At the well", "point": "45.5, -73.6",
        "proposed_by": group.uid, "key": uuid.uuid4(), "picture": a_picture(),
    }  # fmt: skip
    answer = client.post(reverse("decisions:new-project", args=[budget.uid]), told)
    project = Project.objects.get()
    assert answer["Location"] == reverse("decisions:project", args=[project.uid])
    assert (project.cost, project.where, project.latitude) == (12_000, "At the well", 45.5)
    picture = client.get(reverse("decisions:project-picture", args=[project.uid]))
    assert picture["Content-Type"] == "image/webp"
    assert b"Exif" not in picture.content
    assert "A bench" in Client().get(reverse("decisions:project", args=[project.uid])).content.decode()


def test_a_picture_that_is_none_is_refused_and_nothing_is_written() -> None:
    group, viewer, client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    bad = io.BytesIO(b"<svg onload='alert(1)'/>")
    bad.name = "photo.png"
    told = {"title": "A bench", "key": uuid.uuid4(), "picture": bad}
    page = client.post(reverse("decisions:new-project", args=[budget.uid]), told).content.decode()
    assert "not a photo that can be read" in page
    assert not Project.objects.exists()


def test_a_form_that_is_sent_twice_makes_one_project() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    key = uuid.uuid4()
    first, second = (
        propose_project(viewer, budget.uid, ProjectDraft("en", "A bench"), key) for _ in range(2)
    )
    assert first == second
    assert budget.projects.count() == 1


def test_no_proposals_are_taken_before_and_after_their_time() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group)
    with pytest.raises(Problem, match="No proposals are taken now"):
        a_project(viewer, budget)


def test_a_member_proposes_and_mends_her_own_but_reviews_none() -> None:
    group, viewer, _client = a_table()
    member = somebody(group, "member", "rosa")
    budget = a_budget(viewer, group, state="proposing")
    project = a_project(member, budget, "A bench", review=False)
    change_project(member, project.uid, ProjectDraft("en", "A long bench"))
    assert Project.objects.get().title == {"en": "A long bench"}
    with pytest.raises(NotAllowed):
        review_project(member, project.uid, ReviewDraft(True, "en", cost="5"))
    with pytest.raises(NotAllowed):
        change_project(somebody(group, "member", "ines"), project.uid, ProjectDraft("en", "Mine"))
    with pytest.raises(NotAllowed):
        propose_project(ANYONE, budget.uid, ProjectDraft("en", "A bench"), uuid.uuid4())


def test_a_no_needs_a_reason_that_everybody_reads_and_a_yes_a_cost() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    project = a_project(viewer, budget, "A canal", review=False)
    with pytest.raises(Problem, match="no without a reason"):
        review_project(viewer, project.uid, ReviewDraft(False, "en"))
    with pytest.raises(Problem, match="without a cost"):
        review_project(viewer, project.uid, ReviewDraft(True, "en"))
    review_project(viewer, project.uid, ReviewDraft(False, "en", "The ground is rock."))
    page = Client().get(reverse("decisions:project", args=[project.uid])).content.decode()
    assert "The ground is rock." in page
    assert "can’t be done" in page


def test_projects_that_exclude_each_other_say_so_on_both_sides() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    one, other = a_project(viewer, budget, "A well"), a_project(viewer, budget, "A pond")
    review_project(viewer, one.uid, ReviewDraft(True, "en", cost="5", excludes=[other.uid]))
    assert [*other.excludes.all()] == [one]
    review_project(viewer, one.uid, ReviewDraft(True, "en", cost="5"))
    assert not other.excludes.exists()


def test_rules_that_do_not_go_together_are_refused() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group)
    for draft in (RulesDraft(utility="points"), RulesDraft(step="0"), RulesDraft(ballot="points", points=0)):
        with pytest.raises(Problem):
            announce_rules(viewer, budget.uid, draft)
    announce_rules(viewer, budget.uid, RulesDraft("points", 5, "points", step="2.50", least_score=3))
    budget.refresh_from_db()
    assert (budget.step, budget.points, budget.least_score) == (250, 5, 3)


def test_a_currency_with_costs_in_it_stays() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    a_project(viewer, budget)
    with pytest.raises(Problem, match="have their cost in EUR"):
        change_budget(viewer, budget.uid, BudgetDraft("en", "The pot", amount="5", currency="BRL"))


def test_no_stage_is_skipped() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group)
    for state in ("voting", "working", "nowhere"):
        with pytest.raises(Problem):
            move_budget(viewer, budget.uid, state)


def test_a_closed_budget_is_told_to_nobody_else() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing", audience="group")
    project = a_project(viewer, budget)
    for name, uid in (("budget", budget.uid), ("project", project.uid), ("project-picture", project.uid)):
        assert Client().get(reverse(f"decisions:{name}", args=[uid])).status_code == 404
    with pytest.raises(NotFound):
        budget_page(ANYONE, budget.uid)
    assert "pot" not in Client().get(reverse("decisions:budgets-of", args=[group.uid])).content.decode()


def test_a_hidden_group_is_not_named_by_what_it_proposed() -> None:
    group, viewer, _client = a_table()
    budget = a_budget(viewer, group, state="proposing")
    project = a_project(viewer, budget)
    Project.objects.filter(pk=project.pk).update(proposed_by=a_group("Quiet House", audience="group"))
    for name, uid in (("budget", budget.uid), ("project", project.uid)):
        assert "Quiet House" not in Client().get(reverse(f"decisions:{name}", args=[uid])).content.decode()


def somebody(group: Group, role: str, name: str) -> Viewer:
    """Somebody with a role in a group."""
    return somebody_of(group, role, name)[0]


def a_picture() -> io.BytesIO:
    """A photo with what a telephone writes beside it."""
    file = io.BytesIO()
    file.name = "photo.jpg"
    exif = Image.Exif()
    exif[271] = "A telephone"
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG", exif=exif)
    file.seek(0)
    return file
