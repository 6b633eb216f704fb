"""What happened when to the groups of a drawing, in order of time; what is told of them without a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.period import earliest, latest
from konbit.base.text import Multilingual
from konbit.directory.models import Fact, Relation, RelationKind
from konbit.directory.queries.visible import GroupLink
from konbit.directory.queries.wording import period_words
from konbit.engines.growth import Span
from konbit.federation.models import Pact
from konbit.federation.queries.growth_kin import GREW, Kin, member_and_network
from konbit.federation.queries.pact_sight import seen_pacts
from konbit.people.audience import Viewer

MOST_MARKS = 60


@dataclass(frozen=True)
class Happening:
    """Something that happened to a group. `kind`: "founded", "closed", "grew", "joined", "left", "supports",
    "fact" or "pact"; `other`: the other group of a tie. `years`: how many years lie between the beginnings of
    what grew and of that out of which it grew. `number`: under which it is marked in the drawing, 0 for
    not at all."""

    kind: str
    group: GroupLink
    valid_from: str
    valid_until: str
    other: GroupLink | None = None
    text: Multilingual | None = None
    years: int | None = None
    uid: str = ""
    certainty: str = "published"
    source: SourceShown | None = None
    number: int = 0

    @property
    def when(self) -> str:
        """On which day, or from when until when, in words."""
        point = self.kind in ("founded", "closed", "grew", "joined", "left")
        return period_words(self.valid_from, self.valid_from if point else self.valid_until)

    @property
    def is_marked(self) -> bool:
        """Whether it is a mark on a lane, where there is room."""
        return self.kind in ("fact", "pact")

    @property
    def span(self) -> Span | None:
        """The days on which it may have begun; None where they are not known."""
        day = self.valid_from or self.valid_until
        return Span(earliest(day).toordinal(), latest(day).toordinal()) if day else None


@dataclass(frozen=True)
class Undated:
    """A fact of a group that is told without a date."""

    group: GroupLink
    text: Multilingual
    certainty: str
    source: SourceShown | None


def told_of(viewer: Viewer, kin: Kin) -> list[Happening]:
    """What happened to the groups of a drawing, in the order of time."""
    every = [*_foundings(kin), *_ties(kin), *_facts(kin), *_pacts(viewer, kin)]

    def place(one: Happening) -> tuple[str, ...]:
        return one.valid_from or one.valid_until, one.valid_until, one.group.name, one.kind, one.uid

    return sorted(every, key=place)


def numbered(told: Iterable[Happening], reach: tuple[int, int]) -> Iterator[Happening]:
    """The same, where what is marked on an axis that reaches from a first to a last day has its number."""
    number = 0
    for one in told:
        if (
            one.is_marked
            and number < MOST_MARKS
            and one.span
            and reach[0] <= one.span.first
            and one.span.last <= reach[1]
        ):
            number += 1
            yield replace(one, number=number)
        else:
            yield one


def undated_of(kin: Kin) -> tuple[Undated, ...]:
    """What is told without a date of the groups of its own line."""
    rows = Fact.objects.filter(group__in=kin.line, valid_from="", valid_until="").select_related("source")
    return tuple(
        Undated(kin.groups[one.group_id].link, one.text, one.certainty, source_shown(one.source, one.address))
        for one in rows.order_by("group", "pk")
    )


def _foundings(kin: Kin) -> Iterator[Happening]:
    for one in kin.groups.values():
        if one.valid_from:
            yield Happening("founded", one.link, one.valid_from, "", certainty="")
        if one.valid_until:
            yield Happening("closed", one.link, one.valid_until, "", certainty="")


def _ties(kin: Kin) -> Iterator[Happening]:
    for one in kin.relations:
        said = {"certainty": one.certainty, "source": source_shown(one.source, one.address), "text": one.note}
        if one.kind == GREW:
            yield _grown(kin, one, said)
        elif one.kind == RelationKind.SUPPORTS:
            ends = kin.groups[one.subject_id].link, kin.groups[one.object_id].link
            if one.valid_from or one.valid_until:
                yield Happening("supports", ends[0], one.valid_from, one.valid_until, ends[1], **said)
        else:
            member, network = (kin.groups[end].link for end in member_and_network(one))
            if one.valid_from:
                yield Happening("joined", member, one.valid_from, "", network, **said)
            if one.valid_until:
                yield Happening("left", member, one.valid_until, "", network, **said)


def _grown(kin: Kin, tie: Relation, said: dict[str, object]) -> Happening:
    child, parent = kin.groups[tie.subject_id], kin.groups[tie.object_id]
    born = tie.valid_from or child.valid_from
    years = int(born[:4]) - int(parent.valid_from[:4]) if born and parent.valid_from else None
    return Happening("grew", child.link, born, "", parent.link, years=years, **said)  # type: ignore[arg-type]


def _facts(kin: Kin) -> Iterator[Happening]:
    rows = Fact.objects.filter(group__in=kin.line).exclude(valid_from="", valid_until="")
    for one in rows.select_related("source").order_by("pk"):
        yield Happening(
            "fact", kin.groups[one.group_id].link, one.valid_from, one.valid_until, text=one.text,
            certainty=one.certainty, source=source_shown(one.source, one.address),
        )  # fmt: skip


def _pacts(viewer: Viewer, kin: Kin) -> Iterator[Happening]:
    rows = Pact.objects.filter(network__in=kin.groups, removed_at=None).exclude(valid_from="")
    for one in seen_pacts(viewer, rows.select_related("group", "source").order_by("pk")):
        network = kin.groups[one.network_id or 0].link
        yield Happening(
            "pact", network, one.valid_from, one.valid_until, text=one.title, uid=one.uid,
            certainty=one.certainty, source=source_shown(one.source, one.address),
        )  # fmt: skip
