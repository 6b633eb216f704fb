"""Finding the page of an address by its first word, instead of trying the addresses of a room one by one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, include
from django.urls.resolvers import ResolverMatch, RoutePattern


def room_at_the_root(urls: str) -> ByFirstWord:
    """What `path("", include(urls))` says, found faster where a room has many addresses."""
    module, app_name, namespace = include(urls)
    at_the_root = RoutePattern("", is_endpoint=False)
    return ByFirstWord(at_the_root, module, app_name=app_name, namespace=namespace)


class ByFirstWord(URLResolver):
    """Asks only those addresses that begin with the word that is asked for, or with any word.

    Django tries all in turn and remembers each that did not fit: with many hundreds of addresses that takes
    longer than most questions to the database. The order among those that are asked stays.
    """

    def resolve(self, path: str) -> ResolverMatch:
        """The page of an address. Raises `Resolver404`."""
        found: ResolverMatch = self._shelves.get(str(path).partition("/")[0], self._any).resolve(path)
        return found

    @cached_property
    def _words(self) -> list[tuple[str | None, Any]]:
        return [(_first_word(one), one) for one in self.url_patterns]

    @cached_property
    def _any(self) -> URLResolver:
        return self._of({None})

    @cached_property
    def _shelves(self) -> dict[str, URLResolver]:
        return {word: self._of({word, None}) for word, _one in self._words if word is not None}

    def _of(self, words: set[str | None]) -> URLResolver:
        few = [one for word, one in self._words if word in words]
        return URLResolver(self.pattern, few, self.default_kwargs, self.app_name, self.namespace)


def _first_word(pattern: URLPattern | URLResolver) -> str | None:
    """The word with which all addresses of a pattern begin; None where it may be any."""
    route = pattern.pattern
    if not isinstance(route, RoutePattern):
        return None
    word, slash, _rest = str(route).partition("/")
    if "<" in word or not (slash or isinstance(pattern, URLPattern)):
        return None
    return word
