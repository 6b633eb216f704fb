"""Addresses of struggles, their steps and allies."""

from django.urls import path

from konbit.federation.views import allies, struggles, wins

urlpatterns = [
    path("struggles/", struggles.everywhere, name="struggles"),
    path("institutions/", struggles.by_institution, name="institutions"),
    path("wins/", wins.wins, name="wins"),
    path("wins/feed", wins.feed, name="wins-feed"),
    path("groups/<str:uid>/struggles/", struggles.of_group, name="struggles-of"),
    path("groups/<str:uid>/struggles/new", struggles.new, name="new-struggle"),
    path("struggles/<str:uid>/", struggles.struggle, name="struggle"),
    path("struggles/<str:uid>/edit", struggles.edit, name="edit-struggle"),
    path("struggles/<str:uid>/result", struggles.result, name="result"),
    path("struggles/<str:uid>/remove", struggles.remove, name="remove-struggle"),
    path("struggles/<str:uid>/steps/new", struggles.new_step, name="new-step"),
    path("steps/<int:pk>/", struggles.edit_step, name="step"),
    path("steps/<int:pk>/remove", struggles.remove_step, name="remove-step"),
    path("struggles/<str:uid>/allies/", allies.board, name="allies"),
    path("struggles/<str:uid>/allies/new", allies.new, name="new-ally"),
    path("allies/<int:pk>/", allies.edit, name="ally"),
    path("allies/<int:pk>/move", allies.move, name="move-ally"),
    path("allies/<int:pk>/remove", allies.remove, name="remove-ally"),
]
