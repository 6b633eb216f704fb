from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import Room, register


class AssemblyConfig(AppConfig):
    name = "konbit.assembly"
    label = "assembly"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(Room(name="assembly", title=_("What we agreed"), urls="konbit.assembly.urls"))
