from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import NavEntry, Room, register


class ExchangeConfig(AppConfig):
    name = "konbit.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from konbit.exchange.actions.erasure import erase
        from konbit.exchange.actions.shipped import load_example
        from konbit.exchange.journal.at_once import install
        from konbit.exchange.queries.calendar import calendar
        from konbit.exchange.queries.documents import DOCUMENTS
        from konbit.exchange.queries.doors import group_doors
        from konbit.exchange.queries.listing_doors import SUGGESTERS

        post_migrate.connect(install, sender=self)
        register(
            Room(
                name="exchange",
                title=_("Exchanging"),
                nav=(NavEntry("exchange:front", _("Exchanging"), "arrow-left-right", 27),),
                own=(
                    NavEntry("exchange:own-accounts", _("Your accounts"), "wallet", 44),
                    NavEntry("exchange:own-listings", _("What I offer and need"), "package", 45),
                ),
                urls="konbit.exchange.urls",
                api="konbit.exchange.api",
                commands="konbit.exchange.commands",
                documents=DOCUMENTS,
                erase=erase,
                group_doors=group_doors,
                calendar=calendar,
                suggesters=SUGGESTERS,
                load_example=load_example,
            )
        )
