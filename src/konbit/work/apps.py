from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import Maker, Room, register


class WorkConfig(AppConfig):
    name = "konbit.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from konbit.work.actions.erasure import erase
        from konbit.work.actions.making import make_activity
        from konbit.work.actions.shipped import load_example
        from konbit.work.queries.calendars import entries
        from konbit.work.queries.documents import documents
        from konbit.work.queries.doors import doors, follows, tasks_beneath

        register(
            Room(
                name="work",
                title=_("Work"),
                urls="konbit.work.urls",
                api="konbit.work.api",
                documents=documents(),
                erase=erase,
                group_doors=doors,
                beneath=tasks_beneath,
                makers=(Maker("work.activity", _("A task"), "clipboard-list", make_activity),),
                calendar=entries,
                follows=follows,
                load_example=load_example,
            )
        )
