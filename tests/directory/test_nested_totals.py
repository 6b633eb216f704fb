"""Totals over networks of networks, overlaps, who is in several and in none, against slow counting."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konbit.directory.actions.relating import Tie, relate, relate_again, unrelate
from konbit.directory.actions.turning import turn_the_day
from konbit.directory.asked import Asked
from konbit.directory.models import Group, Relation, Scheme, Size, Term
from konbit.directory.queries.membership import inner_networks, members_of, networks_above
from konbit.directory.queries.overlap import none_page, overlap_page, questions, several_page
from konbit.directory.queries.totals import totals
from konbit.people.audience import ANYONE, Audience, Viewer, may_see
from konbit.search.actions import apply_changes, rebuild
from konbit.search.queries import all_ids
from tests.builders import a_group, a_place, a_viewer

pytestmark = pytest.mark.django_db

TODAY = date.today()
BOUNDS = ("", "1999", "2999-05", str(TODAY.year), TODAY.isoformat()[:7], TODAY.isoformat())
BOUNDS += ((TODAY - timedelta(1)).isoformat(), (TODAY + timedelta(1)).isoformat())


def days_of(partial: str) -> tuple[date, date]:
    """The first and the last day that a partial date may mean, spelled out."""
    numbers = [int(part) for part in partial.split("-")]
    if len(numbers) == 3:
        return date(*numbers), date(*numbers)
    if len(numbers) == 2:
        return date(*numbers, 1), date(*numbers, calendar.monthrange(*numbers)[1])
    return date(numbers[0], 1, 1), date(numbers[0], 12, 31)


@dataclass
class Slow:
    """A little world, and everything that is asked of it answered by going through all ties, every time."""

    groups: dict[int, Group]
    ties: list[Relation]
    sizes: dict[int, int] = field(default_factory=dict)
    day: date = TODAY

    def above(self, group: int) -> Iterator[int]:
        """The networks to which a group belongs itself."""
        for tie in self.ties:
            if tie.valid_from and days_of(tie.valid_from)[0] > self.day:
                continue
            if tie.valid_until and days_of(tie.valid_until)[1] < self.day:
                continue
            if tie.kind in ("member_of", "part_of") and tie.subject_id == group:
                yield tie.object_id
            if tie.kind == "federates" and tie.object_id == group:
                yield tie.subject_id

    def belongs(self, group: int, network: int) -> bool:
        """Whether a group belongs to a network, whatever the way."""
        return any(one == network or self.belongs(one, network) for one in self.above(group))

    def seen(self, viewer: Viewer, group: int) -> bool:
        """Whether a viewer may know of a group."""
        networks = [f"group:{one}" for one in self.groups if self.belongs(group, one)]
        return may_see(viewer, self.groups[group].audience, f"group:{group}", networks)

    def members(self, viewer: Viewer, network: int) -> set[int]:
        """All below a network of whom a viewer may know."""
        return {one for one in self.groups if self.belongs(one, network) and self.seen(viewer, one)}


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, object]:
    """Networks and groups in an order: each can belong only to those before it, so no circle arises."""
    networks = draw(st.integers(2, 5))
    count = networks + draw(st.integers(1, 6))
    audience = st.sampled_from(["public", "public", "public", *Audience.values])
    edges = st.tuples(
        st.integers(1, count - 1),
        st.integers(0, networks - 1),
        st.sampled_from(["member_of", "part_of", "federates", "supports"]),
        st.sampled_from(("", "", "", *BOUNDS)),
        st.sampled_from(("", "", "", *BOUNDS)),
    )
    return {
        "networks": networks,
        "audiences": [draw(audience) for _ in range(count)],
        "edges": draw(st.lists(edges, max_size=18)),
        "sizes": [draw(st.integers(0, 900)) for _ in range(count)],
        "organises": draw(st.integers(0, networks - 1)),
        "member_in": draw(st.integers(0, count - 1)),
    }


def build(said: dict[str, object]) -> tuple[Slow, list[Group], int]:
    """Make a drawn world in the database, with its index."""
    audiences: list[str] = said["audiences"]  # type: ignore[assignment]
    groups = [
        a_group(f"Group {at}", kind="network" if at < said["networks"] else "initiative", audience=audience)
        for at, audience in enumerate(audiences)
    ]
    ties: dict[tuple[int, str, int, str], Relation] = {}
    for low, high, kind, start, until in said["edges"]:  # type: ignore[attr-defined]
        if low <= high:
            continue
        member, network = groups[low], groups[high]
        subject, object_ = (network, member) if kind == "federates" else (member, network)
        key = (subject.pk, kind, object_.pk, start)
        if key not in ties:
            ties[key] = Relation.objects.create(
                subject=subject, kind=kind, object=object_, valid_from=start, valid_until=until
            )
    scheme = Scheme.objects.create(code="sizes", title={"en": "Sizes"}, facet="size")
    term = Term.objects.create(scheme=scheme, code="members", label={"en": "Members"})
    sizes = {group.pk: value for group, value in zip(groups, said["sizes"], strict=True) if value > 300}  # type: ignore[call-overload]
    Size.objects.bulk_create(
        Size(group_id=pk, dimension=term, value=value, on="2020") for pk, value in sizes.items()
    )
    rebuild()
    return Slow({group.pk: group for group in groups}, list(ties.values()), sizes), groups, term.pk


@given(said=worlds())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_totals_and_overlaps_are_those_of_slow_counting_for_every_reader(said: dict[str, object]) -> None:
    with transaction.atomic():
        slow, groups, _term = build(said)
        organised, own = groups[said["organises"]], groups[said["member_in"]]  # type: ignore[call-overload]
        readers = (ANYONE, a_viewer(organised.scope, "organiser"), a_viewer(own.scope, "member"))
        networks = [group for group in groups if group.kind == "network"]
        for viewer in readers:
            for network in networks:
                members = slow.members(viewer, network.pk)
                found = totals(viewer, network.pk, "en")
                assert found.total == len(members)
                assert found.direct == sum(network.pk in slow.above(one) for one in members)
                counted = [slow.sizes[one] for one in members if one in slow.sizes]
                assert [(one.total, one.n) for one in found.sums] == (
                    [(sum(counted), len(counted))] if counted else []
                )
            for one, other in combinations(networks, 2):
                mine, theirs = slow.members(viewer, one.pk), slow.members(viewer, other.pk)
                wanted = {"both": mine & theirs, "first": mine - theirs, "second": theirs - mine}
                for part, question in questions(viewer, one.pk, other.pk).items():
                    assert {pk for some in all_ids(question) for pk in some} == wanted[part]
        for network in networks:
            if network.audience == "public":
                several_and_none_are_right(slow, network, networks)
        transaction.set_rollback(True)


def several_and_none_are_right(slow: Slow, network: Group, networks: list[Group]) -> None:
    """What everybody reads of one network's members in several, and of who is in none."""
    ours = {network.pk, *(one.pk for one in networks if slow.belongs(one.pk, network.pk))}
    ours = {one for one in ours if slow.seen(ANYONE, one)}
    assert {one.link.id for one in several_page(ANYONE, network.uid).found} == {
        one for one in slow.members(ANYONE, network.pk) if len(set(slow.above(one)) & ours) > 1
    }
    open_ones = [one.pk for one in networks if slow.seen(ANYONE, one.pk)]
    page = none_page(ANYONE, network.uid, Asked(), "en", everywhere=True)
    assert {card.link.id for card in page.paged.cards} == {
        one
        for one, group in slow.groups.items()
        if group.kind != "network"
        and slow.seen(ANYONE, one)
        and not any(slow.belongs(one, other) for other in open_ones)
    }


@given(said=worlds(), days=st.integers(-800, 800))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_who_belongs_on_any_day_is_what_slow_counting_says(said: dict[str, object], days: int) -> None:
    with transaction.atomic():
        slow, groups, _term = build(said)
        slow.day = TODAY + timedelta(days)
        above = networks_above([group.pk for group in groups], slow.day)
        for group in groups:
            assert above.direct[group.pk] == set(slow.above(group.pk))
            assert above.all[group.pk] == {one for one in slow.groups if slow.belongs(group.pk, one)}
            assert set(members_of(group.pk, slow.day)) == {
                one for one in slow.groups if slow.belongs(one, group.pk)
            }
        transaction.set_rollback(True)


@pytest.fixture
def chain() -> list[Group]:
    """A network in a network in a network in a network, a bakery in the innermost, and a garden outside."""
    groups = [a_group(name, kind="network") for name in ("World", "Continent", "Country", "Region")]
    groups += [a_group("Bakery"), a_group("Garden")]
    for member, network in ((1, 0), (2, 1), (3, 2), (4, 3)):
        Relation.objects.create(subject=groups[member], kind="member_of", object=groups[network])
    rebuild()
    return groups


def counted(groups: list[Group]) -> list[int]:
    """The totals of the networks, as the index gives them after it has followed the chronicle."""
    apply_changes()
    return [totals(ANYONE, group.pk, "en").total for group in groups[:4]]


def test_the_index_follows_when_a_tie_changes_deep_in_the_tree(chain: list[Group]) -> None:
    world, continent, country, region, _bakery, garden = chain
    assert counted(chain) == [4, 3, 2, 1]
    tie = Relation.objects.get(subject=country)
    steward = a_viewer(country.scope, "steward")
    unrelate(steward, country.uid, tie.pk)
    assert counted(chain) == [1, 0, 2, 1]
    relate(steward, country.uid, "part_of", world.uid, Tie(), outward=True)
    assert counted(chain) == [4, 0, 2, 1]
    relate_again(steward, country.uid, Relation.objects.get(kind="part_of").pk, Tie(valid_until="1999"))
    assert counted(chain) == [1, 0, 2, 1]
    relate(a_viewer(garden.scope, "steward"), garden.uid, "member_of", region.uid, Tie(), outward=True)
    relate(a_viewer(region.scope, "steward"), continent.uid, "federates", region.uid, Tie(), outward=True)
    assert counted(chain) == [4, 3, 3, 2]


def test_a_tie_at_a_network_makes_the_documents_of_its_member_again_not_of_all_members(
    chain: list[Group],
) -> None:
    world, garden = chain[0], chain[5]
    apply_changes()
    relate(a_viewer(garden.scope, "steward"), garden.uid, "member_of", world.uid, Tie(), outward=True)
    assert apply_changes() == 2  # the garden, and the world, at which the tie is noted


def test_ties_that_begin_or_end_with_the_day_reach_the_index(chain: list[Group]) -> None:
    tie = Relation.objects.get(subject=chain[2])
    turn_the_day(TODAY - timedelta(3))
    Relation.objects.filter(pk=tie.pk).update(valid_until=(TODAY - timedelta(2)).isoformat())
    assert counted(chain) == [4, 3, 2, 1]
    assert turn_the_day(TODAY) == 1
    assert counted(chain) == [1, 0, 2, 1]
    assert turn_the_day(TODAY) == 0


def test_networks_within_are_found_whatever_their_number_of_members(chain: list[Group]) -> None:
    assert list(inner_networks(chain[0].pk).values()) == [1, 2, 3]


def test_an_overlap_is_paged_and_names_its_parts() -> None:
    one, other = (a_group(name, kind="network") for name in ("North", "South"))
    for number in range(25):
        group = a_group(f"Table {number:02}")
        for network in (one, other) if number < 23 else (one,):
            Relation.objects.create(subject=group, kind="member_of", object=network)
    rebuild()
    page = overlap_page(ANYONE, one.uid, other.uid, "en", number=2)
    assert (page.both, page.only_first, page.only_second, page.either) == (23, 2, 0, 25)
    assert (len(page.paged.cards), page.paged.total, page.paged.number, page.paged.pages) == (3, 23, 2, 2)
    first = overlap_page(ANYONE, one.uid, other.uid, "en", part="first")
    assert [card.link.name for card in first.paged.cards] == ["Table 23", "Table 24"]


def test_who_is_in_none_is_looked_for_around_the_networks_own_place() -> None:
    network = a_group("Union", kind="network", places=[a_place(45.5, -73.6, "Montréal", country="CA")])
    member = a_group("Member", places=[a_place(45.51, -73.6, "Montréal", country="CA")])
    Relation.objects.create(subject=member, kind="member_of", object=network)
    a_group("Near", places=[a_place(45.52, -73.6, "Montréal", country="CA")])
    a_group("Far", places=[a_place(-30.0, -51.2, "Porto Alegre", country="BR")])
    rebuild()
    page = none_page(ANYONE, network.uid, Asked(), "en", everywhere=False)
    assert [card.link.name for card in page.paged.cards] == ["Near"]
    assert page.center is not None
    everywhere = none_page(ANYONE, network.uid, Asked(), "en", everywhere=True)
    assert [card.link.name for card in everywhere.paged.cards] == ["Far", "Near"]
