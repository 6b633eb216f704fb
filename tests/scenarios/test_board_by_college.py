"""A board of twelve: four seats for enterprises, four for communities, two for unions, two for associates.

Half of it women, nobody's college with two men where two sit, and somebody from the hills. The federation and
everybody in it is invented; boards by college are not: those of development corporations in Montreal sat so.
"""

from __future__ import annotations

import hashlib
import html
import json
import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from konbit.decisions.actions.casting import Cast, cast_many
from konbit.decisions.actions.colleges import CollegeDraft, add_college
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import VoteDraft, close_vote, open_vote, prepare_vote
from konbit.decisions.ballots import Voice
from konbit.decisions.models import Channel, Vote
from konbit.decisions.queries.elected import ElectionShown, election_shown
from konbit.directory.models import Role
from konbit.people.audience import Viewer, viewer_of
from tests.builders import a_group, a_person

pytestmark = pytest.mark.django_db

SEATS = {"Enterprises": 4, "Communities": 4, "Unions": 2, "Associates": 2}

STAND = {
    "Enterprises": "Abel m, Anton m, Aldo m, Amaru m, Alma w, Awa w, Aurora w hills",
    "Communities": "Bruno m, Boris m, Bela w, Bintou w, Brisa w hills, Basil m",
    "Unions": "Carlos m, Cyril m, Clara w, Coumba w",
    "Associates": "Dario m, Denis m, Dina w, Dalia w",
}

BALLOTS = {
    "Enterprises": "6 Abel Anton Aldo Amaru, 4 Anton Abel Alma Awa, 2 Alma Awa Aurora, 1 Aurora Awa",
    "Communities": "5 Bela Bruno Bintou, 4 Boris Bruno Bela, 2 Bintou Bela, 2 Brisa Bintou",
    "Unions": "5 Carlos Cyril, 4 Cyril Clara Carlos, 1 Clara Coumba",
    "Associates": "4 Dario Dina, 3 Dina Dalia, 2 Denis Dario",
}


@dataclass
class Federation:
    """A federation that elects its board."""

    uid: str
    client: Client
    viewer: Viewer
    words: dict[str, str]

    def at(self, name: str) -> str:
        """The address of a page of the vote."""
        return reverse(f"decisions:{name}", args=[self.uid])

    @property
    def vote(self) -> Vote:
        """The vote as it stands."""
        return Vote.objects.get(uid=self.uid)

    def college(self, title: str) -> int:
        """The id of a college."""
        return self.vote.colleges.get(title={"en": title}).pk

    def asked(self, value: str, least: object = "", most: object = "", college: str = "") -> None:
        """A limit, through its page."""
        dimension = "region" if value == "hills" else "gender"
        said = {"dimension": dimension, "value": value, "least": least, "most": most}
        where = {"college": self.college(college)} if college else {}
        assert self.client.post(self.at("limits"), said | where).status_code == 302

    def stands(self, college: str, said: str) -> None:
        """Somebody is entered, through its page."""
        name, gender, *hills = said.split()
        form = {"name": name, "language": "en", "agreed": "on", "college": self.college(college)}
        asked = set(self.vote.limits.values_list("value", flat=True))
        says = [{"w": "woman", "m": "man"}[gender], *hills]
        form |= {f"trait{one == 'hills':d}": one for one in says if one in asked}
        assert self.client.post(self.at("enter-candidate"), form).status_code == 302
        self.words[name] = self.vote.options.get(name=name).word

    def votes(self) -> None:
        """Everybody on the roll votes, college by college."""
        casts = []
        for college, said in BALLOTS.items():
            for heap in said.split(", "):
                many, *names = heap.split()
                ranks = [[self.words[name]] for name in names]
                for number in range(int(many)):
                    draft = EntitledDraft(
                        name=f"{college} {names[0]} {number}", college=self.college(college)
                    )
                    line = add_entitled(self.viewer, self.uid, draft)
                    casts.append(Cast(line, (Voice({"ranks": ranks}),)))
        open_vote(self.viewer, self.uid)
        cast_many(self.viewer, self.uid, casts, Channel.PAPER)
        close_vote(self.viewer, self.uid)

    @property
    def shown(self) -> ElectionShown:
        """What its page tells."""
        shown = election_shown(self.uid)
        assert shown is not None
        return shown


def a_federation(method: str = "scottish") -> Federation:
    group, person = a_group("Federation of the Three Valleys"), a_person("secretary")
    Role.objects.create(person=person, group=group, kind="steward")
    client, viewer = Client(), viewer_of(person)
    client.force_login(person)
    draft = VoteDraft(language="en", title="Board for two years", method=method)
    uid = prepare_vote(viewer, group.uid, draft, uuid.uuid4())
    for title, seats in SEATS.items():
        add_college(viewer, uid, CollegeDraft("en", title, seats=seats))
    return Federation(uid, client, viewer, {})


@pytest.mark.parametrize("method", ["scottish", "meek"])
def test_a_board_of_four_four_two_and_two_with_parity(method: str) -> None:
    house = a_federation(method)
    house.asked("woman", least=6)
    house.asked("hills", least=1)
    for college in ("Unions", "Associates"):
        house.asked("man", most=1, college=college)
    for college, people in STAND.items():
        for one in people.split(", "):
            house.stands(college, one)
    page = house.client.get(house.at("candidates")).content.decode()
    assert "Aurora" in page
    assert "region: hills" in page
    assert "can’t meet" not in page
    house.votes()

    shown = house.shown
    assert {one.title: len(one.elected) for one in shown.contests} == SEATS
    board = {name for one in shown.contests for name in one.elected}
    women = {one.split()[0] for people in STAND.values() for one in people.split(", ") if " w" in one}
    assert len(board & women) >= 6
    assert board & {"Aurora", "Brisa"}
    assert {one.counted for one in shown.limits} >= {6}
    assert "would be elected instead of" in shown.changed
    assert shown.acts, "each time that a limit changed the count there is a sentence"
    assert all("gender" in words or "region" in words for _sheet, words in shown.acts)
    told = Client().get(house.at("vote")).content.decode()
    assert board <= {name for name in board if name in told}
    assert all(words in html.unescape(told) for _sheet, words in shown.acts)
    result = house.vote.result
    assert result["log"]["recounted"]
    canonical = json.dumps(result, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == house.vote.result_hash


def test_limits_that_nobody_can_meet_keep_the_vote_from_opening() -> None:
    house = a_federation()
    house.asked("woman", least=11)
    house.asked("hills", least=1)
    for college, people in STAND.items():
        for one in people.split(", "):
            house.stands(college, one.replace(" m", " w") if college == "Unions" else one)
    page = house.client.get(house.at("limits")).content.decode()
    assert "can’t meet these limits together" in page
    assert "gender “woman”, at least 11" in page
