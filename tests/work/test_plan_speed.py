"""A plan of thousands opens with as many queries as a small one, and within the page's budget."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from konbit.work.queries.arranging import VIEWS
from tests.work.made import a_plan
from tests.work.many import fill

pytestmark = pytest.mark.django_db

BUDGET = 20_000  # bytes of HTML over the wire


@pytest.mark.parametrize("by", sorted(VIEWS))
@pytest.mark.parametrize("size", [30, 600])
def test_a_plan_opens_with_a_constant_number_of_queries(
    client: Client, django_assert_max_num_queries: Any, by: str, size: int
) -> None:
    plan = a_plan()
    fill_without_goals(plan, size)
    with django_assert_max_num_queries(22):
        answer = client.get(reverse("work:plan", args=[plan.uid]), {"by": by})
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content)) <= BUDGET


def fill_without_goals(plan: Any, size: int) -> None:
    plan.goals.all().delete()
    fill(plan, size)


def test_every_activity_of_a_large_plan_stands_on_one_of_its_pages(client: Client) -> None:
    plan = a_plan()
    fill_without_goals(plan, 130)
    seen: set[str] = set()
    for page in (1, 2, 3, 4, 5):
        html = client.get(reverse("work:plan", args=[plan.uid]), {"page": page}).content.decode()
        here = {one.uid for one in plan.activities.all() if f'id="a-{one.uid}"' in html}
        assert not here & seen
        seen |= here
    assert len(seen) == 130


def test_a_large_plan_is_taken_out_with_a_constant_number_of_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    plan = a_plan()
    fill_without_goals(plan, 600)
    with django_assert_max_num_queries(22):
        content = b"".join(client.get(reverse("work:plan_sheet", args=[plan.uid])).streaming_content)
    assert content[:2] == b"PK"
