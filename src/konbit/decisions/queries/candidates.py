"""Who stands in an election, what limits ask, and what would keep it from being held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from konbit.assembly.queries.choices import Choices, short
from konbit.base.text import Multilingual
from konbit.decisions.count_words import limit_words
from konbit.decisions.elections import KINDS, colleges_with_seats, standing
from konbit.decisions.hurdles import Hurdle
from konbit.decisions.models import Limit, Option, Vote
from konbit.decisions.queries.electable import election_hurdles
from konbit.decisions.queries.methods import rules_of
from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import GroupLink, Sight, visible_groups
from konbit.directory.queries.wording import date_words
from konbit.engines.count import Limit as Asked
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class CandidateShown:
    """Somebody who stands. `traits`: what she says of herself; `withdrew`: on which day."""

    word: str
    name: str
    text: Multilingual
    traits: tuple[tuple[str, str], ...]
    withdrew: str
    is_own: bool
    may_change: bool


@dataclass(frozen=True)
class Stand:
    """Those who stand for the same seats; `title` is empty where everybody votes together."""

    title: Multilingual
    seats: int
    people: tuple[CandidateShown, ...]


@dataclass(frozen=True)
class LimitShown:
    """What is asked of those who will be elected."""

    id: int
    words: str


@dataclass(frozen=True)
class ElectionPage:
    """An election that is prepared or held."""

    uid: str
    title: Multilingual
    text: Multilingual
    group: GroupLink
    state: str
    stands: tuple[Stand, ...]
    limits: tuple[LimitShown, ...]
    hurdles: tuple[Hurdle, ...]
    may_stand: bool
    may_edit: bool
    own: str

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == Vote.State.DRAFT

    @property
    def many(self) -> int:
        """How many stand."""
        return sum(len(one.people) for one in self.stands)


@dataclass(frozen=True)
class ElectionChoices:
    """What can be chosen in the forms of an election: colleges; per dimension the values that limits name."""

    colleges: Choices
    dimensions: tuple[tuple[str, tuple[str, ...]], ...]


def election_page(viewer: Viewer, uid: str) -> ElectionPage:
    """Who stands in an election, and what limits ask. Raises `NotFound`."""
    vote, sight = seen_thing(viewer, Vote, uid)
    if rules_of(vote).kind not in KINDS:
        raise gone()
    may_edit, is_draft = sight.may("edit"), vote.state == Vote.State.DRAFT
    options = standing(vote)
    own = next((one.word for one in options if viewer.is_someone and one.person == viewer.actor), "")
    return ElectionPage(
        uid=vote.uid,
        title=vote.title,
        text=vote.text,
        group=visible_groups(viewer, [vote.group_id])[vote.group_id],
        state=vote.state,
        stands=tuple(_stands(vote, options, viewer, may_edit)),
        limits=tuple(LimitShown(one.pk, words_of(one)) for one in _limits(vote)),
        hurdles=tuple(election_hurdles(vote)) if may_edit and is_draft else (),
        may_stand=is_draft and may_stand(viewer, vote, sight),
        may_edit=may_edit,
        own=own,
    )


def election_choices(viewer: Viewer, uid: str) -> ElectionChoices:
    """What can be chosen in the forms of an election. Raises `NotFound`."""
    vote, _sight = seen_thing(viewer, Vote, uid)
    dimensions: dict[str, list[str]] = {}
    for one in _limits(vote):
        values = dimensions.setdefault(one.dimension, [])
        if one.value not in values:
            values.append(one.value)
    colleges = [(one.pk, short(one.title)) for one in colleges_with_seats(vote)]
    return ElectionChoices(colleges, tuple((name, tuple(values)) for name, values in dimensions.items()))


def candidate_written(viewer: Viewer, uid: str, word: str) -> Option:
    """A candidate as she stands there, for a form. Raises `NotFound`, `NotAllowed`."""
    vote, sight = seen_thing(viewer, Vote, uid)
    return candidate_of(viewer, vote, sight, word)


def may_stand(viewer: Viewer, vote: Vote, sight: Sight) -> bool:
    """Whether the viewer may stand herself."""
    if not viewer.is_someone:
        return False
    return sight.may("take part") or vote.roll.filter(person=viewer.actor, until_on=None).exists()


def candidate_of(viewer: Viewer, vote: Vote, sight: Sight, word: str) -> Option:
    """A candidate whom the viewer may change: herself, or any for those who prepare the vote. Raises
    `NotFound`, `NotAllowed`."""
    option = vote.options.filter(word=word).first()
    if option is None:
        raise gone()
    if not (viewer.is_someone and option.person == viewer.actor):
        sight.must("edit")
    return option


def limit_written(viewer: Viewer, uid: str, pk: int) -> Limit:
    """A limit as it stands. Raises `NotFound`."""
    vote, _sight = seen_thing(viewer, Vote, uid)
    found = vote.limits.filter(pk=pk).first()
    if found is None:
        raise gone()
    return found


def words_of(limit: Limit) -> str:
    """A limit in words, with its college."""
    title = short(limit.college.title) if limit.college else ""
    return limit_words(Asked(limit.dimension, limit.value, limit.least, limit.most, title))


def _limits(vote: Vote) -> list[Limit]:
    return list(vote.limits.select_related("college").order_by("id"))


def _stands(vote: Vote, options: list[Option], viewer: Viewer, may_edit: bool) -> Iterable[Stand]:
    def shown(people: Iterable[Option]) -> tuple[CandidateShown, ...]:
        return tuple(_shown(one, viewer, may_edit) for one in people)

    colleges = colleges_with_seats(vote)
    if not colleges:
        yield Stand({}, vote.seats, shown(options))
        return
    for college in colleges:
        yield Stand(college.title, college.seats, shown(x for x in options if x.college_id == college.pk))
    if nowhere := [one for one in options if one.college_id not in {college.pk for college in colleges}]:
        yield Stand({}, 0, shown(nowhere))


def _shown(one: Option, viewer: Viewer, may_edit: bool) -> CandidateShown:
    is_own = viewer.is_someone and one.person == viewer.actor
    return CandidateShown(
        word=one.word,
        name=one.name or one.word,
        text=one.text,
        traits=tuple(sorted(one.traits.items())),
        withdrew=date_words(one.withdrawn_on.isoformat()) if one.withdrawn_on else "",
        is_own=is_own,
        may_change=is_own or may_edit,
    )
