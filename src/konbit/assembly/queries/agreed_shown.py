"""Sources and resolutions as pages of this room and of those above name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from konbit.assembly.models import Resolution
from konbit.base.text import Multilingual
from konbit.directory.models import Source
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Viewer


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
    """A resolution as pages name it."""

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
