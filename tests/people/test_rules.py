"""Who may do what."""

from __future__ import annotations

import pytest

from konbit.base.errors import NotAllowed
from konbit.people.audience import ANYONE, SYSTEM, Viewer
from konbit.people.rules import PERMISSIONS, Ground, allows, may_edit_group, may_give, require

GROUP, NETWORK, ELSEWHERE = "group:1", "group:9", "group:5"


def holder(scope: str, *roles: str) -> Viewer:
    return Viewer(actor="person:x", person_id=1, roles={scope: frozenset(roles)})


@pytest.mark.parametrize(
    ("scope", "role", "verbs"),
    [
        (GROUP, "member", {"take part"}),
        (GROUP, "editor", {"take part", "edit"}),
        (GROUP, "steward", {"take part", "edit", "hide", "steward", "invite", "vouch"}),
        (NETWORK, "moderator", {"take part", "edit", "hide", "moderate"}),
        (NETWORK, "organiser", set(PERMISSIONS)),
        (NETWORK, "steward", set()),
        (ELSEWHERE, "organiser", set()),
        (ELSEWHERE, "steward", set()),
    ],
)
def test_each_role_may_what_the_table_says(scope: str, role: str, verbs: set[str]) -> None:
    viewer = holder(scope, role)
    assert {verb for verb in PERMISSIONS if allows(viewer, verb, GROUP, [NETWORK])} == verbs


@pytest.mark.parametrize("verb", sorted(PERMISSIONS))
def test_the_operator_may_everything_and_anyone_nothing(verb: str) -> None:
    assert allows(SYSTEM, verb, GROUP)
    assert not allows(ANYONE, verb, GROUP, [NETWORK])


def test_an_organiser_organises_the_network_itself() -> None:
    assert allows(holder(NETWORK, "organiser"), "organise", NETWORK)
    assert not allows(holder(NETWORK, "steward"), "organise", NETWORK)


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(holder(GROUP, "member"), "edit", GROUP, [NETWORK])
    assert "stewards and editors" in refused.value.remedy
    assert refused.value.status == 403


def test_a_refusal_reminds_strangers_to_sign_in() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(ANYONE, "edit", GROUP)
    assert "Sign in" in refused.value.remedy


def test_an_unknown_verb_is_a_slip_and_never_a_permission() -> None:
    with pytest.raises(KeyError):
        allows(SYSTEM, "burn", GROUP)


def test_the_named_predicates_can_be_combined_with_the_rules_library() -> None:
    assert may_edit_group.test(holder(GROUP, "editor"), Ground(GROUP))
    assert not (~may_edit_group).test(holder(GROUP, "editor"), Ground(GROUP))


def test_nobody_gives_a_role_above_their_own() -> None:
    steward, organiser, editor = (
        holder(GROUP, "steward"),
        holder(NETWORK, "organiser"),
        holder(GROUP, "editor"),
    )
    assert [role for role in ("member", "editor", "steward") if may_give(steward, role, GROUP)] == [
        "member", "editor", "steward",
    ]  # fmt: skip
    assert not may_give(steward, "organiser", GROUP)
    assert not may_give(steward, "moderator", GROUP)
    assert may_give(organiser, "organiser", NETWORK)
    assert not may_give(editor, "member", GROUP)
    assert not may_give(SYSTEM, "operator", GROUP)
