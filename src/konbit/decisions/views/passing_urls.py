"""Addresses of questions that go down and come up, and of proxies."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.decisions.views import passing, proxies

urlpatterns: list[URLPattern] = [
    path("groups/<str:uid>/questions/", passing.questions, name="questions"),
    path("groups/<str:uid>/questions/<str:question>/take-up", passing.take_up, name="take-up"),
    path("groups/<str:uid>/questions/<str:question>/answer", passing.answer, name="answer-question"),
    path("votes/<str:uid>/answers/", passing.answers, name="answers"),
    path("votes/<str:uid>/send-up", passing.send_up, name="send-up"),
    path("votes/<str:uid>/proxies/", proxies.proxies, name="proxies"),
    path("votes/<str:uid>/proxies/<int:line>/take-back", proxies.take_back, name="take-back-proxy"),
]
