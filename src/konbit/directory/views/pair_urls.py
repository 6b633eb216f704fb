"""Addresses of the records that may be the same group."""

from django.urls import path

from konbit.directory.views import pairs

urlpatterns = [
    path("groups/doubles", pairs.queue, name="house-doubles"),
    path("g/<str:uid>/doubles", pairs.queue, name="doubles"),
    path("groups/doubles/<int:merge_id>/apart", pairs.apart, name="doubles-apart"),
]
