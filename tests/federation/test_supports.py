"""Who gives, uses and lacks which support; the group that is named answers; the eco-system of a network."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.base.registry import Identity
from konbit.directory.actions.shipped import load_example as load_groups
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.actions.shipping import shipped_uid
from konbit.directory.models import Group, Tagging, Term
from konbit.directory.queries.doors import doors_of
from konbit.federation.actions import supports as actions
from konbit.federation.actions.erasure import erase
from konbit.federation.actions.shipped_supports import load_supports
from konbit.federation.actions.supports import SupportDraft, answer_support, say_supports
from konbit.federation.models import Support
from konbit.federation.queries.ecosystem import Ecosystem, ecosystem
from konbit.federation.queries.supports import supports_page
from konbit.federation.shipped.supports_reading import FILE, supports
from konbit.people.audience import ANYONE, SYSTEM, Viewer, tokens_of
from konbit.search.actions import rebuild
from konbit.search.asking import Question
from konbit.search.queries import search
from tests.builders import a_group, a_person, a_place
from tests.federation.made import belongs
from tests.federation.supported import said
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Group:
    return a_group("Bread Union", kind="network")


def member(network: Group, name: str, region: str = "", **state: object) -> Group:
    places = [a_place(45.0, 4.0, region=region)] if region else []
    group = a_group(name, places=places, **state)
    belongs(group, network)
    return group


def cell(page: Ecosystem, territory: str, function: str) -> tuple[list[str], list[str], list[str], bool]:
    row = next(one for one in page.territories if one.name == territory)
    found = next(one for one in row.cells if one.function.code == function)
    gives, uses, lacks = ([link.name for link in links] for links in (found.gives, found.uses, found.lacks))
    return gives, uses, lacks, found.is_gap


def test_one_form_says_several_supports_at_once_and_sent_twice_says_them_once() -> None:
    group, other = a_group("Mill"), a_group("Bakery")
    _viewer, client, _person = somebody_of(group, "member")
    form = {
        "does": "gives", "functions": ["finance", "training"], "other": "Bakery", "territory": "Drôme",
        "what": "Loans for tools.", "valid_from": "1984", "language": "English", "key": str(uuid.uuid4()),
    }  # fmt: skip
    address = f"/en/groups/{group.uid}/supports/new"
    for _time in range(2):
        assert client.post(address, form).status_code == 302
    assert sorted(Support.objects.values_list("function", flat=True)) == ["finance", "training"]
    assert {row.other for row in Support.objects.all()} == {other}
    text = client.get(f"/en/groups/{group.uid}/supports/").content.decode()
    for words in ("Loans for tools.", "Drôme", "since 1984", "Bakery", "Finance", "Training"):
        assert words in text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"functions": []}, "Tick one or several"),
        ({"functions": ["spells"]}, "Select a valid choice"),
        ({"does": "sells"}, "Select a valid choice"),
        ({"other": "Nobody at all"}, "No group is called"),
        ({"other": "Mill"}, "This is your own group"),
        ({"does": "lacks"}, "What you lack nobody gives you"),
        ({"valid_from": "2020", "valid_until": "2019"}, "ends before it begins"),
        ({"valid_from": "next moon"}, "is not a date"),
        ({"territory": "x" * 201}, "at most 200"),
        ({"key": "no key"}, "Loans for tools."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(changed: dict[str, object], told: str) -> None:
    group = a_group("Mill")
    a_group("Bakery")
    _viewer, client, _person = somebody_of(group, "member")
    form = {"does": "gives", "functions": ["finance"], "other": "Bakery", "what": "Loans for tools.",
            "language": "English", "key": str(uuid.uuid4()), **changed}  # fmt: skip
    response = client.post(f"/en/groups/{group.uid}/supports/new", form)
    text = response.content.decode()
    assert response.status_code == 200
    assert told in text
    assert "Loans for tools." in text
    assert not Support.objects.exists()


def test_the_action_refuses_what_the_form_would_not_send() -> None:
    group = a_group("Mill")
    for draft in (
        SupportDraft("en", "gives", ()),
        SupportDraft("en", "gives", ("spells",)),
        SupportDraft("en", "sells", ("finance",)),
    ):
        with pytest.raises(Problem):
            say_supports(SYSTEM, group.uid, draft, uuid.uuid4())
    assert not Support.objects.exists()


def test_only_the_people_of_a_group_say_what_it_gives_and_only_its_editors_change_it() -> None:
    group = a_group("Mill")
    stranger, client, _person = somebody_of(a_group("Elsewhere"), name="stranger")
    draft = SupportDraft("en", "gives", ("finance",))
    with pytest.raises(NotAllowed):
        say_supports(stranger, group.uid, draft, uuid.uuid4())
    assert client.get(f"/en/groups/{group.uid}/supports/new").status_code == 403
    helper, _client, _person = somebody_of(group, "member", name="helper")
    (row,) = say_supports(helper, group.uid, draft, uuid.uuid4())
    for viewer in (stranger, helper, ANYONE):
        with pytest.raises(NotAllowed):
            actions.write_support(viewer, row.uid, draft)
        with pytest.raises(NotAllowed):
            actions.end_support(viewer, row.uid, "2020")
        with pytest.raises(NotAllowed):
            actions.remove_support(viewer, row.uid)
    for page in ("edit", "end"):
        assert client.get(f"/en/supports/{row.uid}/{page}").status_code == 403
    assert client.post(f"/en/supports/{row.uid}/remove").status_code == 403


def test_it_is_said_differently_ended_taken_away_and_brought_back() -> None:
    group = a_group("Mill")
    editor, client, _person = somebody_of(group, "editor")
    (row,) = said(group, "gives", "finance", viewer=editor, what="Loans.", valid_from="1999")
    form = {"does": "gives", "functions": "training", "what": "Courses.", "valid_from": "1999",
            "language": "English"}  # fmt: skip
    assert client.post(f"/en/supports/{row.uid}/edit", form).status_code == 302
    row.refresh_from_db()
    assert (row.function, row.what) == ("training", {"en": "Courses."})

    early = client.post(f"/en/supports/{row.uid}/end", {"on": "1998"})
    assert "ends before it begins" in early.content.decode()
    late = client.post(f"/en/supports/{row.uid}/end", {"on": "2999"})
    assert "still to come" in late.content.decode()
    assert client.post(f"/en/supports/{row.uid}/end", {"on": "2009"}).status_code == 302
    page = supports_page(ANYONE, group.uid)
    assert (page.gives, [one.when for one in page.over]) == ((), ["1999 – 2009"])

    gone = client.post(f"/en/supports/{row.uid}/remove", follow=True)
    assert "Courses." not in gone.content.decode()
    with pytest.raises(NotFound):
        actions.write_support(editor, row.uid, SupportDraft("en", "gives", ("finance",)))
    client.post(re.findall(r'href="([^"]*)">Take it back', gone.content.decode())[-1].replace("&amp;", "&"))
    assert "Courses." in client.get(f"/en/groups/{group.uid}/supports/").content.decode()


def test_the_group_that_is_named_says_whether_it_is_so() -> None:
    mill, bakery = a_group("Mill"), a_group("Bakery")
    (row,) = said(mill, "gives", "finance", other="Bakery")
    _viewer, client, _person = somebody_of(bakery, "editor", name="baker")
    waiting = client.get(f"/en/groups/{bakery.uid}/supports/").content.decode()
    assert "Mill says that it gives you this: Finance" in waiting
    client.post(f"/en/supports/{row.uid}/answer", {"answer": "yes"})
    assert "Bakery says so too" in Client().get(f"/en/groups/{mill.uid}/supports/").content.decode()
    client.post(f"/en/supports/{row.uid}/answer", {"answer": "no"})
    text = Client().get(f"/en/groups/{mill.uid}/supports/").content.decode()
    assert "Bakery says it is not so" in text
    client.post(f"/en/supports/{row.uid}/answer", {"answer": "open"})
    row.refresh_from_db()
    assert (row.answer, row.answered_on) == ("open", "")


def test_nobody_else_answers_for_the_group_that_is_named() -> None:
    union = a_group("Union", kind="network")
    mill, bakery = a_group("Mill"), a_group("Bakery")
    belongs(bakery, union)
    (row,) = said(mill, "gives", "finance", other="Bakery")
    (lonely,) = said(mill, "gives", "training")
    giver = somebody_of(mill, "steward", name="miller")[0]
    above = somebody_of(union, "organiser", name="organiser")[0]
    newcomer = somebody_of(bakery, "member", name="newcomer")[0]
    for viewer in (giver, above, newcomer, ANYONE):
        with pytest.raises(NotAllowed):
            answer_support(viewer, row.uid, "yes")
    steward = somebody_of(bakery, "steward", name="steward")[0]
    for uid, answer in ((row.uid, "perhaps"), (lonely.uid, "yes")):
        with pytest.raises(Problem):
            answer_support(steward, uid, answer)
    with pytest.raises(NotFound):
        answer_support(steward, "nothing", "yes")


def test_whoever_changes_what_matters_asks_the_other_group_anew() -> None:
    mill, bakery = a_group("Mill"), a_group("Bakery")
    (row,) = said(mill, "gives", "finance", other="Bakery", what="Loans.")
    steward = somebody_of(bakery)[0]
    answer_support(steward, row.uid, "yes")
    same = {"functions": ("finance",), "other": "Bakery"}
    actions.write_support(SYSTEM, row.uid, SupportDraft("en", "gives", **same, what="Small loans."))
    row.refresh_from_db()
    assert row.answer == "yes"
    actions.write_support(SYSTEM, row.uid, SupportDraft("en", "gives", **same, valid_from="2020"))
    row.refresh_from_db()
    assert row.answer == "open"


def test_the_eco_system_counts_who_gives_and_lacks_by_place_and_names_them(network: Group) -> None:
    mill, bakery = member(network, "Mill", "Drôme"), member(network, "Bakery", "Ain")
    said(mill, "gives", "finance")
    said(bakery, "lacks", "finance", "legal")
    said(bakery, "lacks", "training", territory="  drôme ")
    page = ecosystem(ANYONE, network.uid, "en")
    assert cell(page, "Drôme", "finance") == (["Mill"], [], [], False)
    assert cell(page, "Ain", "finance") == ([], [], ["Bakery"], True)
    assert cell(page, "Drôme", "training") == ([], [], ["Bakery"], True)
    gaps = {(gap.territory, gap.function.code): [one.name for one in gap.elsewhere] for gap in page.gaps}
    assert gaps == {("Ain", "finance"): ["Mill"], ("Ain", "legal"): [], ("Drôme", "training"): []}
    client = Client()
    address = f"/en/groups/{network.uid}/supports/ecosystem"
    text = client.get(address).content.decode()
    assert "Give it elsewhere, and could be asked:" in text
    assert "<svg" in text
    one = client.get(f"{address}?function=finance&territory=Ain").content.decode()
    names = one[one.index('id="names"') :]
    assert "Bakery" in names
    assert "Mill" not in names


def test_who_is_used_gives_and_what_is_said_to_be_not_so_does_not_count(network: Group) -> None:
    mill, bakery = member(network, "Mill", "Drôme"), member(network, "Bakery", "Drôme")
    (row,) = said(bakery, "uses", "finance", other="Mill")
    said(bakery, "lacks", "finance")
    page = ecosystem(ANYONE, network.uid, "en")
    assert cell(page, "Drôme", "finance") == (["Mill"], ["Bakery"], ["Bakery"], False)
    answer_support(somebody_of(mill)[0], row.uid, "no")
    page = ecosystem(ANYONE, network.uid, "en")
    assert cell(page, "Drôme", "finance") == ([], [], ["Bakery"], True)


def test_what_a_group_s_entry_says_it_gives_counts_too(network: Group) -> None:
    load_vocabularies()
    mill = member(network, "Mill", "Drôme")
    term = Term.objects.get(scheme__code="konbit/support-functions", code="legal")
    Tagging.objects.create(group=mill, term=term)
    page = ecosystem(ANYONE, network.uid, "en")
    assert cell(page, "Drôme", "legal")[0] == ["Mill"]
    text = Client().get(f"/en/groups/{network.uid}/supports/ecosystem").content.decode()
    assert "as its entry in the directory says" in text


def test_what_is_over_or_not_of_this_network_is_not_counted(network: Group) -> None:
    mill = member(network, "Mill", "Drôme")
    said(mill, "gives", "finance", valid_until="2001")
    said(a_group("Elsewhere"), "gives", "finance")
    page = ecosystem(ANYONE, network.uid, "en")
    assert page.territories == ()
    assert (
        "Nobody has said yet" in Client().get(f"/en/groups/{network.uid}/supports/ecosystem").content.decode()
    )


def test_strange_choices_of_names_show_all(network: Group) -> None:
    said(member(network, "Mill", "Drôme"), "gives", "finance")
    for asked in ("function=spells", "territory=Atlantis", "function=%00", "territory=" + "x" * 900):
        response = Client().get(f"/en/groups/{network.uid}/supports/ecosystem?{asked}")
        assert response.status_code == 200
        assert "Mill" in response.content.decode()


def test_hidden_groups_and_narrower_words_reach_nobody_else(network: Group) -> None:
    mill = member(network, "Mill", "Drôme")
    hidden = member(network, "Kanarigroup", "Ain", audience="group")
    said(hidden, "lacks", "finance", what="Kanariword", territory="Kanariplace")
    said(mill, "gives", "finance", other="Kanarigroup")
    said(mill, "lacks", "legal", what="Kanarinarrow", audience="group")
    rebuild()
    for client in (Client(), somebody_of(a_group("Elsewhere"), name="stranger")[1]):
        for address in (
            f"/en/groups/{mill.uid}/supports/", f"/en/groups/{network.uid}/supports/ecosystem",
            f"/en/groups/{network.uid}/consortium/", f"/api/groups/{mill.uid}/supports",
            f"/api/groups/{network.uid}/supports/ecosystem", "/en/everything/?q=finance",
            f"/en/g/{mill.uid}/",
        ):  # fmt: skip
            assert "Kanari" not in client.get(address, follow=True).content.decode(), address
        assert client.get(f"/en/groups/{hidden.uid}/supports/").status_code == 404
        assert client.get(f"/en/groups/{hidden.uid}/supports/ecosystem").status_code == 404
    page = ecosystem(ANYONE, network.uid, "en")
    assert [one.group.name for one in page.said] == ["Mill"]
    people = somebody_of(hidden, "member", name="insider")[1]
    assert "Kanariword" in people.get(f"/en/groups/{hidden.uid}/supports/").content.decode()


def test_an_editor_who_cannot_see_the_other_group_does_not_take_it_out() -> None:
    mill, hidden = a_group("Mill"), a_group("Cellar", audience="group")
    (row,) = said(mill, "gives", "finance", other="Cellar")
    editor, client, _person = somebody_of(mill, "editor")
    assert "Cellar" not in client.get(f"/en/supports/{row.uid}/edit").content.decode()
    actions.write_support(editor, row.uid, SupportDraft("en", "gives", ("finance",), what="Loans."))
    row.refresh_from_db()
    assert row.other == hidden


def test_supports_are_found_by_their_words_and_functions() -> None:
    group = a_group("Mill")
    (row,) = said(group, "gives", "training", what="Courses in sourdough.")
    rebuild()
    for words in ("sourdough", "training"):
        found = search(Question(tokens_of(ANYONE), words=words)).hits
        assert ("federation.support", row.pk) in {(hit.kind, hit.id) for hit in found}, words


def test_the_api_reads_what_the_pages_show(network: Group) -> None:
    mill, bakery = member(network, "Mill", "Drôme"), member(network, "Bakery", "Ain")
    said(mill, "gives", "finance", other="Bakery", valid_from="1999")
    said(bakery, "lacks", "legal")
    told = Client().get(f"/api/groups/{bakery.uid}/supports").json()
    assert told["total"] == 2
    assert {(one["does"], one["function"], one["group"]["name"]) for one in told["supports"]} == {
        ("lacks", "legal", "Bakery"), ("gives", "finance", "Mill"),
    }  # fmt: skip
    cells = Client().get(f"/api/groups/{network.uid}/supports/ecosystem").json()["cells"]
    assert [one["function"] for one in cells if one["gap"]] == ["legal"]
    assert Client().get("/api/groups/nothing/supports").status_code == 404


def test_the_door_stands_where_there_is_something_behind_it(network: Group) -> None:
    mill = member(network, "Mill")

    def doors(viewer: Viewer, group: Group) -> list[str]:
        return [str(door.title) for door in doors_of(viewer, group.pk)]

    assert "Supports" not in doors(ANYONE, mill)
    assert "Supports" in doors(somebody_of(mill, "member")[0], mill)
    said(mill, "lacks", "finance")
    assert "Supports" in doors(ANYONE, mill)
    assert "What they weave together" in doors(ANYONE, network)
    assert "What they weave together" not in doors(ANYONE, mill)


def test_names_are_asked_in_as_many_questions_whatever_their_number(network: Group) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            ecosystem(ANYONE, network.uid, "en")
        return len(queries)

    said(member(network, "First", "Ain"), "gives", "finance")
    few = asked()
    for number in range(6):
        said(member(network, f"Number {number}", "Ain"), "gives", "finance", "legal")
    assert asked() == few


def test_the_shipped_supports_are_brought_in_once_and_what_people_took_away_stays_so() -> None:
    load_vocabularies()
    load_groups()
    assert load_supports() == len(supports())
    assert load_supports() == 0
    row = Support.objects.get(uid=shipped_uid("Support", "reso-from-chantier"))
    assert (row.group.slug, row.other and row.other.slug, row.source and row.source.code) == (
        "reso", "chantier", "seed-0",
    )  # fmt: skip
    actions.remove_support(SYSTEM, row.uid)
    assert load_supports() == 0
    chantier = Group.objects.get(slug="chantier", is_example=True)
    page = ecosystem(ANYONE, chantier.uid, "fr")
    gives = {(one.group.slug, one.function) for one in page.said if one.does == "gives"}
    assert gives >= {("risq", "finance"), ("fiducie", "finance"), ("tiess", "research")}
    text = Client().get(f"/en/groups/{chantier.uid}/supports/").content.decode()
    assert "as published" in text
    assert "1999 – 2009" in text


def test_a_wrong_shipped_file_is_refused_with_its_place(tmp_path: Path) -> None:
    right = FILE.read_text(encoding="utf-8")
    for number, (old, new, told) in enumerate(
        (
            ('function = "finance"', 'function = "spells"', "spells"),
            ('code = "fiducie-finance"', 'code = "risq-finance"', "twice"),
            ('from = "1997"', 'from = "soon"', "from"),
            ('what.fr = "De l’inv', 'wat.fr = "De l’inv', "what.fr"),
        )
    ):
        path = tmp_path / f"{number}.toml"
        path.write_text(right.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Problem) as problem:
            supports(path)
        assert told in f"{problem.value.what} {problem.value.where}"


def test_a_person_s_erasure_empties_who_said_it() -> None:
    person = a_person("gone")
    group = a_group("Mill")
    viewer = Viewer(person.opaque_id, person.pk, "gone", {group.scope: frozenset({"member"})})
    (row,) = said(group, "gives", "finance", viewer=viewer)
    assert erase(Identity(person.pk, person.opaque_id, (), lambda _text: False)) == 1
    row.refresh_from_db()
    assert row.by == ""
