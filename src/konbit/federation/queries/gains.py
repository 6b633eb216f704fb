"""A gain with what became of it; the gains of a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.text import Multilingual
from konbit.directory.countries import country_name
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.directory.queries.wording import date_words, period_words
from konbit.federation.gains import Turned, in_time, lost_on, place_in_time, since, standing
from konbit.federation.models import Gain, Struggle, Turn
from konbit.federation.queries.standings import Badge, standing_badge, turn_badge
from konbit.people.audience import Audience, Viewer

MOST = 500
UNDOING = {
    "project": _("It ends when its money ends, unless it is renewed."),
    "budget_line": _("The next budget can leave it out."),
    "programme": _("A government can end it without asking a parliament."),
    "law": _("A parliament must vote to change it."),
    "constitution": _("Undoing it usually asks for more than a simple majority."),
    "own": _("It is ours: nobody outside decides on it, and we must keep it alive ourselves."),
}
"""What undoing it takes, as a description of its kind."""


@dataclass(frozen=True)
class GainLine:
    """A gain in a list; `turned`: what happened to it, from the first to the last."""

    id: int
    uid: str
    title: Multilingual
    firmness: str
    firmness_label: str
    standing: Badge
    institution: str
    place: str
    country: str
    when: str
    group: GroupLink
    certainty: str
    year: str
    turned: tuple[Turned, ...]

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("federation:gain", args=[self.uid])

    @property
    def country_label(self) -> str:
        """The country by its name."""
        return country_name(self.country, get_language() or "en") if self.country else ""

    @property
    def where(self) -> str:
        """For where it holds, in words."""
        return ", ".join(filter(None, (self.place, self.country_label)))


@dataclass(frozen=True)
class TurnShown:
    """Something that happened to a gain; `mine`: whether the viewer may change it."""

    id: int
    when: str
    badge: Badge
    text: Multilingual
    source: SourceShown | None
    address: str
    certainty: str
    mine: bool


@dataclass(frozen=True)
class GainPage:
    """A gain with everything that its reader may know of it."""

    line: GainLine
    text: Multilingual
    undoing: str
    struggle: tuple[str, Multilingual] | None
    turns: tuple[TurnShown, ...]
    source: SourceShown | None
    audience: str
    may_edit: bool
    may_take_part: bool


@dataclass(frozen=True)
class GainsOfGroup:
    """The gains of which a group tells."""

    group: GroupLink
    lines: tuple[GainLine, ...]
    may_take_part: bool


def gain_lines(viewer: Viewer, rows: Iterable[Gain]) -> list[GainLine]:
    """Those of these gains that the viewer may know of, in their order. Wants `source` beside them."""
    seen = seen_things(viewer, rows)
    groups = keepers(viewer, seen)
    turns: defaultdict[int, list[Turned]] = defaultdict(list)
    for gain, on, kind in Turn.objects.filter(gain__in=[one.pk for one in seen]).values_list(
        "gain", "on", "kind"
    ):
        turns[gain].append((on, kind))
    return [
        GainLine(
            id=one.pk,
            uid=one.uid,
            title=one.title,
            firmness=one.firmness,
            firmness_label=str(Gain.Firmness(one.firmness).label),
            standing=standing_badge(standing(turns[one.pk])),
            institution=one.institution,
            place=one.place,
            country=one.country,
            when=period_words(since(turns[one.pk]), lost_on(turns[one.pk])),
            group=groups[one.group_id],
            certainty=one.certainty,
            year=one.source.published[:4] if one.source else "",
            turned=tuple(in_time(turns[one.pk])),
        )
        for one in seen
    ]


def gain_page(viewer: Viewer, uid: str) -> GainPage:
    """The page of a gain. Raises `NotFound`."""
    row, sight = seen_thing(viewer, Gain, uid)
    own, any_of = sight.may("take part"), sight.may("edit")
    return GainPage(
        line=gain_lines(viewer, [row])[0],
        text=row.text,
        undoing=str(UNDOING[row.firmness]),
        struggle=_struggle(viewer, row.struggle),
        turns=tuple(
            TurnShown(
                id=one.pk,
                when=date_words(one.on),
                badge=turn_badge(one.kind),
                text=one.text,
                source=source_shown(one.source, one.address),
                address="" if one.source else one.address,
                certainty=one.certainty,
                mine=any_of or (own and one.by == viewer.actor),
            )
            for one in sorted(
                row.turns.select_related("source").order_by("pk"),
                key=lambda turn: place_in_time((turn.on, turn.kind)),
            )
        ),
        source=source_shown(row.source, row.address),
        audience=str(Audience(row.audience).label),
        may_edit=any_of,
        may_take_part=own,
    )


def gains_of(viewer: Viewer, group_uid: str) -> GainsOfGroup:
    """The gains of which a group (uid) tells, the newest first. Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    rows = Gain.objects.filter(group=group, removed_at=None).select_related("source")
    return GainsOfGroup(
        visible_groups(viewer, [group.pk])[group.pk],
        tuple(gain_lines(viewer, rows.order_by("-valid_from", "-pk")[:MOST])),
        sight.may("take part"),
    )


def _struggle(viewer: Viewer, row: Struggle | None) -> tuple[str, Multilingual] | None:
    if row is None or not seen_things(viewer, [row]):
        return None
    return reverse("federation:struggle", args=[row.uid]), row.title
