"""What a federation can move: members, delegates, and what is told of its size. Figures of different things,
or of different years, stand side by side and are not added."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format

from konbit.assembly.queries.agreed_shown import SourceShown, source_shown
from konbit.base.period import holding_on
from konbit.directory.models import Group, Size
from konbit.directory.queries.group_parts import term_link
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.shown import TermLink
from konbit.directory.queries.visible import visible_groups
from konbit.directory.queries.wording import date_words
from konbit.federation.models import Mandate, Organ
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Figure:
    """How many of what, when, and who says so."""

    dimension: TermLink
    number: str
    on: str
    certainty: str
    source: SourceShown | None


@dataclass(frozen=True)
class Strength:
    """`direct`: its own members, `below`: with theirs, each once; `mandates`: how many sit today in its
    bodies; `figures`: what is told of its size, the newest of each thing first."""

    direct: int
    below: int
    mandates: int
    figures: tuple[Figure, ...]

    @property
    def is_told(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.below or self.mandates or self.figures)


def strength_of(viewer: Viewer, network: Group, language: str) -> Strength:
    """What a network can move, as far as the viewer may know."""
    above = members_of(network.pk)
    seen = visible_groups(viewer, above)
    organs = seen_things(
        viewer, Organ.objects.filter(holding_on(date.today()), group=network, removed_at=None)
    )
    sitting = Mandate.objects.filter(holding_on(date.today()), organ__in=organs)
    return Strength(
        direct=sum(network.pk in above[one] for one in seen),
        below=len(seen),
        mandates=sitting.count(),
        figures=_figures(network, language),
    )


def _figures(network: Group, language: str) -> tuple[Figure, ...]:
    rows = Size.objects.filter(group=network).select_related("dimension__scheme", "source")
    by: defaultdict[int, list[Size]] = defaultdict(list)
    for one in rows.order_by("-on", "pk"):
        by[one.dimension_id].append(one)
    return tuple(
        Figure(
            dimension=term_link(one.dimension, language),
            number=number_format(one.value, force_grouping=True),
            on=date_words(one.on),
            certainty=one.certainty,
            source=source_shown(one.source, one.address),
        )
        for sizes in by.values()
        for one in sizes
    )
