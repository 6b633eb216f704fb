"""What a panel asks of the engine: its rules, and who may be chosen, by keys and without names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from django.core.cache import cache
from django.utils.translation import gettext as _

from konbit.assembly.models import Nominee, Panel
from konbit.base.errors import Problem
from konbit.engines import panel as engine

OTHER = "*"
"""What stands where somebody counts for none of the named values: "something else"."""

_KEPT_FOR = 24 * 3600


@dataclass(frozen=True)
class Asked:
    """Who may be chosen, by key, with no more of their traits than rules count; the rules; who sits."""

    nominees: tuple[engine.Nominee, ...]
    quotas: tuple[engine.Quota, ...]
    least: int
    most: int
    fixed: frozenset[str]


def asked_of(panel: Panel) -> Asked:
    """What a panel asks as it stands: those who are willing, and those who sit already; in the order of their
    keys, so that nobody's place in a list of names tells which key is hers."""
    quotas = tuple(
        engine.Quota(one.dimension, one.value, one.least, one.most) for one in panel.quotas.order_by("pk")
    )
    people = sorted(eligible(panel.nominees.all()), key=lambda one: str(one.key))
    return Asked(
        nominees=tuple(counted(one, quotas) for one in people),
        quotas=quotas,
        least=panel.least,
        most=panel.most,
        fixed=frozenset(str(one.key) for one in people if one.fixed),
    )


def eligible(people: Iterable[Nominee]) -> list[Nominee]:
    """Those who may be chosen: who said yes, and who sits already unless she said no."""
    willing = (Nominee.State.WILLING, Nominee.State.CHOSEN)
    return [
        one for one in people if one.state in willing or (one.fixed and one.state != Nominee.State.DECLINED)
    ]


def counted(one: Nominee, quotas: Iterable[engine.Quota]) -> engine.Nominee:
    """Somebody with those of her traits alone for which a rule counts her."""
    named = {(quota.dimension, quota.value) for quota in quotas}
    return engine.Nominee(
        str(one.key), {name: said for name, said in one.traits.items() if (name, said) in named}
    )


@contextmanager
def told_plainly() -> Iterator[None]:
    """What the engine refuses, as `Problem`s that say what to do."""
    try:
        yield
    except engine.Undecided as gave_up:
        raise Problem(
            _("These rules are so narrow together that Konbit gave up looking; nothing was chosen."),
            remedy=_("Take a rule away, or choose by hand."),
            status=422,
        ) from gave_up
    except ValueError as wrong:
        raise Problem(
            _("These rules cannot be read together."),
            str(wrong)[:200],
            _("Mend the rule that is named, or take it away."),
            status=422,
        ) from wrong


def chosen_by_lot(asked: Asked, seed: str) -> engine.Choice:
    """The panel that the lot gives. Raises `Problem` where the engine refuses (see `told_plainly`)."""
    with told_plainly():
        return engine.choose(asked.nominees, asked.quotas, asked.least, asked.most, seed, asked.fixed)


def checked(asked: Asked, keys: Iterable[str]) -> engine.Checked:
    """How these people meet the rules, and what would mend it. Raises `Problem` as `chosen_by_lot`."""
    wanted = set(keys)
    chosen = [one for one in asked.nominees if one.key in wanted]
    others = [one for one in asked.nominees if one.key not in wanted]
    with told_plainly():
        return engine.check(
            chosen, asked.quotas, asked.least, asked.most, others, asked.fixed & {one.key for one in chosen}
        )


@dataclass(frozen=True)
class Outlook:
    """Whether rules can be met with those who are willing: the conflict if not; by how many people the
    nearest panel falls short; what would mend that."""

    conflict: engine.Conflict | None
    standings: tuple[engine.Standing, ...]
    mends: engine.Checked | None

    @property
    def shortfall(self) -> int:
        """How many people the nearest panel is away from meeting all rules; 0: they can be met."""
        return sum(one.shortfall for one in self.standings)


def outlook_of(asked: Asked) -> Outlook:
    """The outlook as it stands, kept for a day while nothing changes. Raises `Problem` as `chosen_by_lot`."""
    known = f"konbit.assembly.panel.{sha256(repr(asked).encode()).hexdigest()}"
    found: Outlook | None = cache.get(known)
    if found is None:
        choice = chosen_by_lot(asked, "")
        mends = checked(asked, choice.panel) if choice.conflict else None
        found = Outlook(choice.conflict, choice.standings, mends)
        cache.set(known, found, _KEPT_FOR)
    return found
