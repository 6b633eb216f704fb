"""Adding a group, changing what it says of itself, and saying that it is still true."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import NotAllowed, Problem
from konbit.chronicle.actions import Batch, recording
from konbit.directory.actions.claiming import say_own
from konbit.directory.actions.roles import give
from konbit.directory.actions.rows import RELATION, add_row
from konbit.directory.actions.writing import add_groups, change_groups
from konbit.directory.models import Certainty, Group, RelationKind, Role
from konbit.directory.queries.editing import seen_parts, with_unseen
from konbit.directory.queries.versions import parts_changed_since
from konbit.directory.queries.visible import Sight, seen_group
from konbit.directory.state import State, states_of
from konbit.people.audience import EDITOR, ORGANISER, STEWARD, Viewer

VERB_OF_PART = {"audience": "steward"}
"""What one must be allowed to do to change a part of the state; any other part: "edit"."""


class Overtaken(Problem):
    """Somebody else saved the same parts meanwhile. `now` is what stands there, for both to be shown."""

    def __init__(self, now: State) -> None:
        self.now = now
        super().__init__(
            _("Somebody saved this while you were writing."),
            remedy=_("See both here. What you wrote is kept in the form: save again when it is right."),
            status=409,
        )


def add_group(viewer: Viewer, state: State, network_uid: str = "") -> Group:
    """Add a group by hand; whoever adds it becomes its steward. Raises `NotAllowed` for the unknown.

    Where a network is named, the group becomes its member: confirmed if the viewer looks after the network,
    else to be verified by those who do.
    """
    if not viewer.is_someone or viewer.person_id is None:
        raise NotAllowed(
            _("Only someone known here can add a group."), remedy=_("Sign in, or make an account first.")
        )
    with recording(viewer.actor, "add") as batch:
        group = add_groups(batch, [state])[0]
        say_own(batch, group, state)
        give(batch, group, viewer.person_id, viewer.actor, STEWARD)
        if group.kind == Group.Kind.NETWORK:
            give(batch, group, viewer.person_id, viewer.actor, ORGANISER)
        if network_uid:
            _join(batch, viewer, group, network_uid)
    return group


def _join(batch: Batch, viewer: Viewer, group: Group, network_uid: str) -> None:
    network, sight = seen_group(viewer, network_uid)
    certainty = Certainty.CONFIRMED if sight.may("moderate") else Certainty.TO_VERIFY
    now = timezone.now().isoformat()
    tie = {
        "subject_id": group.pk,
        "kind": RelationKind.MEMBER_OF.value,
        "object_id": network.pk,
        "certainty": certainty.value,
        "confirmed_from": now,
        "confirmed_to": now if certainty == Certainty.CONFIRMED else None,
    }
    add_row(batch, RELATION, tie)


def edit_group(viewer: Viewer, uid: str, version: int, wanted: State) -> bool:
    """Give a group these parts, as somebody wrote them who saw it at `version`. Returns whether any differed.

    Places and contacts that the viewer does not see stay as they are. Raises `Overtaken` where somebody
    else changed one of the parts since, `NotAllowed`, `NotFound`.
    """
    group, sight = seen_group(viewer, uid)
    for part in wanted:
        sight.must(VERB_OF_PART.get(part, "edit"))
    with recording(viewer.actor, "edit") as batch:
        Group.objects.select_for_update().get(pk=group.pk)
        now = states_of([group])[group.pk]
        wanted = with_unseen(sight, now, wanted)
        if parts_changed_since(group.pk, version) & set(wanted) and _differs(now, wanted):
            raise Overtaken(seen_parts(sight, {part: now[part] for part in wanted}))
        _let_stewards_organise(batch, sight, group, wanted)
        say_own(batch, group, wanted)
        return bool(change_groups(batch, [(group, wanted)]))


def _differs(now: State, wanted: State) -> bool:
    return any(now[part] != value for part, value in wanted.items())


def _let_stewards_organise(batch: Batch, sight: Sight, group: Group, wanted: State) -> None:
    """A group that becomes a network has nobody who may organise it: its stewards do."""
    if wanted.get("kind", group.kind) != Group.Kind.NETWORK or group.kind == Group.Kind.NETWORK:
        return
    sight.must("steward")
    for role in Role.objects.filter(group=group, kind=STEWARD).select_related("person"):
        give(batch, group, role.person_id, role.person.opaque_id, ORGANISER)


def confirm_group(viewer: Viewer, uid: str) -> None:
    """Say that what stands there is still true, today. From the group itself it settles its certainty."""
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    wanted: State = {"confirmed_on": date.today().isoformat()}
    if viewer.holds(group.scope, STEWARD, EDITOR):
        wanted["certainty"] = Certainty.CONFIRMED.value
    with recording(viewer.actor, "confirm") as batch:
        change_groups(batch, [(group, wanted)])
