"""Addresses of finding and of getting data out; included by the addresses of the directory."""

from __future__ import annotations

from django.urls import path

from konbit.directory.views import embed, everything, export, feed, map, search

urlpatterns = [
    path("groups/", search.search, name="search"),
    path("find/", everything.find, name="everything"),
    path("groups/words", search.suggest_words, name="suggest-words"),
    path("groups/places", search.suggest_places, name="suggest-places"),
    path("groups/map/", map.interactive, name="map"),
    path("groups/clusters.json", map.clusters, name="clusters"),
    path("groups/land.json", map.land, name="land"),
    path("groups/embed/", embed.embed, name="embed"),
    path("groups/embed/make/", embed.make, name="embed-make"),
    path("groups/out/<slug:kind>", export.export, name="export"),
    path("groups/feed", feed.feed, name="feed"),
]
