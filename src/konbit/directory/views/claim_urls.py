"""Addresses of whose word is shown, for a network and for the whole house."""

from django.urls import path

from konbit.directory.views import claims

urlpatterns = [
    path("g/<str:uid>/orders", claims.orders, name="orders"),
    path("g/<str:uid>/orders/<str:field>", claims.order, name="order"),
    path("g/<str:uid>/disagreements", claims.disagreements, name="disagreements"),
    path("house/orders", claims.orders, name="house_orders"),
    path("house/orders/<str:field>", claims.order, name="house_order"),
    path("house/disagreements", claims.disagreements, name="house_disagreements"),
]
