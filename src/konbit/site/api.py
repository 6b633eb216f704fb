"""The API of the house: every room's own part, described by OpenAPI."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI

from konbit import __version__
from konbit.base.registry import rooms

api = NinjaAPI(
    title="Konbit",
    version=__version__,
    description="Read what everybody may see, or what you may see when you are signed in.",
    urls_namespace="api",
)

for room in rooms():
    if room.api and find_spec(room.api):
        api.add_router("", import_module(room.api).router, tags=[room.name])
