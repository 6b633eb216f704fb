"""A set-off as data, for programs and for whoever wants to add it up again; and read back from there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.engines.clearing import Certificate, Clearing, Debts, Terms, loops


def as_data(clearing: Clearing, with_loops: bool) -> dict[str, Any]:
    """`obligations`, `total` and `cleared` as numbers; `set_off`, how much of which debt, by id or row;
    `certificate`, a number for each member and what nobody can clear more than; `solver`; `loops` if asked.
    """
    numbers = zip(map(str, clearing.debts.members), clearing.certificate.members, strict=True)
    data: dict[str, Any] = {
        "obligations": len(clearing.debts),
        "total": clearing.total,
        "cleared": clearing.cleared,
        "members": len(clearing.debts.members),
        "solver": clearing.solver,
        "oldest_first": clearing.terms.oldest_first,
        "set_off": {str(name): amount for name, amount in clearing.by_id().items()},
        "certificate": {"potentials": dict(numbers), "bound": clearing.cleared},
    }
    if with_loops:
        data["loops"] = [{"members": one.members, "amount": one.amount} for one in loops(clearing)]
    return data


def read_answer(path: Path, debts: Debts) -> Clearing:
    """The set-off of these debts that a file says, unchecked. Raises Problem where it says none, or speaks of
    debts and members that there are not."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        set_off, numbers = said["set_off"], said["certificate"]["potentials"]
        names = [str(debts.name(row)) for row in range(len(debts))]
        members = [str(member) for member in debts.members]
        unknown = sorted({*set_off} - {*names})[:1] or sorted({*numbers} ^ {*members})[:1]
        if unknown:
            raise Problem(
                _("“%(name)s” stands only in one of the two files.") % {"name": unknown[0]},
                path.name,
                _("Take the debts and the answer that belong together."),
            )
        amounts = [set_off.get(name, 0) for name in names]
        proof = [numbers[member] for member in members]
        if any(type(number) is not int or abs(number) >= 2**62 for number in (*amounts, *proof)):
            raise ValueError("whole numbers")
        return Clearing(
            debts,
            Terms(),
            np.array(amounts, np.int64),
            (),
            Certificate(tuple(proof), {}),
            str(said.get("solver", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(
            _("This file holds no answer of “konbit clear”."),
            str(path),
            _("Keep what “konbit clear … --json” printed in a file, and name that."),
        ) from error
