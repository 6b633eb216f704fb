"""Who sits where: written down on a phone, called together, printed; open to all without script."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from konbit.directory.actions.shipping import shipped_uid
from tests.browser.conftest import Instance, Tables, Visit
from tests.browser.everyday import look_over
from tests.browser.pages import audit, no_sideways_scroll, shoot, targets_are_large_enough

pytestmark = pytest.mark.browser

MADE = """
import json, uuid
from datetime import date, timedelta
from konbit.assembly.actions.planning import Agenda, Plan
from konbit.assembly.moments import When
from konbit.directory.models import Group
from konbit.federation.actions.convening import call_together
from konbit.federation.actions.mandates import MandateDraft, give_mandate
from konbit.federation.actions.organ_parts import add_college, add_seats
from konbit.federation.actions.organs import OrganDraft, found_organ
from konbit.people.audience import viewer_of
from konbit.people.models import Person

person = Person.objects.get(username="member")
member = viewer_of(person)
group = Group.objects.get(uid="%(network)s")
uid = found_organ(member, group.uid, OrganDraft(
    "en", "Council of the tables", kind="board", purpose="It calls the tables together and keeps the purse.",
    valid_from="2011"), uuid.uuid4())
tables = add_college(member, uid, "en", "Tables")
cooks = add_college(member, uid, "en", "Cooks and gardeners")
def seat(title, college=None, number=1):
    return add_seats(member, uid, "en", title, college, number).pk
def give(name, **said):
    return give_mandate(member, uid, MandateDraft("en", name, **said), uuid.uuid4())
soon = (date.today() + timedelta(days=1)).isoformat()
chair, purse = seat("Speaker", tables.pk), seat("Keeper of the purse", tables.pk)
seat("", cooks.pk, 3)
give("Ousmane Diarra", seat=chair, speaks_for="/g/%(bakery)s", valid_from="2015", valid_until="2021-05-31")
give("Oumou Sidibé", seat=chair, speaks_for="/g/%(bakery)s", valid_from="2021-06-01", valid_until=soon)
give("Noor", college=cooks.pk, speaks_for="/g/%(lone)s", valid_from="2024", audience="group")
give("Maryam Castellanos de la Vega", college=tables.pk, valid_from="2024", task="translates",
     condition="that a second translator is found", confirm_by=soon)
give("", person=person.opaque_id, college=tables.pk, valid_from="2022-03")
plan = Plan("Council in spring", "en", when=When(soon), place="The long shed, Quai des Brumes 4")
points = ["inform: What came in since autumn, 15 min", "decide: The purse of the coming year, 40 min",
          "elect: Who speaks for us, 30 min"]
call = call_together(member, uid, uuid.uuid4(), plan, Agenda(points=points), "Bring your cups.")
print(json.dumps({"group": group.uid, "organ": uid, "call": call.pk}))
"""


@dataclass(frozen=True)
class Sitting:
    """A network with a council: uids, and the id of a convocation."""

    group: str
    organ: str
    call: int


@pytest.fixture(scope="module")
def sitting(instance: Instance, tables: Tables) -> Sitting:
    # By their addresses: another test may have brought in namesakes.
    program = MADE % {"network": tables.uid, "bakery": tables.group, "lone": tables.lone}
    return Sitting(**json.loads(instance.python(program).splitlines()[-1]))


def looked_over(page: Page, name: str) -> None:
    """A page can be used by all on a phone and at a desk, by day and by night."""
    page.set_viewport_size({"width": 360, "height": 640})
    no_sideways_scroll(page, 320)
    targets_are_large_enough(page)
    shoot(page, f"organs-{name}-360")
    audit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, f"organs-{name}-1280")
    page.emulate_media(color_scheme="dark")
    audit(page, only=("color-contrast",))
    shoot(page, f"organs-{name}-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})


def test_a_body_is_written_down_filled_and_passed_on_on_a_phone(visit: Visit, tables: Tables) -> None:
    page = visit(f"/en/groups/{tables.uid}/organs/new", width=360, user="member")
    page.get_by_label("How you call it").fill("Secretariat")
    page.get_by_label("What it is", exact=True).select_option("secretariat")
    looked_over(page, "new")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Give a mandate").click()
    page.get_by_label("Which group has the role").fill(f"/g/{tables.group}")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("From when").fill("2022")
    page.get_by_label("On which condition").fill("that a room is found")
    looked_over(page, "mandate")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The condition has no day")).to_be_visible()
    expect(page.get_by_label("On which condition")).to_have_value("that a room is found")
    page.get_by_label("By when it is to be confirmed").fill("2999")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("to be confirmed by 2999").first).to_be_visible()
    page.get_by_role("link", name="The condition is met").click()
    page.get_by_label("On which day").fill("2022-05-01")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Pass it on").click()
    page.get_by_label("Which group takes it over").fill(f"/g/{tables.lone}")
    page.get_by_label("From when").fill("2024-01-01")
    looked_over(page, "pass-on")
    page.get_by_role("button", name="Save").click()
    who = page.locator("section", has=page.locator("#who"))
    expect(who).to_contain_text("The Long Table")
    expect(who).not_to_contain_text("River Bakery")
    page.get_by_label("On another day").fill("2023")
    page.get_by_role("button", name="Look").click()
    expect(who).to_contain_text("River Bakery")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/en/groups/{group}/organs/", "list"),
        ("/en/groups/{group}/organs/paper", "paper"),
        ("/en/groups/{group}/mandates/", "ending"),
        ("/en/organs/{organ}/", "organ"),
        ("/en/organs/{organ}/?at=2018", "then"),
        ("/en/organs/{organ}/call", "call"),
        ("/en/organs/{organ}/seats/new", "seats"),
        ("/en/convocations/{call}/", "sheet"),
        ("/en/convocations/{call}/came", "came"),
        ("/en/mandates/own", "own"),
    ],
)
def test_those_who_keep_a_body_find_everything(visit: Visit, sitting: Sitting, path: str, name: str) -> None:
    looked_over(visit(path.format(**vars(sitting)), width=360, user="member"), name)


def test_she_says_of_herself_what_she_wants_to(visit: Visit, sitting: Sitting) -> None:
    page = visit("/en/mandates/own", width=360, user="member")
    page.get_by_role("link", name="Say it, if you want to").click()
    looked_over(page, "declare")
    page.get_by_label("Gender").select_option("woman")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Gender: woman")).to_be_visible()


def test_a_convocation_is_one_page_of_paper(visit: Visit, sitting: Sitting) -> None:
    page = visit(f"/en/convocations/{sitting.call}/", width=794)
    page.emulate_media(media="print")
    shoot(page, "organs-sheet-print")
    printed = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_who_sits_where_is_read_without_script_or_account(visit: Visit, sitting: Sitting) -> None:
    page = visit(f"/en/groups/{sitting.group}/organs/", width=360, script=False)
    page.get_by_role("link", name="Council of the tables").click()
    expect(page.get_by_text("Oumou Sidibé")).to_be_visible()
    expect(page.get_by_text("Noor")).to_have_count(0)
    expect(page.get_by_text("somebody", exact=True)).to_be_visible()
    expect(page.get_by_text("Give a mandate")).to_have_count(0)
    page.get_by_label("On another day").fill("2018")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_role("heading", name="Who sat here: 2018")).to_be_visible()
    expect(page.get_by_text("Ousmane Diarra")).to_be_visible()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("reso-board", "4 seats: who sits here is not told"),
        ("reso-direction", "Nancy Neamtan"),
        ("chantier-board", "First Nations and Inuit networks"),
        ("fbes-secretariat", "Cáritas"),
        ("sen-fiscal-sponsor", "that money for it is raised"),
        ("via-campesina-coordination", "Who sits here is not told."),
    ],
)
def test_the_shipped_bodies_say_what_is_not_known(visit: Visit, code: str, words: str) -> None:
    page = visit(f"/en/organs/{shipped_uid('Organ', code)}/", width=360)
    expect(page.get_by_text(words).first).to_be_visible()
    looked_over(page, code)


def test_who_sits_where_costs_little_on_a_poor_line(visit: Visit, sitting: Sitting) -> None:
    look_over(visit(""), f"/en/organs/{sitting.organ}/", "organ-poor", "#content a")
