"""The rules of a budget as they are typed: steps, ties, colleges, incompatible projects."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.decisions.formats.numbers import NotNumber, digits
from konbit.decisions.formats.poll import Poll
from konbit.engines.panel import lot
from konbit.engines.shares import COMPLETIONS, UTILITIES, Completion, Election, Rules, Utility, Votes

LOT = "lot:"


@dataclass(frozen=True)
class Asked:
    """What was typed; see the options of `konbit budget`."""

    utility: str = "cost"
    completion: str = "add1u"
    step: str = "1"
    ties: str = ""
    comparison: bool = False
    min_score: int = 0
    incompatible: tuple[str, ...] = ()
    colleges: str = ""
    parts: tuple[str, ...] = ()


def rules_of(poll: Poll, asked: Asked) -> tuple[Election, Rules, tuple[str, ...]]:
    """What is counted, by which rules, and the names of colleges. Raises Problem for what does not fit."""
    votes, parts, names = _colleges(poll, asked)
    if asked.utility == "points" and votes.points is None:
        raise Problem(
            _("These ballots give no points."), "--utility points", _("Take cost or cardinality instead.")
        )
    rules = Rules(
        utility=_utility(asked.utility),
        completion=_completion(asked.completion),
        step=_step(poll, asked.step),
        comparison=asked.comparison,
        least_score=max(0, asked.min_score) * 10 ** (poll.point_places if asked.utility == "points" else 0),
        incompatible=tuple(_together(poll, one) for one in asked.incompatible),
        ties=_ties(poll, asked.ties),
        parts=parts,
    )
    return replace(poll.election, votes=votes), rules, names


def _utility(said: str) -> Utility:
    for known in UTILITIES:
        if said == known:
            return known
    raise _unknown("--utility", said, UTILITIES)


def _completion(said: str) -> Completion:
    for known in COMPLETIONS:
        if said == known:
            return known
    raise _unknown("--completion", said, COMPLETIONS)


def _unknown(option: str, said: str, known: tuple[str, ...]) -> Problem:
    return Problem(
        _("“%(said)s” is not known here.") % {"said": said},
        option,
        _("Write one of: %(known)s.") % {"known": ", ".join(known)},
    )


def _step(poll: Poll, said: str) -> int:
    """A step in smallest units: an amount, or a part of a share, rounded down, of 1 at least."""
    try:
        number, places = digits(said.removesuffix("%"))
        if said.endswith("%"):
            step = poll.budget * number // (10 ** (places + 2) * max(len(poll.votes), 1))
            step = max(1, step) if number > 0 else 0
        else:
            step = number * 10**poll.places // 10**places if places <= poll.places else 0
    except NotNumber:
        step = 0
    if step < 1:
        raise Problem(
            _("A step of “%(said)s” cannot be taken.") % {"said": said},
            "--step",
            _("Write an amount such as 1, in units that the file uses, or a part of a share such as 0.1%."),
        )
    return step


def _ties(poll: Poll, said: str) -> tuple[int, ...]:
    """The order in which equal projects win: as written, the rest by id; or by a lot from a public seed."""
    by_id = sorted(range(len(poll.ids)), key=poll.ids.__getitem__)
    if said.startswith(LOT):
        return tuple(sorted(by_id, key=lambda project: lot(said.removeprefix(LOT), poll.ids[project])))
    first = [_project(poll, one.strip(), "--ties") for one in said.split(",") if one.strip()]
    if len(set(first)) < len(first):
        raise Problem(_("A project is named twice."), "--ties", _("Name it once."))
    return (*first, *(project for project in by_id if project not in set(first)))


def _together(poll: Poll, said: str) -> tuple[int, ...]:
    found = tuple(_project(poll, one.strip(), "--incompatible") for one in said.split(",") if one.strip())
    if len(set(found)) < 2:
        raise Problem(
            _("“%(said)s” does not name two projects.") % {"said": said},
            "--incompatible",
            _("Write two ids or more, with commas between them."),
        )
    return found


def _project(poll: Poll, key: str, option: str) -> int:
    try:
        return poll.ids.index(key)
    except ValueError:
        raise Problem(
            _("There is no project “%(key)s”.") % {"key": key}, option, _("Write ids as the file does.")
        ) from None


def _colleges(poll: Poll, asked: Asked) -> tuple[Votes, tuple[int, ...], tuple[str, ...]]:
    """Votes with their colleges, the parts of these, and their names."""
    if not asked.colleges and not asked.parts:
        return poll.votes, (), ()
    column = asked.colleges.strip().lower()
    if column not in poll.voters or not asked.parts:
        raise Problem(
            _("Colleges need a column of the voters, and the part of each."),
            "--colleges, --part",
            _("Write for example: --colleges college --part unions=40 --part coops=60"),
        )
    parts: dict[str, int] = {}
    for said in asked.parts:
        name, _equals, part = said.rpartition("=")
        if not (part.isascii() and part.isdigit() and int(part[:9]) > 0 and len(part) < 10) or not name:
            raise Problem(
                _("“%(said)s” is no part of a college.") % {"said": said},
                "--part",
                _("Write its name, an equals sign and a whole number: unions=40."),
            )
        parts[name.strip()] = int(part)
    names = sorted(parts)
    number = {name: place for place, name in enumerate(names)}
    cells = [cell.strip() for cell in poll.voters[column]]
    for cell in cells:
        if cell not in number:
            raise Problem(
                _("Somebody voted in the college “%(name)s”, which has no part.") % {"name": cell},
                "--part",
                _("Say the part of every college."),
            )
    for name in names:
        if name not in set(cells):
            raise Problem(
                _("Nobody voted in the college “%(name)s”.") % {"name": name},
                "--part",
                _("Decide who has its part now, and leave it out."),
            )
    college = np.array([number[cell] for cell in cells], np.int64)
    return replace(poll.votes, college=college), tuple(parts[name] for name in names), tuple(names)
