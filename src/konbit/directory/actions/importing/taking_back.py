"""Taking back what an import brought in, and bringing it back after all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from django.utils import timezone

from konbit.chronicle.actions import recording
from konbit.chronicle.queries import made_by_acts
from konbit.directory.actions.claiming import shown_anew
from konbit.directory.actions.importing.runs import failing
from konbit.directory.actions.writing import GROUP, change_groups
from konbit.directory.draft import digest_of
from konbit.directory.models import Claim, Group, ImportRun
from konbit.directory.precedence import OWN
from konbit.directory.queries.claims import TAKEN_BACK

BATCH = 500

_Progress = Callable[[int], None]


def take_back(run: ImportRun, actor: str, progress: _Progress | None = None) -> int:
    """Remove the groups that a run added and that are still there. Returns how many.

    A group of which another list speaks too stays, and shows what is left. What others have written about
    them since is kept and comes back with them: by `bring_back`, or when the same rows are read again.
    """

    def removed(actor: str, ids: list[int]) -> int:
        moment = timezone.now().isoformat()
        groups = list(Group.objects.filter(pk__in=ids, removed_at=None))
        shared = _of_others(run, groups)
        with recording(actor, "remove") as batch, shown_anew(batch, shared):
            Claim.objects.filter(group__in=groups, source=run.source).update(digest=TAKEN_BACK)
            change_groups(batch, [(group, {"removed_at": moment}) for group in groups if group not in shared])
        return len(groups)

    return _in_batches(run, actor, removed, ImportRun.State.TAKEN_BACK, progress)


def bring_back(run: ImportRun, actor: str, progress: _Progress | None = None) -> int:
    """Bring back the groups that were taken back with their run. Returns how many."""

    def restored(actor: str, ids: list[int]) -> int:
        claims = list(Claim.objects.filter(group__in=ids, source=run.source, digest=TAKEN_BACK))
        groups = list(Group.objects.filter(pk__in=[claim.group_id for claim in claims]))
        for claim in claims:
            claim.digest = digest_of(claim.fields)
        with recording(actor, "restore") as batch, shown_anew(batch, _of_others(run, groups)):
            Claim.objects.bulk_update(claims, ["digest"])
            change_groups(batch, [(group, {"removed_at": None}) for group in groups])
        return len(groups)

    return _in_batches(run, actor, restored, ImportRun.State.DONE, progress)


def _of_others(run: ImportRun, groups: list[Group]) -> list[Group]:
    """Those of these groups of which other sources speak than the run's."""
    claims = Claim.objects.filter(group__in=groups).exclude(digest=TAKEN_BACK)
    others = claims.exclude(source=run.source).exclude(source__code=OWN)
    spoken_of = set(others.values_list("group", flat=True))
    return [group for group in groups if group.pk in spoken_of]


def _in_batches(
    run: ImportRun,
    actor: str,
    act: Callable[[str, list[int]], int],
    state: str,
    progress: _Progress | None,
) -> int:
    """Do something to all groups that a run added, some at a time, and leave the run in a state."""
    count = 0
    with failing(run):
        run.state = ImportRun.State.RUNNING
        run.save(update_fields=["state"])
        ids = _added_by(run)
        while some := list(islice(ids, BATCH)):
            count += act(actor, some)
            run.share = min(99, round(100 * count / max(run.added, 1)))
            run.save(update_fields=["share"])
            if progress:
                progress(count)
        run.state, run.share = state, 100
        run.save(update_fields=["state", "share"])
    return count


def _added_by(run: ImportRun) -> Iterator[int]:
    """The ids of the groups that a run added; its own act is told by its source and its time."""
    if run.source is None or run.started_at is None:
        return iter(())
    later = run.source.runs.filter(started_at__gt=run.started_at).order_by("started_at").first()
    until = later.started_at if later else None
    return iter(made_by_acts("import", run.source.code, GROUP, run.started_at, until))
