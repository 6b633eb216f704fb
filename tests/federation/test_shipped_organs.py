"""The shipped bodies: as their sources tell them, empty where nothing is known, each brought in once."""

from __future__ import annotations

from pathlib import Path

import pytest

from konbit.base.errors import Problem
from konbit.directory.actions.shipped import load_example as load_groups
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.actions.shipping import shipped_uid
from konbit.federation.actions.shipped_organs import load_organs, mandate_key
from konbit.federation.models import College, Mandate, Organ, Seat
from konbit.federation.shipped.organs_reading import FILE, organs

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped() -> int:
    load_vocabularies()
    load_groups()
    return load_organs()


def organ(code: str) -> Organ:
    return Organ.objects.get(uid=shipped_uid("Organ", code))


def test_what_is_not_known_stays_empty_and_names_nobody(shipped: int) -> None:
    assert shipped == len(organs())
    board = organ("reso-board")
    seats = [college.seats.count() for college in board.colleges.all()]
    assert (board.certainty, seats, board.mandates.count()) == ("to_verify", [4, 4, 2, 2], 0)
    chantier = organ("chantier-board")
    assert (chantier.colleges.count(), chantier.seats.count(), chantier.mandates.count()) == (8, 0, 0)
    assert not organ("via-campesina-coordination").mandates.exists()
    assert not organ("ripess-board").mandates.exists()


def test_who_led_from_reso_to_the_chantier_is_told_with_sources(shipped: int) -> None:
    led = Mandate.objects.filter(name="Nancy Neamtan").select_related("organ__group", "source")
    told = {one.organ.group.slug: (one.valid_from, one.valid_until, one.source.code) for one in led}
    assert told == {
        "reso": ("1989", "1998", "gsef-2013"),
        "chantier": ("", "2015", "ccednet"),
        "fiducie": ("2006-11", "", "gsef-2013"),
        "aruc-es": ("1999", "2009", "gsef-2013"),
    }
    assert Mandate.objects.get(key=mandate_key("neamtan-reso")).organ == organ("reso-direction")


def test_a_secretariat_passes_on_and_a_sponsor_depends_on_money(shipped: int) -> None:
    hosts = organ("fbes-secretariat").mandates.values_list("name", "valid_from", "valid_until")
    assert list(hosts) == [("CUT (agência)", "2004", "2005"), ("Cáritas", "2006", "2006")]
    sponsor = organ("sen-fiscal-sponsor").mandates.get()
    assert sponsor.holder
    assert (sponsor.holder.slug, bool(sponsor.condition), sponsor.confirm_by) == ("cpe", True, "")


def test_what_people_changed_or_took_away_stays_as_it_is(shipped: int) -> None:
    Organ.objects.filter(uid=shipped_uid("Organ", "reso-board")).update(title={"en": "Ours"})
    Mandate.objects.all().delete()
    assert load_organs() == 0
    assert organ("reso-board").title == {"en": "Ours"}
    assert (Mandate.objects.count(), Seat.objects.count() > 0, College.objects.count() > 0) == (0, True, True)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('kind = "board"', 'kind = "throne"', "throne"),
        ("seats = 4", "seats = -1", "whole number"),
        ('code = "reso-direction"', 'code = "reso-board"', "twice"),
        ('code = "neamtan-fiducie"', 'code = "neamtan-reso"', "twice"),
        ('word = "business"', 'word = "business"\nwrod = "x"', "not known"),
        ('until = "1998"', 'until = "1988"', "ends before it begins"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(
    tmp_path: Path, right: str, wrong: str, told: str
) -> None:
    file = tmp_path / "organs.toml"
    file.write_text(FILE.read_text().replace(right, wrong, 1))
    with pytest.raises(Problem, match=told) as raised:
        organs(file)
    assert raised.value.where.startswith("organs.toml")
