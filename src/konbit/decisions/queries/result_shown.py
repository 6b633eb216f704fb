"""What came of a vote, for whoever voted: what was asked, what was reached, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.text import Multilingual
from konbit.decisions.methods import Rules
from konbit.decisions.models import Kind, Vote
from konbit.decisions.queries.methods import rules_of
from konbit.decisions.queries.needed import part_words
from konbit.decisions.queries.secrecy import FEWEST
from konbit.decisions.queries.votes import seen_vote
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class BarShown:
    """A choice or an option with its number. `note`: what is to be said of it."""

    title: Multilingual
    many: int
    note: str = ""


@dataclass(frozen=True)
class CollegeResult:
    """What a college said. `per_mille`: of its votes that are for, None where so few of a college voted
    anonymously that its part would tell who said what."""

    title: Multilingual
    part: int
    voted: int
    entitled: int
    per_mille: int | None


@dataclass(frozen=True)
class DuelShown:
    """Two options compared: so many want the one first, so many the other."""

    one: Multilingual
    other: Multilingual
    for_one: int
    for_other: int


@dataclass(frozen=True)
class ResultShown:
    """A result in words. `is_good`: whether the proposal is adopted; None where nothing is adopted or
    rejected. `whole`: of what the bars are a part."""

    headline: str
    is_good: bool | None
    sentences: tuple[str, ...]
    bars: tuple[BarShown, ...]
    whole: int
    colleges: tuple[CollegeResult, ...]
    duels: tuple[DuelShown, ...]
    counted: str


def result_shown(viewer: Viewer, uid: str) -> ResultShown | None:
    """What came of a vote for or against, of points, or of an order; None for other kinds, and as long as
    it is not counted. Raises `NotFound`."""
    vote, _sight = seen_vote(viewer, uid)
    told = vote.result
    if vote.state != Vote.State.CLOSED or not (("stances" in told and "majority" in told) or "order" in told):
        return None
    rules = rules_of(vote)
    titles = {one.word: one.title or {"en": one.name} for one in vote.options.all()}
    bars = _choices(rules, told) if "stances" in told else _options(rules, told, titles)
    return ResultShown(
        headline=_headline(told),
        is_good=told["verdict"] == "adopted" if "stances" in told else None,
        sentences=tuple(_sentences(told)),
        bars=bars,
        whole=max([one.many for one in bars], default=0) if "order" in told else told["voted"],
        colleges=_colleges(vote, told),
        duels=tuple(
            DuelShown(
                titles.get(one["one"], {}), titles.get(one["other"], {}), one["for_one"], one["for_other"]
            )
            for one in told.get("duels", ())
        ),
        counted=_turnout(told),
    )


def _headline(told: Mapping[str, Any]) -> str:
    words = {
        "adopted": _("Adopted"), "rejected": _("Not adopted"), "blocked": _("Blocked"),
        "no quorum": _("Too few took part: nothing is decided"), "nobody": _("Nobody voted"),
        "ordered": _("What comes first"),
    }  # fmt: skip
    return words.get(told["verdict"], told["verdict"])


def _turnout(told: Mapping[str, Any]) -> str:
    said = {"voted": told["voted"], "entitled": told["entitled"]}
    words = {
        "heads": _("%(voted)d of %(entitled)d people voted."),
        "organisations": _("%(voted)d of %(entitled)d groups voted."),
        "weights": _("Who voted has %(voted)d of %(entitled)d votes."),
    }
    return words[told["unit"]] % said


def _sentences(told: Mapping[str, Any]) -> list[str]:
    found = []
    if quorum := told.get("quorum"):
        words = _("Took part: %(counted)d. Needed: %(part)s of those entitled, that is %(least)d.")
        found.append(words % {**quorum, "part": part_words(quorum["part"])})
    blocks = told.get("blocks", {"counted": 0, "stops": None})
    if blocks["stops"]:
        words = _("%(stops)d blocks stop it. There are %(counted)d.")
        found.append(words % blocks)
    majority = told.get("majority")
    if majority and "share" in majority:
        words = _("Each college counts by its part. Together %(share)s are in favour; %(part)s are needed.")
        share = per_cent(Fraction(majority["share"]))
        found.append(words % {"share": share, "part": part_words(majority["part"])})
    elif majority:
        of = {
            "cast": _("In favour: %(counted)d of %(whole)d votes cast. Needed: %(part)s, that is %(least)d."),
            "present": _("In favour: %(counted)d of %(whole)d present. Needed: %(part)s, that is %(least)d."),
            "entitled": _(
                "In favour: %(counted)d of %(whole)d entitled. Needed: %(part)s, that is %(least)d."
            ),
        }
        if majority["whole"]:
            found.append(of[majority["of"]] % {**majority, "part": part_words(majority["part"])})
        else:
            found.append(_("Nobody voted for it or against it."))
    if told.get("equal") or any(one.get("tied") for one in told.get("order", ())):
        found.append(_("Where two are equal, the order decides that was drawn when the vote opened."))
    return found


def per_cent(share: Fraction) -> str:
    """A share in hundredths, with one place, cut off: what is not reached is not rounded up to it."""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10} %"


def _choices(rules: Rules, told: Mapping[str, Any]) -> tuple[BarShown, ...]:
    many = {one["word"]: one["votes"] for one in told["choices"]}
    return tuple(BarShown(one.title, many.get(one.word, 0)) for one in rules.choices)


def _options(
    rules: Rules, told: Mapping[str, Any], titles: Mapping[str, Multilingual]
) -> tuple[BarShown, ...]:
    if rules.kind == Kind.RANKING:
        last = len(told["order"])
        return tuple(
            BarShown(titles.get(one["option"], {}), last - at) for at, one in enumerate(told["order"])
        )
    return tuple(
        BarShown(
            titles.get(one["option"], {}), one["points"],
            "" if one["points"] == one["marked"]
            else _("marked by %(many)d") % {"many": one["marked"]},
        )
        for one in told["order"]
    )  # fmt: skip


def _colleges(vote: Vote, told: Mapping[str, Any]) -> tuple[CollegeResult, ...]:
    titles = {str(one.pk): one.title for one in vote.colleges.all()}
    colleges = told.get("colleges", ())
    # One that is hidden could be worked out from the others, so that all are.
    tells = vote.secrecy == Vote.Secrecy.ANONYMOUS and any(0 < one["voted"] < FEWEST for one in colleges)
    return tuple(
        CollegeResult(
            titles.get(one["college"], {}), one["part"], one["voted"], one["entitled"],
            None if tells else int(Fraction(one["share"]) * 1000),
        )
        for one in colleges
    )  # fmt: skip
