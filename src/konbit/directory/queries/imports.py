"""Imports as those who bring lists see them: where each stands, what it found, how its columns are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, NotFound
from konbit.base.locks import WORKING, is_held
from konbit.directory.models import Group, ImportRun, Source
from konbit.people.audience import ORGANISER, STEWARD, Viewer

SHOWN_RUNS = 30


@dataclass(frozen=True)
class NetworkChoice:
    """A network into which somebody may bring lists."""

    id: int
    uid: str
    name: str


def may_import(viewer: Viewer, network: int | None) -> bool:
    """Whether a viewer may bring a list into a network; into none, only who runs the instance."""
    scope = f"group:{network}"
    return viewer.is_operator or bool(network and viewer.holds(scope, ORGANISER, STEWARD))


def must_import(viewer: Viewer, network: int | None) -> None:
    """Raise NotAllowed unless the viewer may bring a list into a network."""
    if not may_import(viewer, network):
        raise NotAllowed(
            _("You may not bring a list into this network."),
            remedy=_("Ask an organiser of the network to do it, or to make you one."),
        )


def run_for(viewer: Viewer, run_id: int) -> ImportRun:
    """A run, for those who may bring lists into its network; an edited export for its bringer only.

    Raises NotFound for everybody else.
    """
    run = ImportRun.objects.select_related("source", "network").filter(pk=run_id).first()
    if run is not None:
        own = viewer.is_operator or (viewer.is_someone and run.by_id == viewer.person_id)
        if own if run.source is None else may_import(viewer, run.network_id):
            return run
    raise NotFound(_("There is no such import, or it is not yours."), remedy=_("Sign in first."))


def network_for_import(viewer: Viewer, uid: str) -> Group:
    """The network with this uid, for those who may bring lists into it. Raises NotFound, NotAllowed."""
    network = Group.objects.filter(uid=uid, kind=Group.Kind.NETWORK, removed_at=None).first()
    if network is None:
        raise NotFound(_("There is no such network."), remedy=_("Look for it by its name."))
    must_import(viewer, network.pk)
    return network


def networks_to_fill(viewer: Viewer) -> list[NetworkChoice]:
    """The networks into which the viewer may bring lists, by name; for an operator those that people here
    organise, not the ones that came with the example or with somebody's list."""
    networks = Group.objects.filter(kind=Group.Kind.NETWORK, removed_at=None)
    if viewer.is_operator:
        networks = networks.filter(roles__kind=ORGANISER).distinct()
    else:
        scopes = [scope for scope in viewer.roles if viewer.holds(scope, ORGANISER, STEWARD)]
        networks = networks.filter(pk__in=[int(scope.removeprefix("group:")) for scope in scopes])
    return [NetworkChoice(*row) for row in networks.order_by("name").values_list("pk", "uid", "name")]


def runs_for(viewer: Viewer, networks: Iterable[NetworkChoice]) -> list[ImportRun]:
    """The newest runs that the viewer may look into."""
    runs = ImportRun.objects.select_related("source", "network").order_by("-made_at")
    if not viewer.is_operator:
        own = runs.filter(source=None, by_id=viewer.person_id)
        runs = runs.filter(source__isnull=False, network__in=[one.id for one in networks]) | own
    return list(runs[:SHOWN_RUNS])


def same_file_before(viewer: Viewer, digest: str, source: str) -> ImportRun | None:
    """The newest import of the same content under another source (code) that the viewer may know of, if its
    groups were not taken back: brought again, they would stand here twice."""
    if not digest:
        return None
    done = ImportRun.objects.filter(digest=digest, state=ImportRun.State.DONE, source__isnull=False)
    runs = done.exclude(source__code=source).select_related("source").order_by("-started_at")
    return next((run for run in runs if may_import(viewer, run.network_id)), None)


def is_first(run: ImportRun) -> bool:
    """Whether a run brings the first list into its network."""
    if run.network is None:
        return False
    return not run.network.importrun_set.exclude(pk=run.pk).exclude(started_at=None).exists()


def run_lock(run: ImportRun) -> str:
    """The name of the lock that whoever works on a run holds."""
    return f"run {run.pk}"


def standing(run: ImportRun) -> str:
    """Where a run stands for whoever waits: "" when nothing is being done, "working", "queued", "nobody"
    when it waits and nobody works here, "stopped" when whoever worked on it is gone."""
    if run.state not in (ImportRun.State.WAITING, ImportRun.State.RUNNING):
        return ""
    if is_held(run_lock(run)):
        return "working"
    if run.state == ImportRun.State.RUNNING:
        return "stopped"
    return "queued" if is_held(WORKING) else "nobody"


def last_run(network: int) -> ImportRun | None:
    """The newest run that brought groups into a network."""
    runs = ImportRun.objects.filter(network=network, state=ImportRun.State.DONE)
    return runs.order_by("-started_at").first()


def open_run(network: int) -> ImportRun | None:
    """The newest list for a network that waits for somebody to go on with it."""
    done = (ImportRun.State.DONE, ImportRun.State.TAKEN_BACK)
    return ImportRun.objects.filter(network=network).exclude(state__in=done).order_by("-made_at").first()


def last_edition(source: Source) -> ImportRun | None:
    """The newest edition of a source that was read to its end, or that waits for somebody's word."""
    runs = ImportRun.objects.filter(source=source, state__in=(ImportRun.State.DONE, ImportRun.State.TRIED))
    return runs.order_by("-made_at").first()


def source_of_done(run_id: int) -> int | None:
    """The source (id) of a run whose rows were brought in to the end; None for any other."""
    jobs = (ImportRun.Job.READ, ImportRun.Job.SYNC)
    done = ImportRun.objects.filter(pk=run_id, job__in=jobs, state=ImportRun.State.DONE)
    return done.values_list("source", flat=True).first()
