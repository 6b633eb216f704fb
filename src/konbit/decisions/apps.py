from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import Room, register


class DecisionsConfig(AppConfig):
    name = "konbit.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(Room(name="decisions", title=_("Deciding"), commands="konbit.decisions.commands"))
