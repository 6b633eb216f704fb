"""Statutes over what is recorded on a day, for the body itself: check, what groups could form, the text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.queries.agreed_shown import ResolutionShown, resolutions_shown
from konbit.assembly.queries.choices import short
from konbit.base.text import Multilingual
from konbit.directory.queries.of_group import keepers, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink
from konbit.engines.statutes import Fault, Finding, Majority, Units, ready
from konbit.federation.formats.statutes_text import write
from konbit.federation.models import Statutes
from konbit.federation.queries.checked import Checked, checked
from konbit.federation.queries.eras import day_asked
from konbit.federation.queries.federated import Federated, federated
from konbit.federation.queries.findings import Linked, Places
from konbit.federation.queries.roster import Recorded, recorded
from konbit.federation.rule_words import counting, in_full
from konbit.federation.words import names_of
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class PollShown:
    """A resolution that was a vote of which rules speak."""

    id: int
    resolution: ResolutionShown
    matter: str
    who: str
    counted_in: str


@dataclass(frozen=True)
class Head:
    """Statutes as the head of these pages names them."""

    uid: str
    title: Multilingual
    group: GroupLink
    may_edit: bool

    @property
    def url(self) -> str:
        """The address of the statutes."""
        return reverse("federation:statutes", args=[self.uid])


@dataclass(frozen=True)
class CheckPage:
    """The check on a day. `unread`: rules that cannot be read, with the way to correct them."""

    head: Head
    checked: Checked
    polls: tuple[PollShown, ...]
    unread: tuple[Linked, ...]
    stand: int


def check_page(viewer: Viewer, uid: str, at: str, language: str) -> CheckPage:
    """Statutes (uid) on the day that was written (today for none). Raises `NotFound`, `NotAllowed`."""
    statutes, head = _own(viewer, uid)
    day, wrong = day_asked(at, date.today())
    found = recorded(viewer, statutes, day, language)
    document = found.document
    places = _Ways(uid, found).places()
    return CheckPage(
        head=head,
        checked=checked(
            document, ready(document.roster), day, date.today(), wrong=wrong,
            names=names_of(document.statutes, document.roster), places=places,
        ),
        polls=_polls(viewer, statutes),
        unread=tuple(
            Linked(_("Correct this rule"), reverse("federation:correct-rule", args=[pk]))
            for pk in found.unread
        ),
        stand=len(found.groups),
    )  # fmt: skip


def federate_page(
    viewer: Viewer, uid: str, joining: Collection[str], at: str, language: str
) -> tuple[Head, Federated]:
    """What these groups (words) could form on a day by statutes (uid). Raises `NotFound`, `NotAllowed`."""
    statutes, head = _own(viewer, uid)
    day, wrong = day_asked(at, date.today())
    found = recorded(viewer, statutes, day, language)
    document = found.document
    return head, federated(
        document, ready(document.roster), joining, day, wrong=wrong,
        names=names_of(document.statutes, document.roster), urls=_Ways(uid, found).urls,
    )  # fmt: skip


def text_of(viewer: Viewer, uid: str, at: str, language: str) -> str:
    """Statutes (uid) with what is recorded as lines of text. Raises `NotFound`, `NotAllowed`."""
    statutes, _head = _own(viewer, uid)
    day, _wrong = day_asked(at, date.today())
    return write(recorded(viewer, statutes, day, language).document)


def _own(viewer: Viewer, uid: str) -> tuple[Statutes, Head]:
    """Statutes for the people of their group, and for nobody else."""
    statutes, sight = seen_thing(viewer, Statutes, uid)
    sight.must("take part")
    group = keepers(viewer, [statutes])[statutes.group_id]
    return statutes, Head(uid, statutes.title, group, sight.may("edit"))


def _polls(viewer: Viewer, statutes: Statutes) -> tuple[PollShown, ...]:
    rows = list(statutes.polls.select_related("resolution__group", "organ__group").order_by("pk"))
    agreed = resolutions_shown(viewer, [row.resolution for row in rows])
    organs = {one.pk for one in seen_things(viewer, [row.organ for row in rows if row.organ])}
    return tuple(
        PollShown(
            row.pk,
            agreed[row.resolution_id],
            row.matter,
            short(row.organ.title) if row.organ else row.resolution.group.name,
            counting(row.counted_in),
        )
        for row in rows
        if row.resolution_id in agreed and (row.organ_id is None or row.organ_id in organs)
    )


class _Ways:
    """Where things of a check can be looked at, recorded and mended."""

    def __init__(self, uid: str, found: Recorded) -> None:
        self._uid, self._found = uid, found
        self._names = names_of(found.document.statutes, found.document.roster)
        self.urls = {key: link.url for key, link in found.groups.items()}
        self.urls |= {key: reverse("federation:organ", args=[uid]) for key, uid in found.organs.items()}

    def places(self) -> Places:
        """All of them."""
        return Places(self.urls, self._record, self._mend)

    def _record(self, finding: Finding) -> tuple[Linked, ...]:
        """Where to record what is missing to tell."""
        key, ask = finding.unit, finding.rule.ask
        if finding.missing == "seats":
            return (Linked("", self._rule(finding.rule.key)),)
        if isinstance(ask, Majority):
            return (Linked("", reverse("federation:new-poll", args=[self._uid])),)
        link = self._found.groups.get(key)
        if link is None:
            return (Linked("", self.urls.get(key, "")),)
        if finding.missing in ("meetings", "attendance", "counting"):
            return (Linked("", reverse("assembly:meetings", args=[link.uid])),)
        if isinstance(ask, Units):
            return (Linked("", reverse("directory:ties", args=[link.uid])),)
        return (Linked("", link.url),)

    def _mend(self, fault: Fault) -> tuple[Linked, ...]:
        """Where to mend what is wrong."""
        if fault.code in ("rule_without_period", "contradiction"):
            return tuple(Linked(self._correct(key), self._rule(key)) for key in fault.keys)
        keys = [key for key in fault.keys if key in self.urls] or self._keys_of_row(fault)
        return tuple(
            Linked(_("Look at %(name)s") % {"name": self._names[key]}, self.urls[key])
            for key in dict.fromkeys(keys)
            if self.urls.get(key)
        )

    def _keys_of_row(self, fault: Fault) -> list[str]:
        roster = self._found.document.roster
        row = fault.rows[0] if fault.rows else 0
        match fault.table:
            case "units":
                return [roster.units[row].key]
            case "memberships":
                return [roster.memberships[row].unit]
            case "mandates":
                return [roster.mandates[row].organ]
        return []

    def _correct(self, key: str) -> str:
        """What the way to correct a rule is called."""
        rules = self._found.document.statutes.rules
        asked = next(in_full(rule, self._names) for rule in rules if rule.key == key)
        return _("Correct “%(rule)s”") % {"rule": asked}

    def _rule(self, key: str) -> str:
        return reverse("federation:correct-rule", args=[self._found.rules[key]])
