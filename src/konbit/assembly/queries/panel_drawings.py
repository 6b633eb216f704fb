"""What a drawing gave and whether it is right: recounted from its certificate, by adding and multiplying."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from konbit.assembly.formats.panel_certificate import Certificate, read
from konbit.assembly.models import Panel
from konbit.assembly.queries.panel_people import name_of
from konbit.assembly.queries.panel_words import conflict_words, outcome_words
from konbit.assembly.queries.panels import RuleRow, panel_address, rule_rows
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual
from konbit.chronicle.actions.rows import kind_of
from konbit.chronicle.queries import changes_before
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import Sight
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class DrawnRow:
    """A nominee in the order of the lot, and what came of her. `name`: for those who choose and herself, else
    empty, since the certificate tells for which rules a key counts; `lot`: the first digits of her lot."""

    key: str
    lot: str
    seated: bool
    outcome: str
    name: str
    is_me: bool


@dataclass(frozen=True)
class RecountPage:
    """A drawing recounted. `faults`: what is wrong with it, empty if it is right; `digest`: SHA-256 of the
    certificate as it is sent, by which two people know that they hold the same; `earlier`: other seeds with
    which it was drawn before, since whoever draws until she likes it is to be seen; `names`: who was drawn,
    by name, and `rows`: for those who take part in the group."""

    uid: str
    title: Multilingual
    url: str
    seed: str
    earlier: tuple[str, ...]
    seed_from: str
    closed_at: datetime | None
    drawn_at: datetime | None
    people: int
    seated: int
    faults: tuple[str, ...]
    conflict: tuple[str, ...]
    digest: str
    rules: tuple[RuleRow, ...]
    names: tuple[str, ...]
    rows: tuple[DrawnRow, ...]
    may: frozenset[str]


def certificate_text(viewer: Viewer, uid: str) -> str:
    """The certificate of a drawing as JSON, always the same text, for those who take part in the group.

    Raises `NotFound` (also where nothing was drawn), `NotAllowed`.
    """
    panel, sight = _drawn(viewer, uid)
    sight.must("take part")
    return _text(panel)


def recount_page(viewer: Viewer, uid: str) -> RecountPage:
    """A drawing, checked anew as the page is read. Raises `NotFound`, also where nothing was drawn."""
    panel, sight = _drawn(viewer, uid)
    certificate = read(panel.drawing)
    choice = certificate.choice
    takes_part = sight.may("take part")
    return RecountPage(
        uid=panel.uid,
        title=panel.title,
        url=panel_address(panel.uid),
        seed=certificate.seed,
        earlier=_earlier_seeds(panel),
        seed_from=panel.seed_from,
        closed_at=panel.closed_at,
        drawn_at=panel.drawn_at,
        people=len(certificate.asked.nominees),
        seated=len(choice.panel),
        faults=tuple(f"{one.code} {one.about}".strip() for one in certificate.faults()),
        conflict=conflict_words(choice.conflict, choice.standings) if choice.conflict else (),
        digest=sha256(_text(panel).encode()).hexdigest(),
        rules=rule_rows(panel, choice.standings) if takes_part else (),
        names=_names(panel, choice.panel) if takes_part else (),
        rows=_rows(viewer, panel, sight, certificate) if takes_part else (),
        may=frozenset(verb for verb in ("edit", "take part") if sight.may(verb)),
    )


def _drawn(viewer: Viewer, uid: str) -> tuple[Panel, Sight]:
    panel, sight = seen_thing(viewer, Panel, uid)
    if not panel.drawing:
        raise NotFound(_("Nothing was drawn for this panel."), remedy=_("Look at the panel itself."))
    return panel, sight


def _text(panel: Panel) -> str:
    return json.dumps({"panel": panel.uid, **panel.drawing}, indent=1, sort_keys=True, ensure_ascii=False)


def _earlier_seeds(panel: Panel) -> tuple[str, ...]:
    """Every other seed that was ever drawn with, the first one first, as the chronicle tells it."""
    changes = changes_before({kind_of(panel): [panel.pk]}, None, 1_000)
    seeds = (str((change.after or {}).get("seed", "")) for change in reversed(list(changes)))
    return tuple(seed for seed in dict.fromkeys(seeds) if seed and seed != panel.seed)


def _names(panel: Panel, keys: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(name_of(one) for one in panel.nominees.filter(key__in=keys)))


def _rows(viewer: Viewer, panel: Panel, sight: Sight, certificate: Certificate) -> tuple[DrawnRow, ...]:
    """Whoever chooses sees everything, and everybody herself; of the others, keys without names."""
    people = {str(one.key): one for one in panel.nominees.all()}
    rows = []
    for one in certificate.choice.drawn:
        person = people.get(one.key)
        is_me = person is not None and bool(person.person) and person.person == viewer.actor
        whole = sight.may("edit") or is_me
        rows.append(
            DrawnRow(
                key=one.key,
                lot=one.lot[:12],
                seated=one.seated,
                outcome=outcome_words(one, whole),
                name=name_of(person) if person and whole else "",
                is_me=is_me,
            )
        )
    return tuple(rows)
