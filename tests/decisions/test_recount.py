"""Votes of every kind, prepared, opened, cast and closed as people do it: their packages recount."""

from __future__ import annotations

import io
import json
import random
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from konbit.decisions.actions.budget_voting import ToVote, prepare_budget_vote
from konbit.decisions.actions.budgets import RulesDraft, announce_rules
from konbit.decisions.actions.casting import Cast, cast_many
from konbit.decisions.actions.colleges import CollegeDraft, add_college
from konbit.decisions.actions.options import OptionDraft, add_option
from konbit.decisions.actions.rolls import EntitledDraft, add_entitled
from konbit.decisions.actions.votes import VoteDraft, close_vote, open_vote, prepare_vote
from konbit.decisions.ballots import Voice, bounds, shape
from konbit.decisions.formats import pb
from konbit.decisions.methods import rules_as_data
from konbit.decisions.models import Channel, Limit, Method, Option, Vote
from konbit.decisions.queries.entitlement import choosable
from konbit.decisions.queries.methods import rules_of, shipped_methods
from konbit.decisions.queries.recount import recount_zip
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from konbit.site.command_line.entry import build
from tests.builders import a_group
from tests.decisions.made_budgets import a_budget, a_project
from tests.decisions.recounting import ran
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db

METHODS = [
    "majority", "two_thirds", "with_block", "approval", "score", "dots", "days", "ranking", "scottish",
    "meek", "persons",
]  # fmt: skip
PERSONS = ("scottish", "meek", "persons")


def a_house() -> tuple[Group, Viewer, Client]:
    group = a_group("Long Table")
    viewer, client, _person = somebody_of(group)
    return group, viewer, client


def prepared(viewer: Viewer, group: Group, method: str, secrecy: str = "open", unit: str = "heads") -> str:
    if unit == "weights":
        method = with_weights(group, method)
    draft = VoteDraft("en", "Which one?", method=method, secrecy=secrecy, unit=unit, seats=2)
    return prepare_vote(viewer, group.uid, draft, uuid.uuid4())


def with_weights(group: Group, word: str) -> str:
    """A method of the group's own, like a shipped one, counted in votes that were given."""
    rules = next(one for one in shipped_methods() if one.word == word)
    said = {name: value for name, value in rules_as_data(rules).items() if name != "word"}
    return Method.objects.create(group=group, **said | {"unit": "weights"}).uid


def with_colleges(viewer: Viewer, uid: str, seats: int = 0) -> list[int]:
    return [
        add_college(viewer, uid, CollegeDraft("en", title, seats=seats, part=part))
        for title, part in (("Unions", 3), ("Farms", 1))
    ]


def with_options(viewer: Viewer, uid: str, colleges: list[int | None], many: int = 5) -> None:
    for at in range(many):
        add_option(viewer, uid, OptionDraft("en", f"Option {at}", college=colleges[at % len(colleges)]))
    for at, option in enumerate(Option.objects.filter(vote__uid=uid)):
        Option.objects.filter(pk=option.pk).update(traits={"gender": "woman" if at % 3 else "man"})


def with_roll(viewer: Viewer, uid: str, chance: random.Random, colleges: list[int | None]) -> None:
    vote = Vote.objects.get(uid=uid)
    for at in range(chance.randint(6, 12)):
        weight = chance.randint(1, 4) if vote.unit == "weights" else 1
        college = colleges[at % len(colleges)]
        add_entitled(viewer, uid, EntitledDraft(name=f"Voter {at}", college=college, weight=weight))


def said_by_chance(vote: Vote, words: list[str], chance: random.Random) -> dict[str, Any]:
    rules = rules_of(vote)
    if shape(rules.kind) == "stance":
        return {"stance": chance.choice([one.word for one in rules.choices])}
    some = chance.sample(words, chance.randint(0, len(words)))
    if shape(rules.kind) == "ranks":
        ranks = [[word] for word in some]
        if len(ranks) > 2 and chance.random() < 0.3:
            ranks[1:3] = [[*ranks[1], *ranks[2]]]
        return {"ranks": ranks}
    least, most, dots = bounds(rules)
    points = {word: chance.randint(max(least, 0), most) for word in some}
    if dots is not None:
        points = dict.fromkeys(some[:dots], 1)
    return {"points": points}


def cast_by_chance(viewer: Viewer, uid: str, chance: random.Random) -> None:
    vote = Vote.objects.get(uid=uid)
    casts = []
    for line in vote.roll.all():
        if chance.random() < 0.2:
            continue
        words = [one.word for one in choosable(vote, line)]
        voices = [Voice(said_by_chance(vote, words, chance), line.weight)]
        if line.weight > 1 and chance.random() < 0.5:
            voices = [Voice(said_by_chance(vote, words, chance), many) for many in (1, line.weight - 1)]
        casts.append(Cast(line.pk, tuple(voices)))
    cast_many(viewer, uid, casts, Channel.BELOW)


def packed(viewer: Viewer, uid: str, folder: Path) -> Path:
    package = folder / "recount.zip"
    package.write_bytes(recount_zip(viewer, uid, "en"))
    return package


def inside(package: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        return json.loads(files.read(name)) if name in files.namelist() else None


def a_closed_vote(viewer: Viewer, group: Group, method: str = "approval", seed: int = 1, **said: Any) -> str:
    chance = random.Random(f"{method} {seed}")
    uid = prepared(viewer, group, method, **said)
    by_college = bool(seed % 2) and method in (*PERSONS, "majority", "two_thirds")
    colleges: list[int | None] = [None]
    if by_college:
        colleges = [*with_colleges(viewer, uid, seats=1 if method in PERSONS else 0)]
    if method not in ("majority", "two_thirds", "with_block"):
        with_options(viewer, uid, colleges if method in PERSONS else [None])
    if method in PERSONS:
        Limit.objects.create(vote=Vote.objects.get(uid=uid), dimension="gender", value="woman", least=1)
    with_roll(viewer, uid, chance, colleges)
    open_vote(viewer, uid)
    cast_by_chance(viewer, uid, chance)
    close_vote(viewer, uid)
    return uid


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("method", METHODS)
def test_every_vote_recounts(method: str, seed: int, tmp_path: Path) -> None:
    group, viewer, _client = a_house()
    unit = "weights" if seed > 1 else "heads"
    uid = a_closed_vote(viewer, group, method, seed, unit=unit)
    done = ran(packed(viewer, uid, tmp_path))
    assert done["wrong"] == []
    assert done["found"]["verdict"] == Vote.objects.get(uid=uid).result["verdict"]


def test_a_budget_recounts(tmp_path: Path) -> None:
    group, viewer, _client = a_house()
    budget = a_budget(viewer, group, "proposing")
    for title, cost in (("Benches", "3000"), ("A well", "5000"), ("Trees", "2500.50"), ("A stage", "4000")):
        a_project(viewer, budget, title, cost)
    announce_rules(viewer, budget.uid, RulesDraft())
    uid = prepare_budget_vote(viewer, budget.uid, ToVote("en", "Which ones?", secrecy="open"), uuid.uuid4())
    chance = random.Random(5)
    with_roll(viewer, uid, chance, [None])
    open_vote(viewer, uid)
    cast_by_chance(viewer, uid, chance)
    close_vote(viewer, uid)
    package = packed(viewer, uid, tmp_path)
    done = ran(package)
    assert done["wrong"] == []
    assert done["found"]["winners"]
    with zipfile.ZipFile(package) as files:
        poll = pb.parse(files.read("ballots.pb").decode(), "ballots.pb")
    assert poll.meta["budget"] == "10000.00"
    assert {word for word, got in zip(poll.ids, poll.projects["selected"], strict=True) if got == "1"} == set(
        done["found"]["winners"]
    )


def test_a_changed_ballot_and_a_changed_roll_are_found(tmp_path: Path) -> None:
    group, viewer, _client = a_house()
    uid = a_closed_vote(viewer, group)
    package = packed(viewer, uid, tmp_path)
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(package) as files:
        files.extractall(folder)
    ballots = json.loads((folder / "ballots.json").read_text())
    ballots[0]["said"] = {"points": {"o1": 1}}
    ballots[0]["weight"] += 30
    (folder / "ballots.json").write_text(json.dumps(ballots))
    roll = json.loads((folder / "roll.json").read_text())
    (folder / "roll.json").write_text(json.dumps(roll[1:]))
    assert {code for code, _about in ran(folder, 1)["wrong"]} == {
        "result",
        "ballots",
        "roll_hash",
        "entitled",
    }


def test_the_same_vote_gives_the_same_bytes_to_the_same_reader() -> None:
    group, viewer, _client = a_house()
    uid = a_closed_vote(viewer, group)
    assert recount_zip(viewer, uid, "en") == recount_zip(viewer, uid, "en")


def test_whoever_takes_part_finds_numbers_and_names_of_an_open_vote_and_others_do_not(client: Client) -> None:
    group, viewer, own = a_house()
    uid = a_closed_vote(viewer, group)
    mine = own.get(f"/en/votes/{uid}/recount.zip").content
    assert inside(mine, "names.json")[0]["name"] == "Voter 0"
    assert all("number" in one for one in inside(mine, "ballots.json"))
    others = client.get(f"/en/votes/{uid}/recount.zip").content
    assert inside(others, "names.json") is None
    assert inside(others, "roll.json") is None
    assert not any("number" in one for one in inside(others, "ballots.json"))
    with zipfile.ZipFile(io.BytesIO(others)) as files:
        assert "Voter 0" not in "".join(files.read(name).decode() for name in files.namelist())


def test_an_anonymous_vote_tells_nobody_whose_a_ballot_is() -> None:
    group, viewer, _client = a_house()
    uid = a_closed_vote(viewer, group, secrecy="anonymous")
    package = recount_zip(viewer, uid, "en")
    ballots = inside(package, "ballots.json")
    assert ballots
    assert all(set(one) == {"said", "weight", "college"} for one in ballots)
    assert len({json.dumps(one["said"]) for one in ballots}) == len(ballots), "alike ones are added up"


def test_a_closed_vote_of_a_closed_group_is_not_there_for_others(client: Client) -> None:
    group, viewer, _client = a_house()
    uid = a_closed_vote(viewer, group)
    Vote.objects.filter(uid=uid).update(audience="stewards")
    assert client.get(f"/en/votes/{uid}/recount").status_code == 404
    assert client.get(f"/en/votes/{uid}/recount.zip").status_code == 404


def test_nothing_is_told_before_a_vote_is_closed() -> None:
    group, viewer, own = a_house()
    uid = prepared(viewer, group, "majority")
    with_roll(viewer, uid, random.Random(1), [None])
    open_vote(viewer, uid)
    assert own.get(f"/en/votes/{uid}/recount.zip").status_code == 409


def test_the_page_recounts_and_says_so(client: Client) -> None:
    group, viewer, own = a_house()
    uid = a_closed_vote(viewer, group, "scottish")
    page = own.post(f"/en/votes/{uid}/recount")
    assert "the result comes out" in page.content.decode()
    assert "the result comes out" not in client.post(f"/en/votes/{uid}/recount").content.decode()
    Vote.objects.filter(uid=uid).update(result_hash="0" * 64)
    assert "It does not come out" in own.post(f"/en/votes/{uid}/recount").content.decode()


def test_the_command_recounts_and_tells_by_its_exit_code(tmp_path: Path) -> None:
    group, viewer, _client = a_house()
    package = packed(viewer, a_closed_vote(viewer, group, "meek"), tmp_path)
    done = CliRunner().invoke(build(), ["recount", str(package), "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    assert json.loads(done.output.splitlines()[-1])["wrong"] == []
    plain = CliRunner().invoke(build(), ["recount", str(package)], catch_exceptions=False)
    assert "The result comes out." in plain.output
