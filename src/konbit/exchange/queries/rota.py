"""Working each other's fields, as it is shown: whose field is next, the days to come, the days that were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import Choices
from konbit.base.errors import NotAllowed
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import gone
from konbit.exchange import amounts
from konbit.exchange.bead_ring import Bead, ring_drawing
from konbit.exchange.models import Circle, Currency, FieldDay, Helped, Member
from konbit.exchange.queries.acting import is_own, keeps, own_among
from konbit.exchange.queries.circles import seen_circle
from konbit.exchange.queries.members import names_in, own_members
from konbit.exchange.queries.terms import terms_of
from konbit.exchange.rota_order import Waiting, in_order, this_round
from konbit.people.audience import Viewer

LAST = 10
"""So many days that were are shown."""


@dataclass(frozen=True)
class OwnAnswer:
    """As whom the viewer can say whether she comes, and what was said: empty, `will_come`, `cannot`."""

    member: int
    name: str
    state: str


@dataclass(frozen=True)
class DayLine:
    """A day on somebody's field: who comes, or who came (with how long, where that is known)."""

    uid: str
    on: date
    host: str
    is_own: bool
    text: Multilingual
    where: str
    done: bool
    has_come: bool
    coming: tuple[str, ...]
    away: int
    came: tuple[str, ...]
    answers: tuple[OwnAnswer, ...]
    may_write: bool


@dataclass(frozen=True)
class InTurn:
    """A member in the order of waiting; `since`: the last day on her field, None where there was none."""

    name: str
    is_own: bool
    since: date | None


@dataclass(frozen=True)
class RotaShown:
    """A rota for who takes part: whose field is next, everybody in turn, days to come and days that were.

    `worked`, `fields`: how many fields were worked in the round that runs, and of how many.
    """

    following: str
    decides_need: bool
    drawing: SafeString
    turns: tuple[InTurn, ...]
    worked: int
    fields: int
    to_come: tuple[DayLine, ...]
    were: tuple[DayLine, ...]
    many: int


@dataclass(frozen=True)
class CameRow:
    """A member in the form of who came: `came` and `minutes` as they were written before."""

    member: int
    name: str
    came: bool
    minutes: int | None


@dataclass(frozen=True)
class CamePage:
    """A day whose helpers are written down; `hours`: the circle wants to know how long."""

    day: FieldDay
    host: str
    rows: tuple[CameRow, ...]
    currency: Currency
    hours: bool


def rota_shown(viewer: Viewer, circle_id: int) -> RotaShown | None:
    """Whose field is next in a circle (id) and its days; None for who does not take part in it."""
    circle = Circle.objects.select_related("group", "currency").get(pk=circle_id)
    own, keeper = own_members(viewer, circle), keeps(viewer, circle)
    if not own and not keeper:
        return None
    members = list(circle.members.filter(left_on=None).select_related("group"))
    days = list(
        circle.field_days.filter(removed_at=None, host__isnull=False)
        .select_related("host__group")
        .prefetch_related("helpers__member__group")
        .order_by("on", "pk")
    )
    helpers = [one.member for day in days for one in day.helpers.all()]
    hosts = [day.host for day in days if day.host is not None]
    names = {pk: name for pk, (name, _url) in names_in(viewer, [*members, *hosts, *helpers]).items()}
    mine = {one.pk for one in own}
    lines = [_day_line(day, names, mine, keeper, circle) for day in days]
    turns = in_order(_waiting(members, days))
    worked = this_round([one.host_id or 0 for one in days if one.done], {one.pk for one in members})
    return RotaShown(
        following=names[turns[0].member] if turns else "",
        decides_need=terms_of(circle)["next"] == "need",
        drawing=_drawing(names, worked, turns),
        turns=tuple(InTurn(names[one.member], one.member in mine, one.since if one.was_hosted else None)
                    for one in turns),
        worked=len(worked), fields=len(members),
        to_come=tuple(one for one in lines if not one.done),
        were=tuple([one for one in reversed(lines) if one.done][:LAST]),
        many=sum(one.done for one in lines),
    )  # fmt: skip


def hosts_to_choose(viewer: Viewer, circle_uid: str) -> tuple[Circle, Choices]:
    """On whose field the viewer may plan a day, who has waited longest first. Raises `NotFound`,
    `NotAllowed`."""
    circle, _sight = seen_circle(viewer, circle_uid)
    if circle.kind != "rota":
        raise gone()
    members = list(circle.members.filter(left_on=None).select_related("group"))
    own = own_among(viewer, members)
    if not keeps(viewer, circle):
        members = [one for one in members if one.pk in own]
    if not members:
        raise gone()
    names = names_in(viewer, members)
    days = list(circle.field_days.filter(removed_at=None, host__isnull=False).order_by("on", "pk"))
    turns = in_order(_waiting(members, days))
    return circle, [(str(one.member), names[one.member][0]) for one in turns]


def came_page(viewer: Viewer, uid: str) -> CamePage:
    """What the form of who came knows. Raises `NotFound`, `NotAllowed`."""
    day = day_kept(viewer, uid)
    currency = Currency.objects.get(pk=day.circle.currency_id)
    said = {one.member_id: one for one in day.helpers.all()}
    members = [one for one in day.circle.members.select_related("group")
               if one.left_on is None or one.pk in said]  # fmt: skip
    host = [day.host] if day.host is not None else []
    names = names_in(viewer, [*members, *host])
    rows = tuple(_came_row(one, names[one.pk][0], said.get(one.pk), day.done) for one in members
                 if one.pk != day.host_id)  # fmt: skip
    host_name = names[day.host_id][0] if day.host_id else ""
    return CamePage(day, host_name, rows, currency, bool(terms_of(day.circle)["hours"]))


def day_named(viewer: Viewer, uid: str) -> FieldDay:
    """A day in a circle in which the viewer takes part, or which she keeps. Raises `NotFound`."""
    day = FieldDay.objects.select_related("circle__group", "host__group").filter(uid=uid).first()
    if day is None or day.removed_at is not None:
        raise gone()
    circle, sight = seen_circle(viewer, day.circle.uid)
    if not sight.may("edit") and not own_members(viewer, circle):
        raise gone()
    return day


def day_kept(viewer: Viewer, uid: str) -> FieldDay:
    """A day that the viewer may write: it is on her field, or she keeps the circle.

    Raises `NotFound`, `NotAllowed`.
    """
    day = day_named(viewer, uid)
    if keeps(viewer, day.circle) or (day.host is not None and is_own(viewer, day.host)):
        return day
    raise NotAllowed(
        _("This day is on somebody else’s field."),
        remedy=_("Ask her, or who keeps the circle, to change it."),
    )


def _waiting(members: Iterable[Member], days: Iterable[FieldDay]) -> list[Waiting]:
    last: dict[int, date] = {one.host_id: one.on for one in days if one.host_id is not None}
    return [
        Waiting(one.pk, one.number, max(last.get(one.pk, one.joined_on), one.joined_on), one.pk in last)
        for one in members
    ]


def _drawing(names: Mapping[int, str], worked: frozenset[int], turns: list[Waiting]) -> SafeString:
    """Everybody's field as a bead, in the order of the list beside it: full once it was worked in this round,
    heavy-rimmed where it is next."""
    if not turns:
        return SafeString("")
    first = turns[0].member
    states = dict.fromkeys(worked, "paid") | {first: "open"}
    beads = [
        Bead(at, names[one.member], states.get(one.member, ""), False)
        for at, one in enumerate(turns, start=1)
    ]
    title = _("%(worked)d of %(fields)d fields were worked in this round.") % {
        "worked": len(worked), "fields": len(turns),
    }  # fmt: skip
    return ring_drawing(beads, (names[first], ""), title)


def _day_line(
    day: FieldDay, names: Mapping[int, str], mine: set[int], keeper: bool, circle: Circle
) -> DayLine:
    said = {one.member_id: one for one in day.helpers.all()}
    came = [one for one in said.values() if one.state == Helped.State.CAME]
    coming = [pk for pk, one in said.items() if one.state == Helped.State.WILL_COME]
    answers = () if day.done else tuple(
        OwnAnswer(pk, names[pk], said[pk].state if pk in said else "") for pk in sorted(mine)
        if pk != day.host_id
    )  # fmt: skip
    is_own = day.host_id in mine
    return DayLine(
        day.uid, day.on, names.get(day.host_id or 0, ""), is_own, day.text, day.where, day.done,
        has_come=day.on <= date.today(),
        coming=tuple(names[one] for one in coming),
        away=0 if day.done else len(said) - len(coming),
        came=tuple(_came_words(one, names, circle.currency) for one in came),
        answers=answers, may_write=(keeper or is_own) and circle.state == Circle.State.OPEN,
    )  # fmt: skip


def _came_words(one: Helped, names: Mapping[int, str], currency: Currency) -> str:
    name = names[one.member_id]
    if not one.minutes:
        return name
    return _("%(name)s (%(long)s)") % {"name": name, "long": amounts.shown(one.minutes, currency)}


def _came_row(member: Member, name: str, said: Helped | None, done: bool) -> CameRow:
    """Before anything is written down, those who said that they would come are ticked."""
    expected = Helped.State.CAME if done else Helped.State.WILL_COME
    return CameRow(member.pk, name, said is not None and said.state == expected,
                   said.minutes if said else None)  # fmt: skip
