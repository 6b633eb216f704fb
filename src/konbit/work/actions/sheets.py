"""Sheets of a plan: kept for a day while somebody looks at what they would change, then taken."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer
from konbit.work.actions.activities import last_order, put, rewrite
from konbit.work.actions.plans import section_named
from konbit.work.formats.plan_columns import header_of
from konbit.work.hands import CONTRIBUTOR, RESPONSIBLE, Taker
from konbit.work.models import Activity, Hand, Plan, Section
from konbit.work.queries.activities import called_today, groups_named
from konbit.work.queries.trial import Draft, Trial, try_sheet
from konbit.work.queries.wording import takers_of

KEPT_FOR = 24 * 3600  # seconds
_SALT = "konbit.work.sheet"


def keep_sheet(viewer: Viewer, plan_uid: str, name: str, content: bytes) -> str:
    """Keep an uploaded file for a day. Returns what opens it again: for this person and this plan alone.

    Raises `NotFound`, `NotAllowed`, and `Problem` for an empty file.
    """
    _plan, sight = seen_thing(viewer, Plan, plan_uid)
    sight.must("edit")
    if not content:
        raise Problem(_("This file is empty."), name, _("Check that you chose the right file."), status=422)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    forget_sheets(older_than=KEPT_FOR)
    kept = f"{uuid.uuid4().hex}{'.xlsx' if content[:2] == b'PK' else '.csv'}"
    (folder / kept).write_bytes(content)
    return signing.dumps([kept, plan_uid, viewer.actor, name[:80]], salt=_SALT)


def forget_sheets(older_than: float = 0) -> int:
    """Delete the kept files that are older than this (seconds). Returns how many went."""
    gone = 0
    for path in _folder().glob("*"):
        if path.is_file() and time.time() - path.stat().st_mtime >= older_than:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _folder() -> Path:
    return Path(settings.KONBIT_HOME) / "sheets"


def sheet_path(viewer: Viewer, plan_uid: str, token: str) -> Path:
    """The kept file that a token opens. Raises `Problem` (404) for a wrong or too old one."""
    try:
        kept, uid, actor, _name = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        kept, uid, actor = "", "", ""
    path = _folder() / Path(kept).name
    if not kept or uid != plan_uid or actor != viewer.actor or not path.is_file():
        raise Problem(
            _("This sheet is not kept any more."),
            remedy=_("Bring it again: it is kept for a day."),
            status=404,
        )
    return path


def look_at_sheet(
    viewer: Viewer, plan_uid: str, token: str, wanted: Sequence[str] | None, language: str
) -> Trial:
    """What a kept sheet would change. Raises `NotFound`, `NotAllowed`, `Problem`."""
    plan, sight = seen_thing(viewer, Plan, plan_uid)
    sight.must("edit")
    return try_sheet(viewer, plan, sheet_path(viewer, plan_uid, token), wanted, language)


def take_sheet(
    viewer: Viewer, plan_uid: str, token: str, wanted: Sequence[str] | None, language: str, digest: str
) -> list[Activity]:
    """Take what a kept sheet changes, as one act. `digest`: of the trial that was looked at.

    Returns the activities made and changed. Raises `NotFound`, `NotAllowed`, and `Problem` (409) where the
    plan was changed since, so that nobody's change is overwritten unseen.
    """
    plan, sight = seen_thing(viewer, Plan, plan_uid)
    sight.must("edit")
    with recording(viewer.actor, "take sheet") as batch:
        trial = try_sheet(viewer, plan, sheet_path(viewer, plan_uid, token), wanted, language)
        if trial.digest != digest:
            raise Problem(
                _("The plan was changed since you looked."),
                remedy=_("Look at the differences once more, then take the sheet."),
                status=409,
            )
        return _take(batch, viewer, plan, [*trial.changed, *trial.new], language)


def _take(batch: Batch, viewer: Viewer, plan: Plan, drafts: Sequence[Draft], language: str) -> list[Activity]:
    known: dict[Any, Section] = {
        (one.parent_id, one.code, title): one
        for one in Section.objects.filter(plan=plan)
        for title in one.title.values()
    }
    names = {
        taker.name
        for draft in drafts
        for role in ("who", "contributors")
        for taker in draft.said.get(role, ())
    }
    groups = groups_named(viewer, plan.group_id, names)
    done: list[Activity] = []
    order = last_order(plan)
    for draft in drafts:
        said = {name: value for name, value in draft.said.items() if name not in ("who", "contributors")}
        if _section_changes(draft):
            section = section_named(batch, plan, draft.section or (), language, known)
            said["section_id"] = section.pk if section else None
        if "who" in draft.said or "contributors" in draft.said:
            said["takers"] = _takers(viewer, draft)
        if draft.activity is None:
            order += 1
            done.append(put(batch, plan, {**said, "code": draft.code}, groups=groups, order=order))
        else:
            rewrite(batch, viewer, draft.activity, said, groups)
            done.append(draft.activity)
    return done


def _section_changes(draft: Draft) -> bool:
    """Whether the row moves: a new one goes where it says, another only where its section differs."""
    moved = any(change.column == header_of("section") for change in draft.changes)
    return draft.section is not None and (draft.activity is None or moved)


def _takers(viewer: Viewer, draft: Draft) -> tuple[Taker, ...]:
    """The hands of both roles; a role of which the sheet has no column stays."""
    stands: tuple[Taker, ...] = ()
    if draft.activity is not None:
        hands = list(Hand.objects.filter(activity=draft.activity))
        stands = takers_of(hands, called_today(viewer, hands))
    responsible = draft.said.get("who", [one for one in stands if one.role == RESPONSIBLE])
    told = any(one.role == CONTRIBUTOR for one in responsible)
    helping = draft.said.get(
        "contributors", [] if told else [one for one in stands if one.role == CONTRIBUTOR]
    )
    return (*responsible, *helping)
