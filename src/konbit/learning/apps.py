from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import Maker, NavEntry, Room, register


class LearningConfig(AppConfig):
    name = "konbit.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from konbit.learning.actions.erasure import erase
        from konbit.learning.actions.making import make_lesson
        from konbit.learning.actions.shipped import load_example
        from konbit.learning.queries.circles import calendar
        from konbit.learning.queries.documents import DOCUMENTS
        from konbit.learning.queries.doors import beneath, follows, group_doors

        register(
            Room(
                name="learning",
                title=_("Learning"),
                nav=(NavEntry("learning:front", _("Learning"), "lightbulb", 40),),
                urls="konbit.learning.urls",
                api="konbit.learning.api",
                documents=DOCUMENTS,
                erase=erase,
                group_doors=group_doors,
                beneath=beneath,
                makers=(Maker("learning.claim", _("A lesson"), "lightbulb", make_lesson),),
                calendar=calendar,
                follows=follows,
                load_example=load_example,
            )
        )
