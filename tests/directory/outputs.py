"""Everything that the house gives to those who ask: every page and every way of the API.

A page that is new is found by the resolver and asked for by itself. Where its address holds something that
`filled` does not know, the tests fail until it does, or until the page stands in `EXCLUDED` with the reason.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any

from django.apps import apps
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from konbit.directory.forms.all_sections import SECTIONS
from konbit.directory.queries import still_true
from konbit.site.api import api
from tests.directory.canaries import World

EXCLUDED = {
    "": "says that there is no such page",
    "passed-on": "leads on to the same address in the reader's language",
    "health": "counts documents",
    "docs": "the same text in every house",
    "docs-page": "the same text in every house",
    "parts": "the same page in every house",
    "people:card_paper": "of people; nothing of groups but what their scope card says (tests/people)",
    "people:card_renew": "of people (tests/people)",
    "people:card_block": "of people (tests/people)",
    "people:recovery_confirm": "of people (tests/people)",
    "people:invitation_close": "of people (tests/people)",
    "people:join": "whoever holds the invitation may know whose it is (tests/people)",
    "directory:digest-stop": "for whoever holds the letter; names a network that she looks after",
}
"""Pages that are not looked at here, and why."""

ABOVE = ("assembly:", "federation:", "work:", "exchange:", "learning:", "decisions:")
"""Rooms above the directory. Here they are asked about groups; what they have of their own is asked for, with
rows of theirs, in tests/scenarios/test_nothing_closed_is_told.py."""

QUERIES = (
    "q=openbakery", "view=list", "view=map", "country=GB", "more=region", "more=network",
    "near=Manchester&km=200", "bbox=53,-3,54,-2&zoom=18", "name=Openbakery+town", "q=kanari&name=kanari",
    "q=openbakery&mine=1", "lat=53.483234&lon=-2.241234&km=1", "lat=53.483234&lon=-2.241234&km=3",
    "lat=53.483234&lon=-2.241234&km=500", "bbox=53.4832,-2.2413,53.4833,-2.2412&zoom=20",
)  # fmt: skip
"""What is asked of pages that have one address, and of the API: also closely around a hidden point."""


def house_pages() -> dict[str, list[str]]:
    """The house's own addresses by name: what they hold that must be filled in."""

    def below(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, list[str]]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from below(pattern.url_patterns, inner)
            elif pattern.lookup_str.startswith("konbit.") and (
                not space.startswith(ABOVE) or _asks_about_groups(str(pattern.pattern))
            ):
                yield space + (pattern.name or ""), list(pattern.pattern.converters)

    found: dict[str, list[str]] = {}
    for name, holds in below(get_resolver().url_patterns):
        found[name] = max(holds, found.get(name, []), key=len)
    return found


def _asks_about_groups(route: str) -> bool:
    """Whether nothing of a room above stands in an address."""
    words = re.findall(r"([\w-]+)/[<{]", route)
    return all(word in {"groups", "networks", "terms", "about"} for word in words)


def filled(world: World, client: Client, name: str) -> list[Any]:
    """What the world has for a part of an address. Fails for a part that is new here."""
    groups = world.groups
    asked = [groups[name] for name in ("town", "network", "hidden network", "stewards only", "removed")]
    if name.endswith("_id"):
        table = _TABLES.get(name) or name.removesuffix("_id")
        models = [model for model in apps.get_models() if model._meta.model_name == table]
        assert models, f"say in _TABLES which table the “{name}” of addresses is of"
        return list(models[0]._base_manager.order_by("-pk").values_list("pk", flat=True)[:3])
    known = {
        "uid": [group.uid for group in asked],
        "group": [groups["town"].uid, groups["stewards only"].uid],
        "group_uid": [group.uid for group in asked],
        "slug": ["any"],
        "scope": [group.scope for group in asked],
        "kind": [*exports(client), "photo", "audio", "directory.group"],
        "code": [*SECTIONS, "baking", "test/words"],
        "scheme": ["test/words"],
        "field": ["name", "places", "contacts", "extras"],
        "token": [still_true.link_to(groups["town"]).rsplit("/", 1)[-1]],
    }
    assert name in known, f"say what is to stand for “{name}” in addresses, or name the page in EXCLUDED"
    return known[name]


_TABLES = {"run_id": "importrun", "object_id": "group"}


def exports(client: Client) -> list[str]:
    """The formats that the search page offers."""
    page = client.get("/en/groups/").content.decode()
    return sorted(set(re.findall(r"groups/out/([a-z0-9-]+)", page)))


def addresses(world: World, client: Client) -> Iterator[tuple[str, str]]:
    """The name of each page, and its addresses in this world."""
    network = f"in={world.groups['network'].uid}"
    for name, holds in house_pages().items():
        if name in EXCLUDED:
            continue
        said = [filled(world, client, one) for one in holds]
        asked = ("", *QUERIES) if name in searching() else ("", network) if "uid" in holds else ("",)
        for values in product(*said):
            with suppress(NoReverseMatch):
                address = reverse(name, kwargs=dict(zip(holds, values, strict=True)))
                yield from ((name, f"{address}?{query}") for query in asked)
    known = {"uid": [group.uid for group in world.groups.values()], "ref": ["test/words/baking"]}
    for path in filter(_asks_about_groups, api_paths()):
        holds = re.findall(r"{(\w+)}", path)
        for values in product(*(known[one] for one in holds)):
            address = path.format(**dict(zip(holds, values, strict=True)))
            yield from ((f"GET {path}", f"{address}?{query}") for query in ("", *(() if holds else QUERIES)))


def api_paths() -> list[str]:
    """What the API's own document says can be asked for."""
    return [path for path, ways in api.get_openapi_schema()["paths"].items() if "get" in ways]


def searching() -> list[str]:
    """The pages of the directory that have one address; and the exports, one address each."""
    whole = [name for name, holds in house_pages().items() if not holds and name.startswith("directory:")]
    return [*whole, "directory:export"]


def everything(world: World, client: Client) -> Iterator[tuple[str, str, int, str]]:
    """Name, address, status and the whole content of everything that can be asked for."""
    for name, address in addresses(world, client):
        answer = client.get(address)
        yield name, address, answer.status_code, text_of(answer)


def text_of(answer: HttpResponseBase) -> str:
    """All that an answer holds: its content (unpacked, where it is a workbook), where it leads, its name."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n\n{content.decode(errors='replace')}"


def without_qr(text: str) -> str:
    """A page without its QR codes, which hold the address of the page."""
    return re.sub(r"<svg[^>]*class=\"segno\".*?</svg>", "", text, flags=re.DOTALL)


def same_again(text: str) -> str:
    """An answer without what differs from one to the next: tokens of forms, nonces, times of making."""
    for changing in _CHANGING:
        text = changing.sub("", text)
    return text


_CHANGING = (
    re.compile(r'name="csrfmiddlewaretoken" value="\w+"'),
    re.compile(r"'nonce-[^']+'|nonce=\"[^\"]+\""),
    re.compile(r"(?m)^(ETag|Set-Cookie|Content-Length|Last-Modified|Expires): .*$"),
    re.compile(r'value="open:[^"]+"'),
    re.compile(r"<dcterms:\w+.*?</dcterms:\w+>"),
)
