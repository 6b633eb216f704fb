"""Addresses of starting a network, of bringing lists in, and of posters."""

from django.urls import path

from konbit.directory.views import first_steps, importing, poster

urlpatterns = [
    path("start/", first_steps.start, name="start"),
    path("start/<str:uid>/list/", first_steps.bring_list, name="start-list"),
    path("start/<str:uid>/look/", first_steps.look, name="start-look"),
    path("start/<str:uid>/places/", first_steps.places, name="start-places"),
    path("start/<str:uid>/places/<str:group>/", first_steps.place, name="start-place"),
    path("start/<str:uid>/noticed/", first_steps.noticed, name="noticed"),
    path("import/", importing.lists, name="import"),
    path("import/<int:run_id>/", importing.run, name="import-run"),
    path("import/<int:run_id>/rejected.csv", importing.rejected, name="import-rejected"),
    path("poster/", poster.poster, name="poster"),
]
