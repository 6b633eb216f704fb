"""Lists that are read again by themselves: when, from where, and what happens when nobody answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from konbit.base.errors import NotAllowed, Problem
from konbit.base.fetch import Fetched, Gone
from konbit.base.guard import Unreachable
from konbit.chronicle.models import Change
from konbit.directory.actions import syncing
from konbit.directory.actions.importing import Whose
from konbit.directory.actions.syncing import feeds
from konbit.directory.models import Claim, Difference, Feed, Group, ImportRun
from konbit.people.audience import SYSTEM
from tests.directory.lists import a_network, an_organiser, bring, write_csv

pytestmark = pytest.mark.django_db
HEADERS = ("id", "name", "town", "country")
ADDRESS = "https://lists.example/members.csv"


def table(path: Path, numbers: range) -> Path:
    """A list of these groups."""
    return write_csv(path, [[str(n), f"Group {n}", "Leeds", "GB"] for n in numbers], HEADERS)


class Host:
    """A host that answers with a file, with "unchanged", or with an error."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answer: Path | Problem | None = None

    @contextmanager
    def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Iterator[Fetched]:
        self.asked.append((etag, modified))
        if isinstance(self.answer, Problem):
            raise self.answer
        if self.answer is None:
            yield Fetched(url, None, "", etag, modified, unchanged=True)
        else:
            yield Fetched(url, self.answer, "text/csv", etag='"one"', modified="Sun, 1 Nov 2026 00:00:00 GMT")


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Host:
    """The only host there is."""
    it = Host()
    monkeypatch.setattr(feeds, "fetch", it.fetch)
    return it


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    """A list of twenty groups that was brought once, and is followed every week."""
    bring(table(tmp_path / "first.csv", range(20)), "Members")
    return syncing.follow(SYSTEM, None, Whose("Members", "CC BY 4.0"), ADDRESS, 7)


def again(feed: Feed) -> Feed:
    """The feed as it stands after it was read once more."""
    syncing.read_feed(feed.pk)
    feed.refresh_from_db()
    return feed


def test_an_address_is_read_and_asked_next_time_whether_it_changed(
    feed: Feed, host: Host, tmp_path: Path
) -> None:
    host.answer = table(tmp_path / "second.csv", range(1, 22))
    feed = again(feed)
    assert (feed.problem, feed.etag, feed.read_at) == ({}, '"one"', feed.asked_at)
    run = ImportRun.objects.latest("pk")
    assert (run.state, run.added, run.outcome["gone"]) == ("done", 2, 1)
    assert not run.file
    host.answer = None
    runs = ImportRun.objects.count()
    again(feed)
    assert host.asked == [("", ""), ('"one"', "Sun, 1 Nov 2026 00:00:00 GMT")]
    assert ImportRun.objects.count() == runs


def test_the_same_content_is_not_read_again(feed: Feed, host: Host, tmp_path: Path) -> None:
    host.answer = table(tmp_path / "second.csv", range(20))
    runs, changes = ImportRun.objects.count(), Change.objects.count()
    assert again(feed).problem == {}
    assert (ImportRun.objects.count(), Change.objects.count()) == (runs, changes)


@pytest.mark.parametrize("problem", [Unreachable("The host answers 503."), Gone("There is no such page.")])
def test_who_does_not_answer_says_nothing_of_its_groups(feed: Feed, host: Host, problem: Problem) -> None:
    host.answer = problem
    changes = Change.objects.count()
    feed = again(feed)
    assert feed.problem["title"] == problem.what
    assert feed.read_at is None
    assert not Claim.objects.exclude(missing_readings=0).exists()
    assert (Change.objects.count(), Difference.objects.count()) == (changes, 0)


def test_a_page_in_words_instead_of_a_list_changes_nothing(feed: Feed, host: Host, tmp_path: Path) -> None:
    page = tmp_path / "error.html"
    page.write_text("<!doctype html><html><body><h1>We are mending our house</h1></body></html>\n")
    host.answer = page
    feed = again(feed)
    waiting = ImportRun.objects.filter(state="tried", outcome__asks="empty").exists()
    assert feed.problem or waiting
    assert not Claim.objects.exclude(missing_readings=0).exists()


def test_a_list_that_shrinks_waits_for_a_person_and_asks_once(feed: Feed, host: Host, tmp_path: Path) -> None:
    host.answer = table(tmp_path / "half.csv", range(10))
    again(feed)
    run = ImportRun.objects.latest("pk")
    assert (run.state, run.outcome["asks"], bool(run.file)) == ("tried", "shrunk", True)
    again(feed)
    assert ImportRun.objects.latest("pk") == run
    syncing.ask_for(run, syncing.work_on_edition)
    syncing.work_on_edition(run.pk)
    run.refresh_from_db()
    assert (run.state, run.outcome["gone"]) == ("done", 10)
    assert Group.objects.filter(removed_at=None).count() == 20


def test_a_left_edition_is_forgotten(feed: Feed, host: Host, tmp_path: Path) -> None:
    host.answer = table(tmp_path / "half.csv", range(10))
    again(feed)
    run = ImportRun.objects.latest("pk")
    kept = Path(run.file.path)
    syncing.leave(run)
    assert not kept.exists()
    assert not ImportRun.objects.filter(pk=run.pk).exists()


def test_a_list_that_nobody_has_looked_at_is_only_looked_through(host: Host, tmp_path: Path) -> None:
    host.answer = table(tmp_path / "first.csv", range(5))
    feed = syncing.follow(SYSTEM, None, Whose("New list", "CC BY 4.0"), ADDRESS, 7)
    again(feed)
    run = ImportRun.objects.latest("pk")
    assert (run.state, run.job, run.trial["counts"]["added"]) == ("tried", "try", 5)
    assert not Group.objects.exists()


def test_what_is_due_is_put_into_the_queue_and_after_a_problem_the_next_day(feed: Feed) -> None:
    queued: list[int] = []
    assert syncing.queue_due(queued.append) == 1
    assert syncing.queue_due(queued.append) == 0
    now = timezone.now()
    Feed.objects.update(asked_at=now - timedelta(days=2))
    assert syncing.queue_due(queued.append) == 0
    Feed.objects.update(problem={"title": "Nobody answered."})
    assert syncing.queue_due(queued.append) == 1
    Feed.objects.update(asked_at=now - timedelta(days=8), problem={}, every_days=0)
    assert syncing.queue_due(queued.append) == 0
    assert queued == [feed.pk, feed.pk]


def test_a_file_of_the_machine_may_be_named_by_its_operator_only(tmp_path: Path) -> None:
    network = a_network()
    organiser = an_organiser(network)
    file = table(tmp_path / "list.csv", range(3))
    with pytest.raises(NotAllowed, match="Only whoever keeps this instance"):
        syncing.follow(organiser, network, Whose("Members"), str(file), 1)
    with pytest.raises(Problem, match="neither an address nor a file"):
        syncing.follow(SYSTEM, None, Whose("Members"), "list.csv", 1)
    with pytest.raises(NotAllowed, match="may not bring a list"):
        syncing.follow(organiser, None, Whose("Members"), ADDRESS, 1)
    feed = syncing.follow(SYSTEM, network, Whose("Members"), str(file), 1)
    again(feed)
    assert ImportRun.objects.latest("pk").network == network
    file.unlink()
    assert again(feed).problem["title"] == "There is no such file."


def test_a_list_is_followed_no_longer(feed: Feed) -> None:
    syncing.unfollow(SYSTEM, feed)
    assert not Feed.objects.exists()
    assert Group.objects.count() == 20


def test_two_do_not_read_the_same_list_at_once(feed: Feed, host: Any) -> None:
    from konbit.base.locks import hold

    with hold(f"feed {feed.pk}"):
        syncing.read_feed(feed.pk)
    assert host.asked == []


def a_missing_one(feed: Feed, host: Host, tmp_path: Path, since: timedelta) -> Group:
    """A group that the last edition no longer had, read so long ago."""
    host.answer = table(tmp_path / "without.csv", range(1, 20))
    again(feed)
    claim = Claim.objects.get(missing_readings=1)
    Claim.objects.filter(pk=claim.pk).update(missing_since=timezone.now() - since)
    return claim.group


@pytest.mark.parametrize("said", ["unchanged", "the same file"])
def test_an_address_that_says_the_same_on_a_later_day_confirms_what_is_missing(
    feed: Feed, host: Host, tmp_path: Path, said: str
) -> None:
    gone = a_missing_one(feed, host, tmp_path, timedelta(days=7))
    if said == "unchanged":
        host.answer = None
    runs = ImportRun.objects.count()
    assert again(feed).problem == {}
    gone.refresh_from_db()
    week_ago = timezone.localdate(timezone.now() - timedelta(days=7)).isoformat()
    assert (gone.valid_until, gone.removed_at, ImportRun.objects.count()) == (week_ago, None, runs)
    assert Difference.objects.get(kind="gone").decision == "again"
    changes = Change.objects.count()
    again(feed)
    assert Change.objects.count() == changes


def test_an_address_that_says_the_same_on_the_same_day_confirms_nothing(
    feed: Feed, host: Host, tmp_path: Path
) -> None:
    gone = a_missing_one(feed, host, tmp_path, timedelta(0))
    host.answer = None
    again(feed)
    gone.refresh_from_db()
    assert gone.valid_until == ""


def test_an_edition_that_waits_for_a_word_confirms_nothing(feed: Feed, host: Host, tmp_path: Path) -> None:
    gone = a_missing_one(feed, host, tmp_path, timedelta(days=7))
    host.answer = table(tmp_path / "half.csv", range(1, 8))
    again(feed)
    assert ImportRun.objects.latest("pk").state == "tried"
    host.answer = None
    again(feed)
    gone.refresh_from_db()
    assert gone.valid_until == ""


def test_after_another_edition_was_read_by_hand_the_address_is_to_say_everything_again(
    feed: Feed, host: Host, tmp_path: Path
) -> None:
    host.answer = table(tmp_path / "second.csv", range(1, 20))
    assert again(feed).etag
    bring(table(tmp_path / "third.csv", range(20)), "Members")
    again(feed)
    assert host.asked[-1] == ("", "")
    assert Claim.objects.get(missing_readings=1).group.name == "Group 0"


def test_an_edition_that_was_left_is_asked_about_again(feed: Feed, host: Host, tmp_path: Path) -> None:
    host.answer = table(tmp_path / "half.csv", range(10))
    assert again(feed).etag
    syncing.leave(ImportRun.objects.latest("pk"))
    again(feed)
    assert host.asked[-1] == ("", "")
    assert ImportRun.objects.latest("pk").outcome["asks"] == "shrunk"


@pytest.mark.parametrize("address", ["https://[bad", "https://", "http://user@host/", "https://host:99999/"])
@pytest.mark.django_db
def test_an_address_that_is_none_is_refused_in_words(address: str) -> None:
    with pytest.raises(Problem) as raised:
        syncing.follow(SYSTEM, None, Whose("Members"), address, 1)
    assert raised.value.where == address
