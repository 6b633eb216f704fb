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
