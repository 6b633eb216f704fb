"""Resolutions as lists and minutes show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.assembly.models import Resolution
from konbit.assembly.queries.standing import LABELS, replaced_among, standing_of
from konbit.base.period import latest
from konbit.base.registry import rooms
from konbit.base.text import Multilingual
from konbit.directory.models import Source
from konbit.directory.queries.of_group import keepers
from konbit.directory.queries.visible import GroupLink
from konbit.directory.queries.wording import date_words
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class ResolutionCard:
    """A resolution in a list. `standing`: how it stands today (see `standing.LABELS`); `voices`: the counts
    in words; `review_due`: whether its day of review has passed; `followed_on`: when something last came of
    it."""

    id: int
    uid: str
    url: str
    group: GroupLink
    title: Multilingual
    text: Multilingual
    number: str
    when: str
    how: str
    voices: str
    standing: str
    standing_label: str
    condition: Multilingual
    review: str
    review_due: bool
    until: str
    certainty: str
    published: str
    item_id: int | None
    followed_on: str = ""


def resolution_address(uid: str) -> str:
    """The permanent address of a resolution."""
    return reverse("assembly:resolution", args=[uid])


def cards(
    viewer: Viewer, rows: Sequence[Resolution], followed: Mapping[int, str] | None = None
) -> list[ResolutionCard]:
    """The cards of resolutions that the viewer may see already, in their order."""
    groups = keepers(viewer, rows)
    replaced = replaced_among([row.pk for row in rows])
    today = date.today()
    return [
        _card(row, groups[row.group_id], row.pk in replaced, today, (followed or {}).get(row.pk, ""))
        for row in rows
        if row.group_id in groups
    ]


def _card(
    row: Resolution, group: GroupLink, is_replaced: bool, today: date, followed_on: str
) -> ResolutionCard:
    standing = standing_of(row, is_replaced, today)
    return ResolutionCard(
        id=row.pk,
        uid=row.uid,
        url=resolution_address(row.uid),
        group=group,
        title=row.title,
        text=row.text,
        number=row.number,
        when=date_words(row.decided_on),
        how=str(Resolution.How(row.how).label),
        voices=voices_words(row),
        standing=standing,
        standing_label=str(LABELS[standing]),
        condition=row.condition,
        review=date_words(row.review_on),
        review_due=bool(row.review_on) and latest(row.review_on) <= today,
        until=date_words(row.valid_until),
        certainty=row.certainty,
        published=published_in(row.source, row.decided_on),
        item_id=row.item_id,
        followed_on=date_words(followed_on),
    )


def published_in(source: Source | None, told: str) -> str:
    """The year in which a source was published that tells of a day; nothing where the page was dated before
    the day of which it tells, as pages are that somebody went on writing."""
    year = source.published[:4] if source else ""
    return year if year >= told[:4] else ""


def voices_words(row: Resolution) -> str:
    """The counts of a resolution in words: "7 for, 1 against, 2 abstained, no objection"."""
    counted = ((_("%(count)d for"), row.in_favour), (_("%(count)d against"), row.against),
               (_("%(count)d abstained"), row.abstained))  # fmt: skip
    parts = [words % {"count": count} for words, count in counted if count is not None]
    if row.objections is not None:
        parts.append(
            ngettext("%(count)d objection", "%(count)d objections", row.objections)
            % {"count": row.objections}
            if row.objections
            else _("no objection")
        )
    if row.counted_in and parts:
        parts.append(_("counted in %(unit)s") % {"unit": row.counted_in})
    return ", ".join(parts)


def voices_of(row: Resolution) -> int:
    """How many voices were counted in all."""
    return sum(count or 0 for count in (row.in_favour, row.against, row.abstained))


def followed_by(ids: Collection[int]) -> dict[int, str]:
    """When something that follows from these resolutions last happened in any room; absent for nothing."""
    found: dict[int, str] = {}
    for room in rooms():
        if room.follows is not None and ids:
            for pk, on in room.follows(sorted(ids)).items():
                found[pk] = max(on, found.get(pk, ""))
    return found
