from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import Room, register


class FederationConfig(AppConfig):
    name = "konbit.federation"
    label = "federation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(Room(name="federation", title=_("Federation"), commands="konbit.federation.commands"))
