"""An address is found by its first word, and leads where Django's own search would have led."""

from __future__ import annotations

import pytest
from django.urls import URLResolver, get_resolver, path, resolve
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern

from konbit.site.by_first_word import ByFirstWord


def _one(*routes: str) -> tuple[ByFirstWord, URLResolver]:
    pages = [path(route, lambda request: None, name=f"page{number}") for number, route in enumerate(routes)]
    root = RoutePattern("", is_endpoint=False)
    return ByFirstWord(root, pages), URLResolver(root, pages)


@pytest.mark.parametrize(
    "asked",
    [
        "votes/",
        "votes/new",
        "votes/a1/",
        "g/a1/",
        "anything/else",
        "",
        "votes",
        "nothing",
        "votes/a/b/c",
        "docs/x/y",
    ],
)
def test_it_leads_where_every_address_tried_in_turn_leads(asked: str) -> None:
    fast, slow = _one(
        "",
        "votes/",
        "<str:word>/else",
        "votes/new",
        "votes/<str:uid>/",
        "g/<str:uid>/",
        "votes",
        "docs/<path:rest>",
    )
    try:
        wanted = slow.resolve(asked).url_name
    except Resolver404:
        with pytest.raises(Resolver404):
            fast.resolve(asked)
    else:
        assert fast.resolve(asked).url_name == wanted


def test_rooms_keep_their_names() -> None:
    found = resolve("/en/votes/own")
    assert found.view_name == "decisions:own-votes"
    assert any(isinstance(one, ByFirstWord) for one in get_resolver().url_patterns[-1].url_patterns)
