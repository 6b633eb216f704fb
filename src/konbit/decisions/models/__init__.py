"""Tables of the decisions room: methods, votes, rolls and ballots, gatherings, budgets."""

from konbit.decisions.models.budgets import Area, Budget, OfBudget, Plenary, Project, Wanted, Work
from konbit.decisions.models.casting import Link, Urn
from konbit.decisions.models.gatherings import Gathering, Point
from konbit.decisions.models.rolls import Ballot, Channel, Entitled, Participation, Proxy, Sheet
from konbit.decisions.models.votes import College, Heard, Kind, Limit, Method, OfVote, Option, Unit, Vote

__all__ = [
    "Area", "Ballot", "Budget", "Channel", "College", "Entitled", "Gathering", "Heard", "Kind", "Limit",
    "Link", "Method", "OfBudget", "OfVote", "Option", "Participation", "Plenary", "Point", "Project", "Proxy",
    "Sheet", "Unit", "Urn", "Vote", "Wanted", "Work",
]  # fmt: skip
