"""Answering what was suggested: taken up, or not for us, with the reason."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import in_language, with_words
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.rows import add, change
from konbit.directory.models import Group
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import sight_of, visible_groups
from konbit.federation.models import Interest
from konbit.federation.queries.interests import may_answer, may_not_answer, one_pair
from konbit.people.audience import Audience, Viewer

SUGGESTER = "pair"
"""An answer is about the pair, with all that was found between the two."""


def answer(
    viewer: Viewer, network_uid: str, uids: tuple[str, str], state: str, language: str, reason: str
) -> Interest:
    """Answer what two members (uids) of a network may have in common; a later answer takes the place of an
    earlier one. Raises `NotFound`, `NotAllowed`, and `Problem` for a pair of which nothing is known."""
    if state not in Interest.State.values:
        raise Problem(_("It is not said what you answer."), remedy=_("Choose one of the two."))
    asked = one_pair(viewer, network_uid, uids)
    with recording(viewer.actor, "answer a shared interest") as batch:
        Group.objects.select_for_update().get(pk=asked.network.pk)  # whoever answers at once waits here
        row = Interest.objects.filter(group=asked.network, one=asked.one.id, other=asked.other.id).first()
        if row is None and not asked.reasons:
            raise Problem(
                _("These two have nothing in common any more, as recorded here."),
                remedy=_("Go back to the list."),
                status=409,
            )
        found = {language: " ".join(asked.reasons)} if asked.reasons else {}
        if row is None:
            row = Interest(
                group=asked.network, one_id=asked.one.id, other_id=asked.other.id, suggester=SUGGESTER,
                found=found, state=state, reason=with_words({}, language, reason), by=viewer.actor,
                audience=Audience.GROUP,
            )  # fmt: skip
            add(batch, row)
            return row
        said = in_language(row, language, {"reason": reason})
        change(batch, row, state=state, found=found or row.found, removed_at=None, **said)
    return row


def withdraw(viewer: Viewer, uid: str) -> Interest:
    """Take an answer back: the pair is suggested again, as long as it has something in common. Raises
    `NotFound`, `NotAllowed`."""
    row = Interest.objects.select_related("group", "one", "other").filter(uid=uid, removed_at=None).first()
    if (
        row is None
        or {row.one_id, row.other_id, row.group_id}
        - visible_groups(viewer, [row.one_id, row.other_id, row.group_id]).keys()
    ):
        raise gone()
    if not may_answer(viewer, sight_of(viewer, row.group), [row.one, row.other]):
        raise may_not_answer()
    with recording(viewer.actor, "take an answer back") as batch:
        change(batch, row, removed_at=timezone.now())
    return row
