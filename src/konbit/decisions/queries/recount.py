"""The package by which anybody recounts a vote, and whether it comes out."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.base.text import Multilingual
from konbit.decisions.models import Kind, Vote
from konbit.decisions.queries.ballot_files import ballot_files
from konbit.decisions.queries.methods import rules_of
from konbit.decisions.queries.votes import seen_vote
from konbit.decisions.recount_data import package_data
from konbit.decisions.recount_words import readme
from konbit.decisions.recounting import PACKED, SCRIPT, Recounted, recounted
from konbit.directory.queries.visible import Sight, visible_groups
from konbit.people.audience import Viewer

PATIENCE = 20.0
"""After so many seconds a recount on a page is given up."""

NEW_YEAR = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a package: the same vote gives the same bytes."""


@dataclass(frozen=True)
class RecountPage:
    """How a vote can be recounted. `names`: whether the reader's package tells who voted how, or who could.
    `done`: what came of recounting it just now."""

    uid: str
    title: Multilingual
    kind: str
    files: tuple[str, ...]
    names: bool
    is_anonymous: bool
    roll_hash: str
    result_hash: str
    seed: str
    may_recount: bool
    done: Recounted | None


def recount_page(viewer: Viewer, uid: str, now: bool = False) -> RecountPage:
    """The page of a vote that was counted; `now`: recounted just now. Raises `NotFound`, `Problem`."""
    vote, sight = _counted(viewer, uid)
    names = _sees_names(vote, sight)
    return RecountPage(
        uid=vote.uid, title=vote.title, kind=rules_of(vote).kind,
        files=tuple(_files(viewer, vote, "en", names)),
        names=names, is_anonymous=vote.secrecy == Vote.Secrecy.ANONYMOUS, roll_hash=vote.roll_hash,
        result_hash=vote.result_hash, seed=vote.seed, may_recount=viewer.is_someone,
        done=_recounted(viewer, vote, sight) if now else None,
    )  # fmt: skip


def recount_zip(viewer: Viewer, uid: str, language: str) -> bytes:
    """The package as a zip, with names only where the reader may see them. Raises as `recount_page` does."""
    vote, sight = _counted(viewer, uid)
    return _zipped(_files(viewer, vote, language, _sees_names(vote, sight)))


def recount_zip_to_pass_on(viewer: Viewer, uid: str, language: str) -> bytes:
    """The package as those get it who may see no names. Raises as `recount_page` does."""
    vote, _sight = _counted(viewer, uid)
    return _zipped(_files(viewer, vote, language, False))


def _counted(viewer: Viewer, uid: str) -> tuple[Vote, Sight]:
    vote, sight = seen_vote(viewer, uid)
    if vote.secrecy == Vote.Secrecy.HANDOFF:
        raise Problem(
            _("This vote was counted by Belenios."), vote.handoff, _("It is checked there."), status=409
        )
    if vote.state != Vote.State.CLOSED:
        raise Problem(
            _("This vote is not counted yet."), remedy=_("Come back when it is closed."), status=409
        )
    if rules_of(vote).kind == Kind.ADVICE:
        raise Problem(_("Nothing was counted here: people were heard."), remedy=_("Read what they said."))
    return vote, sight


def _sees_names(vote: Vote, sight: Sight) -> bool:
    """Who takes part sees who voted how in an open vote; of an anonymous one only who keeps the group sees
    who could vote."""
    return sight.may("take part" if vote.secrecy == Vote.Secrecy.OPEN else "edit")


def _files(viewer: Viewer, vote: Vote, language: str, names: bool) -> dict[str, str]:
    data = package_data(vote, with_numbers=names)
    if names:
        data["names"] = _names(viewer, vote)
    files = {f"{name}.json": _json(said) for name, said in data.items()}
    files |= ballot_files(vote, data, language)
    for name, script in PACKED.items():
        files[name] = SCRIPT.with_name(script).read_text(encoding="utf-8")
    return {"README.txt": readme(vote, language, list(files)), **files}


def _names(viewer: Viewer, vote: Vote) -> list[dict[str, Any]]:
    """Who stands behind the numbers; a group that the reader may not know of is not named."""
    lines = list(vote.roll.all())
    links = visible_groups(viewer, {one.group_id for one in lines if one.group_id})
    found = []
    for one in lines:
        link = links.get(one.group_id or 0)
        hidden = one.group_id is not None and link is None
        found.append(
            {
                "number": one.number,
                "name": "" if hidden else one.name,
                "group": link.name if link else "",
                "weight": one.weight,
            }
        )
    return found


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(name, NEW_YEAR), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _recounted(viewer: Viewer, vote: Vote, sight: Sight) -> Recounted:
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "recount.zip"
        package.write_bytes(_zipped(_files(viewer, vote, "en", _sees_names(vote, sight))))
        return recounted(package, PATIENCE)
