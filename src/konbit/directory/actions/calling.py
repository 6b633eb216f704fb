"""Campaigns: a network's people ask its groups, one by one, whether what stands there is still true."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.personal import Personal
from konbit.directory.actions.writing import change_groups
from konbit.directory.models import Call, Campaign, Certainty, Group
from konbit.directory.queries.calls import campaign_for
from konbit.directory.queries.visible import seen_group
from konbit.people.audience import Viewer

CALL, CAMPAIGN = "directory.call", "directory.campaign"
LONGEST_NOTE = 500
LONGEST_NAME = 120


def open_campaign(viewer: Viewer, uid: str, name: str, since: date) -> int:
    """Open a campaign about the groups of a network that were last confirmed before a day, or never; returns
    its id. Raises `NotFound`, `NotAllowed`, and `Problem` for a group that is no network or a day to come."""
    network, sight = seen_group(viewer, uid)
    sight.must("moderate")
    if network.kind != Group.Kind.NETWORK:
        raise Problem(_("Only a network can call its groups."), remedy=_("Open the page of the network."))
    if since > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Take today or a day before."))
    with recording(viewer.actor, "open campaign") as batch:
        campaign = Campaign.objects.create(network=network, name=name.strip()[:200], since=since)
        after = {"group_id": network.pk, "name": campaign.name, "since": since.isoformat()}
        batch.changed(CAMPAIGN, campaign.pk, None, after)
    return campaign.pk


def close_campaign(viewer: Viewer, campaign_id: int) -> str:
    """End a campaign, whose calls stay; returns the uid of its network. Raises `NotFound`, `NotAllowed`."""
    campaign = campaign_for(viewer, campaign_id)
    with recording(viewer.actor, "close campaign") as batch:
        if Campaign.objects.filter(pk=campaign.pk, closed_at=None).update(closed_at=timezone.now()):
            batch.changed(CAMPAIGN, campaign.pk, {"open": True}, {"open": False})
    return campaign.network.uid


def note_call(
    viewer: Viewer, campaign_id: int, uid: str, outcome: str, behalf: str = "", note: str = ""
) -> str:
    """Note what came of asking a group; returns its name. "reached" confirms it: the group itself said so.

    The viewer typed it; `behalf` names who spoke to the group, where that was somebody else. What was said
    to be different, and that a group is no more, is for somebody to write in. Raises `NotFound`,
    `NotAllowed`, and `Problem` for a campaign that is over, a group outside it, an unknown outcome.
    """
    campaign = campaign_for(viewer, campaign_id)
    group, sight = seen_group(viewer, uid)
    sight.must("edit")
    if outcome not in Call.Outcome.values:
        raise Problem(_("What came of it?"), remedy=_("Press one of the buttons."))
    if campaign.closed_at:
        raise Problem(_("This call list is closed."), remedy=_("Open a new one."))
    if campaign.network_id not in sight.network_ids:
        raise Problem(
            _("%(group)s no longer belongs to the network.") % {"group": group.name},
            remedy=_("Leave it to those who look after it now."),
        )
    with recording(viewer.actor, "call") as batch:
        call = Call(campaign=campaign, group=group, outcome=outcome, behalf=behalf, note=note)
        _add_call(batch, viewer, call)
        if outcome == Call.Outcome.REACHED:
            wanted = {"confirmed_on": date.today().isoformat(), "certainty": Certainty.CONFIRMED.value}
            change_groups(batch, [(Group.objects.select_for_update().get(pk=group.pk), wanted)])
    return group.name


def _add_call(batch: Batch, viewer: Viewer, call: Call) -> None:
    call.by, call.at = viewer.actor, timezone.now()
    call.behalf, call.note = call.behalf.strip()[:LONGEST_NAME], call.note.strip()[:LONGEST_NOTE]
    call.save(force_insert=True)
    after = {
        "campaign_id": call.campaign_id,
        "group_id": call.group_id,
        "outcome": call.outcome,
        **{name: Personal(said) for name in ("behalf", "note") if (said := getattr(call, name))},
    }
    batch.changed(CALL, call.pk, None, after)
