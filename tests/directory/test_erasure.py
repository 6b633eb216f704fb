"""What an erased person leaves in the directory: nothing of hers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from konbit.base.registry import Identity
from konbit.chronicle.models import Change, PersonalValue
from konbit.chronicle.queries import broken_links
from konbit.directory.actions.erasure import erase
from konbit.directory.models import Claim, Contact, Group, ImportRun, Role, Source
from konbit.people import actions as people
from konbit.people.audience import SYSTEM
from tests.builders import a_group, a_person

pytestmark = pytest.mark.django_db

PHONE = "+44 161 496 0000"


def someone(*values: str, person_id: int | None = None) -> Identity:
    """Whoever these values belong to, known by comparison alone, as in a replay after a restore."""

    def matches(text: str) -> bool:
        return "".join(text.split()).casefold() in {"".join(one.split()).casefold() for one in values}

    return Identity(person_id, "", (), matches)


def a_contact(value: str, kind: str = "phone") -> dict[str, str]:
    return {"kind": kind, "value": value, "audience": "stewards"}


def a_claim(group: Group, **fields: object) -> Claim:
    source = Source.objects.create(code="list", name="A list")
    return Claim.objects.create(
        source=source, key="1", group=group, fields=fields, digest="d", read_at=timezone.now()
    )


@pytest.fixture
def a_run(home: Path) -> Callable[..., ImportRun]:
    """An import whose uploaded list and refused rows lie in the instance's media."""

    def make(listed: str = "", refused: str = "", **said: object) -> ImportRun:
        run = ImportRun.objects.create(**{"state": ImportRun.State.DONE, **said})
        folder = home / "media" / "imports"
        folder.mkdir(parents=True, exist_ok=True)
        for column, text in (("file", listed), ("rejects", refused)):
            if text:
                (folder / f"{column}-{run.pk}.csv").write_text(text)
                setattr(run, column, f"imports/{column}-{run.pk}.csv")
        run.save()
        return run

    return make


def test_contacts_are_known_by_comparison_alone_as_after_a_restore() -> None:
    group = a_group(contacts=[a_contact("+441614960000"), a_contact("+44 161 496 0001")])
    assert erase(someone(PHONE)) == 1
    assert [one.value for one in Contact.objects.filter(group=group)] == ["+44 161 496 0001"]


def test_what_sources_said_and_loose_columns_are_emptied_and_the_rest_stays() -> None:
    group = a_group(extras={"Warden": PHONE, "Beds": "12"}, own_words={"Type": PHONE})
    claim = a_claim(group, name="Mill", contacts=[a_contact(PHONE)], extras={"Warden": PHONE})
    assert erase(someone(PHONE)) == 3
    claim.refresh_from_db()
    group.refresh_from_db()
    assert PHONE not in json.dumps([claim.fields, group.extras])
    assert claim.fields["name"] == "Mill"
    assert group.extras == {"Warden": "", "Beds": "12"}
    assert group.own_words == {"Type": ""}


def test_a_group_that_nothing_was_taken_from_is_not_noted() -> None:
    a_group(contacts=[a_contact("somebody else")])
    before = Change.objects.count()
    assert erase(someone(PHONE)) == 0
    assert Change.objects.count() == before


def test_roles_go_with_the_person() -> None:
    person, group = a_person(), a_group()
    Role.objects.create(person=person, group=group, kind="steward")
    assert erase(someone(person_id=person.pk)) == 1
    assert not Role.objects.exists()
    assert list(broken_links()) == []


def test_a_list_that_holds_a_value_is_removed_and_others_stay(a_run: Callable[..., ImportRun]) -> None:
    hers, other = a_run(f"Name,Tel\nMill,{PHONE}\n"), a_run("Name,Tel\nMill,1\n")
    assert erase(someone(PHONE)) == 1
    hers.refresh_from_db()
    assert not hers.file
    assert other.file.path in map(str, Path(other.file.path).parent.iterdir())
    assert len(list(Path(other.file.path).parent.iterdir())) == 1


def test_what_a_trial_showed_of_a_removed_list_goes_with_it(a_run: Callable[..., ImportRun]) -> None:
    told = {"rejected": [{"row": 2, "message": f"“{PHONE}” is no name."}]}
    run = a_run(f"Name,Tel\nMill,{PHONE}\n", state=ImportRun.State.TRIED, trial=told)
    assert erase(someone(PHONE)) == 1
    run.refresh_from_db()
    assert (bool(run.file), run.trial) == (False, {})


def test_a_list_that_is_being_read_stays(a_run: Callable[..., ImportRun]) -> None:
    run = a_run(f"Name,Tel\nMill,{PHONE}\n", state=ImportRun.State.RUNNING)
    assert erase(someone(PHONE)) == 0
    assert Path(run.file.path).exists()


def test_refused_rows_keep_all_but_the_value_even_in_their_reasons(a_run: Callable[..., ImportRun]) -> None:
    run = a_run(refused=f'Reason,Row,Column,Tel,Town\n"“{PHONE}” is no name.",2,Name,\'{PHONE},Leeds\n')
    assert erase(someone(PHONE)) == 1
    kept = Path(run.rejects.path).read_text(encoding="utf-8-sig")
    assert "161" not in kept
    assert "Leeds" in kept
    assert "is no name." in kept


def test_a_value_beside_others_in_one_text_is_found(home: Path) -> None:
    a_group(contacts=[a_contact(f"Rosa Luz <rosa@example.org>, {PHONE}", "other")])
    assert PersonalValue.objects.count() == 1
    people.erase("ROSA@example.org", SYSTEM)
    assert not Contact.objects.exists()
    assert not PersonalValue.objects.exists()
    assert "rosa" not in json.dumps(list(Change.objects.values("before", "after"))).casefold()


def test_every_contact_but_a_website_stands_outside_the_chronicle() -> None:
    kinds = ("phone", "email", "person", "social", "other", "mastodon", "website")
    a_group(contacts=[a_contact(f"value of {kind}", kind) for kind in kinds])
    told = json.dumps(list(Change.objects.values("before", "after")))
    assert [kind for kind in kinds if f"value of {kind}" in told] == ["website"]
