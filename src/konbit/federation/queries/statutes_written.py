"""Statutes and their parts as they stand, for forms."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.assembly.models import Resolution
from konbit.assembly.queries.choices import Choices, resolution_choices, short
from konbit.directory.queries.of_group import gone, seen_thing, seen_things
from konbit.engines.statutes import Ask
from konbit.federation.models import Level, Organ, Region, Rule, Standing, Statutes
from konbit.federation.queries.asking_words import kept_ask
from konbit.federation.queries.roster_rules import about_of
from konbit.federation.queries.rule_choices import RuleChoices, exceptions_of, rule_choices
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class RuleWritten:
    """A rule as it stands, and what its statutes offer. `kind`: that of what it asks; empty if unreadable."""

    row: Rule
    uid: str
    about: str
    ask: Ask | None
    kind: str
    exceptions: tuple[tuple[str, int | None], ...]
    offered: RuleChoices
    resolutions: Choices


def statutes_written(viewer: Viewer, uid: str) -> Statutes:
    """Statutes for whoever keeps them. Raises `NotAllowed`, `NotFound`."""
    return _own(viewer, uid)


def offered_to(viewer: Viewer, uid: str) -> RuleChoices:
    """What statutes (uid) offer to a new rule, for whoever keeps them. Raises `NotAllowed`, `NotFound`."""
    return rule_choices(viewer, _own(viewer, uid))


def rule_written(viewer: Viewer, pk: int, language: str) -> RuleWritten:
    """A rule for whoever keeps its statutes. Raises `NotAllowed`, `NotFound`."""
    row = Rule.objects.select_related("statutes", "level", "group", "organ").filter(pk=pk).first()
    if row is None:
        raise gone()
    statutes = _own(viewer, row.statutes.uid)
    ask = kept_ask(row.asks)
    return RuleWritten(
        row,
        statutes.uid,
        about_of(row),
        ask,
        type(ask).__name__.lower() if ask else "",
        exceptions_of(viewer, row, language),
        rule_choices(viewer, statutes),
        resolution_choices(viewer, [statutes.group_id]),
    )


def level_written(viewer: Viewer, pk: int) -> tuple[Level, str]:
    """A level and the uid of its statutes, for whoever keeps them. Raises `NotAllowed`, `NotFound`."""
    row = Level.objects.select_related("statutes").filter(pk=pk).first()
    if row is None:
        raise gone()
    return row, _own(viewer, row.statutes.uid).uid


def region_written(viewer: Viewer, pk: int) -> tuple[Region, str]:
    """A place and the uid of its statutes, for whoever keeps them. Raises `NotAllowed`, `NotFound`."""
    row = Region.objects.select_related("statutes").filter(pk=pk).first()
    if row is None:
        raise gone()
    return row, _own(viewer, row.statutes.uid).uid


def standing_written(viewer: Viewer, pk: int) -> tuple[Standing, str]:
    """Where a group stands and the uid of the statutes, for whoever keeps them. Raises `NotAllowed`,
    `NotFound`."""
    row = Standing.objects.select_related("statutes", "group").filter(pk=pk).first()
    if row is None:
        raise gone()
    return row, _own(viewer, row.statutes.uid).uid


def _own(viewer: Viewer, uid: str) -> Statutes:
    statutes, sight = seen_thing(viewer, Statutes, uid)
    sight.must("edit")
    return statutes


def level_choices(statutes: Statutes) -> Choices:
    """The levels on which groups stand."""
    return [(one.pk, short(one.title) or one.word) for one in statutes.levels.filter(organ=False)]


def region_choices(statutes: Statutes, besides: int = 0) -> Choices:
    """The places, all but one."""
    rows = statutes.regions.exclude(pk=besides).order_by("tier", "id")
    return [(one.pk, f"{short(one.title) or one.word} ({one.tier})") for one in rows]


def voting_choices(viewer: Viewer, statutes: Statutes) -> tuple[Choices, Choices]:
    """The resolutions whose votes were counted, of the group and of the groups whose bodies stand here; and
    those bodies."""
    bodies = Organ.objects.filter(level__statutes=statutes, removed_at=None).select_related("group")
    organs = seen_things(viewer, bodies)
    groups = {
        statutes.group_id,
        *(one.group_id for one in organs),
        *statutes.standings.values_list("group", flat=True),
    }
    rows = Resolution.objects.filter(group__in=groups).exclude(in_favour=None).exclude(against=None)
    counted = set(rows.values_list("uid", flat=True))
    resolutions = [pair for pair in resolution_choices(viewer, groups) if pair[0] in counted]
    return resolutions, [(one.uid, short(one.title) or str(one.get_kind_display())) for one in organs]
