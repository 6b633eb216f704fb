"""The result of a consent or an advice, for the page of its vote."""

from __future__ import annotations

from dataclasses import dataclass

from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.decisions.models import Vote
from konbit.decisions.queries.consents import ConsentPage, consent_page
from konbit.decisions.queries.methods import method_named
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class ConsentTold:
    """How a consent or an advice ended. `verdict`: adopted, fallback, no quorum, decided, unheard; `unsaid`:
    how many objected by ballot and did not say why; `quorum`: (took part, asked for); `fallback`: the method
    that was named for this case."""

    page: ConsentPage
    verdict: str
    rounds: int
    unsaid: int
    advice: int
    answered: int
    quorum: tuple[int, int] | None
    fallback: Multilingual


def consent_told(viewer: Viewer, uid: str) -> ConsentTold | None:
    """How a consent or an advice (uid of the vote) ended; None while it goes on. Raises `NotFound`."""
    page = consent_page(viewer, uid)
    vote, _sight = seen_thing(viewer, Vote, uid)
    if page is None or vote.state != Vote.State.CLOSED:
        return None
    said = vote.result
    quorum = said.get("quorum")
    return ConsentTold(
        page=page,
        verdict=said.get("verdict", ""),
        rounds=said.get("rounds", 0),
        unsaid=said.get("unsaid", 0),
        advice=said.get("advice", 0),
        answered=said.get("answered", 0),
        quorum=(quorum["counted"], quorum["least"]) if quorum else None,
        fallback=_title(viewer, said.get("fallback", "")),
    )


def _title(viewer: Viewer, method: str) -> Multilingual:
    try:
        return method_named(viewer, method).title if method else {}
    except NotFound:
        return {}
