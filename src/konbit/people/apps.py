from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import Room, register


class PeopleConfig(AppConfig):
    name = "konbit.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register(
            Room(
                name="people",
                title=_("People"),
                urls="konbit.people.urls",
                commands="konbit.people.commands",
            )
        )
