"""Addresses of paying, statements and promises."""

from __future__ import annotations

from django.urls import URLPattern, path

from konbit.exchange.views import being_paid, care, pay_lists, paying, promises

urlpatterns: list[URLPattern] = [
    path("exchange/circles/<str:uid>/pay-list", pay_lists.pay_by_list, name="pay-by-list"),
    path("exchange/circles/<str:uid>/be-paid", being_paid.be_paid, name="be-paid"),
    path("exchange/circles/<str:uid>/card", being_paid.by_card, name="pay-by-card"),
    path("exchange/circles/<str:uid>/sheet", being_paid.sheet, name="circle-sheet"),
    path("exchange/circles/<str:uid>/care", care.care, name="care-for-circle"),
    path("accounts/own", paying.own, name="own-accounts"),
    path("accounts/<str:uid>/statement", paying.statement, name="statement"),
    path("accounts/<str:uid>/statement.csv", paying.statement_csv, name="statement-csv"),
    path("accounts/<str:uid>/statement.pdf", paying.statement_pdf, name="statement-pdf"),
    path("exchange/circles/<str:uid>/pay", paying.pay, name="pay"),
    path("exchange/circles/<str:uid>/ask", paying.ask, name="ask-payment"),
    path("payments/<str:uid>/answer", paying.answer, name="answer-payment"),
    path("transfers/<str:uid>/reverse", paying.reverse_one, name="reverse-transfer"),
    path("exchange/circles/<str:uid>/promises", promises.of_circle, name="promises"),
    path("exchange/circles/<str:uid>/promises/new", promises.new, name="new-promise"),
    path("promises/<str:uid>/answer", promises.answer, name="answer-promise"),
    path("promises/<str:uid>/dispute", promises.dispute, name="dispute-promise"),
    path("promises/<str:uid>/keep", promises.keep, name="keep-promise"),
]
