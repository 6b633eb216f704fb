from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import NavEntry, Room, register


class DecisionsConfig(AppConfig):
    name = "konbit.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from konbit.decisions.actions.erasure import erase
        from konbit.decisions.actions.shipped import load_example
        from konbit.decisions.queries.calendar import calendar
        from konbit.decisions.queries.documents import DOCUMENTS
        from konbit.decisions.queries.doors import beneath, group_doors

        register(
            Room(
                name="decisions",
                title=_("Deciding"),
                nav=(NavEntry("decisions:front", _("Deciding"), "vote", 33),),
                own=(NavEntry("decisions:own-votes", _("Where you may vote"), "vote", 28),),
                urls="konbit.decisions.urls",
                api="konbit.decisions.api",
                commands="konbit.decisions.commands",
                documents=DOCUMENTS,
                erase=erase,
                group_doors=group_doors,
                beneath=beneath,
                calendar=calendar,
                load_example=load_example,
            )
        )
