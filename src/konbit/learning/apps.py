from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import Room, register


class LearningConfig(AppConfig):
    name = "konbit.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(Room(name="learning", title=_("Learning"), urls="konbit.learning.urls"))
