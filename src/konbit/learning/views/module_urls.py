"""Addresses of study modules and study circles."""

from __future__ import annotations

from django.urls import path, register_converter

from konbit.learning.views import circles, modules


class PartKind:
    """The parts of a module."""

    regex = "reading|question|figure"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(PartKind, "module_part")

urlpatterns = [
    path("groups/<str:group_uid>/modules/new", modules.new, name="new-module"),
    path("modules/<str:uid>/", modules.module, name="module"),
    path("modules/<str:uid>/steps/<int:number>/", modules.step, name="step"),
    path("modules/<str:uid>/edit", modules.edit, name="edit-module"),
    path("modules/<str:uid>/remove", modules.remove, name="remove-module"),
    path("modules/<str:uid>/parts/<module_part:kind>", modules.new_part, name="new-part"),
    path("modules/<str:uid>/parts/<module_part:kind>/<int:pk>", modules.part, name="part"),
    path(
        "modules/<str:uid>/parts/<module_part:kind>/<int:pk>/remove", modules.remove_part, name="remove-part"
    ),
    path("modules/<str:uid>/circles/new", circles.new, name="new-circle"),
    path("circles/<str:uid>/", circles.circle, name="circle"),
    path("circles/<str:uid>/sittings/new", circles.new_sitting, name="new-sitting"),
    path("sittings/<int:pk>", circles.sitting, name="sitting"),
    path("sittings/<int:pk>/remove", circles.remove_sitting, name="remove-sitting"),
]
