"""Addresses of this room: each part of it brings its own."""

from __future__ import annotations

from django.urls import URLPattern

from konbit.decisions.views.budget_urls import urlpatterns as budgets
from konbit.decisions.views.casting_urls import urlpatterns as casting
from konbit.decisions.views.consent_urls import urlpatterns as consents
from konbit.decisions.views.cycle_urls import urlpatterns as cycle
from konbit.decisions.views.election_urls import urlpatterns as elections
from konbit.decisions.views.front_urls import urlpatterns as front
from konbit.decisions.views.gathering_urls import urlpatterns as gathering
from konbit.decisions.views.passing_urls import urlpatterns as passing
from konbit.decisions.views.recount_urls import urlpatterns as recount
from konbit.decisions.views.vote_urls import urlpatterns as votes

app_name = "decisions"

urlpatterns: list[URLPattern] = [
    *front,
    *casting,
    *elections,
    *cycle,
    *budgets,
    *gathering,
    *consents,
    *passing,
    *recount,
    *votes,
]
