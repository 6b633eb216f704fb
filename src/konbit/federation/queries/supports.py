"""What a group gives, uses and lacks, and what others say of it, as far as a viewer may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.period import Period
from konbit.base.text import Multilingual
from konbit.directory.models import Group
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.ties import answers_for
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.federation.models import Support
from konbit.federation.queries.accompaniments import goes_along
from konbit.federation.support_words import TIE, Function
from konbit.people.audience import Audience, Viewer

MOST = 1000


@dataclass(frozen=True)
class SupportLine:
    """A group that gives, uses or lacks something. `other`: to whom, or from whom, where that may be known;
    `answer`: what that group says of it ("open", "yes" or "no")."""

    uid: str
    does: str
    function: Function
    group: GroupLink
    other: GroupLink | None
    territory: str
    what: Multilingual
    period: Period
    answer: str
    answered_on: str
    certainty: str
    source: SourceShown | None
    audience: str

    @property
    def url(self) -> str:
        """Where it stands on the page of its group."""
        return f"{reverse('federation:supports', args=[self.group.uid])}#s-{self.uid}"

    @property
    def is_over(self) -> bool:
        """Whether it ended."""
        return bool(self.period.until) and not self.period.covers(date.today())

    @property
    def when(self) -> str:
        """Its period in words."""
        return period_words(self.period.start, self.period.until)

    @property
    def is_open(self) -> bool:
        """Whether everybody may see it."""
        return self.audience == Audience.PUBLIC

    @property
    def audience_label(self) -> str:
        """Who may see it, in words."""
        return str(Audience(self.audience).label)


@dataclass(frozen=True)
class SupportsPage:
    """What a group gives, uses, lacks; what is over; what others say of it; what waits for its word."""

    group: GroupLink
    lines: tuple[SupportLine, ...]
    named: tuple[SupportLine, ...]
    may_take_part: bool
    may_edit: bool
    may_answer: bool
    goes_along: bool
    is_network: bool

    def of(self, does: str) -> tuple[SupportLine, ...]:
        """What holds today of one of the three."""
        today = date.today()
        return tuple(one for one in self.lines if one.does == does and one.period.covers(today))

    @property
    def gives(self) -> tuple[SupportLine, ...]:
        """What it gives today."""
        return self.of(Support.Does.GIVES)

    @property
    def uses(self) -> tuple[SupportLine, ...]:
        """What it uses today."""
        return self.of(Support.Does.USES)

    @property
    def lacks(self) -> tuple[SupportLine, ...]:
        """What it lacks today."""
        return self.of(Support.Does.LACKS)

    @property
    def over(self) -> tuple[SupportLine, ...]:
        """What does not hold today."""
        return tuple(one for one in self.lines if not one.period.covers(date.today()))

    @property
    def waiting(self) -> tuple[SupportLine, ...]:
        """What others say and nobody has answered, for those who may."""
        return tuple(one for one in self.named if one.answer == Support.Answer.OPEN and self.may_answer)


def supports_page(viewer: Viewer, uid: str) -> SupportsPage:
    """The supports of a group. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    rows = supports_standing().filter(Q(group=group) | Q(other=group))[:MOST]
    lines = support_lines(viewer, rows)
    return SupportsPage(
        group=visible_groups(viewer, [group.pk])[group.pk],
        lines=tuple(one for one in lines if one.group.id == group.pk),
        named=tuple(one for one in lines if one.group.id != group.pk),
        may_take_part=sight.may("take part"),
        may_edit=sight.may("edit"),
        may_answer=answers_for(TIE, sight, outward=False),
        goes_along=goes_along(viewer, group),
        is_network=group.kind == Group.Kind.NETWORK,
    )


def support_written(viewer: Viewer, uid: str) -> Support:
    """A support as it stands, for a form. Raises `NotFound`, `NotAllowed`."""
    row, sight = seen_thing(viewer, Support, uid)
    sight.must("edit")
    return row


def supports_standing() -> QuerySet[Support]:
    """Every support that was not taken away, oldest first."""
    return Support.objects.filter(removed_at=None).select_related("source").order_by("valid_from", "pk")


def support_lines(viewer: Viewer, rows: Iterable[Support]) -> list[SupportLine]:
    """Those of these supports that the viewer may know of, by function, then as they came."""
    order = list(Support.Function.values)
    seen = sorted(seen_things(viewer, rows), key=lambda one: order.index(one.function))
    groups = keepers(viewer, seen)
    others = visible_groups(viewer, {one.other_id for one in seen if one.other_id})
    return list(_lines(seen, groups, others))


def _lines(
    rows: Iterable[Support], groups: dict[int, GroupLink], others: dict[int, GroupLink]
) -> Iterator[SupportLine]:
    for row in rows:
        other = others.get(row.other_id) if row.other_id else None
        yield SupportLine(
            uid=row.uid,
            does=row.does,
            function=Function(row.function),
            group=groups[row.group_id],
            other=other,
            territory=row.territory,
            what=row.what,
            period=row.period,
            answer=row.answer if other else Support.Answer.OPEN.value,
            answered_on=date_words(row.answered_on) if other else "",
            certainty=row.certainty,
            source=source_shown(row.source, row.address),
            audience=row.audience,
        )


def other_name(viewer: Viewer, row: Support) -> str:
    """The name of the other group of a support, as far as the viewer may know it."""
    links = visible_groups(viewer, [row.other_id]) if row.other_id else {}
    return links[row.other_id].name if row.other_id in links else ""
