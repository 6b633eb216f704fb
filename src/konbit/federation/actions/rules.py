"""Rules of statutes: added, corrected, changed or ended by a resolution, taken away."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from konbit.assembly.actions.agreed import Agreed, resolution_by
from konbit.assembly.models import Resolution
from konbit.base.errors import Problem
from konbit.base.period import earliest, latest
from konbit.base.text import with_words
from konbit.chronicle.actions import Batch, recording
from konbit.chronicle.actions.once import once
from konbit.chronicle.actions.rows import add, change, remove
from konbit.directory.folding import fold
from konbit.directory.models import Certainty, Group
from konbit.directory.queries.of_group import gone
from konbit.directory.queries.visible import visible_groups
from konbit.engines.statutes import COLLEGE, Ask, Quota, Seats, Share, Units
from konbit.federation.actions.levels import RegionDraft, kept, named_region, tier_of, words_taken
from konbit.federation.actions.organs import must_be_in_order
from konbit.federation.formats.rule_text import written_ask
from konbit.federation.keys import GROUP, ORGAN, word_of
from konbit.federation.models import Level, Organ, Rule, Standing, Statutes
from konbit.people.audience import Viewer

LONGEST = 1000


@dataclass(frozen=True)
class RuleDraft:
    """A rule as somebody enters it. `about`: the word of a level, or "g-" or "o-" with the uid of a group or
    of a body. `exceptions`: other numbers of seats (None: not known) by the name of a college or place, or
    by a word; what is not there yet is written down with it. `address`: where it is said."""

    language: str
    about: str
    ask: Ask
    college: str = ""
    exceptions: tuple[tuple[str, int | None], ...] = ()
    since: str = ""
    until: str = ""
    note: str = ""
    address: str = ""


def add_rule(viewer: Viewer, uid: str, draft: RuleDraft, key: uuid.UUID) -> Rule:
    """Add a rule to statutes (uid). One without a period is taken, and marked where it is shown. The same
    key again gives the rule that stands. Raises `Problem`, `NotAllowed`, `NotFound`."""
    statutes = kept(viewer, uid)

    def make() -> Rule:
        with recording(viewer.actor, "add rule") as batch:
            return _added(batch, viewer, statutes, draft, key)

    return once(Rule, key, make)


def add_rules(viewer: Viewer, uid: str, drafts: Collection[RuleDraft], key: uuid.UUID) -> list[Rule]:
    """Add several rules in one act, such as "one woman and one man". Raises as `add_rule` does."""
    statutes = kept(viewer, uid)
    first = Rule.objects.filter(key=key).first()
    if first is not None:
        return [first]
    with recording(viewer.actor, "add rule") as batch:
        return [
            _added(batch, viewer, statutes, draft, key if not number else uuid.uuid4())
            for number, draft in enumerate(drafts)
        ]


def correct_rule(viewer: Viewer, pk: int, draft: RuleDraft) -> Rule:
    """Write a rule right that was written down wrongly: it never held so. Raises as `add_rule` does."""
    rule = rule_kept(viewer, pk)
    with recording(viewer.actor, "correct rule") as batch:
        columns = _columns(batch, viewer, rule.statutes, rule, draft)
        change(batch, rule, **columns, certainty=Certainty.CONFIRMED)
    return rule


def amend_rule(viewer: Viewer, pk: int, draft: RuleDraft, agreed: Agreed, key: uuid.UUID) -> Rule:
    """Put another rule in the place of one that held until then, by a resolution: the old one ends just
    before the new one begins (`draft.since`; else on the day of the resolution). Returns the new one.

    Raises as `add_rule` does, and `Problem` without a resolution, or where the old one did not hold then.
    """
    rule = rule_kept(viewer, pk)
    return once(Rule, key, lambda: _amended(viewer, rule, draft, agreed, key))


def _amended(viewer: Viewer, rule: Rule, draft: RuleDraft, agreed: Agreed, key: uuid.UUID) -> Rule:
    with recording(viewer.actor, "amend rule") as batch:
        resolution = _agreed(viewer, rule.statutes, agreed)
        since = draft.since or resolution.decided_on
        _must_have_held(rule, since)
        change(batch, rule, valid_until=just_before(since))
        new = Rule(statutes=rule.statutes, key=key, order=rule.order, resolution=resolution)
        new.word = word_of(rule.word, _rule_words(rule.statutes), "rule")
        for name, value in _columns(batch, viewer, rule.statutes, new, draft).items():
            setattr(new, name, value)
        new.valid_from = since
        add(batch, new)
    return new


def end_rule(viewer: Viewer, pk: int, agreed: Agreed, on: str) -> Rule:
    """End a rule by a resolution: it holds no longer from a day on (a partial date; else the resolution's).
    Raises as `amend_rule` does."""
    rule = rule_kept(viewer, pk)
    with recording(viewer.actor, "end rule") as batch:
        resolution = _agreed(viewer, rule.statutes, agreed)
        since = on or resolution.decided_on
        _must_have_held(rule, since)
        change(batch, rule, valid_until=just_before(since))
    return rule


def remove_rule(viewer: Viewer, pk: int) -> Rule:
    """Take a rule away that was never one; it can be brought back. Returns what is left of it."""
    rule = rule_kept(viewer, pk)
    with recording(viewer.actor, "remove rule") as batch:
        remove(batch, rule)
    return rule


def rule_kept(viewer: Viewer, pk: int) -> Rule:
    """A rule for whoever keeps its statutes. Raises `NotAllowed`, `NotFound`."""
    rule = Rule.objects.select_related("statutes", "level", "group", "organ").filter(pk=pk).first()
    if rule is None:
        raise gone()
    rule.statutes = kept(viewer, rule.statutes.uid)
    return rule


def just_before(since: str) -> str:
    """The year, month or day just before another one."""
    before = earliest(since) - timedelta(days=1)
    return before.isoformat()[: len(since)]


def _agreed(viewer: Viewer, statutes: Statutes, agreed: Agreed) -> Resolution:
    return resolution_by(viewer, {statutes.group_id}, statutes.group.uid, agreed)


def _must_have_held(rule: Rule, since: str) -> None:
    if not since:
        raise Problem(_("It is not said from when on."), remedy=_("Write the day, the month or the year."))
    if rule.valid_from and earliest(since) <= earliest(rule.valid_from):
        raise Problem(
            _("The rule that stands begins only then, or later."),
            remedy=_("Write a later day. If the rule was written down wrongly, correct it instead."),
        )
    if rule.valid_until and earliest(since) > _after(rule.valid_until):
        raise Problem(_("The rule that stands had ended before."), remedy=_("Add a new rule instead."))


def _after(until: str) -> date:
    return latest(until) + timedelta(days=1)


def _added(batch: Batch, viewer: Viewer, statutes: Statutes, draft: RuleDraft, key: uuid.UUID) -> Rule:
    rule = Rule(statutes=statutes, key=key, order=statutes.rules.count())
    for name, value in _columns(batch, viewer, statutes, rule, draft).items():
        setattr(rule, name, value)
    begins = written_ask(draft.ask).split(" ")[:3]
    rule.word = word_of("-".join(begins), _rule_words(statutes), "rule")
    add(batch, rule)
    return rule


def _rule_words(statutes: Statutes) -> set[str]:
    return set(Rule.objects.filter(statutes=statutes).values_list("word", flat=True))


def _columns(
    batch: Batch, viewer: Viewer, statutes: Statutes, rule: Rule, draft: RuleDraft
) -> dict[str, object]:
    must_be_in_order(draft.since, draft.until)
    about = _about(viewer, statutes, draft.about)
    level = about["level"]
    draft = _of_a_kind(statutes, draft)
    ask = _with_exceptions(batch, statutes, level, draft)
    asks = written_ask(ask)
    if len(asks) > LONGEST:
        raise Problem(_("This rule is too long."), remedy=_("Say it in several rules."))
    _must_be_there(statutes, level, ask, draft)
    return {
        **about,
        "college": draft.college,
        "asks": asks,
        "note": with_words(rule.note, draft.language, draft.note),
        "valid_from": draft.since,
        "valid_until": draft.until,
        "address": draft.address.strip()[:500],
    }


def _about(viewer: Viewer, statutes: Statutes, about: str) -> dict[str, object]:
    level = statutes.levels.filter(word=about).first()
    group = organ = None
    if level is None and about.startswith(GROUP):
        group = Group.objects.filter(uid=about[len(GROUP) :]).first()
        stands = group and Standing.objects.filter(statutes=statutes, group=group).exists()
        group = group if group and stands and group.pk in visible_groups(viewer, [group.pk]) else None
    if level is None and about.startswith(ORGAN):
        organ = Organ.objects.filter(
            uid=about[len(ORGAN) :], level__statutes=statutes, removed_at=None
        ).first()
    if level is None and group is None and organ is None:
        raise Problem(_("It is not said about whom the rule is."), remedy=_("Choose a level from the list."))
    return {"level": level, "group": group, "organ": organ}


def _of_a_kind(statutes: Statutes, draft: RuleDraft) -> RuleDraft:
    """Seats for each place of a kind that is named in other words, or that is not there yet."""
    ask = draft.ask
    if not isinstance(ask, Seats) or ask.per == COLLEGE or statutes.levels.filter(word=ask.per).exists():
        return draft
    return replace(draft, ask=replace(ask, per=tier_of(statutes, ask.per)))


def _with_exceptions(batch: Batch, statutes: Statutes, level: object, draft: RuleDraft) -> Ask:
    """Seats with the exceptions by word; colleges and places that are not there yet are written down."""
    ask = draft.ask
    if not isinstance(ask, Seats) or not draft.exceptions:
        return ask
    other: dict[str, int | None] = {}
    for name, number in draft.exceptions:
        if ask.per == COLLEGE:
            word = _college(batch, statutes, level, draft.language, name)
        elif statutes.levels.filter(word=ask.per).exists():
            word = _unit(statutes, name)
        else:
            word = named_region(batch, statutes, RegionDraft(draft.language, name, ask.per)).word
        if number != ask.number:
            other[word] = number
    return Seats(ask.per, ask.number, tuple(other.items()))


def _college(batch: Batch, statutes: Statutes, level: object, language: str, name: str) -> str:
    if not isinstance(level, Level):
        raise Problem(_("Colleges are named by rules about a level."), remedy=_("Choose a level of bodies."))
    for one in level.colleges:
        if fold(name) in {fold(one["word"]), *(fold(title) for title in one["title"].values())}:
            return str(one["word"])
    word = word_of(name, words_taken(statutes), "group")
    change(batch, level, colleges=[*level.colleges, {"word": word, "title": {language: name}}])
    return word


def _unit(statutes: Statutes, name: str) -> str:
    uids = Standing.objects.filter(statutes=statutes, group__name__iexact=name).values_list("group__uid")
    if len(uids) != 1:
        raise Problem(
            _("Nobody who stands here is called “%(name)s”.") % {"name": name[:80]},
            remedy=_("Write the name as it stands under “Who stands where”."),
        )
    return f"{GROUP}{uids[0][0]}"


def _must_be_there(statutes: Statutes, level: object, ask: Ask, draft: RuleDraft) -> None:
    """Raise `Problem` where a rule names a level, a kind of place or a college that there is not."""
    levels = set(statutes.levels.values_list("word", flat=True))
    tiers = set(statutes.regions.values_list("tier", flat=True))
    if isinstance(ask, Units) and ask.of not in levels:
        raise Problem(_("It is not said of what it is formed."), remedy=_("Choose a level from the list."))
    per = ask.per if isinstance(ask, Seats | Quota | Share) else ""
    alike = ask.alike if isinstance(ask, Units) else ""
    if (per and per not in {COLLEGE, *levels, *tiers}) or (alike and alike not in tiers):
        raise Problem(_("There is no such kind of place."), remedy=_("Add the places first, under “Places”."))
    known = {one["word"] for one in level.colleges} if isinstance(level, Level) else set()
    known |= {one.word for organ in _organs(level) for one in organ.colleges.all()}
    if draft.college and draft.college not in known:
        raise Problem(
            _("This college is not one of that body."), remedy=_("Choose one of its colleges, or none.")
        )


def _organs(level: object) -> list[Organ]:
    if not isinstance(level, Level):
        return []
    return list(Organ.objects.filter(level=level, removed_at=None).prefetch_related("colleges"))
