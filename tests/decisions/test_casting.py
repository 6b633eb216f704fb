"""Voting by every channel: once, on time, by those who may, and all of it or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.models import Change
from konbit.decisions.actions import register
from konbit.decisions.actions.casting import Cast, cast, cast_many
from konbit.decisions.actions.papers import put_in_box, type_paper
from konbit.decisions.actions.register import BATCH, settle
from konbit.decisions.actions.votes import close_vote
from konbit.decisions.actions.voting_links import cast_by_token, make_link, open_by_card, opened_by
from konbit.decisions.ballots import Voice
from konbit.decisions.models import Ballot, College, Entitled, Link, Participation, Proxy, Sheet, Urn, Vote
from konbit.people.actions import make_own_card
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.decisions.made_casting import NO, YES, a_group_with, an_open_vote, on_the_roll
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def said_in(vote: Vote) -> list[Any]:
    return sorted(str(one.said) for one in Ballot.objects.filter(vote=vote))


def channels_of(vote: Vote) -> list[str]:
    return sorted(Participation.objects.filter(vote=vote).values_list("channel", flat=True))


def test_who_is_on_the_roll_votes_and_may_change_it_while_an_open_vote_lasts() -> None:
    group, [(viewer, _client, _person)] = a_group_with("amina")
    vote = an_open_vote(group)
    [line] = on_the_roll(vote, viewer)
    assert cast(viewer, vote.uid, line.pk, [YES]) == "web"
    cast(viewer, vote.uid, line.pk, [NO])
    [ballot] = Ballot.objects.filter(vote=vote)
    assert (ballot.said, ballot.weight, ballot.entitled) == ({"stance": "disagree"}, 1, line)
    assert channels_of(vote) == ["web"]


def test_whoever_is_not_on_the_roll_does_not_vote() -> None:
    group, [(amina, *_), (bela, *_)] = a_group_with("amina", "bela")
    vote, other = an_open_vote(group), an_open_vote(group)
    [line] = on_the_roll(vote, amina)
    with pytest.raises(NotAllowed):
        cast(bela, vote.uid, line.pk, [YES])
    with pytest.raises(NotAllowed):
        cast(ANYONE, vote.uid, line.pk, [YES])
    with pytest.raises(NotFound):
        cast(amina, other.uid, line.pk, [YES])
    Entitled.objects.update(until_on=timezone.now().date())
    with pytest.raises(NotFound):
        cast(amina, vote.uid, line.pk, [YES])
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("state", ["draft", "closed", "given_up"])
def test_no_ballot_is_taken_before_or_after_the_vote(state: str) -> None:
    group, [(viewer, *_)] = a_group_with("amina", role="steward")
    vote = an_open_vote(group, state=state)
    [line] = on_the_roll(vote, viewer)
    for act in (
        lambda: cast(viewer, vote.uid, line.pk, [YES]),
        lambda: cast_many(viewer, vote.uid, [Cast(line.pk, (YES,))], "hands"),
        lambda: make_link(viewer, vote.uid, line.pk),
        lambda: type_paper(viewer, vote.uid, 1, line.number, YES.said),
    ):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.status == 409
    assert not Participation.objects.exists()


def test_after_the_time_is_over_voters_are_late_and_the_table_still_types_in_what_was_said() -> None:
    group, [(viewer, *_)] = a_group_with("amina", role="steward")
    vote = an_open_vote(group, closes_at=timezone.now() - timedelta(minutes=1))
    [line] = on_the_roll(vote, viewer)
    with pytest.raises(Problem, match="over"):
        cast(viewer, vote.uid, line.pk, [YES])
    assert cast_many(viewer, vote.uid, [Cast(line.pk, (YES,))], "hands") == 1


def test_a_vote_that_is_handed_off_takes_no_ballot_here() -> None:
    group, [(viewer, *_)] = a_group_with("amina")
    vote = an_open_vote(group, secrecy="handoff", handoff="https://vote.example.org/1")
    [line] = on_the_roll(vote, viewer)
    with pytest.raises(Problem, match="elsewhere"):
        cast(viewer, vote.uid, line.pk, [YES])


def test_an_anonymous_ballot_is_in_the_box_once_without_name_channel_or_chronicle() -> None:
    group, [(viewer, *_)] = a_group_with("amina")
    vote = an_open_vote(group, secrecy="anonymous")
    [line] = on_the_roll(vote, viewer)
    before = Change.objects.count()
    cast(viewer, vote.uid, line.pk, [YES])
    with pytest.raises(Problem) as twice:
        cast(viewer, vote.uid, line.pk, [NO])
    assert twice.value.status == 409
    assert not Ballot.objects.exists(), "it waits for others"
    settle(vote)
    [ballot] = Ballot.objects.filter(vote=vote)
    assert (ballot.said, ballot.entitled, ballot.channel) == ({"stance": "agree"}, None, "")
    assert Change.objects.count() == before


def test_anonymous_ballots_come_into_the_box_in_batches_and_none_is_lost() -> None:
    group = a_group()
    people = [somebody_of(group, "member", f"voter{at}")[0] for at in range(BATCH + 2)]
    vote = an_open_vote(group, secrecy="anonymous")
    lines = on_the_roll(vote, *people)
    for at, (person, line) in enumerate(zip(people, lines, strict=True), 1):
        cast(person, vote.uid, line.pk, [YES if at % 2 else NO])
        waiting = Urn.objects.get(vote=vote).waiting
        assert waiting == sorted(waiting, key=str), "their order tells nothing"
        assert Ballot.objects.count() == (BATCH if at >= BATCH else 0)
    settle(vote)
    settle(vote)
    assert len(said_in(vote)) == BATCH + 2 == Participation.objects.count()
    assert not Urn.objects.exists()


@pytest.mark.parametrize("secrecy", ["open", "anonymous"])
def test_a_crash_between_register_and_box_leaves_neither(
    secrecy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, [(viewer, *_)] = a_group_with("amina")
    vote = an_open_vote(group, secrecy=secrecy)
    [line] = on_the_roll(vote, viewer)

    def crash(*_args: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(register, "_put_in_the_open", crash)
        broken.setattr(register, "put_in_the_urn", crash)
        with pytest.raises(RuntimeError):
            cast(viewer, vote.uid, line.pk, [YES])
    assert not Participation.objects.exists()
    cast(viewer, vote.uid, line.pk, [YES])
    settle(vote)
    assert len(said_in(vote)) == 1 == Participation.objects.count()


def test_a_ballot_through_two_channels_counts_once() -> None:
    group, [(amina, *_), (bela, *_)] = a_group_with("amina", "bela", role="steward")
    vote = an_open_vote(group)
    [line, _other] = on_the_roll(vote, amina, bela)
    token = make_link(bela, vote.uid, line.pk)
    cast(amina, vote.uid, line.pk, [YES])
    with pytest.raises(NotFound):
        cast_by_token(token, [NO])
    with pytest.raises(Problem, match="another way"):
        cast_many(bela, vote.uid, [Cast(line.pk, (NO,))], "hands")
    type_paper(amina, vote.uid, 1, line.number, NO.said)
    with pytest.raises(Problem, match="another way"):
        type_paper(bela, vote.uid, 1, line.number, NO.said)
    assert said_in(vote) == ["{'stance': 'agree'}"]
    assert channels_of(vote) == ["web"]


def test_a_link_opens_one_ballot_once_and_looking_does_nothing() -> None:
    group, [(viewer, *_)] = a_group_with("amina", role="steward")
    vote = an_open_vote(group, secrecy="anonymous")
    line = Entitled.objects.create(vote=vote, number=1, name="Rosa, without a phone of her own")
    first = make_link(viewer, vote.uid, line.pk)
    token = make_link(viewer, vote.uid, line.pk)
    with pytest.raises(NotFound):
        opened_by(first)
    assert opened_by(token).line == line
    assert not Participation.objects.exists()
    cast_by_token(token, [YES])
    assert not Link.objects.exists()
    for bad in (token, first, f"{token}x", "nothing"):
        with pytest.raises(NotFound):
            cast_by_token(bad, [NO])
    with pytest.raises(Problem, match="voted already"):
        make_link(viewer, vote.uid, line.pk)
    assert channels_of(vote) == ["link"]


def test_only_who_may_edit_makes_links_and_it_is_written_down() -> None:
    group, [(member, *_)] = a_group_with("amina")
    steward, *_ = somebody_of(group, "steward", "bela")
    vote = an_open_vote(group)
    [line] = on_the_roll(vote, member)
    with pytest.raises(NotAllowed):
        make_link(member, vote.uid, line.pk)
    make_link(steward, vote.uid, line.pk)
    assert Change.objects.filter(verb="make ballot link", actor=steward.actor).exists()


def test_a_member_card_opens_its_holders_ballot_and_signs_nobody_in() -> None:
    group, [(viewer, *_), (other, *_)] = a_group_with("amina", "bela")
    vote = an_open_vote(group)
    on_the_roll(vote, viewer)
    made, strange = make_own_card(viewer), make_own_card(other)
    with pytest.raises(Problem, match="do not open"):
        open_by_card(vote.uid, made.card.code, "0000")
    with pytest.raises(Problem, match="not on the roll"):
        open_by_card(vote.uid, strange.card.code, strange.pin)
    cast_by_token(open_by_card(vote.uid, made.card.code, made.pin), [YES])
    assert channels_of(vote) == ["card"]


def test_a_paper_counts_once_two_people_have_typed_the_same() -> None:
    group, [(one, *_), (two, *_), (three, *_)] = a_group_with("amina", "bela", "chi", role="steward")
    vote = an_open_vote(group)
    line = Entitled.objects.create(vote=vote, number=1, name="Rosa")
    assert not type_paper(one, vote.uid, 1, 1, YES.said)
    assert not type_paper(one, vote.uid, 1, 1, YES.said), "the same person is not two"
    assert not type_paper(two, vote.uid, 1, 1, NO.said), "they do not agree"
    assert not Participation.objects.exists()
    assert type_paper(three, vote.uid, 1, 1, YES.said)
    with pytest.raises(Problem, match="already"):
        type_paper(two, vote.uid, 1, 1, YES.said)
    with pytest.raises(Problem, match="no such number"):
        type_paper(two, vote.uid, 2, 77, YES.said)
    [ballot] = Ballot.objects.all()
    assert (ballot.entitled, ballot.channel, ballot.said) == (line, "paper", YES.said)


def test_there_are_never_more_anonymous_papers_than_people_who_put_one_into_the_box() -> None:
    group, [(one, *_), (two, *_)] = a_group_with("amina", "bela", role="steward")
    vote = an_open_vote(group, secrecy="anonymous")
    [line, heavy] = on_the_roll(vote, one, two)
    Entitled.objects.filter(pk=heavy.pk).update(weight=3)
    type_paper(one, vote.uid, 1, None, YES.said)
    with pytest.raises(Problem, match="more papers"):
        type_paper(two, vote.uid, 1, None, YES.said)
    assert Sheet.objects.count() == 1
    with pytest.raises(Problem, match="one vote"):
        put_in_box(one, vote.uid, heavy.pk)
    put_in_box(one, vote.uid, line.pk)
    assert type_paper(two, vote.uid, 1, None, YES.said)
    with pytest.raises(Problem, match="in the box already"):
        cast(one, vote.uid, line.pk, [NO])
    settle(vote)
    assert said_in(vote) == ["{'stance': 'agree'}"]


def test_hands_are_written_down_for_all_or_none_and_never_in_an_anonymous_vote() -> None:
    group, [(viewer, *_)] = a_group_with("amina", role="steward")
    vote, hidden = an_open_vote(group), an_open_vote(group, secrecy="anonymous")
    bodies = [a_group(name=name) for name in ("North", "South")]
    lines = [Entitled.objects.create(vote=vote, number=at, group=one) for at, one in enumerate(bodies, 1)]
    with pytest.raises(Problem):
        cast_many(viewer, vote.uid, [Cast(lines[0].pk, (YES,)), Cast(lines[1].pk, (Voice({}),))], "hands")
    assert not Participation.objects.exists()
    assert cast_many(viewer, vote.uid, [Cast(one.pk, (YES,)) for one in lines], "hands") == 2
    with pytest.raises(Problem, match="seen by everybody"):
        cast_many(viewer, hidden.uid, [], "hands")
    with pytest.raises(Problem, match="Nobody but the voter"):
        cast_many(viewer, vote.uid, [], "web")


def test_votes_are_split_only_by_who_may_and_only_so_many_as_there_are() -> None:
    group, [(viewer, *_)] = a_group_with("amina")
    vote = an_open_vote(group)
    [line] = on_the_roll(vote, viewer, weight=10, mandate="split")
    cast(viewer, vote.uid, line.pk, [Voice(YES.said, 7), Voice(NO.said, 3)])
    assert sorted(Ballot.objects.values_list("weight", flat=True)) == [3, 7]
    for wrong in ([Voice(YES.said, 8), Voice(NO.said, 3)], [Voice(YES.said, -1)], []):
        with pytest.raises(Problem):
            cast(viewer, vote.uid, line.pk, wrong)
    Entitled.objects.update(mandate="block")
    for wrong in ([Voice(YES.said, 7), Voice(NO.said, 3)], [Voice(YES.said, 7)]):
        with pytest.raises(Problem, match="go together"):
            cast(viewer, vote.uid, line.pk, wrong)
    cast(viewer, vote.uid, line.pk, [YES])
    assert [one.weight for one in Ballot.objects.all()] == [10]


def test_a_proxy_votes_for_who_gave_it_within_the_limit_and_never_in_a_chain() -> None:
    group, people = a_group_with("amina", "bela", "chi", "dolores")
    amina, bela, chi, dolores = (viewer for viewer, *_ in people)
    vote = an_open_vote(group, proxies=1)
    a, b, c, d = on_the_roll(vote, amina, bela, chi, dolores)
    Proxy.objects.create(vote=vote, giver=a, holder=b)
    assert cast(bela, vote.uid, a.pk, [YES]) == "proxy"
    second = Proxy.objects.create(vote=vote, giver=d, holder=b)
    with pytest.raises(Problem, match="more than 1"):
        cast(bela, vote.uid, d.pk, [YES])
    second.delete()
    Proxy.objects.create(vote=vote, giver=b, holder=c)
    with pytest.raises(Problem, match="passed on"):
        cast(bela, vote.uid, a.pk, [NO])
    with pytest.raises(NotAllowed):
        cast(chi, vote.uid, a.pk, [NO])
    cast(amina, vote.uid, a.pk, [NO])
    assert not Proxy.objects.filter(giver=a).exists(), "who votes herself takes it back"
    assert said_in(vote) == ["{'stance': 'disagree'}"]


def test_who_keeps_a_group_votes_for_it_where_it_stands_on_the_roll_alone() -> None:
    network, [(above, *_)] = a_group_with("amina", role="steward", kind="network")
    body, [(steward, *_)] = a_group_with("bela", role="steward", name="North")
    member, *_ = somebody_of(body, "member", "chi")
    vote = an_open_vote(network)
    line = Entitled.objects.create(vote=vote, number=1, group=body)
    for wrong in (above, member):
        with pytest.raises(NotAllowed):
            cast(wrong, vote.uid, line.pk, [YES])
    cast(steward, vote.uid, line.pk, [YES])


def test_in_an_election_by_colleges_one_chooses_among_those_of_ones_own() -> None:
    group, [(viewer, *_)] = a_group_with("amina")
    vote = an_open_vote(group, "scottish", "ana", "ben")
    north, south = (College.objects.create(vote=vote, title={"en": one}) for one in ("North", "South"))
    vote.options.filter(word="ana").update(college=north)
    vote.options.filter(word="ben").update(college=south)
    [line] = on_the_roll(vote, viewer, college=north)
    with pytest.raises(Problem, match="cannot be chosen"):
        cast(viewer, vote.uid, line.pk, [Voice({"ranks": [["ben"]]})])
    cast(viewer, vote.uid, line.pk, [Voice({"ranks": [["ana"]]})])
    assert Ballot.objects.get().college == north


@pytest.mark.parametrize(("secrecy", "left"), [("anonymous", 3), ("open", 1)])
def test_no_paper_is_left_out_of_the_count_unless_it_is_said(secrecy: str, left: int) -> None:
    people = [f"person {at}" for at in range(6)]
    group, [(one, browser, _person), (two, *_), *more] = a_group_with(*people, role="steward")
    vote = an_open_vote(group, secrecy=secrecy)
    lines = on_the_roll(vote, one, two, *(viewer for viewer, *_ in more))
    if secrecy == "anonymous":
        for line in lines[:4]:
            put_in_box(one, vote.uid, line.pk)
    for viewer in (one, two):
        type_paper(viewer, vote.uid, 1, lines[0].number, YES.said)
    type_paper(one, vote.uid, 2, lines[1].number, NO.said)
    printed = browser.get(reverse("decisions:paper", args=[vote.uid])).text
    assert ("Write no name on it" in printed) == (secrecy == "anonymous")
    assert "Mark one answer." in printed
    address = reverse("decisions:vote", args=[vote.uid])
    assert f"{left} paper" in browser.get(address).text
    with pytest.raises(Problem, match="would not be counted"):
        close_vote(one, vote.uid)
    browser.post(reverse("decisions:close-vote", args=[vote.uid]), {"without": str(left)})
    vote.refresh_from_db()
    assert vote.state == "closed"
    assert "left out" in browser.get(address).text
