"""Questions that come down to a body, what goes up, and proxies: who may, what is refused, who is told."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.decisions.actions.casting import cast
from konbit.decisions.actions.passing import TakeUpDraft, send_up, take_up, tell_answer
from konbit.decisions.actions.proxies import give_proxy, take_back_proxy
from konbit.decisions.ballots import Voice
from konbit.decisions.going_up import as_one, dealt, parted, said_above
from konbit.decisions.models import Ballot, Entitled, Proxy, Vote
from konbit.decisions.queries.methods import shipped_methods
from konbit.decisions.queries.passing import answers_page
from konbit.decisions.queries.passing_doors import question_doors
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from tests.builders import a_group
from tests.decisions.made_casting import NO, YES, a_group_with, an_open_vote, on_the_roll
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db

FOR, AGAINST = {"stance": "agree"}, {"stance": "disagree"}
RULES = {one.word: one for one in shipped_methods()}


def asked(weight: int = 1, **said: Any) -> tuple[Vote, Group, Viewer, Client]:
    """A question that came to a body, and who keeps that body."""
    vote = an_open_vote(a_group("Federation"), **said)
    body = a_group("Mill")
    keeper, browser, _person = somebody_of(body, "steward", "miller")
    Entitled.objects.create(vote=vote, number=1, group=body, name=body.name, weight=weight)
    return vote, body, keeper, browser


def answered(question: Vote, body: Group, keeper: Viewer, **said: Any) -> Vote:
    """The body's own vote, counted."""
    uid = take_up(keeper, body.uid, question.uid, TakeUpDraft("en"))
    counted = {"state": "closed", "closed_at": timezone.now()} | said
    Vote.objects.filter(uid=uid).update(**counted)
    return Vote.objects.get(uid=uid)


def test_votes_are_split_by_whole_shares_and_then_the_largest_remainders() -> None:
    voices = parted(10, [(FOR, 70), (AGAINST, 31)])
    assert [one.weight for one in voices] == [7, 3]
    assert [one.said for one in parted(1, [(FOR, 7), (AGAINST, 3)])] == [FOR]


def test_no_machine_chooses_between_two_with_the_same_claim_to_the_last_vote() -> None:
    with pytest.raises(Problem, match="same claim"):
        parted(1, [(FOR, 5), (AGAINST, 5)])
    with pytest.raises(Problem, match="Nobody said"):
        parted(3, [])


def test_several_delegates_carry_the_votes_of_their_body_between_them() -> None:
    hands = dealt([2, 2], [Voice(FOR, 3), Voice(AGAINST, 1)])
    assert hands == [(Voice(FOR, 2),), (Voice(FOR, 1), Voice(AGAINST, 1))]


def test_a_block_below_is_a_vote_against_where_nobody_can_block_above() -> None:
    choices = [{"word": "agree", "votes": 4}, {"word": "block", "votes": 2}]
    assert said_above(RULES["majority"], RULES["with_block"], choices) == [(FOR, 4), (AGAINST, 2)]
    assert as_one(RULES["majority"], {"verdict": "blocked"}) == AGAINST
    with pytest.raises(Problem, match="no answer"):
        as_one(RULES["majority"], {"verdict": "no quorum"})


def test_only_those_who_keep_a_body_on_the_roll_take_a_question_up_and_once() -> None:
    vote, body, keeper, _browser = asked()
    other = a_group("Elsewhere")
    stranger, _client, _person = somebody_of(other, "steward", "stranger")
    member, _client, _person = somebody_of(body, "member", "member")
    with pytest.raises(NotAllowed):
        take_up(member, body.uid, vote.uid, TakeUpDraft("en"))
    with pytest.raises(NotAllowed):
        take_up(stranger, body.uid, vote.uid, TakeUpDraft("en"))
    with pytest.raises(NotFound):
        take_up(stranger, other.uid, vote.uid, TakeUpDraft("en"))
    uid = take_up(keeper, body.uid, vote.uid, TakeUpDraft("en"))
    assert take_up(keeper, body.uid, vote.uid, TakeUpDraft("en")) == uid
    own = Vote.objects.get(uid=uid)
    assert (own.title, own.above, own.state, own.roll.count()) == (vote.title, vote, "draft", 2)
    Vote.objects.filter(pk=own.pk).update(state="given_up")
    assert take_up(keeper, body.uid, vote.uid, TakeUpDraft("en")) != uid


def test_a_body_cannot_answer_another_kind_of_question_nor_after_it_is_over() -> None:
    vote, body, keeper, _browser = asked()
    with pytest.raises(Problem, match="another question"):
        take_up(keeper, body.uid, vote.uid, TakeUpDraft("en", "score"))
    soon = timezone.now() + timedelta(days=1)
    Vote.objects.filter(pk=vote.pk).update(closes_at=soon)
    with pytest.raises(Problem, match="too late"):
        late = soon + timedelta(days=1)
        take_up(keeper, body.uid, vote.uid, TakeUpDraft("en", closes_at=late))
    own = answered(vote, body, keeper, result={"verdict": "adopted"})
    Vote.objects.filter(pk=own.pk).update(closed_at=soon + timedelta(hours=1))
    with pytest.raises(Problem, match="after the question was over"):
        send_up(keeper, own.uid)


def test_nothing_goes_up_by_itself_where_delegates_are_free_or_votes_go_together() -> None:
    vote, body, keeper, _browser = asked(10)
    choices = [{"word": "agree", "votes": 7}, {"word": "disagree", "votes": 3}]
    own = answered(vote, body, keeper, passes_up="free", result={"choices": choices})
    with pytest.raises(Problem, match="free"):
        send_up(keeper, own.uid)
    Vote.objects.filter(pk=own.pk).update(passes_up="split")
    vote.roll.update(mandate="block")
    with pytest.raises(Problem, match="go together"):
        send_up(keeper, own.uid)
    vote.roll.update(mandate="split")
    send_up(keeper, own.uid)
    send_up(keeper, own.uid)
    assert sorted(Ballot.objects.values_list("weight", flat=True)) == [3, 7]
    vote.roll.update(mandate="free", person="person:delegate")
    with pytest.raises(Problem, match="free"):
        tell_answer(keeper, body.uid, vote.uid, [YES])


def test_what_a_delegate_voted_herself_is_not_replaced_by_her_body() -> None:
    vote, body, keeper, _browser = asked()
    cast(keeper, vote.uid, vote.roll.get().pk, [NO])
    with pytest.raises(Problem, match="another way"):
        tell_answer(keeper, body.uid, vote.uid, [YES])


def test_a_group_or_a_vote_that_the_reader_may_not_see_is_not_told_of(client: Client) -> None:
    vote, body, keeper, _browser = asked()
    uid = take_up(keeper, body.uid, vote.uid, TakeUpDraft("en"))
    Vote.objects.filter(uid=uid).update(audience="group")
    page = answers_page(Viewer(), vote.uid)
    assert [(one.group.name, one.state, one.vote) for one in page.bodies] == [("Mill", "silent", None)]
    Group.objects.filter(pk=body.pk).update(audience="group")
    assert answers_page(Viewer(), vote.uid).bodies == ()
    assert "Mill" not in client.get(reverse("decisions:answers", args=[vote.uid])).text
    _stranger, browser, _person = somebody_of(a_group("Elsewhere"), "steward", "stranger")
    assert browser.get(reverse("decisions:questions", args=[body.uid])).status_code == 404


def test_who_has_answered_an_anonymous_vote_is_for_those_who_keep_it() -> None:
    vote, body, keeper, _browser = asked(secrecy="anonymous")
    tell_answer(keeper, body.uid, vote.uid, [YES])
    assert answers_page(Viewer(), vote.uid).answered == 0
    keeps, _client, _person = somebody_of(vote.group, "steward", "keeps")
    page = answers_page(keeps, vote.uid)
    assert (page.answered, page.bodies[0].said) == (1, ())


def test_who_has_answered_asks_little_however_many_are_asked(django_assert_max_num_queries: Any) -> None:
    vote, _body, _keeper, _browser = asked()
    for number in range(2, 12):
        group = a_group(f"Body {number}")
        Entitled.objects.create(vote=vote, number=number, group=group)
        Vote.objects.create(
            key=uuid.uuid4(), group=group, above=vote, title={"en": "Ours"}, method="majority"
        )
    with django_assert_max_num_queries(24):
        assert len(answers_page(Viewer(), vote.uid).bodies) == 11


def test_a_proxy_is_given_and_taken_back_on_its_page() -> None:
    group, people = a_group_with("amina", "bea")
    vote = an_open_vote(group, proxies=1)
    giver, holder = on_the_roll(vote, *[viewer for viewer, _client, _person in people])
    browser = people[0][1]
    address = reverse("decisions:proxies", args=[vote.uid])
    assert "bea" in browser.get(address).text
    answer = browser.post(address, {"line": giver.pk, "holder": holder.pk}, follow=True)
    assert "bea votes for you" in answer.text
    assert "You vote for: amina" in people[1][1].get(address).text
    cast(people[1][0], vote.uid, giver.pk, [YES])
    browser.post(reverse("decisions:take-back-proxy", args=[vote.uid, giver.pk]))
    assert not Proxy.objects.exists()
    with pytest.raises(NotAllowed):
        cast(people[1][0], vote.uid, giver.pk, [NO])


def test_proxies_have_a_limit_and_are_not_passed_on() -> None:
    group, people = a_group_with("amina", "bea", "cleo", "dora")
    vote = an_open_vote(group, proxies=1)
    viewers = [viewer for viewer, _client, _person in people]
    amina, bea, cleo, dora = on_the_roll(vote, *viewers)
    with pytest.raises(NotAllowed):
        give_proxy(viewers[1], vote.uid, amina.pk, bea.pk)
    with pytest.raises(Problem, match="your own"):
        give_proxy(viewers[0], vote.uid, amina.pk, amina.pk)
    give_proxy(viewers[0], vote.uid, amina.pk, bea.pk)
    with pytest.raises(Problem, match="more than 1"):
        give_proxy(viewers[2], vote.uid, cleo.pk, bea.pk)
    with pytest.raises(Problem, match="passed on"):
        give_proxy(viewers[1], vote.uid, bea.pk, cleo.pk)
    with pytest.raises(Problem, match="passed on"):
        give_proxy(viewers[2], vote.uid, cleo.pk, amina.pk)
    give_proxy(viewers[0], vote.uid, amina.pk, dora.pk)
    assert Proxy.objects.get().holder == dora
    take_back_proxy(viewers[0], vote.uid, amina.pk)
    take_back_proxy(viewers[0], vote.uid, amina.pk)
    Vote.objects.filter(pk=vote.pk).update(proxies=0)
    with pytest.raises(Problem, match="not allowed"):
        give_proxy(viewers[0], vote.uid, amina.pk, bea.pk)
    Vote.objects.filter(pk=vote.pk).update(state="closed")
    with pytest.raises(Problem, match="over"):
        give_proxy(viewers[0], vote.uid, amina.pk, bea.pk)


def test_the_door_to_questions_is_for_those_who_take_part_in_a_group_that_was_asked() -> None:
    vote, body, keeper, _browser = asked()
    assert [(one.title, one.count) for one in question_doors(keeper, body.pk)] == [("Questions to us", 1)]
    assert list(question_doors(Viewer(), body.pk)) == []
    assert list(question_doors(keeper, vote.group_id)) == []
