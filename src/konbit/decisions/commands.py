"""Budgets in a terminal: counted from a file, with every project explained. No database is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from konbit.base.command_line import AsJson, answer
from konbit.base.errors import Problem
from konbit.decisions.budget_data import certificate_as_data, money, outcome_as_data, threshold
from konbit.decisions.budget_rules import Asked, rules_of
from konbit.decisions.budget_words import amount, outcome_lines
from konbit.decisions.commands_count import count_
from konbit.decisions.commands_recount import recount_
from konbit.decisions.formats.pb import read
from konbit.decisions.formats.poll import Poll
from konbit.engines.shares import Election, Rules, certificate, explained, greedy, merged, share_out

app = typer.Typer()
app.command("count")(count_)
app.command("recount")(recount_)

RULES = ("equal-shares", "greedy")


@app.command("budget")
def budget(
    file: Annotated[Path, typer.Argument(help="A budget in the format of the Pabulib library (.pb).")],
    rule: Annotated[str, typer.Option(help="equal-shares, or greedy: the most votes first.")] = RULES[0],
    utility: Annotated[
        str, typer.Option(help="What a project is worth to its supporters: cost, cardinality or points.")
    ] = "cost",
    completion: Annotated[
        str, typer.Option(help="What happens with money left over: add1u, add1, u or none.")
    ] = "add1u",
    step: Annotated[
        str, typer.Option(help="By how much shares are raised at once: 1, or a part of a share: 0.1%.")
    ] = "1",
    ties: Annotated[
        str,
        typer.Option(help="Which of equals comes first: ids with commas, or lot:SEED; by id if not said."),
    ] = "",
    comparison: Annotated[
        bool, typer.Option("--comparison", help="Let the most votes decide if more voters prefer that.")
    ] = False,
    min_score: Annotated[int, typer.Option(help="The fewest votes, or points, that a project needs.")] = 0,
    incompatible: Annotated[
        list[str] | None, typer.Option(help="Ids of projects of which only one can be bought; repeat it.")
    ] = None,
    colleges: Annotated[str, typer.Option(help="The column of voters that says their college.")] = "",
    part: Annotated[
        list[str] | None, typer.Option(help="The part of a college's voters together: unions=40; repeat it.")
    ] = None,
    log: Annotated[Path | None, typer.Option(help="Write who paid how much, exactly, to this file.")] = None,
    language: Annotated[
        str, typer.Option(help="The language of the answer, such as fr; that of this instance if not said.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Tell what a budget buys by equal shares, and of every project why, or why not."""
    with _language(language):
        if rule not in RULES:
            raise Problem(
                _("“%(said)s” is not known here.") % {"said": rule},
                "--rule",
                _("Write one of: %(known)s.") % {"known": ", ".join(RULES)},
            )
        poll = read(file)
        asked = Asked(
            utility,
            completion,
            step,
            ties,
            comparison,
            min_score,
            tuple(incompatible or ()),
            colleges,
            tuple(part or ()),
        )
        election, rules, names = rules_of(poll, asked)
        if rule == "greedy":
            _by_votes(poll, election, rules, as_json)
            return
        outcome = share_out(election, rules)
        told = explained(outcome)
        if log is not None:
            _write(log, certificate_as_data(poll, certificate(outcome)))
        answer(
            as_json,
            outcome_as_data(poll, outcome, told, names) if as_json else {},
            *(() if as_json else outcome_lines(poll, outcome, told, names)),
        )


def _by_votes(poll: Poll, election: Election, rules: Rules, as_json: bool) -> None:
    """The same by the most votes for the money first, whatever fits."""
    groups = merged(election, rules)
    winners = greedy(groups)
    spent = sum(poll.costs[project] for project in winners)
    data = {
        "winners": [poll.ids[project] for project in winners],
        "spent": money(poll, spent),
        "budget": money(poll, poll.budget),
        "left": money(poll, poll.budget - spent),
        "rounds": [],
        "support": {},
        "scores": dict(zip(poll.ids, groups.score, strict=True)),
        "rule": "greedy",
        "utility": rules.utility,
        "ties": [poll.ids[project] for project in rules.ties],
        "threshold": threshold(poll, groups.score),
        "notes": [{"line": note.line, "what": note.what} for note in poll.notes],
    }
    lines = [
        _("Bought: %(many)s projects for %(spent)s. Left: %(left)s of %(budget)s.")
        % {
            "many": len(winners),
            "spent": amount(poll, spent),
            "left": amount(poll, poll.budget - spent),
            "budget": amount(poll, poll.budget),
        }
    ]
    ordered = [*winners, *(project for project in range(len(poll.ids)) if project not in set(winners))]
    for place, project in enumerate(ordered, 1):
        said = _("%(name)s (%(id)s), cost %(cost)s, %(supporters)s supporters") % {
            "name": poll.names[project],
            "id": poll.ids[project],
            "cost": amount(poll, poll.costs[project]),
            "supporters": groups.sides[project].heads,
        }
        lines.append(f"{place}. {said}" if place <= len(winners) else f"–  {said}")
    answer(as_json, data, *lines)


def _write(path: Path, data: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise Problem(
            _("This file cannot be written: %(error)s") % {"error": error.strerror},
            str(path),
            _("Check its name and folder."),
        ) from error


def _language(code: str) -> Any:
    known = [one for one, _name in settings.LANGUAGES]
    if code and code.lower() not in known:
        raise Problem(
            _("Konbit does not speak this language."),
            code,
            _("It speaks: %(codes)s.") % {"codes": ", ".join(known)},
        )
    return translation.override(code.lower() or settings.LANGUAGE_CODE)
