"""What is closed in the rooms above the directory comes out nowhere: each page, the API, feeds, search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from konbit.assembly.models import Resolution
from konbit.base.registry import rooms
from konbit.chronicle.actions.rows import kind_of
from konbit.decisions.models import Option
from konbit.directory.models import Role
from konbit.exchange.kinds import KINDS
from konbit.exchange.models import Circle, Member
from konbit.people.audience import ANYONE, Viewer, tokens_of, viewer_of
from konbit.search.actions import rebuild
from konbit.search.asking import Question
from konbit.search.documents import all_documents
from konbit.search.queries import search
from tests.builders import a_person
from tests.directory.outputs import api_paths, same_again, text_of
from tests.scenarios.closed_things import CLOSED, NOW, ROOMS, House, tables

pytestmark = pytest.mark.django_db

ELSEWHERE = {
    "assembly:letters-stop": "for whoever holds the letter; names nothing",
    "assembly:calendar": "what rooms tell calendars is asked for in `told`",
    "assembly:nominee-answer": "for whoever holds the link (tests/assembly/test_panels.py)",
    "decisions:ballot-by-token": "for whoever holds the link (tests/decisions/test_ballot_pages.py)",
    "exchange:left-listings": "for whoever holds the letter (tests/exchange/test_listing_letters.py)",
    "exchange:renew-by-letter": "for whoever holds the letter (tests/exchange/test_listing_letters.py)",
    "exchange:stop-alert": "for whoever holds the letter (tests/exchange/test_listing_letters.py)",
}
"""Pages that are not asked for here, and why."""
TABLES = {
    "conversations": "thread",
    "points": "item",
    "settle": "reading",
    "nominees": "nominee",
    "statutes": "statutes",
    "questions": "vote",
    "consent": "heard",
    "register": "entitled",
    "roll": "entitled",
    "proxies": "entitled",
    "answer": "member",
    "alerts": "alert",
    "meets": "listing",
    "clearing": "clearinground",
    "promises": "obligation",
    "days": "fieldday",
}
"""Which table the number after a word of an address is of, where it is not named by that word in the
singular."""
AROUND = ("home", "directory:search", "directory:everything", "directory:feed", "directory:group",
          "directory:history")  # fmt: skip
"""Pages of the directory that tell of the rooms above it."""

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What makes a form that is sent twice one: another each time."""

JOINING = {"Growth", "ToRead", "Adoption", "Adopted", "Standing", "Theme", "Target", "Participation", "Proxy",
           "Wanted", "Currency", "Price", "Alert", "Terms", "Approval", "Helped", "Kept", "Hand",
           "TakingPart", "SetOff", "Swap", "Seal", "Sealed"}  # fmt: skip
"""Tables without words of their own."""


def pages() -> Iterator[tuple[str, URLPattern, str]]:
    """The pages of the rooms, and those of the directory that tell of them: name, pattern, whole route."""

    def below(patterns: Any, space: str = "") -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from below(
                    pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space
                )
            else:
                yield f"{space}{pattern.name}", pattern

    for name, pattern in below(get_resolver().url_patterns):
        if (name.split(":")[0] in ROOMS and name not in ELSEWHERE) or name in AROUND:
            yield name, pattern, str(pattern.pattern)


def filled(house: House, word: str, part: str) -> list[Any]:
    """What stands in this world for a part of an address that follows a word. Fails where nothing is."""
    if part in {"act", "number", "kind", "slug"}:
        kinds = ["reading", "question", "figure", *all_documents()]
        return {"act": [house.act], "number": [1], "kind": kinds, "slug": ["any"]}[part]
    if part == "part":
        return ["descent", "obstacle"]
    if part == "word":
        options = [rows[Option].word for rows in (house.open, house.closed) if Option in rows]
        return ["two_thirds"] if word == "methods" else options
    if part == "key":
        return ["all"]
    if word in {"groups", "g"}:
        return sorted({house.shown.uid, house.hidden.uid})
    named = TABLES.get(word) or re.sub(r"ie$", "y", word.removesuffix("s"))
    every = [
        rows[model]
        for rows in (house.open, house.closed)
        for model in rows
        if model._meta.model_name == named and (hasattr(rows[model], "uid") or not part.endswith("uid"))
    ]
    if part in {"object_id", "pk", "part_id"} and not every:
        return sorted({row.pk for rows in (house.open, house.closed) for row in rows.values()})[:20]
    assert every, f"say in TABLES what the {part} after “{word}/” in addresses is of"
    return [row.uid if part.endswith("uid") or part == "question" else row.pk for row in every]


def addresses(house: House) -> Iterator[str]:
    """Every address of these pages and of the API in this world."""
    for name, pattern, route in pages():
        parts = {part: word for word, part in re.findall(r"([\w-]+)/<(?:\w+:)?(\w+)>", route)}
        held = list(pattern.pattern.converters)
        choices = [filled(house, parts.get(part, ""), part) for part in held]
        for values in product(*choices):
            with suppress(NoReverseMatch):
                address = reverse(name, kwargs=dict(zip(held, values, strict=True)))
                yield from (address, f"{address}?q=kanari", f"{address}?q=shown")[: None if not held else 1]
    for path in api_paths():
        told = re.findall(r"/(\w+)/{(\w+)}", path)
        if all(word not in {"terms", "networks"} for word, _part in told):
            for values in product(*(filled(house, word, part) for word, part in told)):
                yield path.format(**dict(zip((part for _word, part in told), values, strict=True)))


def told(house: House, client: Client, viewer: Viewer) -> dict[str, str]:
    """All that comes out for a reader, by address; and what the rooms tell calendars and other rooms."""
    found = {one: KEY.sub("", same_again(text_of(client.get(one)))) for one in addresses(house)}
    groups = {house.shown.pk, house.hidden.pk}
    rows = [row for side in (house.open, house.closed) for row in side.values()]
    for room in rooms():
        if room.calendar and not house.said.get("removed_at"):  # to calendars it is told as cancelled
            span = NOW.date() - timedelta(days=40), NOW.date() + timedelta(days=400)
            found[f"calendar of {room.name}"] = str(list(room.calendar(viewer, groups, *span)))
        if room.beneath:
            for row in [house.shown, *rows]:
                place = f"beneath {kind_of(row)} {row.pk} in {room.name}"
                found[place] = str(list(room.beneath(viewer, kind_of(row), row.pk)))
    return found


def leaks(house: House, answers: dict[str, str]) -> list[str]:
    """Where a hidden word came out."""
    look = re.compile("|".join(house.words))
    return [
        f"{house.words[word]} in {address}"
        for address, text in answers.items()
        for word in sorted(set(look.findall(text)))
        if word not in address
    ]


@pytest.mark.parametrize(
    ("reader", "how"),
    [*product(["anyone"], CLOSED), *product(["a stranger who is signed in"], ["of a hidden group"])],
)
def test_nothing_closed_comes_out(client: Client, reader: str, how: str) -> None:
    house, viewer = House(how), ANYONE
    if reader != "anyone":
        person = a_person("stranger")
        client.force_login(person)
        viewer = viewer_of(person)
    house.plant(house.open)
    rebuild()
    before = told(house, client, viewer)
    house.plant(house.closed)
    house.refer(house.closed, house.open, house.shown)
    Resolution.objects.update(replaces=None)  # that it holds no longer is told of what is open
    house.join(house.closed, house.open)
    house.leave_behind()
    rebuild()
    after = told(house, client, viewer)
    assert leaks(house, after) == []
    differing = [one for one in before.keys() & after if before[one] != after[one]]
    assert [one for one in differing if not one.endswith("q=shown")] == [], "something counts what is closed"
    house.refer(house.open, house.closed, house.hidden)
    house.join(house.open, house.closed)
    assert leaks(house, told(house, client, viewer)) == []
    found = {(hit.kind, hit.id) for hit in search(Question(tokens_of(viewer), size=500)).hits}
    assert found & {(kind_of(row), row.pk) for row in house.open.values()}
    assert not found & {(kind_of(row), row.pk) for row in house.closed.values()}


def test_the_people_of_the_group_read_it_there(client: Client) -> None:
    """Or the tests above look in the wrong places."""
    house = House("for its group alone")
    house.plant(house.open)
    house.plant(house.closed)
    rebuild()
    person = a_person("member")
    Role.objects.create(person=person, group=house.shown, kind="member")
    Member.objects.filter(pk=house.closed[Member].pk).update(person=viewer_of(person).actor)
    client.force_login(person)
    answers = told(house, client, viewer_of(person))
    for kind in KINDS:
        Circle.objects.update(kind=kind)
        pages_of_kind = [one for one in addresses(house) if "/exchange/c" in one]
        answers |= {f"{kind} {one}": text_of(client.get(one)) for one in pages_of_kind}
    read = {leak.split()[0] for leak in leaks(house, answers)}
    unnamed = {"Series", "Outcome"}  # nothing in this world belongs to the one; the other names nothing
    unnamed |= {"Bid", "FieldDay"}  # of a running cycle alone; days in the field have no pages yet
    unnamed |= {"Limit", "Sheet"}  # no persons are elected in it; of papers only the count is told
    missing = {model.__name__ for model in tables()} - read - unnamed - JOINING
    assert not missing, " ".join(sorted(missing))
