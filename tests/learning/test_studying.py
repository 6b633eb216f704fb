"""A study module walked through without an account, and the dates of a study circle."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from konbit.base.errors import NotAllowed, Problem
from konbit.learning.actions.adopting import AdoptionDraft, adopt
from konbit.learning.actions.circles import (
    CircleDraft,
    SittingDraft,
    add_sitting,
    start_circle,
    write_sitting,
)
from konbit.learning.actions.modules import (
    ModuleDraft,
    PartDraft,
    add_part,
    remove_part,
    start_module,
    write_part,
)
from konbit.learning.models import Circle, Figure, Module, Question, Reading, Sitting, ToRead
from konbit.learning.queries.circles import calendar, circle_page
from konbit.learning.queries.modules import module_page
from konbit.people.audience import ANYONE, Viewer
from tests.builders import a_group
from tests.learning.made import a_framework, a_house, somebody_of

pytestmark = pytest.mark.django_db


def a_module(viewer: Viewer, group_uid: str, **said: str) -> Module:
    """A module of two texts, a question, a figure and an exercise."""
    words = {"title": "Federating", "introduction": "Why.", "exercise": "Draw it."}
    uid = start_module(viewer, group_uid, ModuleDraft("en", words, **said))
    for title, pages, minutes in [("First text", "27–35", 12), ("Second text", "11–14", 4)]:
        columns = {"pages": pages, "minutes": minutes, "author": "", "published": "", "url": ""}
        add_part(viewer, uid, "reading", PartDraft("en", {"title": title}, columns))
    first = Reading.objects.filter(module__uid=uid).first()
    assert first is not None
    add_part(viewer, uid, "question", PartDraft("en", {"text": "Who did it?"}, {"reading_id": first.pk}))
    add_part(
        viewer, uid, "figure", PartDraft("en", {"title": "Rings", "shows": "Rings."}, {"view": "/groups/"})
    )
    return Module.objects.get(uid=uid)


def a_circle(viewer: Viewer, module: Module, group_uid: str) -> Circle:
    """A circle of a group."""
    uid = start_circle(viewer, module.uid, group_uid, CircleDraft("en", {"title": "Tuesday circle"}))
    return Circle.objects.get(uid=uid)


def test_the_module_is_walked_through_step_by_step_without_an_account() -> None:
    group, viewer, _client = a_house()
    module = a_module(viewer, group.uid)
    page = module_page(ANYONE, module.uid)
    assert page.link.minutes == 16
    assert [one.kind for one in page.steps] == ["reading", "reading", "figure", "exercise"]
    visitor = Client()
    whole = visitor.get(reverse("learning:module", args=[module.uid])).content.decode()
    assert "16 minutes to read in all" in whole
    address = reverse("learning:step", args=[module.uid, 1])
    for number in (2, 3, 4):
        answer = visitor.post(address)
        address = answer["Location"]
        assert address == reverse("learning:step", args=[module.uid, number])
    assert "Who did it?" in visitor.get(reverse("learning:step", args=[module.uid, 1])).content.decode()
    assert visitor.post(address)["Location"] == reverse("learning:module", args=[module.uid])
    done = visitor.get(reverse("learning:module", args=[module.uid])).content.decode()
    assert done.count("badge leaf") == 4
    assert visitor.get(reverse("learning:step", args=[module.uid, 9])).status_code == 404


def test_a_date_a_part_and_an_adoption_that_were_taken_away_come_back() -> None:
    group, viewer, client = a_house()
    module = a_module(viewer, group.uid)
    first = Reading.objects.filter(module=module)[0]
    said = SittingDraft(datetime(2027, 3, 4, 18, 30), "America/Montreal", readings=(first.pk,))
    sitting = add_sitting(viewer, a_circle(viewer, module, group.uid).uid, said)
    figure = Figure.objects.get(module=module)
    adoption = adopt(viewer, a_framework(viewer, group, "Eat together").uid, AdoptionDraft(group.uid, (1,)))
    for row, address in (
        (sitting, reverse("learning:remove-sitting", args=[sitting.pk])),
        (figure, reverse("learning:remove-part", args=[module.uid, "figure", figure.pk])),
        (adoption, reverse("learning:leave", args=[adoption.pk])),
    ):
        page = client.post(address, follow=True).content.decode()
        assert not type(row).objects.filter(pk=row.pk).exists()
        client.post(html.unescape(re.findall(r'href="([^"]+/undo/[^"]+)"', page)[-1]))
        assert type(row).objects.filter(pk=row.pk).exists()
    assert list(sitting.readings.all()) == [first]
    assert [one.number for one in adoption.priorities.all()] == [1]


def test_a_calendar_hears_that_a_date_was_changed() -> None:
    group, viewer, _client = a_house()
    circle = a_circle(viewer, a_module(viewer, group.uid), group.uid)
    said = SittingDraft(datetime(2027, 3, 4, 18, 30), "America/Montreal")
    sitting = add_sitting(viewer, circle.uid, said)

    def told() -> datetime:
        return calendar(ANYONE, [group.pk], date(2027, 1, 1), date(2027, 12, 31))[0].changed_at

    before = told()
    assert before > circle.made_at
    write_sitting(viewer, sitting.pk, replace(said, place="Chez Marie"))
    assert told() > before


def test_a_module_is_made_and_mended_by_its_pages() -> None:
    group, _viewer, client = a_house()
    said = {"title": "Federating", "language": "en"}
    made = client.post(reverse("learning:new-module", args=[group.uid]), said, follow=True)
    uid = made.redirect_chain[-1][0].split("/")[-2]
    part = {"title": "A text", "pages": "3–4", "minutes": "7", "language": "en"}
    assert client.post(reverse("learning:new-part", args=[uid, "reading"]), part).status_code == 302
    text = Reading.objects.get()
    asked = {"text": "What for?", "reading_id": text.pk, "language": "en"}
    assert client.post(reverse("learning:new-part", args=[uid, "question"]), asked).status_code == 302
    part["minutes"] = "9"
    assert client.post(reverse("learning:part", args=[uid, "reading", text.pk]), part).status_code == 302
    assert module_page(ANYONE, uid).link.minutes == 9
    removing = reverse("learning:remove-part", args=[uid, "reading", text.pk])
    assert client.post(removing).status_code == 400
    client.post(reverse("learning:remove-part", args=[uid, "question", Question.objects.get().pk]))
    assert client.post(removing).status_code == 302
    assert not Reading.objects.exists()


def test_a_view_leads_to_no_other_host() -> None:
    group, viewer, client = a_house()
    module = a_module(viewer, group.uid)
    sent = {"title": "F", "language": "en"}
    address = reverse("learning:new-part", args=[module.uid, "figure"])
    for view in ("//evil.example/", "https://evil.example", "javascript:alert(1)", "/\\evil.example"):
        assert client.post(address, {**sent, "view": view}).status_code == 200
    assert Figure.objects.filter(module=module).count() == 1


def test_only_those_who_edit_change_a_module_and_a_question_asks_of_its_own_texts() -> None:
    group, viewer, _client = a_house()
    module = a_module(viewer, group.uid)
    member, _c, _p = somebody_of(group, "member", "bela")
    draft = PartDraft("en", {"text": "?"}, {"reading_id": None})
    with pytest.raises(NotAllowed):
        add_part(member, module.uid, "question", draft)
    other = a_module(viewer, group.uid)
    stranger = Reading.objects.filter(module=other).first()
    assert stranger is not None
    with pytest.raises(Problem, match="not part of the module"):
        add_part(viewer, module.uid, "question", PartDraft("en", {"text": "?"}, {"reading_id": stranger.pk}))
    question = Question.objects.filter(module=module).first()
    assert question is not None
    write_part(viewer, module.uid, "question", question.pk, draft)
    remove_part(viewer, module.uid, "question", question.pk)


def test_a_circle_fixes_dates_in_the_hour_of_its_place_and_they_stand_in_calendars() -> None:
    group, viewer, client = a_house()
    module = a_module(viewer, group.uid)
    circle = a_circle(viewer, module, group.uid)
    texts = list(Reading.objects.filter(module=module).values_list("pk", flat=True))
    sent = {
        "day": "2027-03-28", "hour": "19:00", "zone": "America/Montreal", "minutes": "90",
        "place": "The oven", "readings": texts[:1], "note": "",
    }  # fmt: skip
    assert client.post(reverse("learning:new-sitting", args=[circle.uid]), sent).status_code == 302
    page = client.get(reverse("learning:circle", args=[circle.uid])).content.decode()
    assert "28 March 2027" in page
    assert "19:00" in page
    (entry,) = calendar(ANYONE, [group.pk], date(2027, 3, 1), date(2027, 3, 31))
    assert isinstance(entry.begin, datetime)
    assert entry.begin.isoformat() == "2027-03-28T19:00:00-04:00"
    assert (entry.zone, entry.place, entry.sequence) == ("America/Montreal", "The oven", 0)
    sitting = Sitting.objects.get()
    moved = {**sent, "hour": "18:30", "readings": texts, "note": "We found three circles."}
    assert client.post(reverse("learning:sitting", args=[sitting.pk]), moved).status_code == 302
    (again,) = calendar(ANYONE, [group.pk], date(2027, 3, 1), date(2027, 3, 31))
    assert (again.uid, again.sequence) == (entry.uid, 1)
    (shown,) = circle_page(ANYONE, circle.uid).sittings
    assert (shown.reading_minutes, shown.note) == (16, "We found three circles.")
    assert client.post(reverse("learning:remove-sitting", args=[sitting.pk])).status_code == 302
    assert not ToRead.objects.exists()


def test_a_zone_that_is_none_and_a_text_of_another_module_are_refused() -> None:
    group, viewer, _client = a_house()
    module = a_module(viewer, group.uid)
    circle = a_circle(viewer, module, group.uid)
    at = datetime(2027, 3, 28, 19)
    with pytest.raises(Problem, match="not a time zone"):
        add_sitting(viewer, circle.uid, SittingDraft(at, "Mars/Olympus"))
    with pytest.raises(Problem, match="not part of the module"):
        add_sitting(viewer, circle.uid, SittingDraft(at, "UTC", readings=(99999,)))
    sitting = add_sitting(viewer, circle.uid, SittingDraft(at, "UTC"))
    with pytest.raises(NotAllowed):
        write_sitting(ANYONE, sitting.pk, SittingDraft(at, "UTC"))


def test_the_dates_of_a_hidden_group_stand_in_nobody_elses_calendar() -> None:
    group, viewer, _client = a_house()
    module = a_module(viewer, group.uid)
    quiet = a_group("Quiet Circle", audience="group")
    member, _c, _p = somebody_of(quiet, "member", "bela")
    circle = a_circle(member, module, quiet.uid)
    add_sitting(member, circle.uid, SittingDraft(datetime(2027, 3, 28, 19), "UTC"))
    march = date(2027, 3, 1), date(2027, 3, 31)
    assert calendar(ANYONE, [quiet.pk], *march) == []
    assert len(calendar(member, [quiet.pk], *march)) == 1
    assert module_page(ANYONE, module.uid).circles == ()
