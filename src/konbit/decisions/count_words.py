"""A count in words for whoever voted: every sheet, and a sentence for everything that was done on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.decisions.count_data import exact
from konbit.decisions.count_rules import Asked
from konbit.engines.count import SEATS, Approved, Count, Elected, Limit, Outcome, Round, Spared, Stage, Tie


def count_lines(asked: Asked, done: Count | Approved, free: Sequence[str]) -> Iterator[str]:
    """Who is elected, what limits changed, then sheet by sheet."""
    for outcome in done.outcomes:
        yield from _outcome(outcome, asked.titles[outcome.contest])
    if asked.election.limits:
        yield limits_sentence(done.elected, free)
        for standing in done.limits:
            if standing.limit.dimension == SEATS:
                continue
            yield _("%(limit)s: there are %(counted)s.") % {
                "limit": limit_words(standing.limit),
                "counted": standing.counted,
            }
    several = len(done.outcomes) > 1
    if isinstance(done, Count):
        for stage in done.stages:
            yield "\n" + _head(stage.number, asked.titles[stage.contest] if several else "")
            yield from stage_sentences(stage, done.parts)
            yield from _table(stage, done.parts)
    else:
        for one in done.rounds:
            yield "\n" + _head(one.number, asked.titles[one.contest] if several else "")
            yield from round_sentences(one)
    yield "\n" + _("Every sheet was counted again by a second way, and agrees.")


def _outcome(one: Outcome, title: str) -> Iterator[str]:
    yield title
    yield _("Elected: %(names)s.") % {"names": ", ".join(one.elected)}
    yield ngettext("%(papers)s ballot was counted.", "%(papers)s ballots were counted.", one.papers) % {
        "papers": one.papers
    }
    if one.invalid:
        yield ngettext(
            "%(many)s ballot has no clear first choice and is not counted.",
            "%(many)s ballots have no clear first choice and are not counted.",
            one.invalid,
        ) % {"many": one.invalid}
    if one.cut:
        yield ngettext(
            "%(many)s ballot is read only as far as it is clear.",
            "%(many)s ballots are read only as far as they are clear.",
            one.cut,
        ) % {"many": one.cut}


def limits_sentence(elected: Sequence[str], free: Sequence[str]) -> str:
    """What the limits changed."""
    instead = [key for key in free if key not in elected]
    if not instead:
        return _("Without the limits the same people would be elected.")
    return _("Without the limits %(others)s would be elected instead of %(names)s.") % {
        "others": ", ".join(instead),
        "names": ", ".join(key for key in elected if key not in free),
    }


def limit_words(limit: Limit) -> str:
    """A limit, such as: gender “woman”, at least 2."""
    said = {"dimension": limit.dimension, "value": limit.value, "least": limit.least, "most": limit.most}
    if limit.dimension == SEATS:
        return ngettext("%(contest)s: %(seats)s seat", "%(contest)s: %(seats)s seats", limit.least) % {
            "contest": limit.contest,
            "seats": limit.least,
        }
    if limit.most is None:
        words = _("%(dimension)s “%(value)s”, at least %(least)s") % said
    elif limit.least == limit.most:
        words = _("%(dimension)s “%(value)s”, exactly %(least)s") % said
    elif limit.least:
        words = _("%(dimension)s “%(value)s”, %(least)s to %(most)s") % said
    else:
        words = _("%(dimension)s “%(value)s”, at most %(most)s") % said
    return (
        _("%(limit)s in %(contest)s") % {"limit": words, "contest": limit.contest} if limit.contest else words
    )


def stage_sentences(stage: Stage, parts: int) -> Iterator[str]:
    """What is done on a sheet, and why."""
    said = {"name": stage.candidate}
    if stage.act == "first":
        quota = votes(stage.quota, parts)
        yield _("The first choices. Needed for a seat (the quota): %(quota)s.") % {"quota": quota}
    elif stage.act == "barred":
        yield _barred(stage.candidate, stage.limits)
    elif stage.act == "exclusion":
        yield _("%(name)s has the fewest votes and goes out.") % said
    elif stage.candidate:
        yield _("What %(name)s has above the quota goes on to the next choices.") % said
    else:
        yield _("What those elected have above the quota goes on to the next choices.")
    if stage.keeps and stage.act != "first":
        yield _("Needed for a seat now: %(quota)s.") % {"quota": votes(stage.quota, parts)}
    yield from map(_spared, stage.spared)
    yield from _ties([stage.tie])
    for move in stage.moves:
        went = {"papers": move.papers, "value": votes(move.value, parts), "name": move.to}
        if move.to:
            words = ngettext(
                "%(papers)s ballot, worth %(value)s, goes on to %(name)s.",
                "%(papers)s ballots, each worth %(value)s, go on to %(name)s.",
                move.papers,
            )
        else:
            words = ngettext(
                "%(papers)s ballot, worth %(value)s, names nobody else who is left.",
                "%(papers)s ballots, each worth %(value)s, name nobody else who is left.",
                move.papers,
            )
        yield words % went
    for one in stage.elected:
        yield from _elected(one)


def interventions(step: Stage | Round) -> Iterator[str]:
    """What the limits did on a sheet: who went out since they leave no seat, who stayed as they need her."""
    if isinstance(step, Round):
        for barred in step.barred:
            yield _barred(barred.key, barred.limits)
        return
    if step.act == "barred":
        yield _barred(step.candidate, step.limits)
    yield from map(_spared, step.spared)


def _barred(name: str, limits: Iterable[Limit]) -> str:
    said = {"name": name, "limits": _limits(limits)}
    return _("%(name)s cannot be elected any more and goes out: %(limits)s.") % said


def _spared(one: Spared) -> str:
    said = {"name": one.key, "limits": _limits(one.limits)}
    return _("%(name)s has no more votes, but stays, as these limits need it: %(limits)s.") % said


def _elected(one: Elected) -> Iterator[str]:
    if one.how == "quota":
        yield _("%(name)s has reached the quota and is elected.") % {"name": one.key}
    else:
        yield _("%(name)s is elected: as many are left as seats.") % {"name": one.key}
    yield from _ties([one.tie])


def round_sentences(one: Round) -> Iterator[str]:
    """What is done in a round of approvals, and why."""
    for barred in one.barred:
        yield _barred(barred.key, barred.limits)
    loads = dict(one.loads)
    if loads[one.elected] is None:
        yield _("%(name)s is elected without any approval: nobody else is left.") % {"name": one.elected}
    else:
        yield _("%(name)s is elected: these supporters then carry least.") % {"name": one.elected}
    yield from _ties([one.tie])
    for key, load in sorted(loads.items(), key=lambda pair: (pair[1] is None, pair[1] or 0)):
        if load is not None:
            share = number_format(Decimal(round(load * 1000)) / 1000)
            yield _("%(name)s: each supporter would carry %(share)s of an even share.") % {
                "name": key,
                "share": share,
            }


def _ties(ties: Iterable[Tie | None]) -> Iterator[str]:
    for tie in ties:
        if tie is None:
            continue
        said = {"names": ", ".join(tie.among), "name": tie.taken, "sheet": tie.stage}
        if tie.stage:
            yield _("%(names)s are equal; sheet %(sheet)s decides: %(name)s.") % said
        else:
            yield _("%(names)s are equal; the public order decides: %(name)s.") % said


def _table(stage: Stage, parts: int) -> Iterator[str]:
    """Everybody's votes, and what nobody has; they add up to the ballots."""
    gone = _("no further choice"), _("cut off in rounding")
    rows = [*stage.votes, (gone[0], stage.exhausted)]
    keeps = {key: keep for key, keep in stage.keeps if 0 < keep < parts}
    if stage.lost:
        rows.append((gone[1], stage.lost))
    wide = max(len(name) for name, _many in rows)
    for name, many in rows:
        kept = ""
        if name in keeps:
            kept = "  " + _("(keeps %(keep)s of each)") % {"keep": votes(keeps[name], parts)}
        yield f"  {name:<{wide}}  {votes(many, parts)}{kept}"


def _head(number: int, title: str) -> str:
    if not title:
        return _("Sheet %(number)s") % {"number": number}
    return _("Sheet %(number)s, %(contest)s") % {"number": number, "contest": title}


def _limits(limits: Iterable[Limit]) -> str:
    return "; ".join(map(limit_words, limits))


def votes(number: int, parts: int) -> str:
    """Votes with all their decimals, as one writes numbers in this language."""
    return number_format(Decimal(exact(number, parts)))
