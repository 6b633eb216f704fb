"""A budget as a file of the Pabulib library (`.pb`)."""

from __future__ import annotations

import csv
import io

from konbit.decisions.formats.poll import Columns, Poll


def write(poll: Poll) -> str:
    """The file: what it held when it was read, each cell quoted where it has to be, with decimal points."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    numbers = {"num_projects": str(len(poll.ids)), "num_votes": str(len(poll.votes))}
    money = {"budget": f"{poll.amount(poll.budget):f}"}
    rows.writerow(["META"])
    rows.writerow(["key", "value"])
    rows.writerows((poll.meta | numbers | money).items())
    rows.writerow(["PROJECTS"])
    costs = [f"{poll.amount(cost):f}" for cost in poll.costs]
    _table(rows, poll.projects | {"project_id": list(poll.ids), "cost": costs}, "project_id")
    rows.writerow(["VOTES"])
    votes = [",".join(poll.ids[project] for project in ballot) for ballot in poll.ballots()]
    _table(rows, poll.voters | {"vote": votes}, "voter_id")
    return out.getvalue()


def _table(rows: object, columns: Columns, first: str) -> None:
    headers = [first, *(header for header in columns if header != first)]
    rows.writerow(headers)  # type: ignore[attr-defined]
    rows.writerows(zip(*(columns[header] for header in headers), strict=True))  # type: ignore[attr-defined]
