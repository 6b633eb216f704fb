"""What a page shows of a group: plain values, nothing in them that this reader may not see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import number_format

from konbit.base.text import Said
from konbit.directory.addresses import scheme_address, term_address
from konbit.directory.places import ShownPlace
from konbit.directory.queries.visible import GroupLink


@dataclass(frozen=True)
class ShownSource:
    """Where something comes from: the name of the source, its address, licence, whom it asks to name."""

    name: str
    address: str = ""
    licence: str = ""
    attribution: str = ""
    published: str = ""


@dataclass(frozen=True)
class TermLink:
    """A term as pages of groups name it."""

    id: int
    scheme: str
    code: str
    label: Said
    symbol: str = ""
    primary: bool = False
    is_retired: bool = False

    @property
    def url(self) -> str:
        """The address of its page."""
        return term_address(self.scheme, self.code)


@dataclass(frozen=True)
class ShownTerms:
    """The terms of one scheme that a group uses, under the heading of their facet."""

    facet: str
    heading: str
    scheme: str
    scheme_title: str
    terms: tuple[TermLink, ...]

    @property
    def scheme_url(self) -> str:
        """The address of the scheme."""
        return scheme_address(self.scheme)


@dataclass(frozen=True)
class ShownContact:
    """A way to reach the group. `href` is empty where there is nothing to follow; `seen_by` says who else
    sees it, empty where everyone does."""

    kind: str
    label: str
    value: str
    href: str
    seen_by: str


@dataclass(frozen=True)
class WherePlace:
    """A place in words: its lines, its country, how exactly it is shown and to whom."""

    shown: ShownPlace
    lines: tuple[str, ...]
    country: str
    exactness: str


@dataclass(frozen=True)
class ShownSize:
    """A count: of what, how many, as of when (in words), who says so."""

    dimension: TermLink
    value: int
    as_of: str
    source: ShownSource | None
    certainty: str
    badge: str

    @property
    def number(self) -> str:
        """The count as the reader writes numbers."""
        return number_format(self.value, force_grouping=True)


@dataclass(frozen=True)
class Dated:
    """When something held (partial dates), where it can be read, how sure it is: as it was written."""

    valid_from: str
    valid_until: str
    address: str
    certainty: str


@dataclass(frozen=True)
class ShownFact:
    """A dated thing told of the group."""

    id: int
    text: Said
    when: str
    source: ShownSource | None
    badge: str
    written: Dated


@dataclass(frozen=True)
class ShownRelation:
    """A tie to another group, told from this one: "grew out of" the other. `waits`: for the word of this
    group, for which the viewer answers."""

    id: int
    kind: str
    outward: bool
    words: str
    other: GroupLink
    when: str
    over: bool
    note: Said
    source: ShownSource | None
    badge: str
    written: Dated
    waits: bool = False


@dataclass(frozen=True)
class ShownMedia:
    """A photo or an audio description."""

    id: int
    url: str
    alt: Said
    language: str
    licence: str
    audience: str


@dataclass(frozen=True)
class ShownClaim:
    """That a source speaks of this group: which, since when it is read, and which fields it fills."""

    source: ShownSource
    read_at: datetime
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupPage:
    """All that one reader may see of one group. `own_words`: (column, words) that name no term; `origins`: by
    part, the sources that speak of it; `shown_by`: the network whose choice of their words this is."""

    link: GroupLink
    kind_label: str
    title: Said
    other_names: tuple[tuple[str, str], ...]
    aliases: tuple[str, ...]
    description: Said
    descriptions: dict[str, str]
    lived: str
    is_over: bool
    is_example: bool
    language: str
    languages: tuple[str, ...]
    seen_by: str
    freshness: str
    is_fresh: bool
    certainty: str
    badge: str
    motive: TermLink | None
    sites: tuple[WherePlace, ...]
    areas: tuple[WherePlace, ...]
    contacts: tuple[ShownContact, ...]
    identifiers: tuple[tuple[str, str], ...]
    terms: tuple[ShownTerms, ...]
    own_words: tuple[tuple[str, str], ...]
    sizes: tuple[ShownSize, ...]
    facts: tuple[ShownFact, ...]
    relations: tuple[ShownRelation, ...]
    networks: tuple[GroupLink, ...]
    photos: tuple[ShownMedia, ...]
    audio: tuple[ShownMedia, ...]
    claims: tuple[ShownClaim, ...]
    origins: Mapping[str, tuple[ShownSource, ...]]
    shown_by: GroupLink | None = None
    may: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_network(self) -> bool:
        """Whether others belong to it."""
        return self.link.kind == "network"

    @property
    def point(self) -> tuple[float, float] | None:
        """The first point that may stand on a map, in degrees."""
        shown = (one.shown for one in (*self.sites, *self.areas))
        return next(
            ((one.lat, one.lon) for one in shown if one.lat is not None and one.lon is not None), None
        )
