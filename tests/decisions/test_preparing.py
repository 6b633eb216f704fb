"""What who prepares a vote needs: many names at once, a quorum as people write it, the unit of a method."""

from __future__ import annotations

import io
import uuid
import zipfile

import pytest
from django.urls import reverse

from konbit.base.errors import Problem
from konbit.decisions.actions.own_methods import MethodDraft, make_method
from konbit.decisions.actions.rolls import fill_with_names
from konbit.decisions.actions.votes import VoteDraft, prepare_vote
from konbit.decisions.methods import in_parts
from konbit.decisions.models import Method, Vote
from konbit.decisions.queries.recount import recount_zip, recount_zip_to_pass_on
from tests.builders import a_group
from tests.decisions.test_recount import a_closed_vote
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def test_a_list_of_names_comes_onto_the_roll_at_once_and_nobody_twice() -> None:
    group = a_group("Market")
    viewer, browser, _person = somebody_of(group)
    uid = prepare_vote(viewer, group.uid, VoteDraft("en", "Do we meet?", method="majority"), uuid.uuid4())
    address = reverse("decisions:name-many", args=[uid])
    assert "One a line" in browser.get(address).text
    answer = browser.post(address, {"names": " Odette  Pierre\n\nRosa\nRosa\nTi Paul", "college": ""})
    assert answer.status_code == 302
    vote = Vote.objects.get(uid=uid)
    assert list(vote.roll.values_list("number", "name")) == [
        (1, "Odette Pierre"),
        (2, "Rosa"),
        (3, "Ti Paul"),
    ]
    assert fill_with_names(viewer, uid, ["Rosa", "Ifeoma"]) == 1
    with pytest.raises(Problem, match="Nobody new"):
        fill_with_names(viewer, uid, ["Rosa"])


@pytest.mark.parametrize(
    ("written", "part"),
    [("60 %", "3/5"), (">50%", ">1/2"), ("2/3", "2/3"), ("", ""), ("0 %", "0 %"), ("7", "7")],
)
def test_a_part_may_be_written_in_per_cent(written: str, part: str) -> None:
    assert in_parts(written) == part


def test_the_page_says_what_is_needed_and_takes_the_unit_of_the_method() -> None:
    group = a_group("Federation")
    viewer, browser, _person = somebody_of(group)
    draft = MethodDraft("en", "Ours", "", "majority", unit="organisations", quorum="40 %", majority=">1/2")
    make_method(viewer, group.uid, draft, uuid.uuid4())
    method = Method.objects.get()
    assert method.quorum == "2/5"
    said = {
        "title": "Do we join?", "method": method.uid, "secrecy": "open", "audience": "public", "unit": "",
        "seats": "1", "proxies": "0", "passes_up": "block", "closes_at": "2099-03-01T18:00",
        "key": str(uuid.uuid4()), "language": "en",
    }  # fmt: skip
    browser.post(reverse("decisions:new-vote", args=[group.uid]), said)
    vote = Vote.objects.get()
    assert vote.unit == "organisations"
    page = browser.get(reverse("decisions:vote", args=[vote.uid])).text
    assert "Of those on the roll, 2/5 have to take part." in page
    assert "more than half have to be in favour." in page
    assert "1 March 2099, 18:00" in page


def test_who_sees_names_can_pass_on_a_package_without_them() -> None:
    group = a_group("House")
    viewer, browser, _person = somebody_of(group)
    uid = a_closed_vote(viewer, group)
    own = zipfile.ZipFile(io.BytesIO(recount_zip(viewer, uid, "en"))).namelist()
    others = zipfile.ZipFile(io.BytesIO(recount_zip_to_pass_on(viewer, uid, "en"))).namelist()
    assert "names.json" in own
    assert not {"names.json", "roll.json"} & set(others)
    address = reverse("decisions:recount-package-to-pass-on", args=[uid])
    assert address in browser.get(reverse("decisions:recount", args=[uid])).text
    assert browser.get(address)["Content-Type"] == "application/zip"
