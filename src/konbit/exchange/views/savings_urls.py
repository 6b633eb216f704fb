"""Addresses of savings groups and solidarity funds."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import savings

urlpatterns: list[URLPattern] = [
    path("exchange/circles/<str:uid>/savings/meeting", savings.meeting, name="savings-meeting"),
    path("exchange/circles/<str:uid>/savings/back", savings.give_back, name="savings-back"),
    path("exchange/circles/<str:uid>/savings/help", savings.give_out, name="give-out"),
    path("exchange/circles/<str:uid>/share-out", savings.share_out, name="share-out"),
    path("exchange/circles/<str:uid>/loans/new", savings.new_loan, name="new-loan"),
    path("exchange/loans/<str:uid>/", savings.loan, name="loan"),
    path("exchange/loans/<str:uid>/say", savings.say, name="say-on-loan"),
    path("exchange/loans/<str:uid>/grant", savings.grant, name="grant-loan"),
    path("exchange/loans/<str:uid>/refuse", savings.refuse, name="refuse-loan"),
    path("exchange/loans/<str:uid>/pay-out", savings.pay_out, name="pay-out-loan"),
    path("exchange/loans/<str:uid>/let-go", savings.let_go, name="let-loan-go"),
]
