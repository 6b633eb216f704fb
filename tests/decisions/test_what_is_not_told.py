"""What a vote cannot become, and what would tell of a voter and is not shown."""

from __future__ import annotations

import uuid

import pytest

from konbit.base.errors import Problem
from konbit.decisions.actions import colleges, rolls, votes
from konbit.decisions.actions.casting import Cast, cast_for
from konbit.decisions.actions.colleges import CollegeDraft
from konbit.decisions.actions.rolls import EntitledDraft
from konbit.decisions.actions.votes import VoteDraft
from konbit.decisions.ballots import Voice
from konbit.decisions.models import Vote
from konbit.decisions.queries.result_shown import result_shown
from tests.builders import a_group
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def test_a_vote_about_a_budget_keeps_its_way_of_counting() -> None:
    group = a_group("Mill")
    keeper, _browser, _person = somebody_of(group, "steward", "keeper")
    vote = Vote.objects.create(
        group=group, title={"en": "What do we buy?"}, method="shares", rules={"budget": {"amount": 1}}
    )
    with pytest.raises(Problem):
        votes.change_vote(keeper, vote.uid, VoteDraft("en", "What do we buy?", method="majority"))
    votes.change_vote(keeper, vote.uid, VoteDraft("en", "What do we buy first?", method="shares"))


@pytest.mark.parametrize(("secrecy", "said"), [("anonymous", None), ("open", 500)])
def test_of_a_college_in_which_few_voted_nothing_is_told_in_an_anonymous_vote(
    secrecy: str, said: int | None
) -> None:
    group = a_group("Mill")
    keeper, _browser, _person = somebody_of(group, "steward", "keeper")
    draft = VoteDraft("en", "Do we mend it?", method="majority", secrecy=secrecy)
    uid = votes.prepare_vote(keeper, group.uid, draft, uuid.uuid4())
    lines = []
    for title in ("Workers", "Users"):
        college = colleges.add_college(keeper, uid, CollegeDraft("en", title))
        for number in range(6):
            name = EntitledDraft(name=f"{title} {number}", college=college)
            lines.append(rolls.add_entitled(keeper, uid, name))
    votes.open_vote(keeper, uid)
    agree, not_so = Voice({"stance": "agree"}, 1), Voice({"stance": "disagree"}, 1)
    voting = [*lines[:6], *lines[6:8]]
    casts = [Cast(line, (agree if at % 2 else not_so,)) for at, line in enumerate(voting)]
    cast_for(Vote.objects.get(uid=uid), casts, "below")
    votes.close_vote(keeper, uid)
    shown = result_shown(keeper, uid)
    assert shown is not None
    assert [one.voted for one in shown.colleges] == [6, 2]
    assert {one.per_mille for one in shown.colleges} == {said}
