"""Balanced groups: rules, nominations what can be met, the lot recounted, confirming by hand."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping

import pytest
from django.test import Client

from konbit.assembly.actions import drawing, nominating, panels
from konbit.assembly.actions.erasure import erase
from konbit.assembly.actions.panels import PanelSaid, Rule
from konbit.assembly.actions.resolving import Decision, enter_resolution
from konbit.assembly.actions.shipped import load_example
from konbit.assembly.actions.undoing import undo
from konbit.assembly.formats.panel_certificate import read, written
from konbit.assembly.models import Nominee, Panel, Quota, Resolution
from konbit.assembly.queries.acts import act_of
from konbit.assembly.queries.doors import group_doors
from konbit.assembly.queries.panel_asked import asked_of, checked, eligible
from konbit.assembly.queries.panel_drawings import certificate_text, recount_page
from konbit.assembly.queries.panel_links import answer_link
from konbit.assembly.queries.panel_people import asked_by_link, choosing_page, nominees_of
from konbit.assembly.queries.panel_words import dimension_of, value_of
from konbit.assembly.queries.panels import panel_page, panels_page
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.registry import Identity
from konbit.chronicle.models import Change
from konbit.directory.actions.shipped import load_example as load_groups
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import Group, Role
from konbit.engines import panel as engine
from konbit.people.audience import ANYONE
from tests.assembly.made import a_member, a_steward
from tests.builders import a_group, a_person

pytestmark = pytest.mark.django_db

WOMAN, MAN = {"gender": "woman"}, {"gender": "man"}
HILLS = {"district": "Hills"}


def a_panel(group: Group | None = None, *rules: Rule, **said: object) -> Panel:
    """A panel of two or three people, with these rules."""
    group = group or a_group("Sunrise Bakery")
    wanted = {"title": "Core group", "language": "en", "least": 2, "most": 3, **said}
    panel = panels.make_panel(a_steward(group), group.uid, uuid.uuid4(), PanelSaid(**wanted))  # type: ignore[arg-type]
    for rule in rules:
        panels.set_rule(a_steward(group), panel.uid, rule)
    return panel


def willing(panel: Panel, name: str, traits: Mapping[str, str] | None = None) -> Nominee:
    """Somebody who is nominated and says yes."""
    viewer = a_steward(panel.group)
    nominee = nominating.nominate(viewer, panel.uid, name)
    return nominating.answer(viewer, panel.uid, nominee.pk, traits or {})


def drawn(panel: Panel, seed: str = "4 8 15") -> Panel:
    """The panel drawn with a seed that is said after nominations are closed."""
    panels.close_nominations(a_steward(panel.group), panel.uid)
    return drawing.draw(a_steward(panel.group), panel.uid, seed)


def a_balanced_one() -> Panel:
    """Two or three people of five, at least one woman and one man."""
    panel = a_panel(None, Rule("gender", "woman", 1), Rule("gender", "man", 1))
    for name, traits in (("Ana", WOMAN), ("Béla", MAN), ("Chidi", MAN), ("Dao", WOMAN), ("Eun", {})):
        willing(panel, name, traits)
    return panel


def signed_in(group: Group, role: str, name: str = "amina") -> Client:
    """The browser of an account with this role in a group."""
    person = a_person(name)
    Role.objects.create(person_id=person.pk, group=group, kind=role)
    client = Client()
    client.force_login(person)
    return client


def test_the_same_form_sent_twice_makes_one_panel() -> None:
    group, key = a_group(), uuid.uuid4()
    said = PanelSaid(title="Core group", language="en")
    made = [panels.make_panel(a_steward(group), group.uid, key, said) for _time in range(2)]
    assert made[0] == made[1]
    assert (made[0].least, made[0].most) == (10, 12)


@pytest.mark.parametrize(("least", "most"), [(3, 2), (0, 0), (-1, 2), (1, 1000)])
def test_numbers_of_people_that_make_no_sense_are_refused(least: int, most: int) -> None:
    with pytest.raises(Problem) as refused:
        a_panel(least=least, most=most)
    assert refused.value.remedy


@pytest.mark.parametrize(
    "rule",
    [
        Rule("", "woman", 1),
        Rule("gender", " ", 1),
        Rule("gender", "woman"),
        Rule("gender", "woman", 3, 2),
        Rule("gender", "*", 1),
        Rule("g" * 81, "woman", 1),
    ],
)
def test_a_rule_that_asks_nothing_or_cannot_be_is_refused_with_what_to_do(rule: Rule) -> None:
    panel = a_panel()
    with pytest.raises(Problem) as refused:
        panels.set_rule(a_steward(panel.group), panel.uid, rule)
    assert refused.value.remedy
    assert not Quota.objects.exists()


def test_a_rule_of_the_same_trait_gets_other_numbers() -> None:
    panel = a_panel(None, Rule("gender", "woman", 1), Rule("gender", "woman", 2, 3))
    (rule,) = Quota.objects.filter(panel=panel)
    assert (rule.least, rule.most) == (2, 3)


def test_words_that_come_with_konbit_are_known_however_they_are_written() -> None:
    assert dimension_of("Gender ") == "gender"
    assert value_of("gender", "Woman") == "woman"
    assert value_of("region", "Latin America and the Caribbean") == "latin america"
    assert (dimension_of("who cooks"), value_of("who cooks", "Woman")) == ("who cooks", "Woman")


def test_only_editors_make_panels_and_rules_and_only_members_nominate() -> None:
    panel = a_panel()
    member, stranger = a_member(panel.group), a_member(a_group("Tool Shed"))
    with pytest.raises(NotAllowed):
        panels.set_rule(member, panel.uid, Rule("gender", "woman", 1))
    with pytest.raises(NotAllowed):
        panels.close_nominations(member, panel.uid)
    with pytest.raises(NotAllowed):
        nominating.nominate(stranger, panel.uid, "Ana")
    assert nominating.nominate(member, panel.uid, "Ana").state == "named"


def test_the_same_person_is_nominated_once() -> None:
    panel = a_panel()
    first = nominating.nominate(a_member(panel.group), panel.uid, "Ana", "Tool Shed")
    again = nominating.nominate(a_steward(panel.group), panel.uid, " ana ", "tool shed")
    other = nominating.nominate(a_steward(panel.group), panel.uid, "Ana", "Mill")
    assert first == again != other


def test_whoever_stands_herself_says_yes_at_once_and_can_say_it_anew() -> None:
    panel = a_panel(None, Rule("gender", "woman", 1))
    member = a_member(panel.group)
    first = nominating.nominate_oneself(member, panel.uid, "Ana", "", WOMAN)
    again = nominating.nominate_oneself(member, panel.uid, "Ana", "", {"gender": ""})
    assert first == again
    assert (again.state, again.traits) == ("willing", {})


def test_what_is_not_asked_is_not_taken() -> None:
    panel = a_panel(None, Rule("gender", "woman", 1))
    nominee = nominating.nominate(a_steward(panel.group), panel.uid, "Ana")
    for traits in ({"gender": "weather"}, {"income": "low"}):
        with pytest.raises(Problem):
            nominating.answer(a_steward(panel.group), panel.uid, nominee.pk, traits)
    assert nominating.answer(a_steward(panel.group), panel.uid, nominee.pk, {"gender": "*"}).traits == {
        "gender": "*"
    }


def test_a_member_does_not_answer_for_somebody_else() -> None:
    panel = a_panel()
    nominee = nominating.nominate(a_steward(panel.group), panel.uid, "Ana")
    with pytest.raises(NotAllowed):
        nominating.answer(a_member(panel.group), panel.uid, nominee.pk, {})


def test_saying_no_empties_what_was_said() -> None:
    panel = a_panel(None, Rule("gender", "woman", 1))
    nominee = willing(panel, "Ana", WOMAN)
    gone = nominating.decline(a_steward(panel.group), panel.uid, nominee.pk)
    assert (gone.state, gone.traits, eligible([gone])) == ("declined", {}, [])


def test_what_somebody_said_of_herself_is_sealed_in_the_chronicle() -> None:
    panel = a_panel(None, Rule("gender", "woman", 1))
    nominee = willing(panel, "Ana Luz", WOMAN)
    changes = Change.objects.filter(kind="assembly.nominee", object_id=nominee.pk)
    told = str(list(changes.values_list("before", "after")))
    assert "Ana Luz" not in told
    assert "woman" not in told


def test_a_link_is_answered_without_an_account_and_looking_changes_nothing() -> None:
    panel = a_panel(None, Rule("gender", "woman", 1))
    nominee = nominating.nominate(a_member(panel.group), panel.uid, "Ana")
    address = re.sub(r"^https?://[^/]+", "/en", answer_link(nominee))
    client = Client(enforce_csrf_checks=True)
    shown = client.get(address)
    assert shown.status_code == 200
    assert "Ana, you are nominated" in shown.content.decode()
    nominee.refresh_from_db()
    assert nominee.state == "named"
    assert client.post(address, {"trait-0": "woman"}).status_code == 302
    nominee.refresh_from_db()
    assert (nominee.state, nominee.traits) == ("willing", WOMAN)
    assert "You said yes" in client.get(address).content.decode()
    assert 'value="woman" id="id_trait-0_1" checked' not in client.get(address).content.decode()
    client.post(address, {"decline": "1"})
    nominee.refresh_from_db()
    assert (nominee.state, nominee.traits) == ("declined", {})


def test_a_link_that_was_changed_or_whose_panel_is_gone_leads_nowhere() -> None:
    panel = a_panel()
    nominee = nominating.nominate(a_steward(panel.group), panel.uid, "Ana")
    token = answer_link(nominee).rsplit("/", 1)[-1]
    with pytest.raises(NotFound):
        asked_by_link(f"{token}x")
    panels.remove_panel(a_steward(panel.group), panel.uid)
    with pytest.raises(NotFound):
        asked_by_link(token)


def test_after_nominations_close_nobody_answers_yes_but_anybody_may_say_no() -> None:
    panel = a_balanced_one()
    late = nominating.nominate(a_steward(panel.group), panel.uid, "Fay")
    panels.close_nominations(a_steward(panel.group), panel.uid)
    token = answer_link(late).rsplit("/", 1)[-1]
    with pytest.raises(Problem) as refused:
        nominating.answer_by_link(token, {})
    assert refused.value.status == 409
    assert nominating.decline_by_link(token).state == "declined"
    with pytest.raises(Problem):
        panels.set_rule(a_steward(panel.group), panel.uid, Rule("gender", "woman", 3))
    with pytest.raises(Problem):
        panels.change_panel(a_steward(panel.group), panel.uid, PanelSaid("Core group", "en", least=2, most=5))


def test_the_public_sees_rules_but_neither_names_nor_numbers_nor_what_anybody_said() -> None:
    panel = a_balanced_one()
    page = panel_page(ANYONE, panel.uid)
    assert (page.counts, page.members, page.prospect) == (False, (), None)
    assert nominees_of(ANYONE, panel.uid) == []
    html = Client().get(f"/en/panels/{panel.uid}/").content.decode()
    assert "at least 1" in html
    assert "5 people are nominated" in html
    assert "Ana" not in html
    assert "are willing" not in html


def test_members_see_names_and_numbers_and_only_those_who_choose_what_each_said() -> None:
    panel = a_balanced_one()
    member = a_member(panel.group)
    assert panel_page(member, panel.uid).counts
    rows = nominees_of(member, panel.uid)
    assert [row.name for row in rows] == ["Ana", "Béla", "Chidi", "Dao", "Eun"]
    assert {row.traits for row in rows} == {()}
    assert nominees_of(a_steward(panel.group), panel.uid)[0].traits == ("gender: woman",)
    nominating.nominate_oneself(member, panel.uid, "Gil", "", MAN)
    assert nominees_of(member, panel.uid)[-1].traits == ("gender: man",)
    html = signed_in(panel.group, "member").get(f"/en/panels/{panel.uid}/").content.decode()
    assert "1 did not say" in html
    assert "gender: man" in html  # the rule
    with pytest.raises(NotAllowed):
        choosing_page(member, panel.uid, None, "en")


def test_a_panel_that_not_everybody_may_see_is_hidden_everywhere() -> None:
    panel = a_panel(audience="group", title="Quiet jury")
    with pytest.raises(NotFound):
        panel_page(ANYONE, panel.uid)
    assert panels_page(ANYONE, panel.group.uid).cards == ()
    assert "Balanced groups" not in [str(door.title) for door in group_doors(ANYONE, panel.group_id)]
    assert "Balanced groups" in [
        str(door.title) for door in group_doors(a_member(panel.group), panel.group_id)
    ]
    assert Client().get(f"/en/panels/{panel.uid}/").status_code == 404


def test_rules_that_cannot_hold_together_are_named_with_the_nearest_and_whom_to_invite() -> None:
    panel = a_panel(None, Rule("gender", "woman", 2), Rule("district", "Hills", 1))
    for name, traits in (("Ana", WOMAN), ("Béla", {**MAN, **HILLS}), ("Chidi", MAN)):
        willing(panel, name, traits)
    prospect = panel_page(a_member(panel.group), panel.uid).prospect
    assert prospect is not None
    assert prospect.conflict == (
        "With those who are willing this rule cannot hold: at least 2 with “gender: woman”.",
        "The nearest panel: lacks 1 with “gender: woman”.",
    )
    assert prospect.invitation[0] == "Invite somebody with gender: woman."
    assert prospect.invitation[-1] == "Then all rules hold."
    willing(panel, "Dao", WOMAN)
    found = panel_page(a_member(panel.group), panel.uid).prospect
    assert found is not None
    assert found.can_be


def test_two_rules_that_stand_against_each_other_are_both_named() -> None:
    panel = a_panel(None, Rule("gender", "woman", 2), Rule("district", "Hills", 0, 1))
    for name in ("Ana", "Dao"):
        willing(panel, name, {**WOMAN, **HILLS})
    willing(panel, "Béla", MAN)
    prospect = panel_page(a_member(panel.group), panel.uid).prospect
    assert prospect is not None
    assert "cannot hold together: " in prospect.conflict[0]
    assert "at least 2 with “gender: woman”" in prospect.conflict[0]
    assert "at most 1 with “district: Hills”" in prospect.conflict[0]


def test_nobody_is_drawn_before_nominations_are_closed() -> None:
    panel = a_balanced_one()
    with pytest.raises(Problem) as refused:
        drawing.draw(a_steward(panel.group), panel.uid, "4 8 15")
    assert refused.value.status == 409


def test_a_drawing_keeps_the_rules_and_can_be_recounted() -> None:
    panel = drawn(a_balanced_one())
    page = recount_page(a_steward(panel.group), panel.uid)
    assert page.faults == ()
    assert (page.seed, page.people, page.seated) == ("4 8 15", 5, 3)
    assert len(page.rows) == 5
    seated = {row.key for row in page.rows if row.seated}
    traits = {str(one.key): one.traits.get("gender") for one in panel.nominees.all()}
    assert {traits[key] for key in seated} >= {"woman", "man"}


def test_the_certificate_holds_keys_and_rules_and_no_names_and_is_read_back_whole() -> None:
    panel = drawn(a_balanced_one())
    text = certificate_text(a_member(panel.group), panel.uid)
    said = json.loads(text)
    assert written(read(said)) == panel.drawing
    assert read(said).faults() == ()
    assert not any(one.name in text for one in panel.nominees.all())
    again = engine.choose(*_engine(read(said)))
    assert list(again.panel) == said["panel"]
    with pytest.raises(NotAllowed):
        certificate_text(ANYONE, panel.uid)


def _engine(certificate):  # type: ignore[no-untyped-def]
    asked = certificate.asked
    return asked.nominees, asked.quotas, asked.least, asked.most, certificate.seed, asked.fixed


def test_a_certificate_that_somebody_changed_is_found_out() -> None:
    panel = drawn(a_balanced_one())
    said = json.loads(certificate_text(a_member(panel.group), panel.uid))
    said["seed"] = "another"
    assert read(said).faults()


def test_a_drawing_of_the_nearest_panel_proves_that_none_comes_nearer() -> None:
    panel = a_panel(None, Rule("gender", "woman", 2))
    for name, traits in (("Ana", WOMAN), ("Béla", MAN), ("Chidi", MAN)):
        willing(panel, name, traits)
    drawn(panel)
    page = recount_page(a_steward(panel.group), panel.uid)
    assert page.faults == ()
    assert "this rule cannot hold" in page.conflict[0]


def test_members_see_who_was_drawn_but_not_whose_key_is_whose() -> None:
    panel = drawn(a_balanced_one())
    page = recount_page(a_member(panel.group), panel.uid)
    assert len(page.names) == 3
    assert {row.name for row in page.rows} == {""}
    assert recount_page(ANYONE, panel.uid).rows == recount_page(ANYONE, panel.uid).names == ()
    everything = recount_page(a_steward(panel.group), panel.uid)
    assert {row.name for row in everything.rows} == {"Ana", "Béla", "Chidi", "Dao", "Eun"}
    assert Client().get(f"/en/panels/{panel.uid}/recount").status_code == 200


def test_a_panel_is_drawn_again_with_the_same_seed_alone() -> None:
    panel = drawn(a_balanced_one())
    first = panel.drawing["panel"]
    gone = panel.nominees.get(key=first[0])
    nominating.decline(a_steward(panel.group), panel.uid, gone.pk)
    assert panel_page(a_member(panel.group), panel.uid).left_since == 1
    with pytest.raises(Problem) as refused:
        drawing.draw(a_steward(panel.group), panel.uid, "a better seed")
    assert refused.value.status == 409
    again = drawing.draw(a_steward(panel.group), panel.uid, "4 8 15")
    assert first[0] not in again.drawing["panel"]


def test_whoever_draws_until_she_likes_it_is_seen() -> None:
    panel = drawn(a_balanced_one())
    panels.reopen_nominations(a_steward(panel.group), panel.uid)
    assert recount_page(a_steward(panel.group), drawn(panel, "16 23 42").uid).earlier == ("4 8 15",)
    assert "4 8 15" in Client().get(f"/en/panels/{panel.uid}/recount").content.decode()


def test_whoever_sits_already_is_on_every_panel() -> None:
    panel = a_balanced_one()
    eun = panel.nominees.get(name="Eun")
    nominating.fix(a_steward(panel.group), panel.uid, eun.pk, sits=True)
    drawn(panel)
    page = recount_page(a_steward(panel.group), panel.uid)
    assert (page.rows[0].name, page.rows[0].outcome) == ("Eun", "sat already")
    assert page.faults == ()


def test_what_the_engine_gives_up_on_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = a_balanced_one()

    def gives_up(*_said: object) -> None:
        raise engine.Undecided

    monkeypatch.setattr(engine, "choose", gives_up)
    prospect = panel_page(a_member(panel.group), panel.uid).prospect
    assert prospect is not None
    assert "choose by hand" in prospect.refused
    with pytest.raises(Problem) as refused:
        drawn(panel)
    assert refused.value.remedy


def test_what_the_engine_cannot_read_is_told_plainly() -> None:
    panel = a_balanced_one()
    Quota.objects.filter(panel=panel, value="woman").update(least=5, most=2)
    with pytest.raises(Problem) as refused:
        checked(asked_of(panel), [])
    assert refused.value.remedy


def test_choosing_by_hand_shows_what_lacks_and_which_step_mends_it() -> None:
    panel = a_balanced_one()
    ids = {one.name: one.pk for one in panel.nominees.all()}
    page = choosing_page(a_steward(panel.group), panel.uid, {ids["Béla"], ids["Chidi"]}, "en")
    assert page.lacking == "This panel lacks 1 with “gender: woman”."
    assert page.mends[0].startswith("Take Ana or Dao. That brings nearer: at least 1 with “gender: woman”.")
    settled = choosing_page(a_steward(panel.group), panel.uid, {ids["Béla"], ids["Ana"]}, "en")
    assert (settled.lacking, settled.mends) == ("", ())


def test_a_resolution_that_stands_confirms_those_who_are_chosen() -> None:
    panel = drawn(a_balanced_one())
    steward = a_steward(panel.group)
    agreed = enter_resolution(steward, panel.group.uid, uuid.uuid4(), Decision("These three.", "en"))
    chosen = [one.pk for one in panel.nominees.filter(key__in=panel.drawing["panel"])]
    drawing.confirm_by(steward, panel.uid, chosen, agreed.uid)
    page = panel_page(ANYONE, panel.uid)
    assert (page.card.state, len(page.members)) == ("confirmed", 3)
    assert page.resolution is not None
    with pytest.raises(Problem):
        drawing.confirm_by(steward, panel.uid, chosen, agreed.uid)
    with pytest.raises(Problem):
        panels.reopen_nominations(steward, panel.uid)


def test_a_confirmation_can_be_taken_back_and_undone() -> None:
    panel = a_balanced_one()
    steward = a_steward(panel.group)
    key, ids = uuid.uuid4(), list(panel.nominees.values_list("pk", flat=True)[:2])
    for _time in range(2):
        panel = drawing.confirm_with(steward, panel.uid, ids, key, Decision("These two.", "en"))
    assert Resolution.objects.count() == 1
    act = act_of(panel)
    assert act is not None
    undo(steward, act)
    assert not panel.nominees.filter(state="chosen").exists()
    drawing.confirm_with(steward, panel.uid, ids, key, Decision("These two.", "en"))
    drawing.release(steward, panel.uid)
    assert panel_page(ANYONE, panel.uid).members == ()


def test_a_resolution_of_another_group_or_people_who_said_no_confirm_nothing() -> None:
    panel, other = a_balanced_one(), a_group("Tool Shed")
    steward = a_steward(panel.group)
    theirs = enter_resolution(a_steward(other), other.uid, uuid.uuid4(), Decision("Ours.", "en"))
    ana = panel.nominees.get(name="Ana")
    with pytest.raises(Problem):
        drawing.confirm_by(steward, panel.uid, [ana.pk], theirs.uid)
    nominating.decline(steward, panel.uid, ana.pk)
    before = Resolution.objects.count()
    for chosen in ([ana.pk], []):
        with pytest.raises(Problem):
            drawing.confirm_with(steward, panel.uid, chosen, uuid.uuid4(), Decision("Hers.", "en"))
    assert Resolution.objects.count() == before


def test_the_whole_way_through_the_pages() -> None:
    group = a_group("Sunrise Bakery")
    client = signed_in(group, "steward")
    base = f"/en/groups/{group.uid}/panels/"
    assert "No balanced group stands here yet" in client.get(base).content.decode()
    form = {"key": str(uuid.uuid4()), "title": "Jury", "least": "1", "most": "2", "audience": "public",
            "seed_from": "The lottery of Friday"}  # fmt: skip
    made = client.post(f"{base}new", form)
    panel = Panel.objects.get()
    assert made.headers["Location"].endswith(f"/panels/{panel.uid}/rules")
    page = f"/en/panels/{panel.uid}/"
    assert client.get(f"{page}rules").status_code == 200
    client.post(f"{page}rules", {"dimension": "gender", "value": "woman", "least": "1"})
    assert client.post(f"{page}rules", {"dimension": "gender", "value": "woman"}).status_code == 422
    assert client.get(f"{page}change").status_code == 200
    assert client.get(f"{page}nominate").status_code == 200
    linked = client.post(f"{page}nominate", {"name": "Ana", "group": "Mill"}, follow=True)
    assert "Ask Ana" in linked.content.decode()
    ana = Nominee.objects.get()
    assert client.get(f"{page}nominees/{ana.pk}/").status_code == 200
    client.post(f"{page}nominees/{ana.pk}/", {"trait-0": "woman"})
    assert client.get(f"{page}stand").status_code == 200
    client.post(f"{page}stand", {"name": "Amina", "trait-0": ""})
    client.post(f"{page}nominees/{ana.pk}/act", {"fix": "1"})
    assert "sits already" in client.get(page).content.decode()
    client.post(f"{page}act", {"close": "1"})
    assert client.get(f"{page}draw").status_code == 200
    recounted = client.post(f"{page}draw", {"seed": "4 8 15"}, follow=True)
    assert "The drawing is right" in recounted.content.decode()
    assert client.get(f"{page}recount.json").headers["Content-Type"] == "application/json"
    looked = client.post(f"{page}choose", {"look": "1"})
    assert "lacks 1 person" in looked.content.decode()
    seats = [str(one.pk) for one in Nominee.objects.all()]
    refused = client.post(f"{page}choose", {"confirm": "1", "seat": seats, "key": str(uuid.uuid4())})
    assert refused.status_code == 422
    agreed = {"key": str(uuid.uuid4()), "text": "The jury is chosen.", "how": "consent"}
    client.post(f"{page}choose", {"confirm": "1", "seat": seats, **agreed})
    shown = Client().get(page).content.decode()
    assert "Who sits" in shown
    assert "<li>Ana</li>" in shown
    assert "The jury is chosen." in shown


def test_whoever_is_erased_leaves_neither_name_nor_traits() -> None:
    panel = a_panel(None, Rule("gender", "woman", 1))
    member = a_member(panel.group, actor="person:gone")
    nominee = nominating.nominate_oneself(member, panel.uid, "Ana Luz", "Mill", WOMAN)
    erase(Identity(None, "person:gone", (), lambda text: text == "Ana Luz"))
    nominee.refresh_from_db()
    assert (nominee.name, nominee.of_name, nominee.traits, nominee.person) == ("", "", {}, "")


def test_the_core_group_of_the_vision_workshop_is_shipped_once_without_rules_or_people() -> None:
    load_vocabularies()
    load_groups()
    load_example()
    load_example()
    (panel,) = Panel.objects.filter(by="konbit")
    page = panel_page(ANYONE, panel.uid)
    assert (page.card.group.slug, page.card.size, page.certainty) == ("wsse-vision", "10 to 12", "published")
    assert (len(page.rules), page.nominated) == (1, 0)
    assert set(panel.title) == {"en", "fr", "es", "pt-br"}
    assert Client().get(f"/en/panels/{panel.uid}/").status_code == 200
