"""Address of a network as a consortium."""

from django.urls import path

from konbit.federation.views import consortium

urlpatterns = [path("groups/<str:group_uid>/consortium/", consortium.of_group, name="consortium")]
