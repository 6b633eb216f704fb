"""Sources that are read again by themselves, from an address or from a file of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.base.fetch import Fetched, fetch
from konbit.base.locks import Held, hold
from konbit.directory.actions.importing import Whose, source_code
from konbit.directory.actions.importing.trying import look_through
from konbit.directory.actions.syncing.finishing import confirm_missing
from konbit.directory.actions.syncing.jobs import work_on_edition
from konbit.directory.actions.syncing.noting import note_edition
from konbit.directory.domains import site_of
from konbit.directory.formats.reading import content_digest
from konbit.directory.models import Feed, Group, ImportRun, Source
from konbit.directory.queries.imports import last_edition, must_import
from konbit.people.audience import SYSTEM, Viewer

AGAIN_AFTER = timedelta(days=1)
"""How long after something went wrong an address is asked again."""
State = ImportRun.State


def is_web(address: str) -> bool:
    """Whether an address is one of the web, not a file of this machine."""
    return address.lower().startswith(("http://", "https://"))


def follow(viewer: Viewer, network: Group | None, said: Whose, address: str, every_days: int) -> Feed:
    """Read a source from an address from now on, every so many days (0: when somebody asks).

    Raises NotAllowed for whoever may not bring lists into the network, and for a file of this machine to
    whoever does not keep the instance; Problem for an address that leads nowhere.
    """
    must_import(viewer, network.pk if network else None)
    _check(viewer, address)
    with transaction.atomic():
        source, _made = Source.objects.get_or_create(
            code=source_code(said.name, network.uid if network else ""),
            defaults={
                "name": said.name[:300],
                "kind": Source.Kind.FILE,
                "licence": said.licence[:120],
                "attribution": said.attribution[:300],
                "url": address if is_web(address) else "",
            },
        )
        return follow_known(viewer, source, network, address, every_days)


def follow_known(
    viewer: Viewer, source: Source, network: Group | None, address: str, every_days: int
) -> Feed:
    """The same for a source that has been read before. What an address said of its last page is forgotten."""
    must_import(viewer, network.pk if network else None)
    _check(viewer, address)
    said = {"network": network, "address": address, "every_days": every_days}
    afresh: dict[str, Any] = {"etag": "", "modified": "", "asked_at": None, "problem": {}}
    feed, _made = Feed.objects.update_or_create(source=source, defaults=said | afresh)
    return feed


def _check(viewer: Viewer, address: str) -> None:
    if is_web(address):
        if not site_of(address)[0]:
            raise Problem(_("This address names no host."), address, _("It begins with https:// and a name."))
        return
    if not viewer.is_operator:
        raise NotAllowed(
            _("Only whoever keeps this instance may name a file of its machine."),
            address,
            _("Give an address that begins with https://."),
        )
    if not Path(address).is_absolute():
        raise Problem(
            _("This is neither an address nor a file."),
            address,
            _("Give an address that begins with https://, or a whole path."),
        )


def unfollow(viewer: Viewer, feed: Feed) -> None:
    """Read a source by itself no longer. What it brought stays."""
    must_import(viewer, feed.network_id)
    feed.delete()


def queue_due(enqueue: Callable[[int], Any]) -> int:
    """Put every feed whose time has come into the queue, `enqueue` being how. Returns how many."""
    now = timezone.now()
    due = [feed for feed in Feed.objects.exclude(every_days=0) if _is_due(feed)]
    for feed in due:
        Feed.objects.filter(pk=feed.pk).update(asked_at=now)
        enqueue(feed.pk)
    return len(due)


def _is_due(feed: Feed) -> bool:
    usual = timedelta(days=feed.every_days)
    pause = min(AGAIN_AFTER, usual) if feed.problem else usual
    return feed.asked_at is None or feed.asked_at + pause <= timezone.now()


def read_feed(feed_id: int) -> int | None:
    """Ask a feed's address now. Returns the run (id) of the edition that came, None where none did.

    What goes wrong stands in the feed; a source that cannot be reached, or whose page is gone, says nothing
    about its groups; one that says the same as before confirms it. Does nothing while another process reads.
    """
    feed = Feed.objects.select_related("source", "network").filter(pk=feed_id).first()
    if feed is None:
        return None
    try:
        with hold(f"feed {feed.pk}"):
            return _read(feed)
    except Held:
        return None


def _read(feed: Feed) -> int | None:
    run_id = None
    feed.asked_at = timezone.now()
    try:
        with _brought(feed) as brought:
            if brought.path is None or _is_known(feed, brought.path):
                confirm_missing(feed.source)
            else:
                run_id = _take(feed, brought.path)
        feed.etag, feed.modified = brought.etag[:200], brought.modified[:60]
        feed.read_at, feed.problem = feed.asked_at, {}
    except Problem as problem:
        feed.problem = problem.as_document()
    feed.save()
    return run_id


@contextmanager
def _brought(feed: Feed) -> Iterator[Fetched]:
    """What stands at the address now."""
    if is_web(feed.address):
        with fetch(feed.address, etag=feed.etag, modified=feed.modified) as fetched:
            yield fetched
        return
    path = Path(feed.address)
    if not path.is_file():
        raise Problem(_("There is no such file."), feed.address, _("Check its name and folder."), status=404)
    yield Fetched(feed.address, path)


def _is_known(feed: Feed, path: Path) -> bool:
    """Whether the source's last edition, or one that waits for somebody's word, was the very same."""
    last = last_edition(feed.source)
    return last is not None and last.digest == content_digest(path)


def _take(feed: Feed, path: Path) -> int:
    """Compare an edition, and give its run (id). The first one of a source is only looked through: a person
    says what its columns mean. Raises the Problem that its run met."""
    name = PurePosixPath(urlsplit(feed.address).path).name or feed.source.name
    with path.open("rb") as file:
        run = note_edition(SYSTEM, feed.source, feed.network, File(file), name, feed.format)
    if feed.source.claims.exists():
        ImportRun.objects.filter(pk=run.pk).update(state=State.WAITING)
        work_on_edition(run.pk)
    else:
        run.job = ImportRun.Job.TRY
        look_through(run)
    run.refresh_from_db()
    if run.problem:
        said = {name: str(run.problem.get(name, "")) for name in ("title", "instance", "detail")}
        raise Problem(said["title"], said["instance"], said["detail"])
    return int(run.pk)
