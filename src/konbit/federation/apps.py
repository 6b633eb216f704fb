from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import NavEntry, Room, register


class FederationConfig(AppConfig):
    name = "konbit.federation"
    label = "federation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from konbit.federation.actions.erasure import erase
        from konbit.federation.actions.shipped import load_example
        from konbit.federation.interests.suggesters import SUGGESTERS
        from konbit.federation.queries.calendar import calendar
        from konbit.federation.queries.documents import DOCUMENTS
        from konbit.federation.queries.doors import beneath, follows, group_doors

        register(
            Room(
                name="federation",
                title=_("Federating"),
                nav=(NavEntry("federation:front", _("Federating"), "network", 35),),
                own=(NavEntry("federation:own-mandates", _("Your mandates"), "armchair", 30),),
                urls="konbit.federation.urls",
                api="konbit.federation.api",
                commands="konbit.federation.commands",
                documents=DOCUMENTS,
                erase=erase,
                group_doors=group_doors,
                beneath=beneath,
                calendar=calendar,
                follows=follows,
                suggesters=SUGGESTERS,
                load_example=load_example,
            )
        )
