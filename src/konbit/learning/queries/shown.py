"""What pages of this room show alike: states, sources, resolutions, groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from konbit.assembly.models import Resolution
from konbit.base.text import Multilingual, pick
from konbit.directory.models import Source
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.wording import date_words
from konbit.learning.models import Claim
from konbit.learning.ways import KINDS, SYMBOLS
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class State:
    """A claim's state as its badge says it."""

    code: str

    @property
    def label(self) -> str:
        """The state in the words of the reader."""
        return str(Claim.State(self.code).label)

    @property
    def kind(self) -> str:
        """The kind of its badge."""
        return KINDS.get(self.code, "")

    @property
    def symbol(self) -> str:
        """The name of its symbol."""
        return SYMBOLS[self.code]


@dataclass(frozen=True)
class SourceShown:
    """Where something comes from: as the directory's part of a page shows it. `spot`: where in it."""

    name: str
    address: str
    published: str
    attribution: str
    licence: str
    spot: str = ""

    @property
    def year(self) -> str:
        """The year in which it was published, if it is known."""
        return self.published[:4]


@dataclass(frozen=True)
class ResolutionShown:
    """A resolution as pages of this room name it."""

    uid: str
    title: Multilingual
    on: str

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("assembly:resolution", args=[self.uid])


def source_shown(source: Source | None, spot: str = "") -> SourceShown | None:
    """A source, None where there is none."""
    if source is None:
        return None
    return SourceShown(source.name, source.url, source.published, source.attribution, source.licence, spot)


def resolutions_shown(viewer: Viewer, resolutions: Iterable[Resolution]) -> dict[int, ResolutionShown]:
    """Those of these resolutions that the viewer may know of, by id."""
    return {
        one.pk: ResolutionShown(one.uid, one.title or one.text, date_words(one.decided_on))
        for one in seen_things(viewer, {one.pk: one for one in resolutions}.values())
    }


def sentence(text: Multilingual, language: str) -> str:
    """A text on one line in the language of the reader, for titles and lists."""
    return " ".join(pick(text, language).text.split())
