"""What the API of learning gives, typed."""

from __future__ import annotations

from ninja import Schema

from konbit.directory.api_shapes import NamedGroup

Words = dict[str, str]


class ClaimOut(Schema):
    """A claim; texts by language. `state`: assumption, to_verify, learned, contested or retired."""

    uid: str
    url: str
    statement: Words
    conditions: Words
    state: str
    group: NamedGroup
    certainty: str
    supports: int
    qualifies: int
    contradicts: int


class Claims(Schema):
    """A page of claims."""

    total: int
    page: int
    size: int
    claims: list[ClaimOut]


class CaseOut(Schema):
    """A case: what it does to the claim, what it is. Who told it is not among it."""

    stance: str
    kind: str
    text: Words
    amount: str
    unit: str
    url: str
    place: str
    when: str
    source: str


class MomentOut(Schema):
    """A move in the life of a claim: `before` is empty where it begins; `resolution` is the uid of the one by
    which it was made, empty where that is not open to you."""

    on: str
    before: str
    after: str
    reason: Words
    resolution: str


class WholeClaim(ClaimOut):
    """A claim with its cases and its life."""

    would_change: Words
    settle_by: str
    replaced_by: str
    cases: list[CaseOut]
    life: list[MomentOut]


class PriorityOut(Schema):
    """A priority; `claims`: the uids of those that speak of it, by state."""

    number: int
    title: Words
    statement: Words
    starting_point: Words
    example: Words
    grew_from: list[int]
    claims: dict[str, list[str]]


class FrameworkOut(Schema):
    """A framework by name; `priorities`: how many."""

    uid: str
    url: str
    title: Words
    version: str
    when: str
    group: NamedGroup
    certainty: str
    priorities: int


class Frameworks(Schema):
    """Frameworks of a group."""

    frameworks: list[FrameworkOut]


class WholeFramework(Schema):
    """A framework with its priorities; `follows` and `followed_by` are uids."""

    uid: str
    url: str
    title: Words
    introduction: Words
    version: str
    when: str
    group: NamedGroup
    certainty: str
    follows: str
    followed_by: list[str]
    priorities: list[PriorityOut]


class StepOut(Schema):
    """A step of a module: "reading", "figure", "questions" or "exercise"."""

    number: int
    kind: str
    title: Words
    minutes: int | None
    pages: str
    url: str


class ModuleOut(Schema):
    """A study module with its steps; `minutes`: of all its readings."""

    uid: str
    url: str
    title: Words
    introduction: Words
    exercise: Words
    licence: str
    group: NamedGroup
    certainty: str
    minutes: int
    steps: list[StepOut]
