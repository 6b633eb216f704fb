"""Addresses of shared interests."""

from django.urls import path

from konbit.federation.views import interests

urlpatterns = [
    path("groups/<str:uid>/interests/", interests.of_network, name="interests"),
    path("groups/<str:uid>/interests/answer", interests.answer, name="answer-interest"),
    path("interests/<str:uid>/withdraw", interests.withdraw, name="withdraw-interest"),
]
