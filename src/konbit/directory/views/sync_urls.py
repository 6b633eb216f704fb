"""Addresses of lists that are read again, of what changed in them, and of what is no longer seen."""

from django.urls import path

from konbit.directory.views import changes, syncing

urlpatterns = [
    path("lists/", syncing.lists, name="lists"),
    path("lists/<int:source_id>/", syncing.one_list, name="list"),
    path("lists/<int:source_id>/changes/", changes.of_list, name="list-changes"),
    path("lists/<int:source_id>/changes/poster/", changes.poster_of_list, name="list-changes-poster"),
    path("networks/<str:uid>/lists/", syncing.lists, name="network-lists"),
    path("networks/<str:uid>/changes/", changes.of_network, name="network-changes"),
    path("networks/<str:uid>/changes/poster/", changes.poster_of_network, name="network-changes-poster"),
    path("networks/<str:uid>/not-seen/", syncing.not_seen_here, name="network-not-seen"),
    path("not-seen/", syncing.not_seen_here, name="not-seen"),
    path("not-seen/<int:difference_id>/", syncing.other_identifier, name="not-seen-key"),
    path("editions/<int:run_id>/", syncing.edition, name="edition"),
]
