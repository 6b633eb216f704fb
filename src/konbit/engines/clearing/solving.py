"""The greatest set-off of a network, by the solver that is there.

Solved is what *remains*: of the debts that lie on circles as little as possible is left, while everybody's
claims less debts stay as they are. That is a cheapest flow with the debts as room: M. Fleischman, P. Dini
(2021), 'Mathematical Foundations for Balancing the Payment System in the Trade Credit Market', Journal of
Risk and Financial Management 14 (9), 452. Whole numbers stay whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, get_args

import numpy as np

from .asked import Ints
from .augmenting import Augmenting
from .network import Network

Solver = Literal["pylmcf", "ortools", "plain"]
"""LEMON, by `pylmcf`; Google's OR-Tools; or plain Python."""

SOLVERS: tuple[Solver, ...] = get_args(Solver)

MOST_FOR_SIMPLEX = 300_000
"""With more arcs LEMON's cost scaling is faster than its network simplex."""


class NoSolver(ValueError):
    """This solver is not known, or not installed."""


@dataclass(frozen=True, eq=False)
class _Question:
    """A cheapest flow: supplies add up to 0, costs are 0 or more."""

    supply: Ints
    tail: Ints
    head: Ints
    cap: Ints
    cost: Ints


_Found = tuple[Ints, str, Ints | None]
"""The flow, the solver's name and version, and its potentials if it tells them."""


@dataclass(frozen=True, eq=False)
class Solved:
    """How much flows on each arc of the network, by which `solver` in which version. `hint`: numbers of the
    nodes from which the proof is near, None where the solver tells none."""

    flow: Ints
    solver: str
    hint: Ints | None


def solved(network: Network, solver: Solver | None = None) -> Solved:
    """The flow that is worth most. `solver`: the first that is installed if not said. Raises NoSolver."""
    chosen = solver or available()[0]
    if chosen not in SOLVERS:
        raise NoSolver(f"there is no solver {chosen!r}; write one of {', '.join(SOLVERS)}")
    if chosen not in available():
        raise NoSolver(f"{chosen} is not installed; install it, or leave the solver to Konbit")
    inside = np.flatnonzero(network.circular & (network.cap > 0))
    nodes, question = _question(network, inside)
    found, name, prices = _ASKED[chosen](question)
    flow = np.zeros(len(network.tail), np.int64)
    flow[inside] = np.where(network.worth[inside] > 0, question.cap - found, found)
    if prices is None:
        return Solved(flow, name, None)
    hint = np.zeros(network.nodes, np.int64)
    hint[nodes] = prices // network.scale
    return Solved(flow, name, hint)


def _question(network: Network, inside: Ints) -> tuple[Ints, _Question]:
    """The nodes that lie on circles, and what is asked about the arcs `inside`: how much of debts is left,
    and how much flows on all others the other way round."""
    tail, head, cap = (column[inside] for column in (network.tail, network.head, network.cap))
    wanted = network.worth[inside] > 0
    used = np.zeros(network.nodes, bool)
    used[tail] = used[head] = True
    place = np.cumsum(used) - 1
    tail, head = place[tail], place[head]
    supply = np.zeros(int(used.sum()), np.int64)
    np.add.at(supply, tail[wanted], cap[wanted])
    np.subtract.at(supply, head[wanted], cap[wanted])
    turned = np.where(wanted, tail, head), np.where(wanted, head, tail)
    return np.flatnonzero(used), _Question(supply, *turned, cap, np.abs(network.worth[inside]))


@cache
def available() -> tuple[Solver, ...]:
    """The solvers that are installed, the one that is taken by itself first."""
    return tuple(one for one in SOLVERS if one == "plain" or _version(one))


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _by_pylmcf(asked: _Question) -> _Found:
    from pylmcf.pylmcf_cpp import lmcf, lmcf_cost_scaling

    simplex = len(asked.tail) <= MOST_FOR_SIMPLEX
    name = f"pylmcf {_version('pylmcf')}, {'network simplex' if simplex else 'cost scaling'}"
    if not len(asked.tail):
        return asked.cap, name, None
    find = lmcf if simplex else lmcf_cost_scaling
    columns = (asked.supply, asked.tail, asked.head, asked.cap, asked.cost)
    found, prices = find(
        *(np.ascontiguousarray(column, np.int64) for column in columns), return_potentials=True
    )
    return np.asarray(found, np.int64), name, np.asarray(prices, np.int64)


def _by_ortools(asked: _Question) -> _Found:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    name = f"ortools {_version('ortools')}, cost scaling"
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(asked.tail, asked.head, asked.cap, asked.cost)
    flow.set_nodes_supplies(np.arange(len(asked.supply)), asked.supply)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise NoSolver(f"OR-Tools gave up ({status.name}); take another solver")
    return np.asarray(flow.flows(arcs), np.int64), name, None


def _by_hand(asked: _Question) -> _Found:
    columns = (asked.supply, asked.tail, asked.head, asked.cap, asked.cost)
    found = Augmenting(*(column.tolist() for column in columns)).flow()
    return np.array(found, np.int64), "plain Python, primal-dual", None


_ASKED = {"pylmcf": _by_pylmcf, "ortools": _by_ortools, "plain": _by_hand}
