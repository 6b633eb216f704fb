"""Addresses of clearing rounds."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import clearing

urlpatterns: list[URLPattern] = [
    path("exchange/circles/<str:uid>/clearing", clearing.rounds, name="clearing-rounds"),
    path("exchange/circles/<str:uid>/clearing/new", clearing.new, name="new-clearing"),
    path("exchange/clearing/<str:uid>/", clearing.one, name="clearing-round"),
    path("exchange/clearing/<str:uid>/notices.csv", clearing.notices, name="clearing-notices"),
    path("exchange/clearing/<str:uid>/notices.pdf", clearing.notices_pdf, name="clearing-notices-pdf"),
    path("exchange/clearing/<str:uid>/answer/<int:member_id>", clearing.answer, name="answer-clearing"),
    path("exchange/clearing/<str:uid>/find", clearing.move, {"step": "find"}, name="find-clearing"),
    path("exchange/clearing/<str:uid>/book", clearing.move, {"step": "book"}, name="book-clearing"),
    path("exchange/clearing/<str:uid>/give-up", clearing.move, {"step": "give-up"}, name="give-up-clearing"),
]
