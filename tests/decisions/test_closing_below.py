"""Closing the vote of a body: its answer goes up with it where that is ticked, and can go up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.decisions.actions.casting import cast
from konbit.decisions.actions.passing import TakeUpDraft, take_up
from konbit.decisions.actions.votes import open_vote
from konbit.decisions.models import Ballot, Entitled, Vote
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.decisions.made_casting import YES, an_open_vote
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db

TICK = 'name="send_up"'


def taken_up(votes: bool = True) -> tuple[Vote, Vote, Client, Viewer]:
    """A question, the open vote of a body on it in which its keeper has voted, her browser, herself."""
    question = an_open_vote(a_group("Federation"))
    body: Group = a_group("Mill")
    keeper, browser, _person = somebody_of(body, "steward", "miller")
    Entitled.objects.create(vote=question, number=1, group=body, name=body.name)
    own = Vote.objects.get(uid=take_up(keeper, body.uid, question.uid, TakeUpDraft("en")))
    open_vote(keeper, own.uid)
    if votes:
        cast(keeper, own.uid, own.roll.get().pk, [YES])
    return question, own, browser, keeper


def page(browser: Client, vote: Vote) -> str:
    """The page of a vote."""
    return browser.get(reverse("decisions:vote", args=[vote.uid])).content.decode()


def close(browser: Client, vote: Vote, **said: str) -> str:
    """Close it; what the page says then."""
    return browser.post(reverse("decisions:close-vote", args=[vote.uid]), said, follow=True).content.decode()


def test_closing_offers_to_send_the_answer_up_and_does_both() -> None:
    question, own, browser, _keeper = taken_up()
    assert f"{TICK} checked" in page(browser, own)
    assert "your answer is up" in close(browser, own, send_up="on")
    assert Vote.objects.get(pk=own.pk).state == "closed"
    assert Ballot.objects.get(vote=question).said == YES.said


def test_without_the_tick_the_answer_stays_below() -> None:
    question, own, browser, _keeper = taken_up()
    assert "Send our answer up" in close(browser, own)
    assert not Ballot.objects.filter(vote=question).exists()


def test_where_there_is_no_answer_to_send_it_stays_open_and_says_so() -> None:
    question, own, browser, _keeper = taken_up(votes=False)
    shown = close(browser, own, send_up="on")
    assert Vote.objects.get(pk=own.pk).state == "open"
    assert "answer" in shown
    assert not Ballot.objects.filter(vote=question).exists()


@pytest.mark.parametrize("why", ["free", "free delegates", "over", "counted", "struck"])
def test_it_is_not_offered_where_nothing_can_go_up(why: str) -> None:
    question, own, browser, _keeper = taken_up()
    if why == "free":
        Vote.objects.filter(pk=own.pk).update(passes_up=Vote.Passing.FREE)
    elif why == "free delegates":
        question.roll.update(person="p", mandate=Entitled.Mandate.FREE)
    elif why == "over":
        Vote.objects.filter(pk=question.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    elif why == "counted":
        Vote.objects.filter(pk=question.pk).update(state="closed")
    else:
        question.roll.update(until_on=timezone.localdate())
    assert TICK not in page(browser, own)


def test_a_vote_that_answers_no_question_offers_nothing() -> None:
    group = a_group("Mill")
    _keeper, browser, _person = somebody_of(group, "steward", "miller")
    assert TICK not in page(browser, an_open_vote(group))
