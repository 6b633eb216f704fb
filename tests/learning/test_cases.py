"""What speaks for a claim, qualifies or contradicts it: with consent, with its recording, undoable."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from konbit.base.errors import NotAllowed, Problem
from konbit.base.registry import Identity
from konbit.learning.actions.cases import CaseDraft, add_case, remove_case
from konbit.learning.actions.erasure import erase
from konbit.learning.models import Case, Claim
from konbit.learning.queries.claims import claim_page
from konbit.people.audience import ANYONE
from tests.builders import a_group
from tests.learning.made import a_claim, a_house, somebody_of

pytestmark = pytest.mark.django_db

MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x0aCanary Tag\xff\xfb" + b"\x00" * 400


def a_case(viewer: Any, claim: Claim, voice: Any = None, **said: Any) -> int:
    """A case that supports a claim."""
    draft = CaseDraft(**{"stance": "supports", "kind": "story", "language": "en", "text": "It did.", **said})
    return add_case(viewer, claim.uid, draft, uuid.uuid4(), voice)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "story", "text": ""}, "says nothing"),
        ({"kind": "measure"}, "needs an amount"),
        ({"kind": "link"}, "no link"),
        ({"kind": "link", "url": "javascript:alert(1)"}, "address on the web"),
        ({"kind": "voice", "agreed": True}, "no recording"),
        ({"kind": "quote"}, "own words"),
        ({"kind": "story", "told_by": "Rosa"}, "own words"),
        ({"group": "nobody-knows"}, "no such group"),
    ],
)
def test_a_case_that_lacks_what_its_kind_needs_is_refused_with_what_to_do(said: Any, why: str) -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    with pytest.raises(Problem, match=why) as caught:
        a_case(viewer, claim, **said)
    assert caught.value.remedy
    assert not Case.objects.exists()


def test_a_measure_a_quote_a_link_and_a_group_stand_on_the_page() -> None:
    group, viewer, client = a_house()
    claim = a_claim(viewer, group)
    other = a_group("River Bakery")
    a_case(viewer, claim, kind="measure", amount="41", unit="people at table", valid_from="2024-03")
    a_case(viewer, claim, kind="quote", text="I spoke.", told_by="Rosa", agreed=True, stance="qualifies")
    a_case(viewer, claim, kind="link", url="table.example/report", stance="contradicts", group=other.uid)
    page = client.get(reverse("learning:claim", args=[claim.uid])).content.decode()
    for words in ("41", "people at table", "March 2024", "told by Rosa", "https://table.example/report"):
        assert words in page
    assert "River Bakery" in page
    line = claim_page(ANYONE, claim.uid).line
    assert (line.supports, line.qualifies, line.contradicts) == (1, 1, 1)


def test_a_recording_of_200_megabytes_is_refused_while_it_arrives_and_nothing_typed_is_lost() -> None:
    group, viewer, client = a_house()
    claim = a_claim(viewer, group)

    class Endless(io.BytesIO):
        """A file that gives the same megabyte 200 times."""

        left = 200

        def read(self, _size: int | None = -1) -> bytes:
            self.left -= 1
            return b"\xff\xfb" * 500_000 if self.left >= 0 else b""

    file = Endless()
    body = _multipart(
        {"stance": "supports", "kind": "voice", "text": "What I typed.", "told_by": "Rosa", "agreed": "on",
         "language": "en", "key": str(uuid.uuid4())},
        file,
    )  # fmt: skip
    answer = client.generic(
        "POST", reverse("learning:new-case", args=[claim.uid]), body, "multipart/form-data; boundary=edge"
    )
    page = answer.content.decode()
    assert "larger than 6 megabytes" in page
    assert "What I typed." in page
    assert "Rosa" in page
    assert "The oven." in page
    assert not Case.objects.exists()


def _multipart(fields: dict[str, str], file: io.BytesIO) -> bytes:
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        b'--edge\r\nContent-Disposition: form-data; name="voice"; filename="a.mp3"\r\n'
        b"Content-Type: audio/mpeg\r\n\r\n"
    )
    after = b'--edge\r\nContent-Disposition: form-data; name="place"\r\n\r\nThe oven.\r\n--edge--\r\n'
    chunks = []
    while chunk := file.read():
        chunks.append(chunk)
    return b"".join([*parts, head, *chunks, b"\r\n", after])


def test_a_form_from_elsewhere_brings_no_case() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    strict = Client(enforce_csrf_checks=True)
    _v, _c, person = somebody_of(group, name="bela")
    strict.force_login(person)
    sent = {"stance": "supports", "kind": "story", "text": "It did.", "key": str(uuid.uuid4())}
    assert strict.post(reverse("learning:new-case", args=[claim.uid]), sent).status_code == 403
    assert not Case.objects.exists()


def test_a_recording_is_freed_of_its_tags_and_heard_by_whoever_may_see_the_claim() -> None:
    group, viewer, client = a_house()
    claim = a_claim(viewer, group, audience="group")
    sent = {
        "stance": "supports", "kind": "voice", "agreed": "on", "language": "en", "key": str(uuid.uuid4()),
        "voice": SimpleUploadedFile("a.mp3", MP3, "audio/mpeg"),
    }  # fmt: skip
    assert client.post(reverse("learning:new-case", args=[claim.uid]), sent).status_code == 302
    case = Case.objects.get()
    address = reverse("learning:voice", args=[case.pk])
    heard = client.get(address)
    assert heard.status_code == 200
    assert heard["Content-Type"] == "audio/mpeg"
    assert heard["Cache-Control"] == "private, no-store"
    assert b"Canary" not in heard.content
    assert client.get(address, headers={"Range": "bytes=0-9"}).status_code == 206
    assert Client().get(address).status_code == 404
    remove_case(viewer, case.pk)
    assert client.get(address).status_code == 404


def test_what_is_no_recording_is_refused() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    with pytest.raises(Problem, match="not a recording"):
        a_case(viewer, claim, io.BytesIO(b"<html>"), kind="voice", agreed=True)


def test_a_member_brings_a_case_and_takes_her_own_away_but_not_those_of_others() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    member, client, _p = somebody_of(group, "member", "bela")
    own, others = a_case(member, claim), a_case(viewer, claim)
    remove_case(member, own)
    with pytest.raises(NotAllowed):
        remove_case(member, others)
    with pytest.raises(NotAllowed):
        a_case(ANYONE, claim)
    page = client.get(reverse("learning:claim", args=[claim.uid])).content.decode()
    assert page.count("Take it away") == 0


def test_a_case_that_was_taken_away_is_brought_back() -> None:
    group, viewer, client = a_house()
    claim = a_claim(viewer, group)
    case = a_case(viewer, claim)
    page = client.post(reverse("learning:remove-case", args=[case]), follow=True).content.decode()
    assert "Take it back" in page
    from konbit.assembly.actions.undoing import undo
    from konbit.assembly.queries.acts import act_of

    act = act_of(Case.objects.get(pk=case))
    assert act is not None
    undo(viewer, act)
    assert claim_page(viewer, claim.uid).line.supports == 1


def test_the_same_case_sent_twice_stands_once() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    key = uuid.uuid4()
    draft = CaseDraft("supports", "story", "en", "It did.")
    assert add_case(viewer, claim.uid, draft, key) == add_case(viewer, claim.uid, draft, key)


def test_a_hidden_group_is_not_named_by_a_case() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    hidden = a_group("Quiet Circle", audience="stewards")
    case = a_case(viewer, claim)
    Case.objects.filter(pk=case).update(group=hidden)
    (shown,) = claim_page(ANYONE, claim.uid).cases
    assert shown.group is None


def test_whoever_is_erased_is_no_longer_named_nor_heard() -> None:
    group, viewer, _client = a_house()
    claim = a_claim(viewer, group)
    case = Case.objects.get(
        pk=a_case(viewer, claim, io.BytesIO(MP3), kind="voice", told_by="Rosa Canary", agreed=True)
    )
    file = case.voice.storage
    name = case.voice.name
    assert file.exists(name)
    erase(Identity(None, viewer.actor, ("Rosa Canary",), lambda text: text == "Rosa Canary"))
    case.refresh_from_db()
    assert (case.told_by, case.by, case.voice.name) == ("", "", "")
    assert not file.exists(name)
