"""Addresses of offers and needs, and of what somebody waits for."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import alerts, listing_tables, listing_writing, listings

urlpatterns: list[URLPattern] = [
    path("exchange/listings/", listings.browsing, name="listings"),
    path("exchange/listings/new", listing_writing.where, name="new-listing-where"),
    path("groups/<str:group_uid>/listings/", listings.of_group, name="group-listings"),
    path("groups/<str:group_uid>/listings/new", listing_writing.new, name="new-listing"),
    path("groups/<str:group_uid>/listings/sheet", listings.sheet, name="listings-sheet"),
    path("groups/<str:group_uid>/listings/table", listing_tables.table, name="listings-table"),
    path("groups/<str:group_uid>/listings/bring", listing_tables.bring, name="bring-listings"),
    path("groups/<str:group_uid>/listings/profiles", listing_tables.profiles, name="listings-profiles"),
    path("listings/left/<str:token>", listing_tables.left, name="left-listings"),
    path("listings/renew/<str:token>", listing_writing.renew_by_letter, name="renew-by-letter"),
    path("listings/own", listings.own, name="own-listings"),
    path("listings/<str:uid>/", listings.listing, name="listing"),
    path("listings/<str:uid>/edit", listing_writing.edit, name="edit-listing"),
    path("listings/<str:uid>/renew", listing_writing.renew, name="renew-listing"),
    path("listings/<str:uid>/end", listing_writing.end, name="end-listing"),
    path("listings/<str:uid>/profile", listing_tables.profile, name="listing-profile"),
    path("listings/<str:uid>/meets/<str:other>", listing_writing.meets, name="listing-meets"),
    path("listings/<str:uid>/photos/new", listing_writing.add_photo, name="new-listing-photo"),
    path("listings/<str:uid>/photos/<int:photo_id>", listings.photo, name="listing-photo"),
    path(
        "listings/<str:uid>/photos/<int:photo_id>/remove",
        listing_writing.remove_photo,
        name="remove-listing-photo",
    ),
    path("alerts/own", alerts.own, name="own-alerts"),
    path("alerts/new", alerts.new, name="new-alert"),
    path("alerts/<str:uid>/stop", alerts.stop, name="stop-waiting"),
    path("alerts/stop/<str:token>", alerts.stop_by_letter, name="stop-alert"),
]
