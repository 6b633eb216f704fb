"""When a new edition looks wrong: nothing is written until a person has looked."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.actions.syncing.looking import Look

EMPTY, RENUMBERED, SHRUNK = "empty", "renumbered", "shrunk"
FEW = 10
"""Of so few groups three may well go at once."""


def doubt(look: Look) -> str:
    """Why an edition is not to be believed without asking: one of the three words above, or nothing.

    Empty: it holds no group at all. Renumbered: at least half of the groups are missing, and about as many
    others came. Shrunk: of more than ten groups at least 30 percent are missing.
    """
    gone = len(look.gone)
    if look.known and look.rows == look.rejected:
        return EMPTY
    if gone > 2 and gone * 2 >= look.known and look.new * 2 >= gone:
        return RENUMBERED
    if look.known > FEW and gone * 10 >= look.known * 3:
        return SHRUNK
    return ""


def never(_look: Look) -> str:
    """No doubt: somebody has looked and said to go on."""
    return ""


def doubt_words(why: str, counts: Mapping[str, int]) -> str:
    """A doubt in plain words. `counts` are those of an `Outcome`, with `known` and `missed`."""
    said = {"gone": counts["missed"], "known": counts["known"], "added": counts["added"]}
    if why == EMPTY:
        return _("There is no group in this edition that can be read; the one before had %(known)s.") % said
    if why == RENUMBERED:
        return (
            _(
                "%(gone)s of %(known)s groups are missing, and %(added)s others came: their identifiers may "
                "have changed, or this is another list."
            )
            % said
        )
    return _("%(gone)s of %(known)s groups are missing in this edition: it may be cut off.") % said


def stop(why: str, counts: Mapping[str, int], where: str) -> Problem:
    """The problem that tells of a doubt where there is nobody to press a button."""
    return Problem(
        doubt_words(why, counts),
        where,
        _("Nothing was written. Look at the file. If it is right, say so: --even-so."),
        status=409,
    )
