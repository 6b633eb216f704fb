"""Why no set-off can clear more: one whole number for each member, found from the set-off itself.

Let p be any numbers of the members. What flows in circles gains and loses as much of p on its way, so the
cleared sum is also the sum of cleared · (1 + p[debtor] − p[creditor]), and no set-off whatever clears more
than the sum of amount · max(0, 1 + p[debtor] − p[creditor]). For the p found here both are equal: linear
programming's duality, R. K. Ahuja, T. L. Magnanti, J. B. Orlin (1993), 'Network Flows', section 9.4.
"""

from __future__ import annotations

import numpy as np

from .asked import Flags, Ints
from .network import Network

_ROUNDS = 256


class NotGreatest(ArithmeticError):
    """A solver's flow that could clear more: the solver erred, and nothing may be booked."""


def potentials(network: Network, flow: Ints, hint: Ints | None = None) -> Ints:
    """A number for each node. Raises NotGreatest.

    Where more could flow on an arc, its head has 1 more than its tail at least (as much, if it is no debt);
    where something flows, 1 more at most. Numbers are raised round by round until that holds everywhere; if
    that takes long, only along circles and from the solver's own numbers (`hint`), and everybody further on
    is raised over all before.
    """
    every = np.ones(len(flow), bool)
    found = _raised(network, flow, every, np.zeros(network.nodes, np.int64), _ROUNDS)
    if found is not None:
        return found
    start = np.zeros(network.nodes, np.int64) if hint is None else hint
    found = _raised(network, flow, network.circular, start, network.nodes + 1)
    if found is None:
        raise NotGreatest("this set-off is not the greatest: report the solver and its version")
    return _lifted(network, found)


def _raised(network: Network, flow: Ints, among: Flags, start: Ints, rounds: int) -> Ints | None:
    more, back = among & (flow < network.cap), among & (flow > 0)
    gain = network.counts.astype(np.int64)
    source = np.concatenate((network.tail[more], network.head[back]))
    target = np.concatenate((network.head[more], network.tail[back]))
    step = np.concatenate((gain[more], -gain[back]))
    found = start.copy()
    if not source.size:
        return found
    order = np.argsort(target, kind="stable")
    source, target, step = source[order], target[order], step[order]
    first = np.flatnonzero(np.concatenate(([True], np.diff(target) != 0)))
    raised = target[first]
    for _round in range(rounds):
        least = np.maximum.reduceat(found[source] + step, first)
        low = found[raised] < least
        if not low.any():
            return found
        found[raised[low]] = least[low]
    return None


def _lifted(network: Network, found: Ints) -> Ints:
    """The same with every strongly connected part raised above all parts from which arcs lead to it. SciPy
    numbers parts so that arcs lead to lower ones; what it does not promise, the check will tell."""
    span = int(np.ptp(found)) + 1
    return found + (int(network.part.max()) - network.part) * span
