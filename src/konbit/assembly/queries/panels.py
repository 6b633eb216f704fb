"""Balanced groups: those of a group, and one of them as each viewer may see it.

Everybody who may see a panel sees its rules, how many are nominated and, once it is confirmed, who sits.
Numbers by trait are for those who take part in its group, what single people said for those who choose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.assembly.models import Nominee, Panel, Resolution
from konbit.assembly.queries.panel_asked import Asked, asked_of, eligible, outlook_of
from konbit.assembly.queries.panel_words import (
    conflict_words,
    invitation_words,
    range_words,
    trait_words,
)
from konbit.assembly.queries.resolution_cards import resolution_address
from konbit.base.errors import Problem
from konbit.base.text import Multilingual, pick
from konbit.directory.models import Group
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, Sight, seen_group
from konbit.engines.panel import SIZE, Quota, Standing
from konbit.people.audience import Audience, Viewer

MOST_LISTED = 200
MOST_RESOLUTIONS = 50

STATES = {
    "open": gettext_lazy("people are nominated"),
    "closed": gettext_lazy("nominations are closed"),
    "drawn": gettext_lazy("drawn, not confirmed yet"),
    "confirmed": gettext_lazy("confirmed"),
}


@dataclass(frozen=True)
class PanelCard:
    """A panel in a list."""

    uid: str
    url: str
    title: Multilingual
    group: GroupLink
    size: str
    state: str
    state_label: str
    nominated: int


@dataclass(frozen=True)
class PanelsPage:
    """The panels of a group, newest first."""

    group: GroupLink
    cards: tuple[PanelCard, ...]
    may: frozenset[str]


@dataclass(frozen=True)
class RuleRow:
    """A rule, how many count for it and whether it holds. `bar`: of how many the bar is whole; `id` None: the
    size, which is no row of its own."""

    id: int | None
    trait: str
    asked: str
    counted: int
    lacking: int
    beyond: int
    bar: int
    unsaid: int

    @property
    def holds(self) -> bool:
        """Whether it is kept."""
        return not self.lacking and not self.beyond


@dataclass(frozen=True)
class Prospect:
    """Whether the rules can be kept with those who are willing, in words."""

    can_be: bool
    conflict: tuple[str, ...] = ()
    invitation: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class PanelPage:
    """A panel whole. `willing`, `nominated`: how many people; `rules` count those who are willing, or those
    who sit once it is confirmed, for those who may know (`counts`); `members`: who sits, once it is
    confirmed; `left_since`: how many were drawn and said no since."""

    card: PanelCard
    purpose: Multilingual
    seen_by: str
    certainty: str
    published: str
    source: str
    rules: tuple[RuleRow, ...]
    counts: bool
    willing: int
    nominated: int
    prospect: Prospect | None
    seed_from: str
    seed: str
    closed_at: datetime | None
    drawn_at: datetime | None
    left_since: int
    members: tuple[str, ...]
    resolution: tuple[str, Multilingual] | None
    may: frozenset[str]


def panel_address(uid: str) -> str:
    """The permanent address of a panel."""
    return reverse("assembly:panel", args=[uid])


def panels_page(viewer: Viewer, group_uid: str) -> PanelsPage:
    """The panels of a group that the viewer may see. Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    rows = seen_things(
        viewer, Panel.objects.filter(group=group, removed_at=None).order_by("-pk")[:MOST_LISTED]
    )
    link = GroupLink(group.pk, group.uid, group.slug, group.name, group.kind)
    return PanelsPage(link, tuple(panel_cards(viewer, rows)), _verbs(sight))


def panel_cards(viewer: Viewer, rows: Iterable[Panel]) -> list[PanelCard]:
    """The cards of panels that the viewer may see already, in their order."""
    listed = list(rows)
    groups = keepers(viewer, listed)
    nominated = Counter(
        Nominee.objects.filter(panel__in=listed)
        .exclude(state=Nominee.State.DECLINED)
        .values_list("panel", flat=True)
    )
    return [_card(row, groups[row.group_id], nominated[row.pk]) for row in listed if row.group_id in groups]


def _card(row: Panel, group: GroupLink, nominated: int) -> PanelCard:
    state = state_of(row)
    size = range_words(row.least, row.most)
    return PanelCard(
        row.uid, panel_address(row.uid), row.title, group, size, state, str(STATES[state]), nominated
    )


def state_of(panel: Panel) -> str:
    """How far a panel is: a key of `STATES`."""
    if panel.resolution_id is not None:
        return "confirmed"
    if panel.drawn_at is not None:
        return "drawn"
    return "open" if panel.closed_at is None else "closed"


def panel_page(viewer: Viewer, uid: str) -> PanelPage:
    """A panel as far as the viewer may see it. Raises `NotFound`."""
    panel, sight = seen_thing(viewer, Panel, uid)
    (card,) = panel_cards(viewer, [panel])
    people = list(panel.nominees.order_by("pk"))
    willing = eligible(people)
    chosen = [one for one in people if one.state == Nominee.State.CHOSEN]
    counts = sight.may("take part")
    asked = asked_of(panel)
    seated = {str(one.key) for one in chosen} if card.state == "confirmed" else None
    drawn = set(panel.drawing.get("panel", []))
    return PanelPage(
        card=card,
        purpose=panel.purpose,
        seen_by="" if panel.audience == Audience.PUBLIC else str(Audience(panel.audience).label),
        certainty=panel.certainty,
        published=panel.source.published[:4] if panel.source else "",
        source=panel.source.name if panel.source else "",
        rules=rule_rows(panel, _standings(asked, seated), willing if seated is None else chosen),
        counts=counts,
        willing=len(willing),
        nominated=card.nominated,
        prospect=_prospect(asked) if counts and card.state != "confirmed" and willing else None,
        seed_from=panel.seed_from,
        seed=panel.seed,
        closed_at=panel.closed_at,
        drawn_at=panel.drawn_at,
        left_since=len(drawn - {str(one.key) for one in willing}),
        members=tuple(one.name or "…" for one in chosen) if card.state == "confirmed" else (),
        resolution=_resolution(viewer, panel),
        may=_verbs(sight),
    )


def _verbs(sight: Sight) -> frozenset[str]:
    return frozenset(verb for verb in ("edit", "take part") if sight.may(verb))


def _standings(asked: Asked, seated: set[str] | None) -> tuple[Standing, ...]:
    """How many of all who are willing, or of those seated, count for the size and each rule."""
    rules = (Quota(SIZE, "", asked.least, asked.most), *asked.quotas)
    people = [one for one in asked.nominees if seated is None or one.key in seated]
    return tuple(Standing(rule, sum(map(rule.counts, people))) for rule in rules)


def rule_rows(
    panel: Panel, standings: Iterable[Standing], people: Iterable[Nominee] = ()
) -> tuple[RuleRow, ...]:
    """The size and each rule as rows, from how they stand."""
    ids = {(one.dimension, one.value): one.pk for one in panel.quotas.all()}
    listed = list(people)
    rows = []
    for one in standings:
        rule = one.rule
        is_size = rule.dimension == SIZE
        rows.append(
            RuleRow(
                id=ids.get((rule.dimension, rule.value)),
                trait=_("people in all") if is_size else trait_words(rule.dimension, rule.value),
                asked=range_words(rule.least, rule.most),
                counted=one.counted,
                lacking=one.lacking,
                beyond=one.beyond,
                bar=max(rule.least, rule.most or 0, one.counted, 1),
                unsaid=0 if is_size else sum(rule.dimension not in each.traits for each in listed),
            )
        )
    return tuple(rows)


def _prospect(asked: Asked) -> Prospect:
    try:
        outlook = outlook_of(asked)
    except Problem as problem:
        return Prospect(can_be=False, refused=f"{problem.what} {problem.remedy}")
    if outlook.conflict is None:
        return Prospect(can_be=True)
    invitation = outlook.mends.invitation if outlook.mends else None
    return Prospect(
        can_be=False,
        conflict=conflict_words(outlook.conflict, outlook.standings),
        invitation=tuple(invitation_words(invitation)) if invitation else (),
    )


def _resolution(viewer: Viewer, panel: Panel) -> tuple[str, Multilingual] | None:
    row = panel.resolution
    if row is None or not seen_things(viewer, [row]):
        return None
    return resolution_address(row.uid), row.title


def resolutions_to_confirm(viewer: Viewer, panel: Panel) -> tuple[tuple[str, Multilingual], ...]:
    """The uids and titles of what the group agreed last, by which a panel can be confirmed."""
    rows = Resolution.objects.filter(
        group=panel.group, removed_at=None, joined_into=None, state=Resolution.State.ADOPTED
    ).order_by("-pk")
    return tuple((row.uid, row.title) for row in seen_things(viewer, rows[:MOST_RESOLUTIONS]))


def said_of_panel(viewer: Viewer, uid: str, language: str) -> tuple[Panel, dict[str, Any]]:
    """A panel that the viewer may change, and what its form says. Raises `NotFound`, `NotAllowed`."""
    panel, sight = seen_thing(viewer, Panel, uid)
    sight.must("edit")
    names = ("least", "most", "audience", "seed_from")
    return panel, {
        "title": pick(panel.title, language).text,
        "purpose": pick(panel.purpose, language).text,
        "language": language,
        **{name: getattr(panel, name) for name in names},
    }


def group_of_panels(viewer: Viewer, group_uid: str) -> Group:
    """The group for which the viewer may make a panel. Raises `NotFound`, `NotAllowed`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")
    return group
