"""Saying what a group gives, uses or lacks of the support functions; the group that is named answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import group_named
from konbit.base.errors import NotAllowed, Problem
from konbit.base.period import earliest, latest
from konbit.base.text import in_language
from konbit.chronicle.actions import recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.ties import answers_for
from konbit.directory.queries.visible import seen_group, sight_of, visible_groups
from konbit.federation.models import Support
from konbit.federation.support_words import TIE
from konbit.people.audience import Audience, Viewer

_MATTERS = ("does", "function", "other_id", "territory", "valid_from", "valid_until")
"""Where one of these changes, the other group is asked anew."""


@dataclass(frozen=True)
class SupportDraft:
    """What somebody writes, in one language. `functions`: their codes. `other`: the name, or the address, of
    the group to which it is given or from which it comes. Dates are partial."""

    language: str
    does: str
    functions: tuple[str, ...]
    other: str = ""
    territory: str = ""
    what: str = ""
    valid_from: str = ""
    valid_until: str = ""
    audience: str = Audience.PUBLIC


def say_supports(viewer: Viewer, group: str, draft: SupportDraft, key: uuid.UUID) -> list[Support]:
    """A group (uid) says of one or several functions that it gives, uses or lacks them: one row for each.

    The same key again gives what stands. Raises `Problem`, `NotAllowed`, `NotFound`.
    """
    keeper, sight = seen_group(viewer, group)
    sight.must("take part")
    columns = _columns(viewer, keeper, draft)
    with recording(viewer.actor, "say supports") as batch:

        def said(function: str, key: uuid.UUID) -> Support:
            row = Support(
                key=key, group=keeper, function=function, by=viewer.actor, **columns,
                **in_language(Support(), draft.language, {"what": draft.what}),
            )  # fmt: skip
            add(batch, row)
            return row

        rows = []
        for function in dict.fromkeys(draft.functions):
            own = uuid.uuid5(key, function)
            rows.append(once(Support, own, lambda of=function, own=own: said(of, own)))  # type: ignore[misc]
    return rows


def write_support(viewer: Viewer, uid: str, draft: SupportDraft) -> Support:
    """Say it differently, for one function. What matters to the group that is named asks it anew.

    Raises as `say_supports` does.
    """
    row, sight = seen_thing(viewer, Support, uid)
    sight.must("edit")
    if len(draft.functions) != 1:
        raise Problem(
            _("Here it is about one function."), remedy=_("Choose one; add the others on their own.")
        )
    columns = {**_columns(viewer, row.group, draft), "function": draft.functions[0]}
    if not draft.other.strip() and row.other_id and not visible_groups(viewer, [row.other_id]):
        columns["other"] = row.other  # who cannot see it cannot mean to take it out
    before = {name: getattr(row, name) for name in _MATTERS}
    after = {**columns, "other_id": columns["other"].pk if columns["other"] else None}
    if any(after[name] != before[name] for name in _MATTERS):
        columns |= {"answer": Support.Answer.OPEN.value, "answered_on": ""}
    with recording(viewer.actor, "write support") as batch:
        change(batch, row, **columns, **in_language(row, draft.language, {"what": draft.what}))
    return row


def end_support(viewer: Viewer, uid: str, on: str) -> Support:
    """Say that it is over since a partial date. Raises `Problem`, `NotAllowed`, `NotFound`."""
    row, sight = seen_thing(viewer, Support, uid)
    sight.must("edit")
    must_follow(row.valid_from, on)
    if on and earliest(on) > date.today():
        raise Problem(_("This day is still to come."), remedy=_("Write the day on which it ended."))
    with recording(viewer.actor, "end support") as batch:
        change(batch, row, valid_until=on or date.today().isoformat())
    return row


def remove_support(viewer: Viewer, uid: str) -> Support:
    """Take away what should not stand there. Raises `NotAllowed`, `NotFound`."""
    row, sight = seen_thing(viewer, Support, uid)
    sight.must("edit")
    with recording(viewer.actor, "remove support") as batch:
        change(batch, row, removed_at=timezone.now())
    return row


def answer_support(viewer: Viewer, uid: str, answer: str) -> Support:
    """The people of the group that is named say whether it is so, or open the question again.

    Raises `Problem` for another answer or where nobody is named, `NotAllowed`, `NotFound`.
    """
    row, _sight = seen_thing(viewer, Support, uid)
    if answer not in Support.Answer.values:
        raise Problem(_("There is no such answer."), remedy=_("Say that it is so, or that it is not."))
    if row.other is None:
        raise Problem(_("No other group is named here."), remedy=_("There is nothing to answer."))
    if not answers_for(TIE, sight_of(viewer, row.other), outward=False):
        raise NotAllowed(
            _("You may not do this."), remedy=_("The stewards and editors of the group that is named can.")
        )
    on = "" if answer == Support.Answer.OPEN else date.today().isoformat()
    with recording(viewer.actor, "answer support") as batch:
        change(batch, row, answer=answer, answered_on=on)
    return row


def must_follow(start: str, until: str) -> None:
    """Raise `Problem` where a period (partial dates) would end before it begins."""
    if start and until and latest(until) < earliest(start):
        raise Problem(_("This period ends before it begins."), remedy=_("Correct one of the two dates."))


def _columns(viewer: Viewer, keeper: Group, draft: SupportDraft) -> dict[str, Any]:
    """The columns that every function of a draft shares; all of it is looked at first."""
    known: set[str] = set(Support.Function.values)
    if not draft.functions or not known.issuperset(draft.functions):
        raise Problem(_("No support is chosen."), remedy=_("Tick one or several."))
    if draft.does not in Support.Does.values:
        raise Problem(_("It is not said what you do."), remedy=_("Choose: gives, uses or lacks."))
    must_follow(draft.valid_from, draft.valid_until)
    other = _other(viewer, keeper, draft)
    return {
        "does": draft.does, "other": other, "territory": " ".join(draft.territory.split()),
        "valid_from": draft.valid_from, "valid_until": draft.valid_until, "audience": draft.audience,
    }  # fmt: skip


def _other(viewer: Viewer, keeper: Group, draft: SupportDraft) -> Group | None:
    uid = group_named(viewer, draft.other)
    if not uid:
        return None
    if draft.does == Support.Does.LACKS:
        raise Problem(
            _("What you lack nobody gives you."),
            remedy=_("Leave the other group empty, or say that you use it."),
        )
    other, _sight = seen_group(viewer, uid)
    if other.pk == keeper.pk:
        raise Problem(_("This is your own group."), remedy=_("Name the other group, or nobody."))
    return other
