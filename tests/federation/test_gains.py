"""Gains: what was gained or kept, what became of it, the atlas by country and through time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.assembly.queries.acts import act_of
from konbit.base.errors import NotAllowed, Problem
from konbit.directory.actions.shipped import load_example as load_groups
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.actions.shipping import shipped_uid
from konbit.directory.models import Group
from konbit.federation.actions.gains import (
    GainDraft,
    TurnDraft,
    remove_gain,
    remove_turn,
    tell_gain,
    tell_turn,
    write_turn,
)
from konbit.federation.actions.shipped_struggles import load_struggles
from konbit.federation.actions.struggles import StruggleDraft, take_up
from konbit.federation.gains import lost_on, since, standing
from konbit.federation.gains_drawing import gains_drawing, stretches
from konbit.federation.models import Gain, Step, Struggle, Turn
from konbit.federation.queries.atlas import atlas
from konbit.federation.queries.gains import UNDOING, GainPage, gain_page, gains_of
from konbit.federation.queries.institutions import institutions
from konbit.federation.queries.struggles import struggle_page
from konbit.federation.queries.wins import wins
from konbit.federation.shipped.struggles_reading import FILE, struggles_and_gains
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group
from tests.learning.made import somebody_of


def a_gain(viewer: Viewer, group: Group, title: str = "A law", *turns: tuple[str, str], **said: Any) -> Gain:
    """A gain with what happened to it: its first turn, then others, each a day and a kind."""
    (on, kind), *others = turns or (("1991", "gained"),)
    first = TurnDraft("en", kind, on)
    gain = Gain.objects.get(
        uid=tell_gain(viewer, group.uid, GainDraft("en", title, **said), first, uuid.uuid4())
    )
    for on, kind in others:
        tell_turn(viewer, gain.uid, TurnDraft("en", kind, on), uuid.uuid4())
    gain.refresh_from_db()
    return gain


@pytest.fixture
def home(db: None) -> tuple[Group, Viewer, Client]:
    """A group, its steward, her browser."""
    group = a_group("Long Table")
    viewer, client, _person = somebody_of(group)
    return group, viewer, client


Home = tuple[Group, Viewer, Client]


@pytest.mark.parametrize(
    ("turns", "stands", "begins", "ended"),
    [
        ([], "holds", "", ""),
        ([("1991", "gained")], "holds", "1991", ""),
        ([("2006", "weakened"), ("2004", "gained")], "weakened", "2004", ""),
        ([("2004", "gained"), ("2006", "weakened"), ("2008", "kept")], "weakened", "2004", ""),
        ([("2003-06", "gained"), ("2019", "lost")], "lost", "2003-06", "2019"),
        ([("2003", "gained"), ("2019", "lost"), ("2023", "restored")], "holds", "2003", ""),
        ([("2003", "gained"), ("", "lost")], "lost", "2003", ""),
        ([("", "gained"), ("2019", "lost")], "lost", "", "2019"),
        ([("1950", "kept")], "holds", "1950", ""),
    ],
)
def test_how_a_gain_stands_follows_from_what_happened_to_it(
    turns: list[tuple[str, str]], stands: str, begins: str, ended: str
) -> None:
    assert (standing(turns), since(turns), lost_on(turns)) == (stands, begins, ended)


_TURNS = st.lists(
    st.tuples(
        st.integers(1900, 2026).map(str), st.sampled_from(["gained", "kept", "weakened", "lost", "restored"])
    ),
    unique_by=lambda turn: turn[0],
)


@given(_TURNS)
def test_the_drawing_says_the_same_as_the_list(turns: Sequence[tuple[str, str]]) -> None:
    ordered = sorted(turns)
    drawn = stretches(ordered, 2027.0)
    assert all(one.start <= one.until for one in drawn)
    assert all(one.until <= other.start for one, other in pairwise(drawn))
    lasts = bool(drawn) and drawn[-1].until == 2027.0
    if ordered and standing(ordered) != "lost":
        assert lasts
        assert drawn[-1].is_weak == (standing(ordered) == "weakened")
    else:
        assert not lasts


def test_a_gain_is_told_weakened_lost_and_restored_through_its_pages(home: Home) -> None:
    group, _viewer, client = home
    said = {
        "title": "A national office", "kind": "gained", "on": "June 2003", "firmness": "programme",
        "institution": "Ministry of Labour", "country": "BR", "place": "", "text": "It speaks with us.",
        "address": "https://example.org/law", "language": "en", "audience": "public",
        "key": str(uuid.uuid4()),
    }  # fmt: skip
    new = reverse("federation:new-gain", args=[group.uid])
    assert client.post(new, said).status_code == 302
    assert client.post(new, said).status_code == 302
    gain = Gain.objects.get()
    assert (gain.valid_from, Turn.objects.count()) == ("2003-06", 1)
    turn = reverse("federation:new-turn", args=[gain.uid])
    for kind, on in (("lost", "2016"), ("restored", "2023")):
        sent = {"kind": kind, "on": on, "text": f"It was {kind}.", "language": "en", "key": str(uuid.uuid4())}
        assert client.post(turn, sent).status_code == 302
    page = Client().get(reverse("federation:gain", args=[gain.uid])).content.decode()
    for words in ("A national office", "holds, as told here", "It was lost.", "It was restored.", "Brazil",
                  "A government can end it", "example.org/law"):  # fmt: skip
        assert words in page
    answer = client.post(reverse("federation:remove-turn", args=[gain.turns.last().pk]))
    assert answer.status_code == 302
    gain.refresh_from_db()
    assert gain.valid_until == "2016"
    assert "lost" in Client().get(reverse("federation:gains-of", args=[group.uid])).content.decode()


def test_taking_a_turn_back_brings_the_gain_back_to_where_it_stood(home: Home) -> None:
    group, viewer, client = home
    gain = a_gain(viewer, group, "A law", ("1991", "gained"), ("2020", "lost"))
    lost = gain.turns.get(kind="lost")
    assert gain.valid_until == "2020"
    client.post(reverse("assembly:undo", args=[act_of(lost)]))
    gain.refresh_from_db()
    assert gain.valid_until == ""
    assert gain_page(ANYONE, gain.uid).line.standing.code == "holds"


def test_firmness_is_a_description_and_no_score() -> None:
    assert set(UNDOING) == set(Gain.Firmness.values)
    assert not any(character.isdigit() for words in UNDOING.values() for character in str(words))


def test_the_atlas_is_by_country_and_through_time_and_can_be_narrowed(home: Home) -> None:
    group, viewer, _client = home
    law = a_gain(viewer, group, "Law 381", ("1991", "gained"), firmness="law", country="IT")
    money = a_gain(
        viewer,
        group,
        "A budget",
        ("2004", "gained"),
        ("2006", "weakened"),
        firmness="budget_line",
        country="CA",
    )
    mandate = a_gain(viewer, group, "A mandate", ("1998", "gained"), ("2015", "lost"), country="CA")
    charter = a_gain(viewer, group, "A charter", ("2008", "gained"), firmness="own")
    page = atlas(ANYONE)
    assert [one.name for one in page.countries] == ["Canada", "Italy", ""]
    assert [line.uid for line in page.lines] == [law.uid, mandate.uid, money.uid, charter.uid]
    assert [(badge.code, count) for badge, count in page.states] == [
        ("holds", 2),
        ("weakened", 1),
        ("lost", 1),
    ]
    assert [line.uid for line in atlas(ANYONE, country="CA", stands="lost").lines] == [mandate.uid]
    assert [line.uid for line in atlas(ANYONE, firmness="law").lines] == [law.uid]
    assert {one.code: one.count for one in atlas(ANYONE, country="CA").firmness} == {
        "budget_line": 1,
        "project": 1,
    }
    drawn = gains_drawing(page.lines, "en")
    assert drawn.count('class="gain"') == 4
    assert drawn.count('class="loss"') == 1
    assert drawn.count('class="bar weak"') == 1
    answer = Client().get(f"{reverse('federation:gains')}?country=CA&stands=lost").content.decode()
    assert "A mandate" in answer
    assert "Law 381" not in answer
    assert Client().get(f"{reverse('federation:gains')}?country=nowhere").status_code == 200


def test_what_is_closed_is_neither_in_the_atlas_nor_counted(home: Home) -> None:
    group, viewer, _client = home
    hidden = a_group("Hidden", audience="group")
    insider, _own, _person = somebody_of(hidden, name="insider")
    a_gain(viewer, group, "For us alone", audience="group", country="IT")
    a_gain(insider, hidden, "Secret", country="FR")
    gone = a_gain(viewer, group, "Gone", country="CA")
    remove_gain(viewer, gone.uid)
    page = atlas(ANYONE)
    assert (page.lines, page.total, page.places) == ((), 0, ())
    assert gains_of(ANYONE, group.uid).lines == ()
    assert wins(ANYONE).wins == ()
    assert len(atlas(viewer).lines) == 1


def test_what_is_wrong_is_refused_with_what_to_do(home: Home) -> None:
    group, viewer, client = home
    other = a_group("Elsewhere")
    theirs, _own, _person = somebody_of(other, name="theirs")
    struggle = take_up(theirs, other.uid, StruggleDraft("en", "Water"), uuid.uuid4())
    gain = a_gain(viewer, group)
    for wrong in (
        lambda: a_gain(viewer, group, "  "),
        lambda: a_gain(viewer, group, "A law", ("2999", "gained")),
        lambda: a_gain(viewer, group, struggle=struggle),
        lambda: tell_turn(viewer, gain.uid, TurnDraft("en", "celebrated", "2020"), uuid.uuid4()),
    ):
        with pytest.raises(Problem):
            wrong()
    said = {"title": "A law", "kind": "gained", "on": "soon", "firmness": "law", "key": str(uuid.uuid4())}
    page = client.post(reverse("federation:new-gain", args=[group.uid]), said).content.decode()
    assert 'value="soon"' in page
    assert Gain.objects.count() == 1


def test_who_takes_part_tells_and_changes_her_own_words_only(home: Home) -> None:
    group, viewer, _client = home
    member, _own, _person = somebody_of(group, "member", "member")
    gain = a_gain(viewer, group)
    own = tell_turn(member, gain.uid, TurnDraft("en", "kept", "2020"), uuid.uuid4())
    write_turn(member, own.pk, TurnDraft("en", "kept", "2021", "After three years of work."))
    first = gain.turns.get(kind="gained")
    with pytest.raises(NotAllowed):
        remove_turn(member, first.pk)
    mine = {one.id: one.mine for one in gain_page(member, gain.uid).turns}
    assert mine == {own.pk: True, first.pk: False}


def test_the_api_gives_the_atlas_and_what_became_of_each(home: Home, client: Client) -> None:
    group, viewer, _client = home
    gain = a_gain(viewer, group, "A mandate", ("1998", "gained"), ("2015", "lost"), country="CA")
    listed = client.get("/api/gains?standing=lost").json()
    assert [one["uid"] for one in listed["gains"]] == [gain.uid]
    assert client.get("/api/gains?standing=holds").json()["total"] == 0
    whole = client.get(f"/api/gains/{gain.uid}").json()
    assert whole["turns"] == [{"on": "1998", "kind": "gained"}, {"on": "2015", "kind": "lost"}]
    assert client.get(f"/api/groups/{group.uid}/gains").json()["total"] == 1
    assert client.get("/api/gains?country=Canada").status_code == 422


@pytest.fixture
def shipped(db: None) -> int:
    """Everything shipped, the directory's first; how many struggles and gains this room made."""
    load_vocabularies()
    load_groups()
    return load_struggles()


def shipped_gain(code: str) -> GainPage:
    """A shipped gain as anybody sees it."""
    return gain_page(ANYONE, shipped_uid("Gain", code))


def test_shipped_gains_stand_with_their_losses_and_sources(shipped: int) -> None:
    entries = struggles_and_gains()
    assert shipped == len(entries.struggles) + len(entries.gains) == 5 + 8
    stand = {
        code: shipped_gain(code).line.standing.code
        for code in ("law-381", "canada-132", "fiducie", "reso-mandate")
    }
    assert stand == {
        "law-381": "holds", "canada-132": "weakened", "fiducie": "holds", "reso-mandate": "lost",
    }  # fmt: skip
    assert Gain.objects.get(uid=shipped_uid("Gain", "reso-mandate")).valid_until == "2015"
    for model in (Step, Turn, Struggle, Gain):
        assert not model._default_manager.filter(source=None).exists()
        assert set(model._default_manager.values_list("certainty", flat=True)) <= {"published", "to_verify"}


def test_what_no_source_confirmed_is_to_be_verified_and_not_celebrated(shipped: int) -> None:
    turns = [(one.badge.code, one.certainty) for one in shipped_gain("senaes").turns]
    assert turns == [("gained", "published"), ("lost", "to_verify"), ("restored", "to_verify")]
    assert {win.certainty for win in wins(ANYONE).wins} == {"published"}
    assert "SENAES" not in " ".join(win.text.get("en", "") for win in wins(ANYONE).wins)


def test_the_struggle_for_other_rules_of_trade_is_found_by_its_institution(shipped: int) -> None:
    (line,) = institutions(ANYONE, "World Trade Organization").lines
    assert line.group.slug == "via-campesina"
    page = struggle_page(ANYONE, shipped_uid("Struggle", "via-campesina-food"))
    names = {part.line.institution.name for part in page.parts if part.line.institution}
    assert names == {"World Trade Organization", "World Bank"}


def test_loading_again_changes_nothing_that_people_changed(shipped: int) -> None:
    Gain.objects.filter(uid=shipped_uid("Gain", "fiducie")).update(title={"en": "Ours"})
    Turn.objects.all().delete()
    assert load_struggles() == 0
    assert Gain.objects.get(uid=shipped_uid("Gain", "fiducie")).title == {"en": "Ours"}
    assert not Turn.objects.exists()


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('way = "demand"', 'way = "beg"', "beg"),
        ('firmness = "law"', 'firmness = "9"', "9"),
        ('code = "fiducie"', 'code = "senaes"', "twice"),
        ('on = "2003-06"', 'on = "June"', "2003-06|June"),
        ('until = "1989-09"', 'until = "1979"', "ends before it begins"),
        ("title.fr", "title.xx", "missing"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(
    tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    file = tmp_path / "struggles.toml"
    file.write_text(FILE.read_text().replace(right, wrong, 1))
    with pytest.raises(Problem, match=told) as raised:
        struggles_and_gains(file)
    assert raised.value.where.startswith("struggles.toml")
