"""Conversation on any object: who reads, who speaks, and that nothing is said twice or lost."""

from __future__ import annotations

import uuid

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from konbit.assembly.actions import conversing
from konbit.assembly.actions.conversing import speak, speak_about, take_away
from konbit.assembly.actions.undoing import undo
from konbit.assembly.models import Follower, Post, Thread
from konbit.assembly.queries.acts import act_of
from konbit.assembly.queries.threads import LATEST, PAGE, talk, talk_about
from konbit.assembly.templatetags.conversation import spoken
from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.chronicle.actions import recording, rows
from konbit.directory.actions.roles import grant
from konbit.directory.models import Group
from konbit.people.audience import ANYONE, Audience, Viewer, viewer_of
from konbit.people.models import Person
from konbit.search.actions import apply_changes
from konbit.search.asking import Question
from konbit.search.queries import search
from tests.assembly.talks import GROUP, a_member, words
from tests.builders import a_group, a_person

pytestmark = pytest.mark.django_db


def as_viewer(person: Person) -> Viewer:
    return viewer_of(person)


@pytest.fixture
def bakery() -> Group:
    return a_group("Sunrise Bakery")


@pytest.fixture
def amina(bakery: Group) -> Person:
    return a_member(bakery)


def test_whoever_takes_part_speaks_and_everybody_who_sees_the_thing_reads(
    bakery: Group, amina: Person
) -> None:
    post = speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    read = talk_about(ANYONE, GROUP, bakery.pk, "en")
    assert [one.text for one in read.posts] == ["The oven is too small."]
    assert read.posts[0].who == "", "whoever is not of the group reads what was said, not who belongs to it"
    assert talk(as_viewer(amina), post.thread.uid, "en").posts[0].who == "amina"


def test_whoever_does_not_take_part_cannot_speak(bakery: Group) -> None:
    with pytest.raises(NotAllowed):
        speak_about(as_viewer(a_person("passer-by")), GROUP, bakery.pk, words())
    assert not Thread.objects.exists()


def test_the_same_sent_twice_is_one_post(bakery: Group, amina: Person) -> None:
    said = words()
    first = speak_about(as_viewer(amina), GROUP, bakery.pk, said)
    assert speak_about(as_viewer(amina), GROUP, bakery.pk, said).pk == first.pk
    assert Post.objects.count() == Thread.objects.count() == 1


def test_the_key_of_somebody_else_is_refused(bakery: Group, amina: Person) -> None:
    said = words()
    speak_about(as_viewer(amina), GROUP, bakery.pk, said)
    with pytest.raises(Problem):
        speak_about(as_viewer(a_member(bakery, "bo")), GROUP, bakery.pk, said)


@pytest.mark.parametrize("text", ["", "   \n ", "x" * (conversing.LONGEST + 1)])
def test_nothing_and_too_much_are_refused_and_open_no_conversation(
    text: str, bakery: Group, amina: Person
) -> None:
    with pytest.raises(Problem):
        speak_about(as_viewer(amina), GROUP, bakery.pk, words(text))
    assert not Thread.objects.exists()


def test_a_conversation_about_a_hidden_thing_is_hidden_with_it(bakery: Group, amina: Person) -> None:
    post = speak_about(as_viewer(amina), GROUP, bakery.pk, words("rosewater"))
    with recording("test", "edit") as batch:
        rows.change(batch, bakery, audience=Audience.GROUP)
    apply_changes()
    for read in (
        lambda: talk(ANYONE, post.thread.uid, "en"),
        lambda: talk_about(ANYONE, GROUP, bakery.pk, "en"),
    ):
        with pytest.raises(NotFound):
            read()
    assert talk(as_viewer(amina), post.thread.uid, "en").total == 1
    assert search(Question(frozenset({"public"}), words="rosewater")).total == 0
    assert search(Question(frozenset({bakery.scope}), words="rosewater")).total == 1


def test_what_is_said_of_a_narrower_thing_opens_to_its_readers_only(bakery: Group, amina: Person) -> None:
    from konbit.assembly.models import Meeting

    with recording("test", "plan") as batch:
        meeting = Meeting(group=bakery, title={"en": "May assembly"}, audience=Audience.GROUP)
        rows.add(batch, meeting)
    post = speak_about(as_viewer(amina), "assembly.meeting", meeting.pk, words("cinnamon"))
    apply_changes()
    with pytest.raises(NotFound):
        talk(ANYONE, post.thread.uid, "en")
    assert search(Question(frozenset({"public"}), words="cinnamon")).total == 0
    with recording("test", "open") as batch:
        rows.change(batch, meeting, audience=Audience.PUBLIC)
    apply_changes()
    assert talk(ANYONE, post.thread.uid, "en").total == 1
    assert search(Question(frozenset({"public"}), words="cinnamon")).total == 1


@pytest.mark.parametrize(
    "kind", ["people.person", "assembly.attendance", "assembly.post", "assembly.thread", "nonsense", "a.b.c"]
)
def test_nobody_talks_about_what_no_group_answers_for(kind: str, bakery: Group, amina: Person) -> None:
    with pytest.raises(NotFound):
        speak_about(as_viewer(amina), kind, bakery.pk, words())


def test_somebody_speaks_on_behalf_of_somebody_and_only_the_group_reads_the_name(
    bakery: Group, amina: Person
) -> None:
    speak_about(as_viewer(amina), GROUP, bakery.pk, words(behalf="Grandmother Odile"))
    assert talk_about(as_viewer(amina), GROUP, bakery.pk, "en").posts[0].behalf == "Grandmother Odile"
    assert talk_about(ANYONE, GROUP, bakery.pk, "en").posts[0].behalf == ""


def test_an_answer_quotes_what_it_answers_until_that_is_taken_away(bakery: Group, amina: Person) -> None:
    first = speak_about(as_viewer(amina), GROUP, bakery.pk, words("Shall we buy flour together?"))
    speak(as_viewer(amina), first.thread.uid, words("Yes.", answers=first.pk))
    quoted = talk(as_viewer(amina), first.thread.uid, "en").posts[1].answers
    assert quoted is not None
    assert quoted.words == "Shall we buy flour together?"
    take_away(as_viewer(amina), first.pk)
    (left,) = talk(as_viewer(amina), first.thread.uid, "en").posts
    assert left.answers is not None
    assert left.answers.words == ""


def test_an_answer_to_another_conversation_is_refused(bakery: Group, amina: Person) -> None:
    other = a_group("Tool Shed")
    grant(amina.pk, other.scope, "member", "test")
    first = speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    with pytest.raises(Problem):
        speak_about(as_viewer(amina), GROUP, other.pk, words(answers=first.pk))


def test_one_takes_away_ones_own_and_brings_it_back(bakery: Group, amina: Person) -> None:
    post = speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    with pytest.raises(NotAllowed):
        take_away(as_viewer(a_member(bakery, "bo")), post.pk)
    gone = take_away(as_viewer(amina), post.pk)
    assert talk(ANYONE, post.thread.uid, "en").total == 0
    act = act_of(gone)
    assert act is not None
    undo(as_viewer(amina), act)
    assert talk(ANYONE, post.thread.uid, "en").total == 1


def test_who_edits_takes_away_what_others_said(bakery: Group, amina: Person) -> None:
    post = speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    take_away(as_viewer(a_member(bakery, "ed", "editor")), post.pk)
    assert talk(ANYONE, post.thread.uid, "en").total == 0


def test_taking_back_ones_first_word_leaves_what_others_said(bakery: Group, amina: Person) -> None:
    post = speak_about(as_viewer(amina), GROUP, bakery.pk, words("first"))
    speak(as_viewer(a_member(bakery, "bo")), post.thread.uid, words("second"))
    act = act_of(post)
    assert act is not None
    undo(as_viewer(amina), act)
    assert [one.text for one in talk(ANYONE, post.thread.uid, "en").posts] == ["second"]
    apply_changes()
    assert search(Question(frozenset({"public"}), words="first", kinds=("assembly.thread",))).total == 0


def test_long_conversations_are_read_page_by_page(bakery: Group, amina: Person) -> None:
    viewer = as_viewer(amina)
    posts = [speak_about(viewer, GROUP, bakery.pk, words(f"word {number}")) for number in range(PAGE + 5)]
    uid = posts[0].thread.uid
    last = talk(ANYONE, uid, "en")
    assert (last.page, last.pages, len(last.posts)) == (2, 2, 5)
    assert talk(ANYONE, uid, "en", post=posts[3].pk).page == 1
    assert talk(ANYONE, uid, "en", page=99).page == 2
    below = talk_about(ANYONE, GROUP, bakery.pk, "en")
    assert [one.text for one in below.posts][-1] == f"word {PAGE + 4}"
    assert len(below.posts) == LATEST


@pytest.mark.parametrize(
    ("text", "shown", "never"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;", "<script"),
        ("see https://example.org/a?b=c", 'href="https://example.org/a?b=c"', "javascript"),
        ("javascript:alert(1)", "javascript:alert(1)", "<a "),
        ('https://example.org/"onmouseover="x', "&quot;", ' onmouseover="'),
        ("one\n\ntwo", "<p>two</p>", "<br><br>"),
    ],
)
def test_text_is_shown_as_text_with_safe_links(text: str, shown: str, never: str) -> None:
    html = str(spoken(text))
    assert shown in html
    assert never not in html
    assert ("noopener noreferrer" in html) == ("<a " in html)


def test_speaking_follows_unless_no_letters_are_wanted(bakery: Group, amina: Person) -> None:
    post = speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    own = Follower.objects.get(person=amina, thread=post.thread)
    assert own.how == "daily"
    Follower.objects.update(how="never")
    other = a_group("Tool Shed")
    grant(amina.pk, other.scope, "member", "test")
    speak_about(as_viewer(amina), GROUP, other.pk, words())
    assert Follower.objects.count() == 1, "no letters anywhere means none"


def below(viewer: Viewer, group: Group, by: str = "pk") -> str:
    request = RequestFactory().get("/en/somewhere/")
    request.viewer = viewer  # type: ignore[attr-defined]
    template = Template("{% load conversation %}{% conversation 'directory.group' id %}")
    return template.render(Context({"request": request, "id": getattr(group, by)}))


def test_the_part_below_a_thing_offers_the_form_to_those_who_take_part(bakery: Group, amina: Person) -> None:
    assert below(ANYONE, bakery).strip() == ""
    assert "<textarea" in below(as_viewer(amina), bakery)
    speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    assert "The oven is too small." in below(ANYONE, bakery)
    assert "<textarea" not in below(ANYONE, bakery)
    assert "The oven is too small." in below(ANYONE, bakery, "uid")


def test_one_speaks_from_the_page_of_a_thing_and_comes_back_to_it(
    client: Client, bakery: Group, amina: Person
) -> None:
    client.force_login(amina)
    address = f"/en/conversations/about/directory.group/{bakery.pk}/"
    form = {"text": "Hello", "key": str(uuid.uuid4()), "next": "/en/groups/", "behalf": "", "answers": ""}
    answer = client.post(address, form)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/groups/#post-")
    assert client.post(address, form | {"next": "https://evil.example/"})["Location"].startswith(
        "/en/conversations/"
    )
    assert Post.objects.count() == 1


def test_what_is_wrong_is_shown_and_nothing_typed_is_lost(
    client: Client, bakery: Group, amina: Person
) -> None:
    client.force_login(amina)
    post = speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    with recording("test", "close") as batch:
        rows.change(batch, post.thread, closed_at=post.at)
    answer = client.post(
        f"/en/conversations/{post.thread.uid}/", {"text": "A long thought", "key": str(uuid.uuid4())}
    )
    assert answer.status_code == 422
    assert "This conversation is closed." in answer.content.decode()
    assert "A long thought" in answer.content.decode()


def test_the_page_has_a_preview_for_messengers_and_no_names(
    client: Client, bakery: Group, amina: Person
) -> None:
    post = speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    text = client.get(f"/en/conversations/{post.thread.uid}/").content.decode()
    assert 'property="og:description" content="The oven is too small."' in text
    assert "wa.me" in text
    assert "amina" not in text


def test_a_group_lists_its_conversations(client: Client, bakery: Group, amina: Person) -> None:
    speak_about(as_viewer(amina), GROUP, bakery.pk, words())
    text = client.get(f"/en/groups/{bakery.uid}/conversations/").content.decode()
    assert "1 post" in text
