"""Bringing an edited export back: each row is the word of its bringer about one group."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed
from konbit.chronicle.actions import recording
from konbit.directory.actions.claiming import say_own
from konbit.directory.actions.importing.reading import (
    Reading,
    Summary,
    in_batches,
    open_reading,
)
from konbit.directory.actions.importing.rejecting import rejects_of
from konbit.directory.actions.importing.runs import failing, keep, reading_of
from konbit.directory.actions.importing.trying import SHOWN, Trial, note_troubles, told_parts
from konbit.directory.actions.writing import change_groups
from konbit.directory.draft import Draft, Trouble
from konbit.directory.drafted import in_town
from konbit.directory.duplicates import DuplicateWatch
from konbit.directory.formats import standard_csv
from konbit.directory.formats.reading import Row, Table
from konbit.directory.mapper import Mapper
from konbit.directory.models import Group, ImportRun
from konbit.directory.queries.claims import Speaking
from konbit.directory.queries.exporting import outward
from konbit.directory.queries.labels import term_labels
from konbit.directory.queries.towns import gazetteer, town_finder
from konbit.directory.queries.visible import sight_of
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.directory.round_trip import ID_HEADER, Edited, edited_cells
from konbit.directory.state import State, states_of
from konbit.people.audience import ANYONE, Viewer

Progress = Callable[[Summary, float], None]


Left = dict[str, Any]
"""An edited cell that is not taken: `row`, `column`, `name` and `uid` of the group."""


@dataclass
class Edits:
    """Some rows of an edited export by what comes of them."""

    changed: list[tuple[Group, State, State]] = field(default_factory=list)
    """The group, the parts as they become, the same parts as they are."""
    rejected: list[tuple[Row, Draft]] = field(default_factory=list)
    troubled: list[Draft] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def edits(viewer: Viewer, reading: Reading, table: Table, summary: Summary) -> Iterator[tuple[Edits, float]]:
    """The rows in batches, each compared with its group as it is now; counts into `summary`.

    A row is rejected when it names no group, one that the viewer may not edit, or one twice.
    """
    terms = KnownTerms()
    mapper = Mapper(reading.mapping, terms, gazetteer().country_bounds, town_finder())
    watch = DuplicateWatch()
    summary.notes += table.notes
    for rows in in_batches(table):
        drafts = [(row, watch.settle(mapper.draft(row))) for row in rows]
        yield _compare(viewer, table.headers, drafts, terms, summary), table.read_share()


def _compare(
    viewer: Viewer,
    headers: list[str],
    drafts: list[tuple[Row, Draft]],
    terms: KnownTerms,
    summary: Summary,
) -> Edits:
    uids = [draft.key for _, draft in drafts]
    groups = {group.uid: group for group in Group.objects.filter(uid__in=uids, removed_at=None)}
    states = states_of(groups.values())
    versions = [_exported(one, [group.pk for group in groups.values()]) for one in (ANYONE, viewer)]
    labels = term_labels().by_id
    place = partial(in_town, find_town=town_finder())
    result = Edits()
    for row, draft in drafts:
        summary.rows += 1
        group = groups.get(draft.key)
        reason = "" if draft.rejected else _why_not(viewer, group, draft)
        if reason:
            trouble = Trouble(row.number, ID_HEADER, reason, fatal=True)
            draft = replace(draft, troubles=(*draft.troubles, trouble))
        if draft.rejected or group is None:
            summary.rejected += 1
            result.rejected.append((row, draft))
            continue
        result.troubled += [draft] if draft.troubles else []
        state = states[group.pk]
        edited = edited_cells(row, headers, [one[group.uid] for one in versions if group.uid in one])
        told = Edited(row, draft, edited, state, terms.id, lambda pk: labels[pk].facet, place)
        result.left += [
            {"row": row.number, "column": column, "name": group.name, "uid": group.uid}
            for column in told.left_alone()
        ]
        parts = told.parts()
        if parts:
            summary.updated += 1
            result.changed.append((group, parts, {name: state[name] for name in parts}))
        else:
            summary.unchanged += 1
    return result


def _exported(viewer: Viewer, ids: list[int]) -> dict[str, dict[str, str]]:
    """The cells of these groups by uid and header, as an export would say them to this viewer now."""
    rows = standard_csv.table(outward(viewer, ids), lambda group: group.link.url)
    headers = next(rows)
    return {row[0]: dict(zip(headers, row, strict=True)) for row in rows}


def _why_not(viewer: Viewer, group: Group | None, draft: Draft) -> str:
    if draft.key_derived:
        return _("This row has no identifier. Bring new groups as a list of their own.")
    if group is None:
        return _("There is no group with this identifier here, or it was removed.")
    sight = sight_of(viewer, group)
    if not sight.sees(group.audience):
        return _("There is no group with this identifier here, or it was removed.")
    try:
        sight.must("edit")
    except NotAllowed as problem:
        return f"{problem.what} {problem.remedy}"
    return ""


def look_through_edits(viewer: Viewer, run: ImportRun, progress: Progress | None = None) -> None:
    """Compare an edited export with what is there and keep in its run what would change."""
    summary = Summary()
    trial: Trial = {
        "changed": [], "rejected": [], "troubles": [], "trouble_count": 0, "values": {}, "left": []
    }  # fmt: skip
    with failing(run):
        reading = reading_of(run)
        for some, share in edits(viewer, reading, open_reading(reading), summary):
            for group, parts, before in some.changed[: SHOWN - len(trial["changed"])]:
                told = {"name": group.name, "uid": group.uid, "parts": told_parts(before, parts)}
                trial["changed"].append(told)
            for draft in [*(draft for _row, draft in some.rejected), *some.troubled]:
                note_troubles(trial, draft)
            trial["left"] += some.left[: SHOWN - len(trial["left"])]
            if progress:
                progress(summary, share)
        run.trial = trial | {"counts": summary.as_dict(), "notes": summary.notes}
        keep(run, summary, 1.0, ImportRun.State.TRIED)


def bring_edits(viewer: Viewer, run: ImportRun, progress: Progress | None = None) -> Summary:
    """Write what an edited export changes, batch by batch; rows that may not be taken are kept apart."""
    summary = Summary()
    left: list[Left] = []
    with failing(run):
        run.started_at = run.started_at or timezone.now()
        reading, speaking = reading_of(run), Speaking()
        table = open_reading(reading)
        with rejects_of(run, table.headers) as rejects:
            for some, share in edits(viewer, reading, table, summary):
                with recording(viewer.actor, "edit") as batch:
                    for group, parts, _before in some.changed:
                        say_own(batch, group, parts, speaking)
                    change_groups(batch, [(group, parts) for group, parts, _before in some.changed])
                    keep(run, summary, share, ImportRun.State.RUNNING)
                for row, draft in some.rejected:
                    rejects.add(row, draft.troubles)
                left += some.left[: SHOWN - len(left)]
                if progress:
                    progress(summary, share)
        run.trial = {"left": left}
        keep(run, summary, 1.0, ImportRun.State.DONE)
    return summary
