"""Circles as they are shown: those of a group, and one with its rules, members and accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, Sight, seen_group, visible_groups
from konbit.exchange.kinds.declared import Choice, Doing, Kind
from konbit.exchange.models import Circle
from konbit.exchange.queries.members import AccountLine, MemberLine, account_line, members_of, own_members
from konbit.exchange.queries.own_accounts import Waiting, payments_in
from konbit.exchange.queries.terms import RuleLine, kind_of_circle, rules_in_words, terms_of
from konbit.exchange.queries.units import unit_name
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class CircleLine:
    """A circle as lists name it."""

    uid: str
    title: Multilingual
    kind: str
    icon: str
    state: str
    state_label: str
    group: GroupLink
    members: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("exchange:circle", args=[self.uid])


@dataclass(frozen=True)
class OwnAccount:
    """An account of the circle itself: what it is for, and what is on it."""

    title: str
    meaning: str
    line: AccountLine


@dataclass(frozen=True)
class CirclePage:
    """A circle. `currency`: in what it counts, in words, `unit`: its code. `members` and `owns`: empty for
    who does not take part; `mine`: as whom the reader does; `waiting`: payments on their way, for who keeps
    the books."""

    line: CircleLine
    text: Multilingual
    kind: Kind
    currency: str
    unit: str
    rules: tuple[RuleLine, ...]
    values: dict[str, Any]
    rules_from: date | None
    members: tuple[MemberLine, ...]
    mine: tuple[MemberLine, ...]
    waiting: tuple[Waiting, ...]
    owns: tuple[OwnAccount, ...]
    doings: tuple[Doing, ...]
    leaving: tuple[Choice, ...]
    shown: dict[str, Any]
    has_opening: bool
    may_edit: bool
    may_join: bool
    opened_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class CirclesPage:
    """The circles of a group."""

    group: GroupLink
    lines: tuple[CircleLine, ...]
    may_edit: bool


def seen_circle(viewer: Viewer, uid: str) -> tuple[Circle, Sight]:
    """A circle that the viewer may know of. Raises `NotFound`."""
    circle, sight = seen_thing(viewer, Circle, uid)
    return circle, sight


def circles_of(viewer: Viewer, uid: str) -> CirclesPage:
    """The circles of a group (uid) that the viewer may know of. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    rows = Circle.objects.filter(group=group, removed_at=None).order_by("-pk")
    link = visible_groups(viewer, [group.pk])[group.pk]
    return CirclesPage(link, circle_lines(viewer, rows), sight.may("edit"))


def circle_lines(viewer: Viewer, rows: Iterable[Circle]) -> tuple[CircleLine, ...]:
    """Those of these circles that the viewer may know of, as lists name them."""
    seen = seen_things(viewer, rows)
    groups = keepers(viewer, seen)
    many = _numbers(seen)
    return tuple(
        CircleLine(
            one.uid, one.title, str(kind_of_circle(one).title), kind_of_circle(one).icon, one.state,
            str(Circle.State(one.state).label), groups[one.group_id], many.get(one.pk, 0),
        )
        for one in seen
    )  # fmt: skip


def circle_page(viewer: Viewer, uid: str) -> CirclePage:
    """One circle, as far as the viewer may know. Raises `NotFound`."""
    circle, sight = seen_circle(viewer, uid)
    (line,) = circle_lines(viewer, [circle])
    kind, values = kind_of_circle(circle), dict(terms_of(circle))
    mine = {one.pk for one in own_members(viewer, circle)}
    belongs = bool(mine) or sight.may("take part")
    members = members_of(viewer, circle) if belongs else ()
    terms = circle.terms.filter(until_on=None).first()
    return CirclePage(
        line=line, text=circle.text, kind=kind, currency=_unit(circle), unit=circle.currency.code,
        rules=rules_in_words(circle, values), values=values, rules_from=terms.from_on if terms else None,
        members=members, mine=tuple(one for one in members if one.id in mine),
        waiting=payments_in(viewer, circle) if kind.pays else (),
        owns=_owns(circle, kind) if belongs else (),
        doings=tuple(one for one in kind.doings if belongs and (sight.may("edit") or not one.for_keepers)),
        leaving=tuple(kind.leaving),
        shown={name: ask(viewer, circle.pk) for name, ask in kind.shown.items()} if belongs else {},
        has_opening=any(one.word == "opening" for one in kind.owns),
        may_edit=sight.may("edit"),
        may_join=sight.may("take part") and viewer.actor not in _people(circle)
        and circle.state != Circle.State.CLOSED,
        opened_on=circle.opened_on, closed_on=circle.closed_on,
    )  # fmt: skip


def circles_to_keep(viewer: Viewer) -> tuple[CircleLine, ...]:
    """The circles in which a viewer takes part, or whose books she keeps."""
    if not viewer.is_someone:
        return ()
    groups = [int(one[6:]) for one in viewer.roles if one.startswith("group:") and one[6:].isdigit()]
    own = Circle.objects.filter(members__person=viewer.actor, members__left_on=None)
    kept = Circle.objects.filter(group__in=groups) | Circle.objects.filter(
        members__group__in=groups, members__left_on=None
    )
    ids = {*own.values_list("pk", flat=True), *kept.values_list("pk", flat=True)}
    return circle_lines(viewer, Circle.objects.filter(pk__in=ids, removed_at=None).order_by("-pk"))


def _owns(circle: Circle, kind: Kind) -> tuple[OwnAccount, ...]:
    said = {one.word: one for one in kind.owns}
    rows = circle.accounts.filter(member=None).select_related("currency").order_by("pk")
    return tuple(
        OwnAccount(str(said[one.word].title), str(said[one.word].meaning), account_line(one, True))
        for one in rows
        if one.word in said
    )


def _numbers(circles: Iterable[Circle]) -> dict[int, int]:
    rows = Circle.objects.filter(pk__in=[one.pk for one in circles], members__left_on=None)
    return dict(rows.values_list("pk").annotate(many=Count("members")))


def _people(circle: Circle) -> set[str]:
    return set(circle.members.filter(left_on=None).exclude(person="").values_list("person", flat=True))


def _unit(circle: Circle) -> str:
    return unit_name(circle.currency)
