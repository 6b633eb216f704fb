from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from konbit.base.registry import NavEntry, Room, register


class DirectoryConfig(AppConfig):
    name = "konbit.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from konbit.directory.actions.erasure import erase
        from konbit.directory.actions.roles import grant
        from konbit.directory.queries.documents import documents
        from konbit.directory.queries.roles import describe_scope, roles_of

        register(
            Room(
                name="directory",
                title=_("Directory"),
                nav=(
                    NavEntry("directory:search", _("Find"), "search", 10),
                    NavEntry("directory:vocabulary", _("Words"), "book-open", 20),
                ),
                own=(
                    NavEntry("directory:waiting", _("What waits for you"), "inbox", 10),
                    NavEntry("directory:proposals", _("What you proposed"), "send", 20),
                ),
                keeping=(
                    NavEntry("directory:house-doubles", _("The same group?"), "copy", 10),
                    NavEntry(
                        "directory:house_disagreements", _("What the sources do not agree upon"), "split", 20
                    ),
                    NavEntry("directory:house_orders", _("Whose word is shown"), "list-ordered", 30),
                    NavEntry("directory:lists", _("Lists that are read here"), "rotate-cw", 40),
                    NavEntry("directory:not-seen", _("Groups not seen any more"), "search", 50),
                ),
                urls="konbit.directory.urls",
                api="konbit.directory.api",
                commands="konbit.directory.commands",
                documents=documents(),
                erase=erase,
                roles=roles_of,
                describe_scope=describe_scope,
                grant=grant,
            )
        )
