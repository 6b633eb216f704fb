"""Addresses of practices and of their lineage."""

from django.urls import path

from konbit.learning.views import practices

urlpatterns = [
    path("groups/<str:uid>/practices/", practices.practices, name="practices"),
    path("groups/<str:uid>/practices/new", practices.tell, name="tell-practice"),
    path("practices/faced/", practices.faced, name="faced"),
    path("practices/<str:uid>/", practices.practice, name="practice"),
    path("practices/<str:uid>/change", practices.tell_again, name="change-practice"),
    path("practices/<str:uid>/remove", practices.remove, name="remove-practice"),
    path("practices/<str:uid>/lineage/", practices.descendants, name="lineage"),
    path("practices/<str:uid>/comes-from", practices.tell_descent, name="tell-descent"),
    path("practices/<str:uid>/obstacle", practices.tell_obstacle, name="tell-obstacle"),
    path(
        "practices/<str:uid>/remove/<str:part>/<int:part_id>",
        practices.remove_part,
        name="remove-practice-part",
    ),
]
