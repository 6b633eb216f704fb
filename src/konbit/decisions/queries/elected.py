"""The result of an election of persons for whoever voted: who, what the limits did, every sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from konbit.decisions.count_read import PARTS, Named, limit_of, rounds_of, stages_of, standings_of
from konbit.decisions.count_words import (
    interventions,
    limit_words,
    limits_sentence,
    round_sentences,
    stage_sentences,
    votes,
)
from konbit.decisions.elections import ALL, KINDS, colleges_with_seats
from konbit.decisions.models import Vote
from konbit.decisions.queries.electable import names_of
from konbit.engines.count import Round, Stage


@dataclass(frozen=True)
class Seated:
    """Who was elected in one contest, in what order; `empty`: seats that nobody fills. `papers`: ballots
    counted, `invalid`: without a clear first choice, `cut`: read only as far as they are clear."""

    title: str
    seats: int
    elected: tuple[str, ...]
    empty: int
    papers: int
    invalid: int
    cut: int


@dataclass(frozen=True)
class Row:
    """What somebody, or nobody, has on a sheet; `per_mille`: of all. `keeps`: the part of each ballot."""

    name: str
    votes: str
    per_mille: int
    keeps: str = ""


@dataclass(frozen=True)
class SheetShown:
    """One sheet: what was done, then everybody's votes."""

    number: int
    contest: str
    sentences: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Kept:
    """A limit, and how many of those elected count for it."""

    words: str
    counted: int


@dataclass(frozen=True)
class ElectionShown:
    """A result. `changed`: what limits changed; `acts`: each thing they did, with the number of its sheet.
    `why`: why nothing was counted. `quorum`: that too few came, if so. `elsewhere`: where it was
    counted, if not here."""

    contests: tuple[Seated, ...]
    limits: tuple[Kept, ...]
    changed: str
    acts: tuple[tuple[int, str], ...]
    sheets: tuple[SheetShown, ...]
    why: str
    quorum: str
    elsewhere: str


def election_shown(uid: str) -> ElectionShown | None:
    """The result of a vote (uid) whose page is open to the reader; None where nobody was elected in it."""
    vote = Vote.objects.filter(uid=uid, state=Vote.State.CLOSED).first()
    if vote is None:
        return None
    result: Mapping[str, Any] = vote.result
    if result.get("kind") not in KINDS:
        return None
    log, named = result.get("log") or {}, names_of(vote)
    steps: list[Stage | Round] = [*stages_of(log, named), *rounds_of(log, named)]
    several = len(log.get("contests", [])) > 1
    limits = tuple(Kept(limit_words(one.limit), one.counted) for one in standings_of(log, named))
    return ElectionShown(
        contests=tuple(_seated(vote, result, named)),
        limits=limits,
        changed=_changed(result, named) if limits else "",
        acts=tuple((one.number, words) for one in steps for words in interventions(one)),
        sheets=tuple(_sheet(one, several) for one in steps),
        why=_why(result.get("why"), named),
        quorum=_quorum(result.get("quorum")),
        elsewhere=vote.handoff if vote.secrecy == Vote.Secrecy.HANDOFF else "",
    )


def _seated(vote: Vote, result: Mapping[str, Any], named: Named) -> Iterator[Seated]:
    """Every contest in the order of the colleges, those that fill no seat as well."""
    counted = {one["contest"]: one for one in (result.get("log") or {}).get("contests", [])}
    by_college: Mapping[str, list[str]] = result.get("by_contest", {})
    contests = [(str(one.pk), one.seats) for one in colleges_with_seats(vote)] or [(ALL, vote.seats)]
    for key, seats in contests:
        one = counted.get(key, {})
        people = one.get("elected") or by_college.get(key, [])
        yield Seated(
            title=named.contest(key) if key != ALL else "",
            seats=seats,
            elected=tuple(map(named.person, people)),
            empty=result.get("empty", {}).get(key, 0),
            papers=one.get("papers", 0),
            invalid=one.get("invalid", 0),
            cut=one.get("cut", 0),
        )


def _changed(result: Mapping[str, Any], named: Named) -> str:
    """What limits changed; nothing is known of it where the count was taken elsewhere."""
    if "without_limits" not in result["log"]:
        return ""
    free = [named.person(key) for key in result["log"]["without_limits"]]
    return limits_sentence([named.person(key) for key in result["elected"]], free)


def _sheet(step: Stage | Round, several: bool) -> SheetShown:
    title = step.contest if several else ""
    if isinstance(step, Round):
        return SheetShown(step.number, title, tuple(round_sentences(step)), ())
    return SheetShown(step.number, title, tuple(stage_sentences(step, PARTS)), tuple(_rows(step)))


def _rows(stage: Stage) -> Iterator[Row]:
    """Everybody's votes, most first, and what nobody has; they add up to the ballots."""
    keeps = dict(stage.keeps)
    rest = [(_("no further choice"), stage.exhausted), (_("cut off in rounding"), stage.lost)]
    people = sorted(stage.votes, key=lambda row: (-row[1], row[0]))
    total = sum(many for _name, many in [*people, *rest]) or 1
    for name, many in [*people, *((name, many) for name, many in rest if many)]:
        keep = keeps.get(name, 0)
        kept = votes(keep, PARTS) if 0 < keep < PARTS else ""
        yield Row(name, votes(many, PARTS), round(Fraction(many * 1000, total)), kept)


def _why(said: Mapping[str, Any] | None, named: Named) -> str:
    if not said:
        return ""
    if said["code"] == "limits":
        limits = "; ".join(limit_words(limit_of(one, named)) for one in said["limits"])
        return _("These limits can’t be met together by those who stand: %(limits)s.") % {"limits": limits}
    if said["code"] == "long":
        return _("It takes too long to tell whether these limits can be met together.")
    return _("No ballot names anybody who stands.")


def _quorum(said: Mapping[str, Any] | None) -> str:
    if said is None or said["holds"]:
        return ""
    words = _(
        "Too few took part: %(came)s of %(whole)s, and %(least)s are needed. Nobody is elected by this."
    )
    return words % {"came": said["counted"], "whole": said["whole"], "least": said["least"]}
