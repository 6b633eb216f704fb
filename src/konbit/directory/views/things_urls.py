"""Addresses of groups, networks and words.

A group stands at `g/<uid>/`, with a slug for people's eyes after it; what can be done with it stands beside
that without a slash at the end, so that no name of a group can be taken for it.
"""

from django.urls import path, register_converter

from konbit.directory.views import beside, deciding, editing, groups, networks, terms


class MediaKind:
    """Photos or recordings."""

    regex = "photo|audio"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(MediaKind, "media_kind")

urlpatterns = [
    path("groups/new", editing.add, name="add"),
    path("networks/<str:uid>/", groups.network, name="network"),
    path("media/<int:media_id>", groups.media, name="media"),
    path("g/<str:uid>/", groups.group, name="group"),
    path("g/<str:uid>/rings", networks.rings, name="rings"),
    path("g/<str:uid>/sources", groups.sources, name="sources"),
    path("g/<str:uid>/history", groups.history, name="history"),
    path("g/<str:uid>/history/<int:change_id>/undo", deciding.undo, name="undo"),
    path("g/<str:uid>/confirm", deciding.confirm, name="confirm"),
    path("g/<str:uid>/remove", deciding.remove, name="remove"),
    path("g/<str:uid>/restore", deciding.restore, name="restore"),
    path("g/<str:uid>/roles", deciding.roles, name="roles"),
    path("g/<str:uid>/edit", editing.edit, name="edit"),
    path("g/<str:uid>/edit/terms", editing.terms, name="edit_terms"),
    path("g/<str:uid>/edit/facts", beside.facts, name="edit_facts"),
    path("g/<str:uid>/edit/facts/<int:fact_id>", beside.fact, name="edit_fact"),
    path("g/<str:uid>/edit/relations", beside.relations, name="edit_relations"),
    path("g/<str:uid>/edit/relations/<int:relation_id>", beside.relation, name="edit_relation"),
    path("g/<str:uid>/edit/<media_kind:kind>", beside.media, name="edit_media"),
    path("g/<str:uid>/edit/<media_kind:kind>/<int:media_id>", beside.medium, name="edit_medium"),
    path("g/<str:uid>/edit/<str:code>", editing.section, name="edit_section"),
    path("g/<str:uid>/<str:slug>/", groups.group, name="group"),
    path("words/", terms.vocabulary, name="vocabulary"),
    path("words/<path:code>/", terms.scheme, name="scheme"),
    path("words/<path:scheme>/<path:code>", terms.term, name="term"),
]
