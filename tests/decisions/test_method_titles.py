"""The name that a network gave to its own method is told to those only who may know of the method."""

from __future__ import annotations

import pytest

from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Method, Vote
from konbit.decisions.queries.methods import rules_of_method
from konbit.decisions.queries.votes import open_votes, vote_page
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_frozen", [True, False])
def test_a_vote_names_the_kind_where_the_method_is_not_for_its_reader(is_frozen: bool) -> None:
    group = a_group("Mill")
    member, _browser, _person = somebody_of(group, "member", "rosa")
    method = Method.objects.create(
        group=group, title={"en": "The quiet way"}, meaning={"en": "As we do."}, audience="group"
    )
    frozen = {"method": rules_as_data(rules_of_method(method))} if is_frozen else {}
    vote = Vote.objects.create(
        group=group, title={"en": "Shall we?"}, method=method.uid, rules=frozen, state="open"
    )
    page = vote_page(ANYONE, vote.uid)
    assert page.rules.title == {"en": "for or against one proposal"}
    assert page.rules.meaning == {}
    assert open_votes(ANYONE)[0].method == page.rules.title
    own = vote_page(member, vote.uid)
    assert (own.rules.title, own.rules.meaning) == (method.title, method.meaning)


def test_a_public_method_is_named_to_everybody() -> None:
    group = a_group("Mill")
    method = Method.objects.create(group=group, title={"en": "Our way"}, audience="public")
    vote = Vote.objects.create(group=group, title={"en": "Shall we?"}, method=method.uid, state="open")
    assert vote_page(ANYONE, vote.uid).rules.title == {"en": "Our way"}
