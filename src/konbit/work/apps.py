from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import Room, register


class WorkConfig(AppConfig):
    name = "konbit.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(Room(name="work", title=_("Work"), urls="konbit.work.urls"))
