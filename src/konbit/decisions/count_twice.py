"""Counting an election by two ways that share nothing: there is no answer where they differ."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.count_rules import Method
from konbit.engines.count import Approved, Count, Election, approve, count, verify, verify_approved


def counted(method: Method, election: Election) -> Count | Approved:
    """The count, counted again by the second way. Raises Unfit, Impossible, Undecided, and Problem."""
    done: Count | Approved
    if method == "approval":
        done = approve(election)
        flaws = verify_approved(election, done)
    else:
        done = count(election, method)
        flaws = verify(election, done)
    if flaws:
        raise Problem(
            _("Counted by two ways, it does not come out alike."),
            ", ".join(f"{flaw.code} {flaw.stage} {flaw.about}" for flaw in flaws[:5]),
            _("This is a fault of Konbit. Do not use the result; report it with these files."),
        )
    return done
