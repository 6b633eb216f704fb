"""Practices and their lineage: told, tied, refused in circles, drawn with those that ended, found again."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.learning.actions.practices import (
    DescentTold,
    PracticeTold,
    remove_descent,
    remove_practice,
    tell_descent,
    tell_obstacle,
    tell_practice,
    tell_practice_again,
)
from konbit.learning.models import Descent, Practice
from konbit.learning.queries.faced import who_faced
from konbit.learning.queries.lineage import lineage
from konbit.learning.queries.practices import practice_page, practices_of
from konbit.people.audience import ANYONE, Viewer
from konbit.search.actions import rebuild
from konbit.work.actions.encounters import Told, tell_encounter
from tests.builders import a_group, a_person, a_place, a_viewer

pytestmark = pytest.mark.django_db


def a_practice(title: str, **said: object) -> tuple[Viewer, Practice]:
    group = a_group(f"People of {title}")
    viewer = a_viewer(group.scope, "member")
    return viewer, tell_practice(viewer, group.uid, PracticeTold(title, "en", **said))  # type: ignore[arg-type]


def out_of(parent: Practice, **said: str) -> DescentTold:
    return DescentTold(parent.uid, said.pop("kind", "adapted"), "en", **said)


def test_a_practice_tells_where_it_comes_from_and_what_became_of_it() -> None:
    _first, old = a_practice("Seed bank")
    second, young = a_practice("Seed house", valid_from="2019")
    met = tell_encounter(second, young.group.uid, Told("visit", "Visit", "en"))
    told = out_of(old, kept="Drying in ash", dropped="The fee", worked="yes", encounter=met.uid)
    tell_descent(second, young.uid, told)
    step = practice_page(ANYONE, young.uid).ancestors[0]
    assert (step.other.uid, step.kept, step.worked) == (old.uid, {"en": "Drying in ash"}, "yes")
    assert step.encounter
    assert [one.other.uid for one in practice_page(ANYONE, old.uid).descendants] == [young.uid]


def test_a_circle_is_refused_and_the_way_is_named() -> None:
    a, first = a_practice("First")
    b, second = a_practice("Second")
    c, third = a_practice("Third")
    tell_descent(b, second.uid, out_of(first))
    tell_descent(c, third.uid, out_of(second))
    with pytest.raises(Problem) as raised:
        tell_descent(a, first.uid, out_of(third))
    assert raised.value.status == 409
    assert "First → Second → Third → First" in raised.value.what
    with pytest.raises(Problem):
        tell_descent(a, first.uid, out_of(first))


def test_a_circle_names_no_step_that_is_closed_to_its_reader() -> None:
    a, first = a_practice("First")
    b, second = a_practice("Second", audience="group")
    _c, third = a_practice("Third")
    tell_descent(b, second.uid, out_of(first))
    Descent.objects.create(child=third, parent=second)
    with pytest.raises(Problem, match="First → … → Third → First"):
        tell_descent(a, first.uid, out_of(third))


def test_a_descent_told_again_is_the_same_descent() -> None:
    _one, old = a_practice("Old")
    viewer, young = a_practice("Young")
    tell_descent(viewer, young.uid, out_of(old, kept="The name"))
    tell_descent(viewer, young.uid, out_of(old, kind="inspired", kept="Nothing but the name"))
    assert Descent.objects.get().kind == "inspired"
    remove_descent(viewer, young.uid, Descent.objects.get().pk)
    assert not Descent.objects.exists()


def test_the_drawing_shows_what_ended_and_hides_what_may_not_be_seen() -> None:
    _a, root = a_practice("Root")
    b, ended = a_practice("Ended", valid_until="2015", ended="The river took the field")
    c, hidden = a_practice("Hidden", audience="group")
    for viewer, child in ((b, ended), (c, hidden)):
        tell_descent(viewer, child.uid, out_of(root))
    page = lineage(ANYONE, root.uid, "en")
    assert {plant.practice.label for plant in page.field.plants} == {"Root", "Ended"}
    assert [line.link.has_ended for line in page.lines] == [False, True]
    assert [one.other.uid for one in practice_page(ANYONE, root.uid).descendants] == [ended.uid]
    with pytest.raises(NotFound):
        practice_page(ANYONE, hidden.uid)


def test_strangers_tell_nothing() -> None:
    _viewer, practice = a_practice("Ours")
    with pytest.raises(NotAllowed):
        tell_practice_again(ANYONE, practice.uid, PracticeTold("Theirs", "en"))
    with pytest.raises(NotAllowed):
        tell_obstacle(ANYONE, practice.uid, "en", "x", "y", "yes")


def test_a_practice_that_is_removed_leaves_the_lists_and_comes_back() -> None:
    from konbit.assembly.actions.undoing import undo
    from konbit.assembly.queries.acts import act_of

    viewer, practice = a_practice("Short")
    editor = a_viewer(practice.group.scope, "editor")
    remove_practice(editor, practice.uid)
    assert not practices_of(viewer, practice.group.uid)[1]
    undo(editor, act_of(practice))  # type: ignore[arg-type]
    assert practices_of(viewer, practice.group.uid)[1]


def test_who_faced_this_in_a_place_like_ours_comes_first_with_the_reason() -> None:
    here = a_group("Ours", places=[a_place(19.1, -72.0, "Hinche", country="HT")])
    near = a_group("Theirs", places=[a_place(18.5, -72.3, "Léogâne", country="HT")])
    far = a_group("Far", places=[a_place(45.5, -73.6, "Montréal", country="CA")])
    for group in (far, near):
        viewer = a_viewer(group.scope, "member")
        practice = tell_practice(viewer, group.uid, PracticeTold(f"Nursery of {group.name}", "en"))
        tell_obstacle(viewer, practice.uid, "en", "Goats eat the seedlings", "A living fence", "yes")
    rebuild()
    ours, found = who_faced(ANYONE, "goats", "en", here.uid)
    assert ours
    assert [one.practice.whose.name for one in found] == ["Theirs", "Far"]
    assert found[0].alike == ("also in Haiti",)
    assert found[0].obstacles[0].strategy == {"en": "A living fence"}


def test_a_practice_and_its_lineage_are_told_on_pages(client: Client) -> None:
    from konbit.chronicle.actions import recording
    from konbit.directory.actions.roles import give

    group, person = a_group("Women of Papaye"), a_person()
    with recording("test", "give") as batch:
        give(batch, group, person.pk, person.opaque_id, "steward")
    client.force_login(person)
    for title in ("Seed bank", "Seed house"):
        client.post(f"/en/groups/{group.uid}/practices/new", {"title": title, "audience": "public"})
    old, young = Practice.objects.order_by("pk")
    rebuild()
    page = client.get(f"/en/practices/{young.uid}/comes-from?q=seed")
    assert f"?from={old.uid}" in page.content.decode()
    said = {"kind": "readapted", "kept": "The ash"}
    page = client.post(f"/en/practices/{young.uid}/comes-from?from={old.uid}", said, follow=True)
    assert "The ash" in page.content.decode()
    drawing = client.get(f"/en/practices/{old.uid}/lineage/").content.decode()
    assert 'class="runner readapted"' in drawing
    client.post(f"/en/practices/{young.uid}/obstacle", {"text": "Goats"})
    client.post(
        f"/en/practices/{young.uid}/change",
        {"title": "Seed house", "audience": "public", "valid_until": "2020"},
    )
    drawing = client.get(f"/en/practices/{old.uid}/lineage/").content.decode()
    assert '<path class="cut" d="M' in drawing, "what ended is struck through"
    told = client.get(f"/en/practices/{young.uid}/").content.decode()
    assert "Goats" in told
    assert "2020" in told
    assert client.get(f"/en/practices/faced/?like={group.uid}&q=goats").status_code == 200
