from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import NavEntry, Room, register


class AssemblyConfig(AppConfig):
    name = "konbit.assembly"
    label = "assembly"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from konbit.assembly.actions.erasure import erase
        from konbit.assembly.actions.shipped import load_example
        from konbit.assembly.queries.calendar_entries import calendar_entries
        from konbit.assembly.queries.documents import documents
        from konbit.assembly.queries.doors import group_doors
        from konbit.assembly.queries.panel_doors import panel_documents
        from konbit.assembly.queries.talk_documents import talk_documents

        register(
            Room(
                name="assembly",
                title=_("What we agreed"),
                nav=(NavEntry("assembly:resolutions", _("What we agreed"), "handshake", 30),),
                own=(
                    NavEntry("assembly:letters", _("Your letters"), "mail", 40),
                    NavEntry("assembly:calendars", _("Your calendars"), "calendar-days", 50),
                ),
                urls="konbit.assembly.urls",
                api="konbit.assembly.api",
                documents={
                    **documents(),
                    "assembly.panel": panel_documents(),
                    "assembly.thread": talk_documents(),
                },
                erase=erase,
                group_doors=group_doors,
                calendar=calendar_entries,
                load_example=load_example,
            )
        )
