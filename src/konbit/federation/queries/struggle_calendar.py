"""Planned steps of struggles, and next steps with allies, as days of a calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.base.period import earliest, latest
from konbit.base.registry import CalendarEntry
from konbit.base.text import Multilingual, sentence
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changed_at
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import seen_things
from konbit.directory.queries.visible import visible_groups
from konbit.federation.models import Ally, Step, Struggle
from konbit.people.audience import Viewer
from konbit.people.rules import allows

PLANNED = (Step.Kind.STEP, Step.Kind.POSITION, Step.Kind.APPEAL)
A_DAY = 10  # letters of a partial date that names a day: what is known by its year has mostly been
_WORKED_AT = (Ally.Stage.THOUGHT_OF, Ally.Stage.ASKED, Ally.Stage.TALKING, Ally.Stage.AGREED)


def struggle_days(
    viewer: Viewer, groups: Collection[int], first: date, last: date
) -> Iterator[CalendarEntry]:
    """The days of these groups' struggles between two days; those of allies for whoever takes part."""
    rows = Struggle.objects.filter(group__in=groups, removed_at=None, state=Struggle.State.OPEN)
    seen = {one.pk: one for one in seen_things(viewer, rows)}
    if not seen:
        return
    yield from _steps(seen, first, last)
    networks = networks_of({one.group_id for one in seen.values()})
    own = {
        pk: one
        for pk, one in seen.items()
        if allows(
            viewer, "take part", f"group:{one.group_id}",
            [f"group:{network}" for network in networks[one.group_id]],
        )
    }  # fmt: skip
    if own:
        yield from _allies(viewer, own, first, last)


def _steps(seen: dict[int, Struggle], first: date, last: date) -> Iterator[CalendarEntry]:
    steps = [
        one
        for one in Step.objects.filter(struggle__in=seen, kind__in=PLANNED, on__gte=str(first.year))
        if len(one.on) == A_DAY and _falls(one.on, first, last)
    ]
    changes = changed_at(kind_of(Step), [one.pk for one in steps])
    language = get_language() or "en"
    for one in steps:
        struggle = seen[one.struggle_id]
        yield CalendarEntry(
            uid=f"step-{one.key}@konbit",
            title=f"{sentence(one.text, language)[:200]} – {sentence(struggle.title, language)}",
            begin=latest(one.on),
            end=latest(one.on),
            url=_address("federation:struggle", struggle.uid),
            changed_at=changes.get(one.pk, struggle.made_at),
        )


def _allies(viewer: Viewer, own: dict[int, Struggle], first: date, last: date) -> Iterator[CalendarEntry]:
    rows = Ally.objects.filter(struggle__in=own, stage__in=_WORKED_AT, next_on__gte=str(first.year))
    allies = [one for one in rows if _falls(one.next_on, first, last)]
    links = visible_groups(viewer, [one.group_id for one in allies if one.group_id])
    changes = changed_at(kind_of(Ally), [one.pk for one in allies])
    language = get_language() or "en"
    for one in allies:
        if one.group_id and one.group_id not in links:
            continue
        struggle = own[one.struggle_id]
        yield CalendarEntry(
            uid=f"ally-{struggle.uid}-{one.pk}@konbit",
            title=_title(
                one, links[one.group_id].name if one.group_id else one.name, struggle.title, language
            ),
            begin=latest(one.next_on),
            end=latest(one.next_on),
            url=_address("federation:allies", struggle.uid),
            changed_at=changes.get(one.pk, struggle.made_at),
        )


def _title(ally: Ally, name: str, struggle: Multilingual, language: str) -> str:
    step = ally.next_step or _("next step")
    return f"{name}: {step} – {sentence(struggle, language)}"


def _falls(on: str, first: date, last: date) -> bool:
    """Whether a day, or a last day of a month or year, falls between two days."""
    return bool(on) and latest(on) >= first and earliest(on) <= last


def _address(name: str, uid: str) -> str:
    return f"{settings.KONBIT_URL}{reverse(name, args=[uid])}"
