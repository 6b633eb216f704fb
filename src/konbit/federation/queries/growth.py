"""How a group grew: the drawing, the same as a list of what happened when, and the people who carried it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from konbit.base.period import earliest, latest
from konbit.directory.models import Certainty, Group
from konbit.directory.queries.membership import BELONGING
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.engines import growth as engine
from konbit.federation.queries.growth_kin import GREW, Kin, kin_of, member_and_network
from konbit.federation.queries.growth_told import Happening, Undated, numbered, told_of, undated_of
from konbit.federation.queries.strength import Strength, strength_of
from konbit.federation.queries.ways_of_people import Way, ways_of_people
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class GrowthPage:
    """A group among those out of which it grew and those that grew out of it. `picture` is None where nothing
    is known that could be drawn."""

    group: GroupLink
    picture: engine.Picture | None
    links: dict[int, GroupLink]
    told: tuple[Happening, ...]
    undated: tuple[Undated, ...]
    ways: tuple[Way, ...]
    strength: Strength | None
    left_out: int
    may_edit: bool


def growth_page(viewer: Viewer, uid: str, language: str) -> GrowthPage:
    """The page of how a group (uid) grew. Raises `NotFound`."""
    group, sight = seen_group(viewer, uid)
    kin = kin_of(viewer, group.pk)
    ways = ways_of_people(viewer, kin.groups)
    told = told_of(viewer, kin)
    drawn = engine.Told(
        lanes=tuple(
            engine.Lane(pk, one.link.name, span(one.valid_from), span(one.valid_until))
            for pk, one in kin.groups.items()
        ),
        offshoots=tuple(
            engine.Offshoot(one.subject_id, one.object_id, span(one.valid_from))
            for one in kin.relations
            if one.kind == GREW
        ),
        belongings=_belongings(kin),
        marks=tuple(
            engine.Mark(one.group.id, 0, one.span) for one in told if one.is_marked and one.span
        ),
        stays=tuple(
            engine.Stay(
                way.name, stay.group.id, span(stay.valid_from), span(stay.valid_until),
                goes_on=stay.certainty == Certainty.CONFIRMED,
            )
            for way in ways
            for stay in way.stays
        ),
    )  # fmt: skip
    today = date.today().toordinal()
    shown = tuple(numbered(told, engine.reach(drawn, today)))
    marks = tuple(engine.Mark(one.group.id, one.number, one.span) for one in shown if one.number and one.span)
    is_known = len(kin.groups) > 1 or told or ways
    return GrowthPage(
        group=kin.groups[group.pk].link,
        picture=engine.lay_out(replace(drawn, marks=marks), today) if is_known else None,
        links={pk: one.link for pk, one in kin.groups.items()},
        told=shown,
        undated=undated_of(kin),
        ways=ways,
        strength=strength_of(viewer, group, language) if group.kind == Group.Kind.NETWORK else None,
        left_out=kin.left_out,
        may_edit=sight.may("edit"),
    )


def span(partial: str) -> engine.Span | None:
    """The days that a partial date may mean; None for an empty one."""
    if not partial:
        return None
    return engine.Span(earliest(partial).toordinal(), latest(partial).toordinal())


def _belongings(kin: Kin) -> tuple[engine.Belonging, ...]:
    return tuple(
        engine.Belonging(*member_and_network(one), span(one.valid_from), span(one.valid_until))
        for one in kin.relations
        if one.kind in BELONGING
    )
