"""Rules, conflicts, mends and lots of a panel in the reader's words. The engine gives them as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext_lazy

from konbit.assembly.models import Quota
from konbit.assembly.queries.panel_asked import OTHER
from konbit.engines.panel import SIZE, Checked, Conflict, Drawn, Invitation, Limit, Mend, Standing

Words = Mapping[str, "str | Promise"]

DIMENSIONS: Words = {
    "gender": gettext_lazy("gender"),
    "region": gettext_lazy("region"),
    "profession": gettext_lazy("profession"),
    "age": gettext_lazy("age"),
    "language": gettext_lazy("language"),
}
"""Dimensions that come with words in every language; any other is written freely."""

VALUES: Mapping[str, Words] = {
    "gender": {
        "woman": gettext_lazy("woman"),
        "man": gettext_lazy("man"),
        "another": pgettext_lazy("gender", "another gender"),
    },
    "region": {
        "africa": gettext_lazy("Africa"),
        "asia": gettext_lazy("Asia"),
        "europe": gettext_lazy("Europe"),
        "latin america": gettext_lazy("Latin America and the Caribbean"),
        "north america": gettext_lazy("North America"),
        "oceania": gettext_lazy("Oceania"),
    },
    "profession": {
        "grassroots worker": gettext_lazy("grassroots worker"),
        "organiser": gettext_lazy("organiser"),
        "researcher": gettext_lazy("researcher"),
    },
    "age": {
        "under 30": gettext_lazy("under 30"),
        "30 to 59": gettext_lazy("30 to 59"),
        "60 and over": gettext_lazy("60 and over"),
    },
}
"""Values of these that come with words; any other is written freely."""


def dimension_words(dimension: str) -> str:
    """How a dimension is called."""
    return str(DIMENSIONS.get(dimension, dimension))


def value_words(dimension: str, value: str) -> str:
    """How a value is called."""
    if value == OTHER:
        return _("something else")
    return str(VALUES.get(dimension, {}).get(value, value))


def trait_words(dimension: str, value: str) -> str:
    """A trait: "gender: woman"."""
    return f"{dimension_words(dimension)}: {value_words(dimension, value)}"


def dimension_of(words: str) -> str:
    """The dimension that somebody wrote, by its code where it is one that comes with words."""
    return _code(words, DIMENSIONS)


def value_of(dimension: str, words: str) -> str:
    """The value that somebody wrote, the same way."""
    return _code(words, VALUES.get(dimension, {}))


def asks(quotas: Iterable[Quota]) -> dict[str, list[str]]:
    """What nominees are asked: the dimensions of the rules, each with the values that rules name, and those
    that come with words, so that nobody is "something else" who need not be."""
    found: dict[str, list[str]] = {}
    for one in quotas:
        found.setdefault(one.dimension, []).append(one.value)
    return {name: list(dict.fromkeys([*values, *VALUES.get(name, {})])) for name, values in found.items()}


def _code(words: str, known: Words) -> str:
    said = " ".join(words.split())
    for code, label in known.items():
        with override("en"):
            english = str(label)
        if said.casefold() in {code, str(label).casefold(), english.casefold()}:
            return code
    return said


def limit_words(limit: Limit) -> str:
    """One side of a rule: "at least 5 with gender: woman", "at most 12 people"."""
    if limit.dimension == SIZE:
        return (
            ngettext("at least %(count)d person", "at least %(count)d people", limit.number)
            if limit.side == "least"
            else ngettext("at most %(count)d person", "at most %(count)d people", limit.number)
        ) % {"count": limit.number}
    words = (
        _("at least %(count)d with “%(trait)s”")
        if limit.side == "least"
        else _("at most %(count)d with “%(trait)s”")
    )
    return words % {"count": limit.number, "trait": trait_words(limit.dimension, limit.value)}


def range_words(least: int, most: int | None) -> str:
    """How many there are to be: "at least 5", "at most 3", "2 to 4", "exactly 2"."""
    if most is None:
        return _("at least %(count)d") % {"count": least}
    if not least:
        return _("at most %(count)d") % {"count": most}
    if least == most:
        return _("exactly %(count)d") % {"count": least}
    return _("%(least)d to %(most)d") % {"least": least, "most": most}


def conflict_words(conflict: Conflict, standings: Sequence[Standing]) -> tuple[str, str]:
    """Which rules cannot hold together, and what the nearest panel lacks."""
    listed = "; ".join(map(limit_words, conflict.limits))
    first = (
        _("With those who are willing this rule cannot hold: %(rules)s.")
        if len(conflict.limits) == 1
        else _("With those who are willing these rules cannot hold together: %(rules)s.")
    ) % {"rules": listed}
    lacks = get_text_list([_lack_words(one) for one in standings if one.shortfall], _("and"))
    return first, _("The nearest panel: %(lacks)s.") % {"lacks": lacks}


def _lack_words(standing: Standing) -> str:
    rule, count = standing.rule, standing.shortfall
    if rule.dimension == SIZE:
        words = (
            ngettext("lacks %(count)d person", "lacks %(count)d people", count)
            if standing.lacking
            else ngettext("has %(count)d person too many", "has %(count)d people too many", count)
        )
        return words % {"count": count}
    words = (
        _("lacks %(count)d with “%(trait)s”")
        if standing.lacking
        else _("has %(count)d too many with “%(trait)s”")
    )
    return words % {"count": count, "trait": trait_words(rule.dimension, rule.value)}


def invitation_words(invitation: Invitation) -> list[str]:
    """Whom to look for, who goes for her, what that mends, what is left; never by name."""
    traits = [trait_words(*trait) for trait in invitation.traits]
    avoid = [trait_words(*trait) for trait in invitation.avoid]
    said = [
        _("Invite somebody with %(traits)s.") % {"traits": get_text_list(traits, _("and"))}
        if traits
        else _("Invite one more person.")
    ]
    if avoid:
        said.append(_("She should not count as %(traits)s.") % {"traits": get_text_list(avoid, _("or"))})
    if invitation.leave:
        said.append(_("She would sit in the place of somebody else."))
    return [*said, *_what_follows(invitation.mends, invitation.left)]


def mend_words(mend: Mend, names: Mapping[str, str]) -> str:
    """A step among the nominees, for those who choose: who could come, who go, what that mends."""
    joining = get_text_list(sorted(names[key] for key in mend.join), _("or"))
    leaving = get_text_list(sorted(names[key] for key in mend.leave), _("or"))
    if joining and leaving:
        step = _("Take %(joining)s in the place of %(leaving)s.")
    elif joining:
        step = _("Take %(joining)s.")
    else:
        step = _("Leave out %(leaving)s.")
    said = step % {"joining": joining, "leaving": leaving}
    return " ".join([said, *_what_follows(mend.mends, mend.left)])


def _what_follows(mends: Iterable[Limit], left: int) -> list[str]:
    nearer = _("That brings nearer: %(rules)s.") % {"rules": "; ".join(map(limit_words, mends))}
    rest = (
        ngettext(
            "Then %(count)d person is still lacking in all.",
            "Then %(count)d people are still lacking in all.",
            left,
        )
        % {"count": left}
        if left
        else _("Then all rules hold.")
    )
    return [nearer, rest]


def lacking_words(checked: Checked) -> str:
    """What these people lack, in one sentence; empty if all rules hold."""
    lacks = [_lack_words(one) for one in checked.standings if one.shortfall]
    return _("This panel %(lacks)s.") % {"lacks": get_text_list(lacks, _("and"))} if lacks else ""


def outcome_words(drawn: Drawn, whole: bool) -> str:
    """What came of a nominee in the drawing. `whole`: with the rules that stood against her, which tell of
    her traits."""
    plain = {
        "sits": _("sat already"),
        "taken": _("taken: with her and those before her all rules can be kept as well as possible"),
        "full": _("passed over: all seats were taken"),
        "barred": _("passed over: a rule had reached its most"),
        "needed": _("passed over: the seats left were needed for other rules"),
    }[drawn.outcome]
    if not whole or not drawn.limits:
        return plain
    return f"{plain} ({'; '.join(map(limit_words, drawn.limits))})"
