"""Decisions: taken at a meeting, entered from old minutes, carried on, ended."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.assembly.actions.planning import today_or
from konbit.assembly.actions.reaching import minuted, part_of
from konbit.assembly.models import Endorsement, Item, Resolution
from konbit.base.errors import Problem
from konbit.base.period import earliest, latest
from konbit.base.text import Multilingual, short_enough, with_words
from konbit.chronicle.actions import recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import seen_group, visible_groups
from konbit.people.audience import Audience, Viewer

LONGEST_RESOLUTION, LONGEST_TITLE = 20_000, 300
MOST_VOICES = 2_000_000_000
MOST_ENDORSEMENTS = 200


@dataclass(frozen=True)
class Decision:
    """What was agreed, in one language. Counts are None where nobody counted; dates are partial dates.

    `replaces`: the uid of the resolution that does not hold any more because of this one.
    """

    text: str
    language: str
    title: str = ""
    state: str = Resolution.State.ADOPTED
    how: str = Resolution.How.CONSENT
    in_favour: int | None = None
    against: int | None = None
    abstained: int | None = None
    objections: int | None = None
    counted_in: str = ""
    decided_on: str = ""
    decided_by: str = ""
    number: str = ""
    condition: str = ""
    condition_by: str = ""
    review_on: str = ""
    valid_from: str = ""
    valid_until: str = ""
    proof: str = ""
    replaces: str = ""
    audience: str = ""


def decide(
    viewer: Viewer, uid: str, key: uuid.UUID, decision: Decision, item_id: int | None = None
) -> Resolution:
    """Write down what a meeting agreed. The same key again gives the resolution that stands.

    Raises `NotFound`, `NotAllowed`, `Problem` for what the words or dates lack. More voices than people are
    no error: paper may know more than the list of who is here; the page says so.
    """
    meeting = minuted(viewer, uid)
    item = part_of(meeting, Item, item_id)

    def make() -> Resolution:
        row = Resolution(
            group=meeting.group, audience=meeting.audience, meeting=meeting, item=item, key=key,
            by=viewer.actor, decided_on=decision.decided_on or today_or(meeting),
        )  # fmt: skip
        wanted = _columns(viewer, row, decision)
        wanted |= {"decided_on": row.decided_on, "audience": row.audience}
        for name, value in wanted.items():
            setattr(row, name, value)
        with recording(viewer.actor, "decide") as batch:
            rows.add(batch, row)
        return row

    return once(Resolution, key, make)


def enter_resolution(viewer: Viewer, group_uid: str, key: uuid.UUID, decision: Decision) -> Resolution:
    """Enter what a group agreed without a meeting here: from its old minutes, or by letter.

    Raises `NotFound`, `NotAllowed`, `Problem`; the same key again gives the resolution that stands.
    """
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")

    def make() -> Resolution:
        row = Resolution(group=group, key=key, by=viewer.actor)
        for name, value in _columns(viewer, row, decision).items():
            setattr(row, name, value)
        with recording(viewer.actor, "enter resolution") as batch:
            rows.add(batch, row)
        return row

    return once(Resolution, key, make)


def change_resolution(viewer: Viewer, uid: str, decision: Decision) -> Resolution:
    """Mend how a resolution is told, or say it in another language. Raises as `enter_resolution`."""
    row, sight = seen_thing(viewer, Resolution, uid)
    sight.must("edit")
    with recording(viewer.actor, "change resolution") as batch:
        rows.change(batch, row, **_columns(viewer, row, decision))
    return row


def settle_condition(viewer: Viewer, uid: str, state: str) -> Resolution:
    """Say whether the condition of a resolution is met: "met", "failed" or "waiting". Raises `NotFound`,
    `NotAllowed`, `Problem` for a resolution without condition."""
    row, sight = seen_thing(viewer, Resolution, uid)
    sight.must("edit")
    known = {one.value for one in Resolution.Condition} - {Resolution.Condition.NONE.value}
    if row.condition_state == Resolution.Condition.NONE or state not in known:
        raise Problem(
            _("This resolution has no condition."), remedy=_("Write the condition first."), status=422
        )
    with recording(viewer.actor, "settle condition") as batch:
        rows.change(batch, row, condition_state=state)
    return row


def withdraw(viewer: Viewer, uid: str) -> Resolution:
    """Say that a resolution was withdrawn; it stays in the register. Raises `NotFound`, `NotAllowed`."""
    row, sight = seen_thing(viewer, Resolution, uid)
    sight.must("edit")
    with recording(viewer.actor, "withdraw resolution") as batch:
        rows.change(batch, row, state=Resolution.State.WITHDRAWN.value)
    return row


def reviewed(viewer: Viewer, uid: str, next_on: str) -> Resolution:
    """Say that a resolution was looked at again and stays, until the next day of review (or none).

    Raises `NotFound`, `NotAllowed`.
    """
    row, sight = seen_thing(viewer, Resolution, uid)
    sight.must("edit")
    with recording(viewer.actor, "review resolution") as batch:
        rows.change(batch, row, review_on=next_on)
    return row


def endorse(viewer: Viewer, uid: str, said: str, note: str = "", language: str = "en") -> Endorsement:
    """Note who encouraged or supports a resolution: a group by its uid, or anybody by name; once each.

    Raises `NotFound`, `NotAllowed`, `Problem` for no name or too many.
    """
    row, sight = seen_thing(viewer, Resolution, uid)
    sight.must("edit")
    name = short_enough(said, 300)
    group = Group.objects.filter(uid=name, removed_at=None).values_list("pk", flat=True).first()
    known = group if group and visible_groups(viewer, [group]) else None
    wanted = {"group_id": known} if known else {"group_id": None, "name": name}
    stands = Endorsement.objects.filter(resolution=row, **wanted).first()
    if stands is not None:
        return stands
    if Endorsement.objects.filter(resolution=row).count() >= MOST_ENDORSEMENTS:
        raise Problem(_("So many names do not fit here."), remedy=_("Name their network."), status=422)
    words: Multilingual = with_words({}, language, note[:500])
    endorsement = Endorsement(resolution=row, note=words, **wanted)
    with recording(viewer.actor, "endorse") as batch:
        rows.add(batch, endorsement)
    return endorsement


def _columns(viewer: Viewer, row: Resolution, decision: Decision) -> dict[str, object]:
    text = short_enough(decision.text, LONGEST_RESOLUTION)
    _must_be_counts([decision.in_favour, decision.against, decision.abstained, decision.objections])
    _must_be_in_order(decision.valid_from, decision.valid_until)
    condition = with_words(row.condition, decision.language, decision.condition[:2000])
    none, waiting = Resolution.Condition.NONE.value, Resolution.Condition.WAITING.value
    standing = row.condition_state if row.condition_state != none else waiting
    title = decision.title.strip()[:LONGEST_TITLE] or first_words(text)
    return {
        "title": with_words(row.title, decision.language, title),
        "text": with_words(row.text, decision.language, text),
        "state": _known(decision.state, Resolution.State.values),
        "how": _known(decision.how, Resolution.How.values),
        "in_favour": decision.in_favour,
        "against": decision.against,
        "abstained": decision.abstained,
        "objections": decision.objections,
        "counted_in": decision.counted_in.strip()[:40],
        "decided_on": decision.decided_on or row.decided_on,
        "decided_by": decision.decided_by.strip()[:300],
        "number": decision.number.strip()[:40],
        "condition": condition,
        "condition_state": standing if condition else none,
        "condition_by": decision.condition_by,
        "review_on": decision.review_on,
        "valid_from": decision.valid_from,
        "valid_until": decision.valid_until,
        "proof": decision.proof.strip()[:500],
        "replaces": _replaced(viewer, row, decision.replaces),
        "audience": _known(decision.audience or row.audience, Audience.values),
    }


def _replaced(viewer: Viewer, row: Resolution, uid: str) -> Resolution | None:
    """The resolution that this one replaces: one the viewer sees, never itself or one that follows it."""
    said = uid.strip().rstrip("/").rsplit("/", 1)[-1]
    if not said:
        return None
    replaced, _sight = seen_thing(viewer, Resolution, said)
    above: Resolution | None = replaced
    for _step in range(100):
        if above is None:
            return replaced
        if above.pk == row.pk:
            break
        above = above.replaces
    raise Problem(
        _("A resolution cannot replace itself, not even by way of others."),
        remedy=_("Choose an older one."),
        status=422,
    )


def first_words(text: str, most: int = 120) -> str:
    """The first sentence of a text, or as many of its words as a title bears."""
    sentence = re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0]
    return sentence if len(sentence) <= most else sentence[:most].rsplit(" ", 1)[0] + "…"


def _known(said: str, known: Sequence[str]) -> str:
    if said not in known:
        raise Problem(_("Konbit does not know what is meant."), said[:40], _("Choose again."), status=422)
    return str(said)


def _must_be_counts(counts: Sequence[int | None]) -> None:
    if any(count is not None and not 0 <= count <= MOST_VOICES for count in counts):
        raise Problem(_("Voices are counted from 0 up."), remedy=_("Look at the numbers again."), status=422)


def _must_be_in_order(since: str, until: str) -> None:
    if since and until and latest(until) < earliest(since):
        raise Problem(_("It ends before it begins."), remedy=_("Look at both days again."), status=422)
