"""A process that votes and is killed in the middle, for the test of it.

Run as `python killed_while_voting.py VOTE NUMBER WRITES`: it votes for a line of the roll (its number), and
is killed once it has written so many rows.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import django


def main(vote_uid: str, number: str, writes: str) -> None:
    """Vote; do not come back."""
    django.setup()
    from django.db import connection, transaction

    from konbit.decisions.actions.casting import fitting, locked
    from konbit.decisions.actions.register import enter
    from konbit.decisions.ballots import Voice

    left = int(writes)

    def die_after(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        done = execute(sql, params, many, context)
        if sql.startswith("INSERT"):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
        return done

    with connection.execute_wrapper(die_after), transaction.atomic():
        vote = locked(vote_uid)
        line = vote.roll.get(number=number)
        enter(vote, line, fitting(vote, line, [Voice({"stance": "agree"})]), "web")


if __name__ == "__main__":
    main(*sys.argv[1:])
