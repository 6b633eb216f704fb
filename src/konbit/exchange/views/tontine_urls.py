"""Addresses of tontines."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import tontines

urlpatterns: list[URLPattern] = [
    path("exchange/circles/<str:uid>/cycles/new", tontines.new_cycle, name="new-cycle"),
    path("exchange/circles/<str:uid>/tontine/meeting", tontines.meeting, name="tontine-meeting"),
    path("exchange/circles/<str:uid>/tontine/sheet", tontines.sheet, name="tontine-sheet"),
    path("exchange/cycles/<str:uid>/draw", tontines.draw, name="draw-cycle"),
    path("exchange/cycles/<str:uid>/order", tontines.order, name="order-cycle"),
    path("exchange/cycles/<str:uid>/end", tontines.end, name="end-cycle"),
    path("exchange/cycles/<str:uid>/hands", tontines.take_over, name="take-over-hands"),
    path("exchange/turns/<str:uid>/open", tontines.open_turn, name="open-turn"),
    path("exchange/turns/<str:uid>/bid", tontines.bid, name="bid-turn"),
    path("exchange/turns/<str:uid>/swap", tontines.swap, name="swap-turn"),
    path("exchange/turns/<str:uid>/cover", tontines.cover, name="cover-turn"),
    path("exchange/turns/<str:uid>/complete", tontines.complete, name="complete-turn"),
    path("exchange/swaps/<str:uid>/answer", tontines.answer_swap, name="answer-swap"),
]
