"""Bodies of a group, and who sits where in them on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.urls import reverse

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.assembly.queries.choices import Choices
from konbit.base.period import latest
from konbit.base.text import Multilingual
from konbit.directory.models import Certainty
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.federation.models import College, Mandate, Organ, Seat
from konbit.federation.queries.convocations import CalledLine, called_lines
from konbit.federation.queries.mandates import RELATED, MandateShown, mandates_shown
from konbit.federation.queries.organ_rows import ROLES
from konbit.federation.sitting import place
from konbit.people.audience import Audience, Viewer

Part = TypeVar("Part", College, Seat, Mandate)


@dataclass(frozen=True)
class OrganLink:
    """A body in a list. `is_told`: a source tells of it, its own people did not."""

    id: int
    uid: str
    title: Multilingual
    kind: str
    kind_label: str
    group: GroupLink
    valid_from: str
    valid_until: str
    certainty: str
    has_ended: bool

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:organ", args=[self.uid])

    @property
    def when(self) -> str:
        """From when until when there is, or was, such a body."""
        return period_words(self.valid_from, self.valid_until)

    @property
    def is_told(self) -> bool:
        """Whether only a source tells of it, so that nobody is missing where nobody is known."""
        return self.certainty != Certainty.CONFIRMED

    @property
    def passes_on(self) -> bool:
        """Whether it is a role that one hands to the next."""
        return self.kind in ROLES


@dataclass(frozen=True)
class SeatShown:
    """A seat and who has it."""

    id: int
    number: int
    title: Multilingual
    mandates: tuple[MandateShown, ...]


@dataclass(frozen=True)
class CollegeShown:
    """A college, or (id 0) what is in none: its seats, and who sits there without one."""

    id: int
    word: str
    title: Multilingual
    seats: tuple[SeatShown, ...]
    others: tuple[MandateShown, ...]

    @property
    def vacant(self) -> tuple[SeatShown, ...]:
        """The seats that nobody has."""
        return tuple(one for one in self.seats if not one.mandates)

    @property
    def unnamed_vacant(self) -> int:
        """How many of them have no name of their own."""
        return sum(not one.title for one in self.vacant)

    @property
    def first_unnamed(self) -> SeatShown | None:
        """The first of these."""
        return next((one for one in self.vacant if not one.title), None)

    @property
    def taken(self) -> tuple[SeatShown, ...]:
        """The seats that are taken, and those with a name."""
        return tuple(one for one in self.seats if one.mandates or one.title)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.seats or self.others)


@dataclass(frozen=True)
class OrganShown:
    """A body with who sits where; `before`: whose time was over, the latest first; `coming`: who comes."""

    link: OrganLink
    colleges: tuple[CollegeShown, ...]
    sitting: tuple[MandateShown, ...]
    before: tuple[MandateShown, ...]
    coming: tuple[MandateShown, ...]

    @property
    def vacant(self) -> int:
        """How many seats nobody has."""
        return sum(len(one.vacant) for one in self.colleges)

    @property
    def seats(self) -> int:
        """How many seats there are."""
        return sum(len(one.seats) for one in self.colleges)


@dataclass(frozen=True)
class OrgansPage:
    """The bodies of a group on a day: those that there were, and those that had ended."""

    group: GroupLink
    organs: tuple[OrganShown, ...]
    ended: tuple[OrganShown, ...]
    may_edit: bool
    may_take_part: bool


@dataclass(frozen=True)
class OrganPage:
    """One body on a day (`at`, empty for today)."""

    shown: OrganShown
    purpose: Multilingual
    level: Multilingual
    at: str
    calls: tuple[CalledLine, ...]
    source: SourceShown | None
    audience: str
    may_edit: bool
    may_steward: bool

    @property
    def on(self) -> str:
        """The day in words."""
        return date_words(self.at)


def organ_kinds() -> Choices:
    """What a body can be."""
    return [(code, str(label).capitalize()) for code, label in Organ.Kind.choices]


def organs_page(viewer: Viewer, uid: str) -> OrgansPage:
    """The bodies of a group (uid), today. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    rows = Organ.objects.filter(group=group, removed_at=None).order_by("kind", "valid_from", "id")
    shown = organs_shown(viewer, seen_things(viewer, rows), date.today())
    return OrgansPage(
        group=visible_groups(viewer, [group.pk])[group.pk],
        organs=tuple(one for one in shown if not one.link.has_ended),
        ended=tuple(one for one in shown if one.link.has_ended),
        may_edit=sight.may("edit"),
        may_take_part=sight.may("take part"),
    )


def organ_page(viewer: Viewer, uid: str, at: str = "") -> OrganPage:
    """A body on the last day that a partial date may mean, or today. Raises `NotFound`."""
    organ, sight = seen_thing(viewer, Organ, uid)
    level = organ.level if organ.level and seen_things(viewer, [organ.level.statutes]) else None
    return OrganPage(
        shown=organs_shown(viewer, [organ], latest(at) if at else date.today())[0],
        purpose=organ.purpose,
        level=level.title if level else {},
        at=at,
        calls=called_lines(viewer, organ),
        source=source_shown(organ.source, organ.address),
        audience=str(Audience(organ.audience).label),
        may_edit=sight.may("edit"),
        may_steward=sight.may("steward"),
    )


def organ_links(viewer: Viewer, organs: Iterable[Organ]) -> dict[int, OrganLink]:
    """Those of these bodies that the viewer may know of, by id, in their order."""
    seen = seen_things(viewer, organs)
    groups = keepers(viewer, seen)
    return {
        one.pk: OrganLink(
            one.pk, one.uid, one.title, one.kind, str(Organ.Kind(one.kind).label), groups[one.group_id],
            one.valid_from, one.valid_until, one.certainty,
            bool(one.valid_until) and latest(one.valid_until) < date.today(),
        )
        for one in seen
    }  # fmt: skip


def organs_shown(viewer: Viewer, organs: Sequence[Organ], day: date) -> list[OrganShown]:
    """These bodies, which the viewer may see, with who sits where on a day."""
    links = organ_links(viewer, organs)
    rows = sorted(Mandate.objects.filter(organ__in=links).select_related(*RELATED), key=place)
    shown = mandates_shown(viewer, rows, day)
    colleges = _by_organ(College.objects.filter(organ__in=links))
    seats = _by_organ(Seat.objects.filter(organ__in=links))
    mandates = _by_organ(rows)
    return [
        _organ(links[pk], colleges[pk], seats[pk], [(row, shown[row.pk]) for row in mandates[pk]])
        for pk in links
    ]


def _by_organ(rows: Iterable[Part]) -> defaultdict[int, list[Part]]:
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for row in rows:
        found[row.organ_id].append(row)
    return found


def _organ(
    link: OrganLink, colleges: list[College], seats: list[Seat], mandates: list[tuple[Mandate, MandateShown]]
) -> OrganShown:
    now = [(row, one) for row, one in mandates if one.state in ("sits", "waits")]
    on: defaultdict[int, list[MandateShown]] = defaultdict(list)
    beside: defaultdict[int, list[MandateShown]] = defaultdict(list)
    for row, one in now:
        if row.seat_id:
            on[row.seat_id].append(one)
        else:
            beside[row.college_id or 0].append(one)
    places: defaultdict[int, list[SeatShown]] = defaultdict(list)
    for number, seat in enumerate(seats, start=1):
        places[seat.college_id or 0].append(SeatShown(seat.pk, number, seat.title, tuple(on[seat.pk])))
    parts = [
        *(
            CollegeShown(one.pk, one.word, one.title, tuple(places[one.pk]), tuple(beside[one.pk]))
            for one in colleges
        ),
        CollegeShown(0, "", {}, tuple(places[0]), tuple(beside[0])),
    ]
    over = [one for _row, one in mandates if one.state in ("ended", "expired")]
    return OrganShown(
        link=link,
        colleges=tuple(one for one in parts if one.id or not one.is_empty),
        sitting=tuple(one for _row, one in now),
        before=tuple(sorted(over, key=lambda one: one.valid_until or one.confirm_by, reverse=True)),
        coming=tuple(one for _row, one in mandates if one.state == "coming"),
    )
