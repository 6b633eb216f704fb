"""How the charter of a pact came to say what it says: its versions, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from konbit.base.differing import Piece, differing
from konbit.base.text import Multilingual, pick
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import history
from konbit.federation.models import Pact
from konbit.federation.queries.pact_sight import seen_pact
from konbit.people.audience import Viewer

MOST = 1000


@dataclass(frozen=True)
class Version:
    """The charter as it stood from a moment on; `differs`: its words beside those before."""

    number: int
    at: datetime
    charter: Multilingual
    differs: tuple[Piece, ...]


@dataclass(frozen=True)
class VersionsPage:
    """The versions of a charter, the newest first."""

    uid: str
    title: Multilingual
    versions: tuple[Version, ...]


def charter_versions(viewer: Viewer, uid: str, language: str) -> VersionsPage:
    """The versions of a pact's charter, told in the reader's language: every one to the people of the group
    that proposes, those that were put before the members to everybody else. Raises `NotFound`."""
    pact, sight = seen_pact(viewer, uid)
    versions: list[Version] = []
    before = ""
    for at, charter in _written(pact, every=sight.may("take part")):
        words = pick(charter, language).text
        pieces = differing(before, words) if before and before != words else ()
        versions.append(Version(len(versions) + 1, at, charter, pieces))
        before = words
    return VersionsPage(pact.uid, pact.title, tuple(reversed(versions)))


def _written(pact: Pact, *, every: bool) -> Iterator[tuple[datetime, Multilingual]]:
    """When the charter said what, oldest first."""
    charter: Multilingual = {}
    shown: Multilingual = {}
    state = ""
    for one in reversed(history(kind_of(Pact), pact.pk, MOST)):
        after = one.after or {}
        charter, state = after.get("charter", charter), after.get("state", state)
        if charter != shown and (every or state != Pact.State.DRAFT):
            shown = charter
            yield one.at, charter
