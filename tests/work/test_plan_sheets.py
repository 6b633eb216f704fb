"""A plan as a sheet: taken out, changed, brought back; sheets as people have them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from konbit.work.actions.sheets import forget_sheets, keep_sheet, look_at_sheet, take_sheet
from konbit.work.actions.shipped import load_example
from konbit.work.models import Activity, Plan
from konbit.work.queries.trial import Trial
from tests.work.made import a_plan, a_signed_in, an_activity, an_editor

pytestmark = pytest.mark.django_db

WSSE = [
    ["ACTIVITY", "Responsible", "Deadline"],
    ["MEETINGS, RESEARCH AND DEBATE", None, None],
    ["1. Meetings", None, None],
    [
        "1.1 MUMBAI - Meeting during the WSF-04 Goals: (1) discuss the draft action plan (2) define a "
        "possible list of names (3) establish the list of key themes",
        "Marcos, Chilo, Ben and Humberto",
        "January 2004",
    ],
    [
        "1.2 Meeting of the Workshop on VISION CORE GROUP.",
        "Marcos, Chilo, Ben and Humberto",
        "April 8-9, 2004 in Rio de Janeiro or April 26-27, 2004 in Paris",
    ],
    ["2. Research and debate workshops", None, None],
    ["2.1 First workshop", "Who will take the responsibility: * for each workshop?", "September 2004"],
    ["2.2 Second workshop", None, "November 2004"],
    ["2.3 Third workshop", None, "30/06/2004"],
    ["COMMUNICATION ACTIVITIES", None, None],
    ["5. Electronic forum, website and publications", None, None],
    ["5.1 Coordination electronic forum", "Marcos, (African), (North American)", "Ongoing"],
    ["5.2 VISION page", "Jaerson with Franck", "2004-06"],
    ["5.4 A text of 15 pages", "All VISION participants", "Draft: December 2004 Final: October 2005"],
    ["5.5 Songs", "CORE GROUP", "when the rain comes"],
    ["4.3 European Social Forum", "Needs planning", "?"],
]


def book(rows: Sequence[Sequence[Any]], *merged: str) -> bytes:
    """A workbook with these rows, some of its ranges merged."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(list(row))
    for one in merged:
        sheet.merge_cells(one)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def look(plan: Plan, content: bytes, wanted: Sequence[str] | None = None) -> tuple[str, Trial]:
    viewer = an_editor(plan.group)
    token = keep_sheet(viewer, plan.uid, "plan.xlsx", content)
    return token, look_at_sheet(viewer, plan.uid, token, wanted, "en")


def take(plan: Plan, content: bytes) -> Trial:
    token, trial = look(plan, content)
    take_sheet(an_editor(plan.group), plan.uid, token, None, "en", trial.digest)
    return trial


def exported(client: Client, plan: Plan, language: str = "en") -> openpyxl.Workbook:
    address = reverse("work:plan_sheet", args=[plan.uid]).replace("/en/", f"/{language}/")
    return openpyxl.load_workbook(io.BytesIO(b"".join(client.get(address).streaming_content)))


def saved(changed: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    changed.save(file)
    return file.getvalue()


def hands(activity: Activity) -> list[tuple[str, str]]:
    return [(hand.kind, hand.name) for hand in activity.hands.all()]


def test_the_sheet_of_a_workshop_is_read_with_its_headings_merged_cells_and_odd_deadlines() -> None:
    plan = a_plan()
    trial = take(plan, book(WSSE, "B7:B9", "A2:C2"))
    assert not trial.refused
    assert [draft.code for draft in trial.new] == [
        "1.1",
        "1.2",
        "2.1",
        "2.2",
        "2.3",
        "5.1",
        "5.2",
        "5.4",
        "5.5",
        "4.3",
    ]
    rows = {one.code: one for one in plan.activities.all()}
    assert rows["1.1"].text == {"en": "MUMBAI - Meeting during the WSF-04"}
    assert len(rows["1.1"].numbered) == 3
    assert rows["1.1"].section.title == {"en": "Meetings"}
    assert rows["1.1"].section.parent.title == {"en": "MEETINGS, RESEARCH AND DEBATE"}
    assert [one.place for one in rows["1.2"].deadlines.all()] == ["Rio de Janeiro", "Paris"]
    assert hands(rows["2.1"]) == hands(rows["2.2"]) == hands(rows["2.3"])
    assert hands(rows["2.3"])[0][0] == "question"
    assert hands(rows["5.1"])[1:] == [("place", "African"), ("place", "North American")]
    assert (rows["5.1"].pace, rows["4.3"].pace) == ("ongoing", "unknown")
    assert [one.kind for one in rows["5.4"].deadlines.all()] == ["draft", "final"]
    dates = [rows[code].deadlines.get().due_until for code in ("1.1", "2.3", "5.2")]
    assert dates == ["2004-01", "2004-06-30", "2004-06"]
    assert rows["5.5"].due_words == "when the rain comes"
    assert [words for _row, words in trial.told] == ["deadline “when the rain comes”"]


def test_bringing_the_same_sheet_again_changes_nothing() -> None:
    plan = a_plan()
    take(plan, book(WSSE, "B7:B9"))
    _token, again = look(plan, book(WSSE, "B7:B9"))
    assert (again.new, again.changed, again.same) == ([], [], 10)


@pytest.mark.parametrize("language", ["en", "fr", "es", "pt-br"])
def test_a_plan_that_is_taken_out_and_brought_back_unchanged_stays_as_it_is(
    client: Client, language: str
) -> None:
    plan = a_plan()
    take(plan, book(WSSE, "B7:B9"))
    an_activity(
        plan, "=SUM(1) and a, b; c", "May 2004; June 2004", "Ben with Chi", state="blocked", serves=["A"]
    )
    an_activity(
        plan, "-minus", "none at all", "All members", numbered=[{"en": "one"}, {"en": "two", "fr": "deux"}]
    )
    _token, trial = look(plan, saved(exported(client, plan, language)))
    assert [(draft.code, draft.changes) for draft in trial.changed] == []
    assert (trial.new, trial.refused, trial.same, trial.untouched) == ([], [], 12, 0)


def test_what_is_changed_in_the_sheet_is_shown_first_and_changed_by_its_code(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan, "Mend the oven", "June 2030", "Ana, (African)", code="1.1")
    other = an_activity(plan, "Sing", code="2")
    place = activity.hands.get(kind="place").pk
    sheet = exported(client, plan)
    page = sheet["Plan"]
    columns = {cell.value: cell.column for cell in page[1]}
    page.cell(2, columns["Deadline"]).value = "30/07/2030"
    page.cell(2, columns["Responsible"]).value = "Ana, Ben, (African)"
    page.cell(2, columns["State"]).value = "done"
    page.append(["3", None, "Dance"])
    a_signed_in(client, plan.group)
    answer = client.post(
        reverse("work:sheet_bring", args=[plan.uid]),
        {"file": io.BytesIO(saved(sheet)), "language": "English"},
    )
    shown = " ".join(client.get(answer.url).content.decode().split())
    assert "1 new activity, 1 changed, 1 as it is." in shown
    assert "June 2030" in shown
    assert "<ins>30/07/2030</ins>" in shown
    fields = dict(re.findall(r'name="(file|language|digest)" value="([^"]*)"', shown))
    done = client.post(reverse("work:sheet_look", args=[plan.uid]), fields, follow=True)
    activity.refresh_from_db()
    assert activity.state == "done"
    assert activity.deadlines.get().due_until == "2030-07-30"
    assert hands(activity) == [("person", "Ana"), ("person", "Ben"), ("place", "African")]
    assert activity.hands.get(kind="place").pk == place
    assert plan.activities.filter(code="3").exists()
    other.refresh_from_db()
    assert other.sequence == 0
    back = re.search(r'taken\. <a href="([^"]+)"', done.content.decode())
    assert back is not None
    client.post(back[1].replace("&amp;", "&"))
    activity.refresh_from_db()
    assert (activity.state, activity.deadlines.get().due_until) == ("open", "2030-06")
    assert not plan.activities.filter(code="3").exists()


def test_a_code_that_stands_twice_is_refused_the_second_time_and_comes_back_with_the_reason(
    client: Client,
) -> None:
    plan = a_plan()
    a_signed_in(client, plan.group)
    content = book(
        [["Code", "Activity", "Who"], ["1", "Bake", "Ana"], ["1", "Bake again", "Ben"], ["2", None, "Chi"]]
    )
    answer = client.post(reverse("work:sheet_bring", args=[plan.uid]), {"file": io.BytesIO(content)})
    shown = client.get(answer.url).content.decode()
    assert "The code “1” stands in row 2 already." in shown
    assert "This row does not say what is to be done." in shown
    left = re.search(r'href="([^"]+/sheet/left[^"]+)"', shown)
    assert left is not None
    rows = client.get(left[1].replace("&amp;", "&")).content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Reason,Row,Column,Code,Activity,Who"
    assert rows[1] == "The code “1” stands in row 2 already.,3,Code,1,Bake again,Ben"
    assert len(rows) == 3


def test_a_column_can_be_taken_for_something_else() -> None:
    plan = a_plan()
    content = book([["Nr", "Remarks", "Who"], ["1", "Bake", "Ana"], ["2", "Sing", "Ben"]])
    _token, guessed = look(plan, content)
    assert [column.target for column in guessed.columns] == ["code", "", "who"]
    assert len(guessed.refused) == 2
    _token, chosen = look(plan, content, ["code", "text", "who"])
    assert [draft.title for draft in chosen.new] == ["Bake", "Sing"]


def test_headers_are_known_in_four_languages() -> None:
    plan = a_plan()
    for headers in (
        ["Código", "Actividad", "Responsable", "Plazo", "Estado"],
        ["N°", "Atividade", "Responsável", "Prazo", "Estado"],
        ["Code", "Activité", "Responsable", "Échéance", "État"],
        ["No.", "Activity", "Who", "By when", "Status"],
    ):
        _token, trial = look(plan, book([headers, ["1", "Bake", "Ana", "juin 2004", "done"]]))
        assert [column.target for column in trial.columns] == ["code", "text", "who", "deadline", "state"]


def test_a_sheet_is_not_taken_when_the_plan_was_changed_after_it_was_looked_at(client: Client) -> None:
    plan = a_plan()
    activity = an_activity(plan, code="1")
    a_signed_in(client, plan.group)
    content = book([["Code", "Activity"], ["1", "Mend both ovens"]])
    answer = client.post(reverse("work:sheet_bring", args=[plan.uid]), {"file": io.BytesIO(content)})
    shown = client.get(answer.url).content.decode()
    fields = dict(re.findall(r'name="(file|language|digest)" value="([^"]*)"', shown))
    Activity.objects.filter(pk=activity.pk).update(text={"en": "Sell the oven"})
    page = client.post(reverse("work:sheet_look", args=[plan.uid]), fields, follow=True).content.decode()
    assert "The plan was changed since you looked." in page
    activity.refresh_from_db()
    assert activity.text == {"en": "Sell the oven"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 no book", "broken"),
        (b'{"type": "FeatureCollection", "features": []}', "no spreadsheet"),
        (b"<kml></kml>", "no spreadsheet"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_sentence(client: Client, content: bytes, said: str) -> None:
    plan = a_plan()
    a_signed_in(client, plan.group)
    answer = client.post(reverse("work:sheet_bring", args=[plan.uid]), {"file": io.BytesIO(content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_kept_sheet_opens_for_nobody_else_and_goes_after_a_day(client: Client) -> None:
    plan = a_plan()
    token, _trial = look(plan, book(WSSE))
    a_signed_in(client, plan.group)
    address = reverse("work:sheet_look", args=[plan.uid])
    assert client.get(address, {"file": token}).status_code == 404
    assert client.get(address, {"file": "x"}).status_code == 404
    assert forget_sheets() == 1
    assert not list((Path(settings.KONBIT_HOME) / "sheets").glob("*"))


def test_the_published_plan_goes_through_a_sheet_whole(client: Client, a_shipped_plan: Plan) -> None:
    sheet = exported(client, a_shipped_plan)
    assert sheet["Plan"].max_row == 21
    cells = [[cell.value for cell in row] for row in sheet["Plan"].iter_rows()]
    copy = a_plan(title="A copy of it")
    trial = take(copy, book(cells))
    assert (len(trial.new), trial.refused) == (20, [])
    for old in a_shipped_plan.activities.all():
        new = copy.activities.get(code=old.code)
        assert new.text == old.text, old.code
        assert (new.detail, new.numbered, new.pace) == (old.detail, old.numbered, old.pace)
        assert hands(new) == hands(old), old.code
        told = [
            [(one.kind, one.due_from, one.due_until, one.place) for one in each.deadlines.all()]
            for each in (old, new)
        ]
        assert told[0] == told[1], old.code


@pytest.fixture
def a_shipped_plan() -> Plan:
    """The published plan of the Workshop on Vision, as Konbit ships it."""
    from konbit.directory.actions.shipped import load_example as load_groups
    from konbit.directory.actions.shipped import load_vocabularies

    load_vocabularies()
    load_groups()
    assert load_example() == 1
    assert load_example() == 0
    return Plan.objects.get()
