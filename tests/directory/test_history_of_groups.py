"""What changed in a group, in plain words; taken back, removed, restored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions import forget, recording
from konbit.directory.actions import telling
from konbit.directory.actions.editing import edit_group
from konbit.directory.actions.merging import merge
from konbit.directory.actions.moderating import remove_group, restore_group, undo
from konbit.directory.actions.relating import Tie, relate, unrelate
from konbit.directory.actions.styling import Look, style_network
from konbit.directory.actions.telling import Told, tell, untell
from konbit.directory.actions.writing import change_groups
from konbit.directory.models import Contact, Fact, Group, Relation, Role, Scheme, Source, Term
from konbit.directory.queries.change_words import VERBS
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.histories import History, HistoryEntry, history_page
from konbit.directory.queries.sources import sources_page
from konbit.directory.queries.versions import version_of
from konbit.directory.state import State
from konbit.people.audience import ANYONE, SYSTEM, Viewer, viewer_of
from tests.builders import a_group, a_person, a_viewer

pytestmark = pytest.mark.django_db

PHONE = {"kind": "phone", "value": "+1 514 555 0100", "audience": "stewards"}
TOLD_NOWHERE = {
    "ask for care", "refuse care", "begin to prove website", "open campaign", "close campaign", "tell apart",
    "set policy", "refuse", "revise", "answer", "load vocabularies",
}  # fmt: skip
"""Acts on things of which no group's history tells: questions, proposals, call lists, pairs, settings."""


def edit(viewer: Viewer, group: Group, **parts: object) -> None:
    """Change parts of a group."""
    state: State = parts
    edit_group(viewer, group.uid, version_of(group.pk), state)


def newest(viewer: Viewer, group: Group) -> HistoryEntry:
    """The newest entry of its history."""
    return history_page(viewer, group.uid, "en").entries[0]


def lines(history: History) -> list[str]:
    """What was done, newest first."""
    return [entry.did for entry in history.entries]


def test_a_change_is_told_with_what_stood_there_and_what_stands_there() -> None:
    scheme = Scheme.objects.create(code="a", title={"en": "A"}, facet="activity")
    term = Term.objects.create(scheme=scheme, code="baking", label={"en": "Baking", "fr": "Boulange"})
    group = a_group("Bakery")
    edit(SYSTEM, group, name="Sunrise", terms=[[term.pk, False]], valid_from="1984-09")
    told = {part.label: (part.before, part.after) for part in newest(ANYONE, group).parts}
    assert told == {
        "Name": (("Bakery",), ("Sunrise",)),
        "Founded": ((), ("September 1984",)),
        "Words for what it is and does": ((), ("Baking",)),
    }
    assert lines(history_page(ANYONE, group.uid, "en")) == ["changed", "added this group"]


def test_undo_gives_back_what_stood_there_and_is_itself_a_change() -> None:
    group = a_group("Bakery", description={"en": "Bread."})
    steward = a_viewer(group.scope, "steward")
    edit(steward, group, name="Sunrise", description={})
    undo(steward, group.uid, newest(steward, group).id)
    group.refresh_from_db()
    assert (group.name, group.description) == ("Bakery", {"en": "Bread."})
    assert newest(steward, group).did == "took a change back"
    undo(steward, group.uid, newest(steward, group).id)
    group.refresh_from_db()
    assert (group.name, group.description) == ("Sunrise", {})


def test_undo_is_for_stewards() -> None:
    group = a_group("Bakery")
    edit(SYSTEM, group, name="Sunrise")
    change = newest(SYSTEM, group).id
    with pytest.raises(NotAllowed):
        undo(a_viewer(group.scope, "editor"), group.uid, change)
    assert not newest(a_viewer(group.scope, "editor"), group).may_undo


def test_undo_of_another_groups_change_is_refused() -> None:
    group, other = a_group("Bakery"), a_group("Other")
    edit(SYSTEM, other, name="Changed")
    with pytest.raises(NotFound):
        undo(a_viewer(group.scope, "steward"), group.uid, newest(SYSTEM, other).id)


def test_undo_brings_a_private_contact_back_unless_it_was_erased() -> None:
    group = a_group(contacts=[PHONE])
    steward = a_viewer(group.scope, "steward")
    edit(steward, group, contacts=[])
    undo(steward, group.uid, newest(steward, group).id)
    assert Contact.objects.get().value == PHONE["value"]

    edit(steward, group, contacts=[])
    change = newest(steward, group).id
    forget("system", "", [PHONE["value"]])
    undo(steward, group.uid, change)
    assert not Contact.objects.exists()
    assert PHONE["value"] not in str(history_page(steward, group.uid, "en"))


def test_private_values_are_told_to_stewards_only() -> None:
    group = a_group(contacts=[PHONE])
    edit(SYSTEM, group, contacts=[])
    assert PHONE["value"] in str(newest(a_viewer(group.scope, "steward"), group))
    for viewer in (ANYONE, a_viewer(group.scope, "member"), a_viewer(group.scope, "editor")):
        [part] = newest(viewer, group).parts
        assert part.withheld
        assert PHONE["value"] not in str(history_page(viewer, group.uid, "en"))


def test_facts_and_ties_are_part_of_the_history_even_when_they_are_gone() -> None:
    group, network = a_group("Table"), a_group("Union", kind="network")
    steward = a_viewer(group.scope, "steward")
    tell(steward, group.uid, Told(text={"en": "We began."}, valid_from="1984"))
    untell(steward, group.uid, Fact.objects.get().pk)
    relate(steward, group.uid, "member_of", network.uid, Tie(valid_from="1990"), outward=True)
    unrelate(steward, group.uid, Relation.objects.get().pk)
    history = history_page(ANYONE, group.uid, "en")
    assert lines(history) == [
        "took a tie away", "made a tie", "took away what was told", "told something", "added this group",
    ]  # fmt: skip
    assert history.entries[0].parts[0].before[0] == "Table is a member of Union"
    assert lines(history_page(ANYONE, network.uid, "en"))[:2] == ["took a tie away", "made a tie"]

    undo(steward, group.uid, history.entries[2].id)
    assert Fact.objects.get().text == {"en": "We began."}
    undo(steward, group.uid, history.entries[0].id)
    assert Relation.objects.get().valid_from == "1990"


def test_a_network_cannot_bring_back_a_tie_that_its_member_broke() -> None:
    group, network = a_group("Table"), a_group("Union", kind="network")
    steward = a_viewer(group.scope, "steward")
    relate(steward, group.uid, "member_of", network.uid, Tie(), outward=True)
    unrelate(steward, group.uid, Relation.objects.get().pk)
    organiser = Viewer("person:o", 2, "O", {network.scope: frozenset({"organiser", "steward"})})
    with pytest.raises(NotAllowed):
        undo(organiser, network.uid, newest(organiser, network).id)
    assert not Relation.objects.exists()


def test_a_removed_group_is_gone_for_others_and_comes_back_whole() -> None:
    group = a_group("Bakery", contacts=[PHONE])
    steward = a_viewer(group.scope, "steward")
    with pytest.raises(NotAllowed):
        remove_group(a_viewer(group.scope, "editor"), group.uid)
    remove_group(steward, group.uid)
    for viewer in (ANYONE, steward):
        with pytest.raises(NotFound):
            group_page(viewer, group.uid, "en")
    with pytest.raises(NotFound):
        history_page(ANYONE, group.uid, "en")
    assert history_page(steward, group.uid, "en").is_removed
    with pytest.raises(NotFound):
        restore_group(ANYONE, group.uid)
    restore_group(steward, group.uid)
    assert group_page(steward, group.uid, "en").contacts[0].value == PHONE["value"]


def test_the_making_of_a_group_cannot_be_undone_only_the_group_removed() -> None:
    group = a_group("Bakery")
    steward = a_viewer(group.scope, "steward")
    entry = newest(steward, group)
    assert not entry.may_undo
    with pytest.raises(Problem):
        undo(steward, group.uid, entry.id)


def test_a_new_look_is_part_of_a_networks_history() -> None:
    network = a_group("Union", kind="network")
    look = Look(main="#2f6147", accent="#24406b", motto={"en": "Other worlds exist."})
    style_network(a_viewer(network.scope, "organiser"), network.uid, look)
    entry = newest(a_viewer(network.scope, "steward"), network)
    assert (entry.did, entry.may_undo) == ("changed how it looks", False)
    assert entry.parts[0].after == ("#2f6147", "#24406b", "Other worlds exist.")


def test_long_histories_come_page_by_page_without_losing_a_change() -> None:
    group = a_group("0")
    for number in range(1, 60):
        edit(SYSTEM, group, name=str(number))
    first = history_page(ANYONE, group.uid, "en")
    second = history_page(ANYONE, group.uid, "en", first.older)
    assert second.older is None
    ids = [entry.id for page in (first, second) for entry in page.entries]
    assert len(ids) == len(set(ids)) == 60
    assert ids == sorted(ids, reverse=True)


def test_the_pages_take_a_change_back_and_bring_a_group_back(client: Client) -> None:
    group = a_group("Bakery")
    person = a_person()
    Role.objects.create(person=person, group=group, kind="steward")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    edit(viewer_of(person), group, name="Sunrise")
    change = newest(viewer_of(person), group).id
    address = f"/en/g/{group.uid}/history/{change}/undo"
    assert address in client.get(f"/en/g/{group.uid}/history").content.decode()
    assert "Sunrise" in client.get(address).content.decode()
    client.post(address)
    group.refresh_from_db()
    assert group.name == "Bakery"

    assert client.get(f"/en/g/{group.uid}/remove").status_code == 200
    client.post(f"/en/g/{group.uid}/remove")
    assert client.get(f"/en/g/{group.uid}/").status_code == 404
    assert "Bring it back" in client.get(f"/en/g/{group.uid}/history").content.decode()
    client.post(f"/en/g/{group.uid}/restore")
    assert client.get(f"/en/g/{group.uid}/").status_code == 200


def test_whoever_acted_is_named_and_the_credited_source_stands_beside_her(client: Client) -> None:
    group, person = a_group("Bakery"), a_person("amina")
    Role.objects.create(person=person, group=group, kind="steward")
    Source.objects.create(code="stall", name="Their stall at the market")
    with recording(viewer_of(person).actor, "publish", "stall") as batch:
        change_groups(batch, [(group, {"name": "Sunrise"})])
    entry = newest(viewer_of(person), group)
    assert (entry.who, entry.source) == ("amina", "Their stall at the market")
    assert newest(ANYONE, group).who == "a person"
    told = client.get(f"/en/g/{group.uid}/history").content.decode()
    assert "<strong>a person</strong> took what somebody proposed" in told
    assert "Source: Their stall at the market" in told


def test_what_became_one_is_taken_apart_by_its_queue_and_said_on_nobodys_behalf() -> None:
    kept, gone = a_group("Bakery"), a_group("The Bakery", valid_from="1984")
    steward = a_viewer(kept.scope, "steward")
    merge(SYSTEM, kept.uid, gone.uid)
    with recording(steward.actor, "merge") as batch:
        change_groups(batch, [(kept, {"valid_from": "1985"})])
    entry = newest(steward, kept)
    assert (entry.did, entry.may_undo) == ("made two records one", False)
    founded = next(part for part in sources_page(ANYONE, kept.uid, "en").parts if part.part == "valid_from")
    assert not founded.on_behalf


def test_every_act_that_a_history_tells_is_told_in_words() -> None:
    said = re.compile(r'(?:recording|_deciding)\((?:[\w.]+|"system"), (?:proposal_id, )?"([a-z ]+)"')
    actions = Path(telling.__file__).parent.rglob("*.py")
    verbs = {verb for file in actions for verb in said.findall(file.read_text(encoding="utf-8"))}
    assert {"merge", "unmerge", "edit"} <= verbs
    assert verbs - VERBS.keys() <= TOLD_NOWHERE
