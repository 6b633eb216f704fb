"""Addresses at which one votes, and at which those at the table write down what was said."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.decisions.views import casting, polling

urlpatterns: list[URLPattern] = [
    path("votes/<str:uid>/ballot", casting.ballot, name="ballot"),
    path("votes/<str:uid>/card", casting.by_card, name="ballot-by-card"),
    path("ballots/<str:token>/", casting.by_token, name="ballot-by-token"),
    path("votes/<str:uid>/register", polling.register, name="register"),
    path("votes/<str:uid>/register/<int:line>/link", polling.link, name="ballot-link"),
    path("votes/<str:uid>/register/<int:line>/paper", polling.put_in_box, name="paper-in-box"),
    path("votes/<str:uid>/papers", polling.papers, name="papers"),
    path("votes/<str:uid>/papers/print", polling.paper, name="paper"),
    path("votes/<str:uid>/hands", polling.hands, name="show-of-hands"),
]
