"""What can be chosen in forms of votes, and rows as they stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from konbit.assembly.queries.choices import Choices, own_groups, short
from konbit.base.text import sentence
from konbit.decisions.methods import Rules
from konbit.decisions.models import College, Entitled, Method, Option, Vote
from konbit.decisions.queries.methods import rules_of_method, shipped_methods
from konbit.decisions.queries.votes import vote_written
from konbit.directory.queries.membership import networks_of
from konbit.directory.queries.of_group import gone, seen_thing, seen_things
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.people.audience import Viewer

NOT_BY_HAND = frozenset({"shares"})
"""Methods of which the vote is made by another page."""

_HEAPS = (
    (gettext_lazy("One proposal: yes or no"), ("majority", "consent", "two_thirds", "with_block", "advice")),
    (gettext_lazy("Choosing among several"), ("approval", "dots", "score", "ranking", "days")),
    (gettext_lazy("Electing people"), ("persons", "scottish", "meek")),
)
"""Shipped methods by what they are for, so that nobody has to read all of them."""
_PLACES = frozenset(word for _title, words in _HEAPS for word in words)


def methods_for(viewer: Viewer, group_id: int) -> list[Rules]:
    """Methods that a group can use: the shipped ones, its own, and those of its networks."""
    above = {group_id, *networks_of([group_id])[group_id]}
    rows = Method.objects.filter(group__in=above, removed_at=None).order_by("pk")
    own = [rules_of_method(row) for row in seen_things(viewer, rows)]
    return [*own, *(one for one in shipped_methods() if one.word not in NOT_BY_HAND)]


def method_choices(viewer: Viewer, group_id: int, now: str = "") -> Choices:
    """The same as a form offers them. `now`: the one that is chosen, which is offered in any case."""
    found = methods_for(viewer, group_id)
    own = [one for one in found if one.word not in _PLACES]
    heaps: list[tuple[str, list[Rules]]] = [(_("Your own"), own)]
    for title, words in _HEAPS:
        heap = [one for one in found if one.word in words]
        heaps.append((str(title), sorted(heap, key=lambda one: words.index(one.word))))
    if now and now not in [one.word for one in found]:
        return [
            (now, now),
            *((title, [(one.word, _told(one)) for one in heap]) for title, heap in heaps if heap),
        ]
    return [(title, [(one.word, _told(one)) for one in heap]) for title, heap in heaps if heap]


def _told(rules: Rules) -> str:
    words = (rules.title, rules.fits or rules.meaning)
    title, fits = (sentence(one, get_language() or "en") for one in words)
    return format_html('<span><strong>{}</strong> <br><span class="muted">{}</span></span>', title, fits)


def college_choices(vote: Vote) -> Choices:
    """The colleges of a vote."""
    return [(one.pk, short(one.title)) for one in vote.colleges.all()]


def option_written(viewer: Viewer, vote_uid: str, pk: int) -> Option:
    """An option as it stands, for whoever prepares its vote. Raises `NotFound`, `NotAllowed`."""
    found = vote_written(viewer, vote_uid).options.filter(pk=pk).first()
    if found is None:
        raise gone()
    return found


def college_written(viewer: Viewer, vote_uid: str, pk: int) -> College:
    """A college as it stands. Raises as above."""
    found = vote_written(viewer, vote_uid).colleges.filter(pk=pk).first()
    if found is None:
        raise gone()
    return found


def entitled_written(viewer: Viewer, vote_uid: str, pk: int) -> Entitled:
    """A line of the roll as it stands. Raises as above."""
    found = vote_written(viewer, vote_uid).roll.select_related("group").filter(pk=pk).first()
    if found is None:
        raise gone()
    return found


def groups_to_decide_in(viewer: Viewer) -> list[tuple[str, str]]:
    """Groups (uid, name) in which the viewer can prepare a vote."""
    return sorted(
        ((uid, link.name) for uid, link in own_groups(viewer, "edit").items()), key=lambda one: one[1]
    )


def is_prepared(vote: Vote) -> bool:
    """Whether a vote is still being prepared."""
    return vote.state == Vote.State.DRAFT


@dataclass(frozen=True)
class OwnMethods:
    """The methods that a group, or a network of it, made its own. `own`: which of them it can change."""

    group: GroupLink
    methods: tuple[Rules, ...]
    own: frozenset[str]
    may_edit: bool


def own_methods_page(viewer: Viewer, group_uid: str) -> OwnMethods:
    """The page of a group's methods. Raises `NotFound`."""
    group, sight = seen_group(viewer, group_uid)
    found = [one for one in methods_for(viewer, group.pk) if one not in shipped_methods()]
    own = frozenset(Method.objects.filter(group=group, removed_at=None).values_list("uid", flat=True))
    link = visible_groups(viewer, [group.pk])[group.pk]
    return OwnMethods(link, tuple(found), own, sight.may("edit"))


def method_written(viewer: Viewer, uid: str) -> Method:
    """An own method as it stands, for whoever may change it. Raises `NotFound`, `NotAllowed`."""
    method, sight = seen_thing(viewer, Method, uid)
    sight.must("edit")
    return method
