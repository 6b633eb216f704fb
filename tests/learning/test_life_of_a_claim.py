"""A claim from the day it is stated to the wording that takes its place: each move by a resolution."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from konbit.assembly.actions.agreed import Agreed
from konbit.assembly.models import Resolution
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.learning.actions.claims import ClaimDraft, MoveDraft, move_claim, replace_claim, state_claim
from konbit.learning.models import Claim, Move
from konbit.learning.queries.claims import claim_page
from konbit.learning.ways import WAYS
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.learning.made import WORDS, a_claim, a_house, a_resolution, moved, somebody_of

pytestmark = pytest.mark.django_db


def test_a_claim_lives_through_its_pages_from_assumption_to_another_wording() -> None:
    group, viewer, client = a_house()
    resolution = a_resolution(viewer, group, "We look into eating together.", "2023-02-01")
    new = reverse("learning:new-claim", args=[group.uid])
    said = {
        "statement": WORDS, "conditions": "Where nobody has to pay.", "would_change": "Nobody new comes.",
        "settle_by": "2025", "state": "assumption", "key": str(uuid.uuid4()), "language": "en",
        "audience": "public",
    }  # fmt: skip
    answer = client.post(new, said, follow=True)
    claim = Claim.objects.get()
    assert claim.state == "assumption"
    assert WORDS in answer.content.decode()

    move = reverse("learning:move-claim", args=[claim.uid])
    for after, reason in [("to_verify", "We want to know."), ("learned", "Forty came.")]:
        sent = {
            "after": after, "resolution": resolution.uid, "reason": reason, "language": "en",
            "sent": str(uuid.uuid4()),
        }  # fmt: skip
        assert client.post(move, sent).status_code == 302
    case = {
        "stance": "contradicts", "kind": "story", "text": "In winter nobody came.", "language": "en",
        "key": str(uuid.uuid4()), "valid_from": "2024-01",
    }  # fmt: skip
    assert client.post(reverse("learning:new-case", args=[claim.uid]), case).status_code == 302
    agreed_now = {
        "after": "contested", "agreed": "It is contested since the winter.", "reason": "The winter.",
        "language": "en", "sent": str(uuid.uuid4()),
    }  # fmt: skip
    assert client.post(move, agreed_now).status_code == 302
    assert Resolution.objects.count() == 2

    other = {
        "statement": "From spring to autumn, eating together brings people in.", "language": "en",
        "agreed": "We say it more carefully.", "key": str(uuid.uuid4()), "sent": str(uuid.uuid4()),
    }  # fmt: skip
    assert client.post(reverse("learning:replace-claim", args=[claim.uid]), other).status_code == 302
    claim.refresh_from_db()
    assert claim.state == "retired"
    assert claim.replaced_by is not None
    assert claim.replaced_by.state == "contested"

    page = client.get(reverse("learning:claim", args=[claim.uid])).content.decode()
    life = page[page.index('id="life"') :]
    told = ["It begins as", "We want to know.", "Forty came.", "In winter nobody came.", "The winter."]
    assert all(one in life for one in told)
    assert "Another wording has taken its place" in page
    states = [move.after for move in Move.objects.filter(claim=claim).order_by("pk")]
    assert states == ["to_verify", "learned", "contested", "retired"]


def test_a_move_without_a_resolution_is_refused_and_says_what_to_do() -> None:
    group, viewer, client = a_house()
    claim = a_claim(viewer, group)
    with pytest.raises(Problem, match="Choose the resolution"):
        move_claim(viewer, claim.uid, MoveDraft("learned", Agreed(), "Because."))
    sent = {"after": "learned", "reason": "Because we saw it.", "sent": str(uuid.uuid4()), "language": "en"}
    answer = client.post(reverse("learning:move-claim", args=[claim.uid]), sent)
    page = answer.content.decode()
    assert "No resolution is named" in page
    assert "Because we saw it." in page
    claim.refresh_from_db()
    assert claim.state == "assumption"
    assert not Move.objects.exists()


def test_a_move_that_makes_no_sense_says_which_do() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    resolution = a_resolution(viewer, group)
    moved(viewer, claim, "learned", resolution)
    with pytest.raises(Problem, match="contested"):
        moved(viewer, claim, "assumption", resolution)


def test_a_refused_move_leaves_no_resolution_behind() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    with pytest.raises(Problem):
        move_claim(viewer, claim.uid, MoveDraft("assumption", Agreed("", "We agreed.", "en", "2024-01-01")))
    assert not Resolution.objects.exists()


def test_every_way_leads_between_two_states() -> None:
    states = set(Claim.State.values)
    assert all({before, after} <= states and before != after for before, after in WAYS)


def test_a_resolution_of_another_group_or_one_that_was_not_agreed_moves_nothing() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    strangers = a_group("Others")
    stranger, _c, _p = somebody_of(strangers, name="bela")
    with pytest.raises(Problem, match="not a resolution of the group"):
        moved(viewer, claim, "learned", a_resolution(stranger, strangers))
    refused = a_resolution(viewer, group)
    Resolution.objects.filter(pk=refused.pk).update(state="refused")
    with pytest.raises(Problem, match="not agreed"):
        moved(viewer, claim, "learned", refused)


def test_the_same_form_twice_moves_and_states_once() -> None:
    group, viewer, _client = a_house()
    resolution = a_resolution(viewer, group)
    key = uuid.uuid4()
    first = state_claim(viewer, group.uid, ClaimDraft("en", WORDS), key)
    assert state_claim(viewer, group.uid, ClaimDraft("en", WORDS), key) == first
    claim = Claim.objects.get(uid=first)
    moved(viewer, claim, "learned", resolution)
    moved(viewer, claim, "learned", resolution)
    assert Move.objects.count() == 1
    again = uuid.uuid4()
    draft = MoveDraft("", Agreed(resolution.uid))
    second = replace_claim(viewer, first, ClaimDraft("en", "Better said."), draft, again)
    assert replace_claim(viewer, first, ClaimDraft("en", "Better said."), draft, again) == second


def test_members_state_claims_and_only_editors_move_them() -> None:
    group, viewer, _client = a_house()
    member, client, _person = somebody_of(group, "member", "bela")
    claim = a_claim(member, group)
    resolution = a_resolution(viewer, group)
    with pytest.raises(NotAllowed):
        moved(member, claim, "learned", resolution)
    assert client.get(reverse("learning:move-claim", args=[claim.uid])).status_code == 403
    with pytest.raises(NotAllowed):
        a_claim(ANYONE, group)


def test_a_move_is_taken_back_with_one_press() -> None:
    group, viewer, client = a_house()
    claim = a_claim(viewer, group)
    resolution = a_resolution(viewer, group)
    sent = {"after": "learned", "resolution": resolution.uid, "language": "en", "sent": str(uuid.uuid4())}
    page = client.post(reverse("learning:move-claim", args=[claim.uid]), sent, follow=True).content.decode()
    undo = re.search(r'href="(/en/undo/[^"]+)"', page)
    assert undo is not None
    client.post(undo[1].replace("&amp;", "&"))
    claim.refresh_from_db()
    assert claim.state == "assumption"
    assert not Move.objects.exists()


def test_a_claim_of_the_group_alone_is_seen_by_nobody_else() -> None:
    group, viewer, client = a_house()
    claim = a_claim(viewer, group, audience="group")
    with pytest.raises(NotFound):
        claim_page(ANYONE, claim.uid)
    for name in ("claim", "sheet"):
        assert client.get(reverse(f"learning:{name}", args=[claim.uid])).status_code == 200
    from django.test import Client

    stranger = Client()
    assert stranger.get(reverse("learning:claim", args=[claim.uid])).status_code == 404
    for page in (reverse("learning:calls"), reverse("learning:of-group", args=[group.uid]), "/en/learning/"):
        assert WORDS not in stranger.get(page).content.decode()
        assert WORDS in client.get(page).content.decode()


def test_the_resolution_behind_a_move_stays_hidden_from_who_may_not_see_it() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    resolution = a_resolution(viewer, group, "Said among ourselves.")
    Resolution.objects.filter(pk=resolution.pk).update(audience="group")
    moved(viewer, claim, "learned", Resolution.objects.get(pk=resolution.pk))
    (_begun, move) = claim_page(ANYONE, claim.uid).life
    assert move.resolution is None
    assert move.unseen


def test_words_in_another_language_stand_beside_the_first() -> None:
    group, viewer, client = a_house()
    claim = a_claim(viewer, group)
    said = {"statement": "Manger ensemble rassemble.", "language": "fr", "audience": "public"}
    assert client.post(reverse("learning:edit-claim", args=[claim.uid]), said).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == {"en": WORDS, "fr": "Manger ensemble rassemble."}
